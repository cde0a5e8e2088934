"""課題: opened, corrected, made of what people told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from sasaeai.councils.actions.issue_lines import Step, add_step, issue_written, taken
from sasaeai.councils.models import Council, Issue, IssueArea, IssueNeed, Route
from sasaeai.councils.naming_nobody import personal_words, warning_about
from sasaeai.councils.rules.raising import Move, Stage
from sasaeai.councils.rules.refusals import StepNotAllowed
from sasaeai.history import actions as history
from sasaeai.history.queries import spoken_values_of
from sasaeai.history.rules import differences
from sasaeai.needs.models import Need
from sasaeai.people.models import Post
from sasaeai.people.rules import fiscal_year_of
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.models import Term

Examples = Mapping[Need, str]


class IssueFacts(TypedDict, total=False):
    """What may be said of an issue besides its title."""

    wording: str
    wish: str
    category: Term | None
    council: Council | None
    post: Post | None
    raised_from: str


FACTS = ("title", *IssueFacts.__annotations__)


@transaction.atomic
def open_issue(
    *,
    by: Doer,
    at: datetime,
    town: Town,
    title: str,
    route: Route,
    on: date | None = None,
    areas: Sequence[Area] = (),
    needs: Examples | None = None,
    **facts: Unpack[IssueFacts],
) -> Issue:
    """起案: write an issue down; it stands at the beginning of its route.

    :param needs: the troubles it is made of, each with the words that may be printed of it
    :raises ValidationError: by field, in the reader's words
    """
    day = on or localdate(at)
    if day > localdate(at):
        raise ValidationError({"on": "これからの日は書けません。起案した日を入れてください。"})
    issue = Issue(
        town=town,
        title=title.strip(),
        fiscal_year=fiscal_year_of(day),
        number=_next_number(town, fiscal_year_of(day)),
        route_name=route.name,
        path=route.levels,
        stage_on=day,
        last_on=day,
        opened_on=day,
        changed_at=at,
        **facts,
    )
    _check(issue, route, areas)
    issue.save()
    _set_areas(issue, areas)
    first = Step(move=Move.OPEN, on=day, wording=issue.wording)
    add_step(by=by, at=at, issue=issue, step=first, before=None)
    after = {k: v for k, v in _said(issue).items() if v}
    history.note(by=by, at=at, what="councils.issue_opened", about=issue, after=after)
    if needs:
        make_of(by=by, at=at, issue=issue, needs=needs)
    issue_written(issue)
    return issue


@transaction.atomic
def change_issue(
    *,
    by: Doer,
    at: datetime,
    issue: Issue,
    title: str,
    areas: Sequence[Area],
    **facts: Unpack[IssueFacts],
) -> Issue:
    """Correct the words of an issue that is not answered yet. Where it stands is nothing to correct.

    :raises StepNotAllowed: if it is answered, or not the doer's to write
    :raises ValidationError: by field
    """
    kept = taken(by, issue)
    if kept.stage == Stage.ANSWERED:
        raise StepNotAllowed(
            "回答した課題は直せません。続きがあるときは「もう一度取り上げる」を選んでください。"
        )
    before = _said(kept)
    for field, value in {"title": title.strip(), **facts}.items():
        setattr(kept, field, value)
    kept.changed_at = at
    _check(kept, None, areas)
    kept.save()
    _set_areas(kept, areas)
    was, now_is = differences(before, _said(kept))
    if now_is:
        history.note(
            by=by, at=at, what="councils.issue_changed", about=kept, before=was, after=now_is
        )
        issue_written(kept)
    return kept


@transaction.atomic
def make_of(*, by: Doer, at: datetime, issue: Issue, needs: Examples) -> int:
    """Hang more troubles on an issue, or choose other words to print of them.

    :returns: how many were not there before
    :raises StepNotAllowed: if the issue is answered
    :raises ValidationError: if a trouble is of another town
    """
    kept = taken(by, issue)
    if kept.stage == Stage.ANSWERED:
        raise StepNotAllowed("回答した課題に困りごとは加えられません。新しい課題にしてください。")
    if any(need.town_id != kept.town_id for need in needs):
        raise ValidationError({"needs": "この町の困りごとから選んでください。"})
    if said := personal_words(*needs.values()):
        raise ValidationError(
            {"needs": f"{warning_about(said)}印刷する例は、伏せた書き方にしてください。"}
        )
    lines = dict(kept.made_of.values_list("need_id", "pk"))
    fresh = [
        IssueNeed(issue=kept, need=need, example=words.strip()[:300])
        for need, words in needs.items()
        if need.pk not in lines
    ]
    IssueNeed.objects.bulk_create(fresh)
    for need, words in needs.items():
        if need.pk in lines:
            IssueNeed.objects.filter(pk=lines[need.pk]).update(example=words.strip()[:300])
    history.note(
        by=by, at=at, what="councils.issue_made_of", about=kept, after={"困りごと": len(needs)}
    )
    return len(fresh)


def _check(issue: Issue, route: Route | None, areas: Sequence[Area]) -> None:
    issue.full_clean()
    if route is not None and route.town_id != issue.town_id:
        raise ValidationError({"route": "この町の上げ方から選んでください。"})
    if any(area.level.tree.town_id != issue.town_id for area in areas):
        raise ValidationError({"areas": "この町の区域から選んでください。"})


def _set_areas(issue: Issue, areas: Sequence[Area]) -> None:
    kept = set(IssueArea.objects.filter(issue=issue).values_list("area_id", flat=True))
    wanted = {area.pk for area in areas}
    IssueArea.objects.filter(issue=issue, area__in=kept - wanted).delete()
    fresh = [IssueArea(issue=issue, area=area) for area in areas if area.pk not in kept]
    IssueArea.objects.bulk_create(fresh)


def _next_number(town: Town, year: int) -> int:
    """The number after the last of the year; the town's row is locked, so that none is given twice."""
    Town.objects.select_for_update(of=("self",)).get(pk=town.pk)
    last = Issue.objects.filter(town=town, fiscal_year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _said(issue: Issue) -> dict[str, object]:
    names = IssueArea.objects.filter(issue=issue).values_list("area__name", flat=True)
    return {**spoken_values_of(issue, FACTS), "区域": list(names)}
