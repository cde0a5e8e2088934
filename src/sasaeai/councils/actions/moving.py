"""課題を動かす: the only way an issue moves. No other code writes where an issue stands."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from sasaeai.councils.actions.issue_lines import Step, add_step, issue_written, taken
from sasaeai.councils.actions.telling import tellings_of
from sasaeai.councils.models import Issue, IssueStep, Telling
from sasaeai.councils.rules import raising as rules
from sasaeai.councils.rules.meetings import MeetingState
from sasaeai.councils.rules.raising import Asked, Move, Place, Stage
from sasaeai.councils.rules.refusals import StepNotAllowed
from sasaeai.history import actions as history
from sasaeai.people.models import User
from sasaeai.towns.viewer import Doer

DECIDE = "councils.decide"


@transaction.atomic
def move_issue(*, by: Doer, at: datetime, issue: Issue, step: Step) -> IssueStep:
    """The only way an issue moves: one step, checked by the rules, one line of its trail.

    :raises StepNotAllowed: if the rules refuse it, somebody was quicker, or it is not the doer's to write
    :raises ValidationError: by field
    """
    kept = taken(by, issue)
    last = kept.steps.aggregate(last=Max("number"))["last"] or 0
    if step.after is not None and step.after != last:
        raise StepNotAllowed("ほかの人が先にこの課題を進めました。いまの段階を確かめてください。")
    _check_parts(kept, step)
    before = kept.place
    to = rules.step_from(
        before,
        kept.levels,
        Asked(
            move=step.move,
            on=step.on,
            wording=step.wording,
            in_meeting=step.meeting is not None or bool(step.meeting_words.strip()),
            may_decide=not isinstance(by, User) or by.may(DECIDE),
        ),
        since=kept.last_on,
        today=localdate(at),
    )
    said = rules.done_name(step.move, before, kept.levels)
    was = kept.stage_on
    _stand(kept, to, step, at)
    line = add_step(by=by, at=at, issue=kept, step=step, before=before, said=said, since=was)
    if step.move == Move.ANSWER:
        Telling.objects.bulk_create(tellings_of(kept, line))
    history.note(
        by=by,
        at=at,
        what="councils.issue_moved",
        about=kept,
        before={"段階": rules.place_name(before, kept.levels)},
        after={"段階": kept.place_name, "したこと": said, "いつ": step.on, "内容": step.wording},
    )
    issue_written(kept)
    issue.refresh_from_db()
    return line


def _stand(issue: Issue, to: Place, step: Step, at: datetime) -> None:
    """Write where the issue stands now."""
    moved = to != issue.place
    if step.move == Move.REOPEN:
        issue.round += 1
        if step.route is not None:
            issue.route_name, issue.path = step.route.name, step.route.levels
    issue.stage, issue.level = to.stage, to.level
    if moved:
        issue.stage_on = step.on
        issue.with_council = step.to_council if to.level is not None else None
    issue.last_on, issue.changed_at = step.on, at
    issue.answered_on = step.on if to.stage == Stage.ANSWERED else None
    issue.full_clean()
    issue.save()


def _check_parts(issue: Issue, step: Step) -> None:
    """The meeting and the councils are the town's, and the meeting took place by then."""
    meeting = step.meeting
    if meeting is not None:
        if meeting.council.town_id != issue.town_id:
            raise ValidationError({"meeting": "この町の会議から選んでください。"})
        if meeting.state not in (MeetingState.HELD, MeetingState.PLANNED):
            raise ValidationError({"meeting": "延期・中止した会議では決められません。"})
        if meeting.on > step.on:
            raise ValidationError(
                {"on": f"会議の日（{meeting.on:%Y年%m月%d日}）からにしてください。"}
            )
    for name, part in (("to_council", step.to_council), ("route", step.route)):
        if part is not None and part.town_id != issue.town_id:
            raise ValidationError({name: "この町のものから選んでください。"})
