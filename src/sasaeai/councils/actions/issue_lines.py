"""What every deed about an issue shares: the lock, the line of its trail, the search index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from sasaeai.councils.models import Council, Issue, IssueStep, Meeting, Route
from sasaeai.councils.rules.raising import DONE, Move, Place
from sasaeai.councils.rules.refusals import StepNotAllowed
from sasaeai.people.models import User
from sasaeai.search import actions as search
from sasaeai.towns.viewer import Doer

ISSUE = "councils.Issue"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step as somebody asks for it.

    :param after: number of the last step the asker has seen; None = whatever it is
    :param into: the issue that this one is joined to
    :param route: another way up, when an issue is taken up again
    """

    move: Move
    on: date
    wording: str = ""
    meeting: Meeting | None = None
    meeting_words: str = ""
    to_council: Council | None = None
    budget_year: int | None = None
    amount_yen: int | None = None
    route: Route | None = None
    into: Issue | None = None
    after: int | None = None


def taken(by: Doer, issue: Issue) -> Issue:
    """The issue, locked for the deed, if it is the doer's to write."""
    mine = Issue.objects.select_for_update(of=("self",))
    if isinstance(by, User):
        allowed = Issue.objects.workable_by(by).filter(pk=issue.pk).exists()
    else:
        allowed = by.town_id == issue.town_id
    if not allowed:
        raise StepNotAllowed("担当する区域の課題ではありません。その区域の担当者に伝えてください。")
    return mine.get(pk=issue.pk)


def add_step(
    *,
    by: Doer,
    at: datetime,
    issue: Issue,
    step: Step,
    before: Place | None,
    said: str = "",
    since: date | None = None,
) -> IssueStep:
    """Add a line to the trail of an issue that stands where it leads."""
    number = (issue.steps.aggregate(last=Max("number"))["last"] or 0) + 1
    line = IssueStep(
        issue=issue,
        number=number,
        round=issue.round,
        move=step.move,
        words_of_move=said or DONE[step.move],
        stage=issue.stage,
        level=issue.level,
        place_name=issue.place_name,
        days_before=(step.on - since).days if since and before != issue.place else None,
        on=step.on,
        meeting=step.meeting,
        meeting_words=step.meeting_words.strip(),
        to_council=issue.with_council if before != issue.place else None,
        wording=step.wording.strip(),
        budget_year=step.budget_year,
        amount_yen=step.amount_yen,
        by_name=by.doer_name[:120],
        at=at,
    )
    line.full_clean()
    line.save(force_insert=True)
    return line


def issue_written(issue: Issue) -> None:
    """An issue is found by its new words; the whole town reads it."""
    category = issue.category.label if issue.category else ""
    texts = (issue.title, issue.wording, issue.wish, category, issue.raised_from)
    search.put(
        town_id=issue.town_id,
        kind=ISSUE,
        key=issue.pk,
        text="\n".join(text for text in texts if text),
        area_id=None,
        day=issue.opened_on,
        open_to_town=True,
    )
