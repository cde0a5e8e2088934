"""What follows every write: the search index and the months whose figures changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sasaeai.needs.models import Need
from sasaeai.needs.rules.states import NeedState
from sasaeai.reports import facts
from sasaeai.search import actions as search
from sasaeai.search.rules import Line

KIND, SOURCE = "needs.Need", "needs"


def written(needs: Iterable[Need], *, also_days: Iterable[date] = ()) -> None:
    """Troubles were written: they are found by their new words, and their months count anew."""
    given = list(needs)
    counted(given, also_days=also_days)
    search.put_many(_lines(given))


def counted(needs: Iterable[Need], *, also_days: Iterable[date] = ()) -> None:
    """Only what is counted changed: the words stay."""
    given = list(needs)
    days = {need.heard_on for need in given} | set(also_days)
    if given:
        facts.touched(town_id=given[0].town_id, source=SOURCE, days=days)


def _lines(needs: Iterable[Need]) -> Iterator[Line]:
    for need in needs:
        if need.state == NeedState.SET_ASIDE:
            search.remove(kind=KIND, key=need.pk)
            continue
        post = need.post.area_id if need.post else None
        yield Line(
            town_id=need.town_id,
            kind=KIND,
            key=need.pk,
            text="\n".join(text for text in (need.wording, need.wish, need.example) if text),
            area_id=need.area_id,
            day=need.heard_on,
            more_area_ids=() if post is None else (post,),
        )
