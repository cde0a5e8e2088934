"""会議: planned, moved, held. Nobody else writes the state, the number or the activity of a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from sasaeai.activities.models import Activity
from sasaeai.councils.actions.counting import count_meeting, recount_meeting, uncount_meeting
from sasaeai.councils.actions.following import meeting_written
from sasaeai.councils.models import Council, IssueStep, Meeting
from sasaeai.councils.rules.meetings import (
    NEEDS_REASON,
    MeetingState,
    asks_why,
    may_follow,
    next_number,
)
from sasaeai.councils.rules.refusals import StepNotAllowed
from sasaeai.history import actions as history
from sasaeai.history.queries import values_of
from sasaeai.history.rules import differences
from sasaeai.people.models import Post
from sasaeai.people.rules import fiscal_year_of
from sasaeai.places.models import Area
from sasaeai.towns.viewer import Doer


class MeetingFacts(TypedDict, total=False):
    """What may be said of a meeting besides its day."""

    title: str
    starts_at: time | None
    ends_at: time | None
    mode: str
    place: str
    online_address: str
    area: Area | None
    others: int
    next_on: date | None
    next_words: str
    summary: str
    publication: str


FACTS = ("on", "number", *MeetingFacts.__annotations__)


@transaction.atomic
def plan_meeting(
    *,
    by: Doer,
    at: datetime,
    council: Council,
    on: date,
    number: int | None = None,
    posts: Sequence[Post] | None = None,
    origin: str = "",
    **facts: Unpack[MeetingFacts],
) -> Meeting:
    """Put a meeting into the calendar; it gets the next number of its fiscal year.

    :param posts: the coordinators expected; None = the post that looks after the council
    :raises ValidationError: by field, in the reader's words
    """
    meeting = Meeting(
        council=council,
        on=on,
        fiscal_year=fiscal_year_of(on),
        changed_at=at,
        origin=origin,
        **facts,
    )
    meeting.number = number or _next_number(meeting)
    _check(meeting)
    meeting.save()
    given = posts if posts is not None else [council.post] if council.post else []
    _set_posts(meeting, given)
    after = {k: v for k, v in values_of(meeting, FACTS).items() if v}
    history.note(by=by, at=at, what="councils.meeting_planned", about=meeting, after=after)
    meeting_written(meeting)
    return meeting


@transaction.atomic
def change_meeting(
    *,
    by: Doer,
    at: datetime,
    meeting: Meeting,
    on: date,
    number: int | None = None,
    posts: Sequence[Post] | None = None,
    **facts: Unpack[MeetingFacts],
) -> Meeting:
    """Correct what is written of a meeting; what was held keeps its activity record in step.

    :raises ValidationError: by field, in the reader's words
    :raises MonthClosed: if it was held in a month that is closed
    """
    now = _locked(meeting)
    before = values_of(now, FACTS)
    for field, value in {"on": on, **facts}.items():
        setattr(now, field, value)
    if now.state == MeetingState.HELD and on > timezone.localdate(at):
        raise ValidationError({"on": "開催した会議の日は、きょうより先にはできません。"})
    _renumber(now, number)
    _check(now)
    now.changed_at, now.version = at, now.version + 1
    now.save()
    if posts is not None:
        _set_posts(now, posts)
    if now.state == MeetingState.HELD:
        recount_meeting(by=by, at=at, meeting=now)
    was, now_is = differences(before, values_of(now, FACTS))
    history.note(by=by, at=at, what="councils.meeting_changed", about=now, before=was, after=now_is)
    meeting_written(now)
    return now


@transaction.atomic
def hold_meeting(
    *,
    by: Doer,
    at: datetime,
    meeting: Meeting,
    known: Activity | None = None,
    posts: Sequence[Post] | None = None,
    **facts: Unpack[MeetingFacts],
) -> Meeting:
    """Close a meeting as held: from now on it is counted, as the activity of the coordinators who were there.

    :param known: the activity record that somebody wrote of this meeting already
    :param posts: the coordinators who were there; None = those who were expected
    :raises StepNotAllowed: if it may not follow the present state
    :raises ValidationError: if the day has not come yet, or the known record is not of this meeting
    :raises MonthClosed: if the month is closed
    """
    now = _locked(meeting)
    if now.on > timezone.localdate(at):
        raise ValidationError(
            {
                "on": f"会議の日（{now.on.month}月{now.on.day}日）がまだ来ていません。日を直してください。"
            }
        )
    _step(now, MeetingState.HELD, "")
    for field, value in facts.items():
        setattr(now, field, value)
    if posts is not None:
        _set_posts(now, posts)
    now.closed_at, now.closed_by_name = at, by.doer_name[:120]
    count_meeting(by=by, at=at, meeting=now, known=known)
    return _moved(now, by=by, at=at, what="councils.meeting_held")


@transaction.atomic
def postpone_meeting(*, by: Doer, at: datetime, meeting: Meeting, reason: str) -> Meeting:
    """The meeting is put off; it is planned again when its new day is known.

    :raises StepNotAllowed: if it may not follow the present state
    :raises ValidationError: without a reason
    """
    now = _locked(meeting)
    _step(now, MeetingState.POSTPONED, reason)
    return _moved(now, by=by, at=at, what="councils.meeting_postponed")


@transaction.atomic
def cancel_meeting(*, by: Doer, at: datetime, meeting: Meeting, reason: str) -> Meeting:
    """The meeting does not take place; its number is free again.

    :raises StepNotAllowed: if it may not follow the present state
    :raises ValidationError: without a reason
    """
    now = _locked(meeting)
    _step(now, MeetingState.CANCELLED, reason)
    now.number = None
    return _moved(now, by=by, at=at, what="councils.meeting_cancelled")


@transaction.atomic
def replan_meeting(*, by: Doer, at: datetime, meeting: Meeting, on: date) -> Meeting:
    """A postponed or cancelled meeting stands again, on a day.

    :raises StepNotAllowed: if it is neither
    """
    now = _locked(meeting)
    if now.state == MeetingState.HELD:
        raise StepNotAllowed(
            "開催した会議です。まちがいのときは「開催を取り消す」を選んでください。"
        )
    _step(now, MeetingState.PLANNED, "")
    now.on = on
    _renumber(now, now.number)
    return _moved(now, by=by, at=at, what="councils.meeting_replanned")


@transaction.atomic
def reopen_meeting(*, by: Doer, at: datetime, meeting: Meeting, reason: str) -> Meeting:
    """It was called held by mistake: it is planned again, and no longer counted; minutes and attendance stay.

    The activity that the meeting made is withdrawn, one that a coordinator wrote is only unlinked.

    :raises StepNotAllowed: if it was not held
    :raises ValidationError: without a reason, or if photographs hang on its activity
    :raises MonthClosed: if its month is closed
    """
    now = _locked(meeting)
    if now.state != MeetingState.HELD:
        raise StepNotAllowed("「開催」になっていない会議です。取り消すものはありません。")
    _step(now, MeetingState.PLANNED, reason)
    uncount_meeting(by=by, at=at, meeting=now, reason=now.state_reason)
    now.closed_at, now.closed_by_name = None, ""
    return _moved(now, by=by, at=at, what="councils.meeting_reopened")


def _step(meeting: Meeting, to: MeetingState, reason: str) -> None:
    now = meeting.state_now
    if not may_follow(now, to):
        raise StepNotAllowed(
            f"「{now.label}」の会議は「{to.label}」にできません。"
            + (
                "開かれていないときは、先に「開催を取り消す」を選んでください。"
                if now == MeetingState.HELD
                else ""
            )
        )
    if asks_why(now, to) and not reason.strip():
        what = "取り消す" if now == MeetingState.HELD else f"{to.label}の"
        raise ValidationError({"reason": f"{what}理由を書いてください。"})
    if to in NEEDS_REASON and IssueStep.objects.filter(meeting=meeting).exists():
        raise StepNotAllowed(
            f"この会議で決めたことのある課題があるので、「{to.label}」にできません。"
            "課題の歩みが正しいか、会議が開かれたかを確かめてください。"
        )
    meeting.state, meeting.state_reason = to, reason.strip()


def _moved(meeting: Meeting, *, by: Doer, at: datetime, what: str) -> Meeting:
    meeting.changed_at, meeting.version = at, meeting.version + 1
    _check(meeting)
    meeting.save()
    after = {"状態": meeting.state_now.label, "理由": meeting.state_reason, "日": meeting.on}
    history.note(
        by=by, at=at, what=what, about=meeting, after={k: v for k, v in after.items() if v}
    )
    meeting_written(meeting)
    return meeting


def _locked(meeting: Meeting) -> Meeting:
    known = Meeting.objects.select_related("council__town", "council__post", "area")
    return known.select_for_update(of=("self",)).get(pk=meeting.pk)


def _next_number(meeting: Meeting) -> int:
    same = Meeting.objects.filter(council=meeting.council_id, fiscal_year=meeting.fiscal_year)
    return next_number(same.exclude(pk=meeting.pk).values_list("number", flat=True))


def _renumber(meeting: Meeting, number: int | None) -> None:
    """Another year, another number; a cancelled meeting has none."""
    year = fiscal_year_of(meeting.on)
    moved, meeting.fiscal_year = year != meeting.fiscal_year, year
    if meeting.state == MeetingState.CANCELLED:
        meeting.number = None
    elif moved or not number:
        meeting.number = _next_number(meeting)
    else:
        meeting.number = number


def _check(meeting: Meeting) -> None:
    meeting.full_clean(validate_constraints=False)
    area = meeting.area
    if area is not None and area.level.tree.town_id != meeting.council.town_id:
        raise ValidationError({"area": "この町の区域から選んでください。"})
    same = Meeting.objects.filter(council=meeting.council_id, fiscal_year=meeting.fiscal_year)
    taken = meeting.number and same.filter(number=meeting.number).exclude(pk=meeting.pk).exists()
    if taken:
        raise ValidationError(
            {"number": f"{meeting.fiscal_year}年度の第{meeting.number}回は、もうあります。"}
        )


def _set_posts(meeting: Meeting, posts: Sequence[Post]) -> None:
    if any(post.town_id != meeting.council.town_id for post in posts):
        raise ValidationError({"posts": "この町の職から選んでください。"})
    meeting.posts.set(posts)
