"""課題を動かす: the only way an issue moves. No other code writes where an issue stands."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from sasaeai.councils.actions.issue_lines import Step, add_step, issue_written, taken
from sasaeai.councils.actions.telling import tellings_of
from sasaeai.councils.models import Issue, IssueQuerySet, IssueStep, Telling
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
        since=_since(kept, step),
        today=localdate(at),
    )
    said = _said(step, before, kept)
    was = kept.stage_on
    _stand(kept, to, step, at)
    line = add_step(by=by, at=at, issue=kept, step=step, before=before, said=said, since=was)
    if step.move == Move.ANSWER:
        Telling.objects.bulk_create(tellings_of(kept, line))
        _answer_joined(by, at, kept, step)
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


def _said(step: Step, before: Place, issue: Issue) -> str:
    said = rules.done_name(step.move, before, issue.levels)
    return f"課題「{step.into}」にまとめた"[:120] if step.into is not None else said


def _since(issue: Issue, step: Step) -> date:
    """The day before which a step cannot be: that of the last one, of the issue and of those joined to it."""
    if step.move != Move.ANSWER:
        return issue.last_on
    joined = _joined_to(issue).aggregate(last=Max("last_on"))["last"]
    return max(issue.last_on, joined or issue.last_on)


def _joined_to(issue: Issue) -> IssueQuerySet:
    return Issue.objects.filter(joined_to=issue, stage=Stage.JOINED)


def _answer_joined(by: Doer, at: datetime, issue: Issue, step: Step) -> None:
    """The answer is the answer of every issue that was joined to this one, and of those joined to them."""
    answered = Place(Stage.ANSWERED)
    for one in _joined_to(issue).select_for_update(of=("self",)):
        before, was = one.place, one.stage_on
        own = Step(move=Move.ANSWER, on=step.on, wording=step.wording)
        _stand(one, answered, own, at)
        said = f"まとめた課題「{issue}」が回答された"[:120]
        line = add_step(by=by, at=at, issue=one, step=own, before=before, said=said, since=was)
        Telling.objects.bulk_create(tellings_of(one, line))
        history.note(
            by=by,
            at=at,
            what="councils.issue_moved",
            about=one,
            before={"段階": before.stage.label},
            after={"段階": answered.stage.label, "したこと": said, "いつ": step.on},
        )
        _answer_joined(by, at, one, step)


def _stand(issue: Issue, to: Place, step: Step, at: datetime) -> None:
    """Write where the issue stands now."""
    moved = to != issue.place
    if step.move == Move.REOPEN:
        issue.round += 1
        if step.route is not None:
            issue.route_name, issue.path = step.route.name, step.route.levels
    issue.stage, issue.level = to.stage, to.level
    if step.move == Move.JOIN:
        issue.joined_to = step.into
    elif step.move == Move.REOPEN:
        issue.joined_to = None
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
    if step.move == Move.JOIN:
        _check_joining(issue, step.into)
    for name, part in (("to_council", step.to_council), ("route", step.route)):
        if part is not None and part.town_id != issue.town_id:
            raise ValidationError({name: "この町のものから選んでください。"})


def _check_joining(issue: Issue, into: Issue | None) -> None:
    """An issue is joined to an open one of the town that is not joined itself, so that the answer comes."""
    if into is None or into.pk == issue.pk or into.town_id != issue.town_id:
        raise ValidationError({"into": "まとめる先の課題を選んでください。"})
    now = Issue.objects.values_list("stage", flat=True).get(pk=into.pk)
    if now in (Stage.ANSWERED, Stage.JOINED):
        raise ValidationError(
            {
                "into": "回答した課題や、ほかにまとめた課題にはまとめられません。動いている課題を選んでください。"
            }
        )
