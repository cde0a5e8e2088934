"""Issues that were walked through become issues, every step by the deed that moves one on the pages."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.councils.actions.issue_lines import Step
from sasaeai.councils.actions.moving import move_issue
from sasaeai.councils.actions.raising import open_issue
from sasaeai.councils.actions.telling import tell
from sasaeai.councils.importing.issue_rows import GivenIssue, GivenStep
from sasaeai.councils.importing.issue_walking import Way
from sasaeai.councils.importing.lines import Checked, Taken
from sasaeai.councils.models import Issue, IssueStep
from sasaeai.councils.rules.raising import Move
from sasaeai.documents.reading.refused_rows import RowProblem
from sasaeai.towns.viewer import Doer

HOW = "取り込んだ一覧による"


def take_issues(*, by: Doer, at: datetime, checked: Checked) -> Taken:
    """Write every issue that goes its way; those joined to each other together or not at all."""
    problems: list[RowProblem] = []
    done = 0
    for way in checked.ready:
        try:
            _take(by, at, way)
        except ValidationError as refused:
            words = " ".join(refused.messages)
            problems += [RowProblem(row, words) for one in way.issues for row in one.rows]
        else:
            done += len(way.issues)
    return Taken(done, tuple(problems))


@transaction.atomic
def _take(by: Doer, at: datetime, way: Way) -> None:
    made: dict[str, Issue] = {}
    for given, step, move in way.order:
        if move == Move.OPEN:
            made[given.key] = _open(by, at, given, step)
        elif move is not None:
            move_issue(by=by, at=at, issue=made[given.key], step=_step(way, step, move, made))
        if step.told_on is not None:
            _tell(by, at, made[given.key], step)


def _open(by: Doer, at: datetime, given: GivenIssue, step: GivenStep) -> Issue:
    assert given.route is not None  # noqa: S101  (an issue without a route is refused by the check)
    return open_issue(
        by=by,
        at=at,
        town=given.route.town,
        title=given.title,
        route=given.route,
        on=step.on,
        areas=given.areas,
        **given.facts,
    )


def _step(way: Way, step: GivenStep, move: Move, made: dict[str, Issue]) -> Step:
    into = made.get(way.targets.get(step.into, "")) or way.known.get(step.into)
    return Step(
        move=move,
        on=step.on,
        wording=step.wording,
        meeting=step.meeting,
        meeting_words=step.meeting_words,
        to_council=step.to_council,
        budget_year=step.budget_year,
        amount_yen=step.amount,
        into=into if move == Move.JOIN else None,
    )


def _tell(by: Doer, at: datetime, issue: Issue, step: GivenStep) -> None:
    """Everybody who was to hear the answer has heard it."""
    answer = IssueStep.objects.filter(issue=issue, move=Move.ANSWER).order_by("number").last()
    if answer is None or step.told_on is None:
        return
    for line in answer.tellings.all():
        tell(by=by, at=at, telling=line, on=step.told_on, how=HOW)
