"""出欠: who took part, tapped at the door, read from a list, or told by themselves."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.councils.actions.bodies import record_participant
from sasaeai.councils.actions.counting import recount_meeting
from sasaeai.councils.models import Attendance, Meeting, Membership, Participant
from sasaeai.councils.rules.meetings import MeetingState, Took
from sasaeai.history import actions as history
from sasaeai.people.rules import match_key
from sasaeai.towns.viewer import Doer

NOT_HELD = (MeetingState.CANCELLED, MeetingState.POSTPONED)


@transaction.atomic
def note_attendance(
    *,
    by: Doer,
    at: datetime,
    meeting: Meeting,
    participant: Participant,
    took: Took | None,
    substitute_name: str = "",
    by_self: bool = False,
) -> Attendance | None:
    """Write down how somebody took part; None takes the line away again, and tells nothing if it is gone.

    :raises ValidationError: if the meeting was cancelled or postponed, or the person is of another town
    :raises MonthClosed: if it was held in a month that is closed
    """
    now = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    _must_take_place(now)
    if participant.town_id != now.council.town_id:
        raise ValidationError({"participant": "この町の人から選んでください。"})
    line = now.attendances.filter(participant=participant).first()
    before = line.get_took_display() if line else ""
    made = None
    if took is not None:
        made = _put(now, line, participant, took, substitute_name, at=at, by_self=by_self)
    elif line is None:
        return None
    else:
        line.delete()
    if now.state_now == MeetingState.HELD:
        recount_meeting(by=by, at=at, meeting=now)
    history.note(
        by=by,
        at=at,
        what="councils.attendance_noted",
        about=now,
        before={participant.name: before} if before else None,
        after={participant.name: took.label if took else "（消した）"},
    )
    return made


@transaction.atomic
def note_attendances(
    *,
    by: Doer,
    at: datetime,
    meeting: Meeting,
    took: Mapping[int, Took],
) -> int:
    """How many people took part at once (a list that was kept on paper, those who said they come).

    :param took: participant key → how; who has a line already keeps it
    :returns: how many lines were written
    :raises ValidationError: if the meeting was cancelled or postponed
    :raises MonthClosed: if it was held in a month that is closed
    """
    people = Participant.objects.filter(town=meeting.council.town_id, pk__in=took)
    came = [(one, took[one.pk], "") for one in people.select_related("kind")]
    return note_came(by=by, at=at, meeting=meeting, came=came)


@transaction.atomic
def note_came(
    *, by: Doer, at: datetime, meeting: Meeting, came: Sequence[tuple[Participant, Took, str]]
) -> int:
    """The same, each with the name of whom they sent ("" for none).

    :returns: how many lines were written
    :raises ValidationError: if the meeting was cancelled or postponed, or a person is of another town
    :raises MonthClosed: if it was held in a month that is closed
    """
    now = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    _must_take_place(now)
    if any(one.town_id != now.council.town_id for one, _, _ in came):
        raise ValidationError({"participant": "この町の人から選んでください。"})
    there = set(now.attendances.values_list("participant", flat=True))
    seats = now.council.memberships.held_on(now.on).select_related("kind")
    seat_of = {seat.participant_id: seat for seat in seats}
    lines = Attendance.objects.bulk_create(
        Attendance(
            meeting=now,
            participant=one,
            took=took,
            substitute_name=instead if took == Took.SUBSTITUTE else "",
            kind=(seat_of[one.pk].kind if one.pk in seat_of else None) or one.kind,
            is_member=one.pk in seat_of,
        )
        for one, took, instead in came
        if one.pk not in there
    )
    if now.state_now == MeetingState.HELD:
        recount_meeting(by=by, at=at, meeting=now)
    after = {line.participant.name: line.get_took_display() for line in lines}
    history.note(by=by, at=at, what="councils.attendance_noted", about=now, after=after)
    return len(lines)


def _must_take_place(meeting: Meeting) -> None:
    if meeting.state_now in NOT_HELD:
        state = meeting.state_now.label
        raise ValidationError(
            f"「{state}」の会議には出欠を書けません。先に日を決めて「予定」にもどしてください。"
        )


def _put(
    meeting: Meeting,
    line: Attendance | None,
    participant: Participant,
    took: Took,
    substitute_name: str,
    *,
    at: datetime,
    by_self: bool,
) -> Attendance:
    seats = Membership.objects.filter(council=meeting.council_id, participant=participant)
    seat = seats.held_on(meeting.on).first()
    line = line or Attendance(meeting=meeting, participant=participant)
    line.took = took
    line.substitute_name = substitute_name.strip() if took == Took.SUBSTITUTE else ""
    line.kind = (seat.kind if seat else None) or participant.kind
    line.is_member = seat is not None
    if took != Took.ABSENT and line.arrived_at is None:
        line.arrived_at = at
    line.by_self = by_self
    line.full_clean()
    line.save()
    return line


@transaction.atomic
def note_guest(
    *, by: Doer, at: datetime, meeting: Meeting, name: str, body_name: str = ""
) -> Attendance | None:
    """Somebody who is not on the roster came; who is known by name and body is that person.

    :raises ValidationError: if the meeting was cancelled or postponed
    """
    town = meeting.council.town
    twins = Participant.objects.filter(town=town, name_key=match_key(name)[:120])
    same = [x for x in twins.select_related("body") if x.belongs_to == body_name.strip()]
    guest = (
        same[0]
        if len(same) == 1
        else record_participant(by=by, at=at, town=town, name=name, body_name=body_name.strip())
    )
    return note_attendance(by=by, at=at, meeting=meeting, participant=guest, took=Took.PRESENT)


@transaction.atomic
def open_check_in(*, by: Doer, at: datetime, meeting: Meeting) -> str:
    """The word inside the meeting's QR, made when the sheet is first printed."""
    if not meeting.check_in_token:
        meeting.check_in_token = secrets.token_urlsafe(18)
        meeting.save(update_fields=["check_in_token"])
        history.note(by=by, at=at, what="councils.check_in_opened", about=meeting)
    return meeting.check_in_token
