"""Whatever anybody does in whatever order, no meeting makes an illegal move, and what was held is counted once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sasaeai.activities.models import Activity
from sasaeai.councils.actions import (
    cancel_meeting,
    change_meeting,
    hold_meeting,
    note_attendances,
    plan_meeting,
    postpone_meeting,
    reopen_meeting,
    replan_meeting,
)
from sasaeai.councils.examples import AT, DAY, a_council, a_meeting, a_seat_for
from sasaeai.councils.models import Meeting
from sasaeai.councils.rules.meetings import FOLLOWS, MeetingState, Took

# A step of anybody: plan another, or do something to one of the first three meetings.
STEPS = st.tuples(
    st.sampled_from(("plan", "hold", "postpone", "cancel", "replan", "reopen", "change", "attend")),
    st.integers(0, 2),
    st.integers(-400, 3),
)


def step(cast, council, people, deed, which, shift):
    by, at, day = cast.ishida, AT, DAY + timedelta(days=shift)
    if deed == "plan":
        plan_meeting(by=by, at=at, council=council, on=day)
        return
    meeting = Meeting.objects.order_by("pk")[which : which + 1].first()
    if meeting is None:
        return
    known = {"by": by, "at": at, "meeting": meeting}
    if deed == "hold":
        hold_meeting(**known)
    elif deed == "postpone":
        postpone_meeting(**known, reason="大雪" if shift % 2 else "")
    elif deed == "cancel":
        cancel_meeting(**known, reason="大雪" if shift % 2 else "")
    elif deed == "replan":
        replan_meeting(**known, on=day)
    elif deed == "reopen":
        reopen_meeting(**known, reason="まちがい" if shift % 2 else "")
    elif deed == "change":
        change_meeting(**known, on=day, others=abs(shift) % 5)
    else:
        note_attendances(**known, took={people[which].pk: Took.PRESENT})


def faults_of(before: dict[int, str]) -> list[str]:
    """What must never be: a move nobody allows, a number twice, something held and not counted once."""
    found = []
    meetings = list(Meeting.objects.select_related("activity"))
    for one in meetings:
        was = MeetingState(before.get(one.pk, one.state))
        if one.state != was and one.state_now not in FOLLOWS[was]:
            found.append(f"{was}→{one.state}")
        if (one.activity_id is not None) != (one.state == MeetingState.HELD):
            found.append(f"{one.state} counted: {one.activity_id}")
        if one.activity and (one.activity.on != one.on or one.on > DAY):
            found.append(f"held on {one.on}, counted on {one.activity.on}")
        if (one.number is None) != (one.state == MeetingState.CANCELLED):
            found.append(f"{one.state} number {one.number}")
    numbers = [(m.fiscal_year, m.number) for m in meetings if m.number]
    if len(set(numbers)) != len(numbers):
        found.append(f"numbers {numbers}")
    if Activity.objects.count() != sum(1 for m in meetings if m.state == MeetingState.HELD):
        found.append("an activity without its meeting")
    return found


@given(st.lists(STEPS, min_size=4, max_size=12))
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_meeting_makes_a_move_that_nobody_allows(cast, steps):
    with transaction.atomic():
        council = a_council(cast)
        people = a_seat_for(cast, council, "江川", "小川", "加納")
        for deed, which, shift in (("plan", 0, 0), *steps):
            before = dict(Meeting.objects.values_list("pk", "state"))
            try:
                with transaction.atomic():
                    step(cast, council, people, deed, which, shift)
            except ValidationError:
                assert dict(Meeting.objects.values_list("pk", "state")) == before
            assert faults_of(before) == []
        transaction.set_rollback(True)


def test_the_database_itself_refuses_a_meeting_that_was_held_by_nobody(cast):
    meeting = a_meeting(cast)

    for wrong in ({"state": "held"}, {"state": "cancelled"}, {"state": "postponed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Meeting.objects.filter(pk=meeting.pk).update(**wrong)
