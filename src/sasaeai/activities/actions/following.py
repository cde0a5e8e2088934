"""What follows every write: the search index and the months whose figures changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sasaeai.activities.actions.entry import Entry
from sasaeai.activities.models import Activity
from sasaeai.reports import facts
from sasaeai.search import actions as search
from sasaeai.search.rules import Line

KIND = "activities.Activity"
SOURCE = "activities"

Written = tuple[Activity, Entry]


def written(pairs: Sequence[Written], *, also_day: date | None = None) -> None:
    """Activities of one town were written: they are found by their new words, and their months count anew.

    :param pairs: at least one
    :param also_day: the day an activity was on before, if it moved
    """
    days = {activity.on for activity, _ in pairs} | ({also_day} if also_day else set())
    facts.touched(town_id=pairs[0][0].town_id, source=SOURCE, days=days)
    search.put_many(lines_of(pairs))


def moved(activity: Activity) -> None:
    """Only the state changed: the words stay."""
    facts.touched(town_id=activity.town_id, source=SOURCE, days=[activity.on])


def forgotten(activity: Activity) -> None:
    """An activity is about to be removed."""
    facts.touched(town_id=activity.town_id, source=SOURCE, days=[activity.on])
    search.remove(kind=KIND, key=activity.pk)


def lines_of(pairs: Iterable[Written]) -> Iterator[Line]:
    """What the index keeps of each: everything it may be found by, and the areas whose people see it."""
    for activity, entry in pairs:
        areas = {post.area_id for post in entry.posts}
        yield Line(
            town_id=activity.town_id,
            kind=KIND,
            key=activity.pk,
            text="\n".join(_said(entry)),
            area_id=activity.area_id,
            day=activity.on,
            more_area_ids=tuple(sorted(a for a in areas if a is not None)),
        )


def _said(entry: Entry) -> Iterator[str]:
    texts = (
        entry.title,
        entry.wording,
        entry.place,
        entry.number,
        entry.result_text,
        entry.issue_text,
        entry.proposal_text,
        *(partner.name for partner in entry.partners),
        entry.next_step,
    )
    yield from (text for text in texts if text)
