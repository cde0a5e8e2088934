"""One trouble with everything its page shows."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai.needs.models import Caller, Intake, Need, NeedLetter, NeedPhoto, NeedStep, Referral
from sasaeai.needs.queries.categories import Category, Suggested, categories_of, suggested_for
from sasaeai.needs.rules.states import FOLLOWS, NeedState
from sasaeai.people.rules import fiscal_year_of
from sasaeai.towns.viewer import Viewer

ALIKE = 5


@dataclass(frozen=True)
class NeedPage:
    """What the page of a trouble shows."""

    need: Need
    suggested: Suggested
    categories: list[Category]
    chosen: frozenset[str]
    steps: list[NeedStep]
    referrals: list[Referral]
    same_call: list[Need]
    same_words: list[Need]
    ways: list[NeedState]
    letters: list[NeedLetter]
    photos: list[NeedPhoto]


def page_of(viewer: Viewer, need: Need) -> NeedPage:
    """The page (ten queries)."""
    categories = categories_of(need.town_id, fiscal_year_of(need.heard_on))
    labels = list(need.labels.all())
    mine = Need.objects.visible_to(viewer).exclude(pk=need.pk)
    return NeedPage(
        need=need,
        suggested=suggested_for(need, categories),
        categories=categories,
        chosen=frozenset(
            code
            for line in labels
            for code in (line.term.code, line.detail and line.detail.code)
            if code
        ),
        steps=list(need.steps.select_related("result", "resource", "organisation")),
        referrals=list(
            need.referrals.select_related("came_from", "led_to", "resource", "organisation")
        ),
        same_call=list(mine.filter(intake=need.intake_id)),
        same_words=list(mine.filter(text_key=need.text_key).exclude(intake=need.intake_id)[:ALIKE]),
        letters=list(NeedLetter.objects.filter(need__intake=need.intake_id)),
        photos=list(need.photos.all()),
        ways=[state for state in NeedState if state in FOLLOWS[need.state_now]],
    )


def caller_of(intake: Intake) -> Caller | None:
    """Who told it, where a name is kept."""
    return Caller.objects.filter(intake=intake).first()
