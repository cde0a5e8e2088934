"""A meeting goes its way: planned, held, put off, called off; and what was held is counted once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from sasaeai.activities.actions import MonthClosed, close_month, record
from sasaeai.activities.examples import an_entry
from sasaeai.activities.models import Activity
from sasaeai.activities.rules import Count
from sasaeai.councils.actions import (
    add_item,
    cancel_meeting,
    change_meeting,
    hold_meeting,
    make_meetings_of,
    note_attendance,
    plan_meeting,
    postpone_meeting,
    reopen_meeting,
    replan_meeting,
    write_minutes,
)
from sasaeai.councils.examples import AT, DAY, a_council, a_meeting, a_seat_for, there
from sasaeai.councils.examples_of_raising import a_step, an_issue
from sasaeai.councils.queries.earlier import earlier_records
from sasaeai.councils.rules.meetings import MeetingState, Took
from sasaeai.councils.rules.raising import Move
from sasaeai.councils.rules.refusals import StepNotAllowed
from sasaeai.history.models import Event
from sasaeai.people.examples import an_organisation


def test_meetings_are_numbered_within_the_fiscal_year(cast):
    council = a_council(cast)

    days = (date(2022, 4, 20), date(2022, 6, 20), date(2023, 3, 31), date(2023, 4, 1))
    made = [a_meeting(cast, council, on=day) for day in days]

    assert [(m.fiscal_year, m.number) for m in made] == [
        (2022, 1),
        (2022, 2),
        (2022, 3),
        (2023, 1),
    ]


def test_a_cancelled_meeting_says_why_and_gives_its_number_back(cast):
    council = a_council(cast)
    first = a_meeting(cast, council)

    with pytest.raises(ValidationError):
        cancel_meeting(by=cast.ishida, at=AT, meeting=first, reason=" ")
    gone = cancel_meeting(by=cast.ishida, at=AT, meeting=first, reason="大雪のため")

    assert (gone.state, gone.number) == ("cancelled", None)
    assert a_meeting(cast, council, on=DAY + timedelta(days=7)).number == 1


def test_a_postponed_meeting_is_held_only_on_its_new_day(cast):
    put_off = postpone_meeting(by=cast.ishida, at=AT, meeting=a_meeting(cast), reason="感染の拡大")

    with pytest.raises(StepNotAllowed):
        hold_meeting(by=cast.ishida, at=AT, meeting=put_off)
    again = replan_meeting(by=cast.ishida, at=AT, meeting=put_off, on=DAY - timedelta(days=1))

    assert hold_meeting(by=cast.ishida, at=AT, meeting=again).state == MeetingState.HELD


def test_what_was_held_stays_held(cast):
    held = hold_meeting(by=cast.ishida, at=AT, meeting=a_meeting(cast))

    for move in (postpone_meeting, cancel_meeting):
        with pytest.raises(StepNotAllowed):
            move(by=cast.ishida, at=AT, meeting=held, reason="まちがい")
    with pytest.raises(StepNotAllowed):
        replan_meeting(by=cast.ishida, at=AT, meeting=held, on=DAY)


def test_a_meeting_called_held_by_mistake_is_taken_back_with_its_activity_and_keeps_its_minutes(
    cast,
):
    meeting = a_meeting(cast)
    item = add_item(by=cast.ishida, at=AT, meeting=meeting, title="見守り")
    write_minutes(by=cast.ishida, at=AT, item=item, seen_version=1, digest="話した")
    held = hold_meeting(by=cast.ishida, at=AT, meeting=meeting)
    with pytest.raises(ValidationError, match="理由"):
        reopen_meeting(by=cast.ishida, at=AT, meeting=held, reason=" ")

    again = reopen_meeting(by=cast.ishida, at=AT, meeting=held, reason="別の会議と取りちがえた")

    assert (again.state, again.number, again.closed_by_name) == ("planned", 1, "")
    assert again.items.get().digest == "話した"
    assert not Activity.objects.exists()
    lines = [event.what for event in Event.objects.order_by("-pk")[:2]]
    assert lines == ["councils.meeting_reopened", "activities.removed"]
    with pytest.raises(StepNotAllowed):
        reopen_meeting(by=cast.ishida, at=AT, meeting=again, reason="もう一度")
    assert hold_meeting(by=cast.ishida, at=AT, meeting=again).activity == Activity.objects.get()


def test_a_record_that_a_coordinator_wrote_stays_when_the_meeting_is_taken_back(cast):
    known = record(by=cast.ishida, at=AT, entry=an_entry(cast, title="みどりの協議体"))
    held = hold_meeting(by=cast.ishida, at=AT, meeting=a_meeting(cast), known=known)

    again = reopen_meeting(by=cast.ishida, at=AT, meeting=held, reason="日をまちがえた")

    assert again.activity is None
    assert Activity.objects.get() == known


def test_a_meeting_of_a_closed_month_is_not_taken_back(cast):
    held = hold_meeting(by=cast.ishida, at=AT, meeting=a_meeting(cast))
    close_month(by=cast.uno, at=AT, month=DAY.replace(day=1))

    with pytest.raises(MonthClosed):
        reopen_meeting(by=cast.ishida, at=AT, meeting=held, reason="まちがい")

    assert Activity.objects.exists()


def test_a_meeting_in_which_an_issue_was_decided_is_not_called_off(cast):
    meeting, issue = a_meeting(cast), an_issue(cast)
    for move in (Move.RAISE, Move.SOLVE):
        a_step(issue, move, by=cast.ishida, meeting=meeting, meeting_words="")

    with pytest.raises(StepNotAllowed, match="課題"):
        cancel_meeting(by=cast.ishida, at=AT, meeting=meeting, reason="大雪")


def test_a_meeting_to_come_is_not_held_yet(cast):
    with pytest.raises(ValidationError):
        hold_meeting(by=cast.ishida, at=AT, meeting=a_meeting(cast, on=DAY + timedelta(days=1)))


def test_a_held_meeting_is_one_activity_of_the_coordinator_who_was_there(cast):
    council = a_council(cast)
    club = an_organisation(cast.town, "みどり老人クラブ")
    people = a_seat_for(cast, council, "江川", "小川", "加納")
    people[0].body = club
    people[0].save()
    meeting = a_meeting(cast, council, others=2, place="みどり集会所")
    there(cast, meeting, *people[:2])
    there(cast, meeting, people[2], took=Took.ABSENT)

    held = hold_meeting(by=cast.ishida, at=AT, meeting=meeting)

    (activity,) = Activity.objects.all()
    assert held.activity == activity
    assert activity.origin == f"councils.Meeting:{held.pk}"
    assert activity.person_times == 4
    assert (activity.kind, activity.area, activity.tier) == (
        council.counted_as,
        cast.first_area,
        "2",
    )
    assert [str(p.organisation) for p in activity.partner_lines.all()] == ["みどり老人クラブ"]


def test_a_correction_after_the_meeting_is_a_correction_of_its_activity(cast):
    council = a_council(cast)
    (late,) = a_seat_for(cast, council, "江川")
    held = hold_meeting(by=cast.ishida, at=AT, meeting=a_meeting(cast, council))

    note_attendance(by=cast.ishida, at=AT, meeting=held, participant=late, took=Took.PRESENT)
    change_meeting(by=cast.ishida, at=AT, meeting=held, on=DAY - timedelta(days=1), others=3)

    (activity,) = Activity.objects.all()
    assert (activity.person_times, activity.on) == (4, DAY - timedelta(days=1))


def test_a_record_written_before_is_linked_and_not_made_twice(cast):
    known = record(by=cast.ishida, at=AT, entry=an_entry(cast, title="みどりの協議体"))

    held = hold_meeting(by=cast.ishida, at=AT, meeting=a_meeting(cast), known=known)

    assert held.activity == known
    assert Activity.objects.count() == 1
    again = a_meeting(cast, a_council(cast, "ひがし協議体"))
    with pytest.raises(ValidationError):
        hold_meeting(by=cast.ishida, at=AT, meeting=again, known=known)


def test_a_meeting_without_a_coordinator_is_no_activity(cast):
    alone = plan_meeting(by=cast.aoki, at=AT, council=a_council(cast), on=DAY, posts=[])

    held = hold_meeting(by=cast.ishida, at=AT, meeting=alone)

    assert held.activity is None
    assert not Activity.objects.exists()


def test_what_was_written_before_becomes_meetings_of_the_council_and_is_not_counted_twice(cast):
    council = a_council(cast)
    records = [
        record(
            by=cast.ishida,
            at=AT,
            entry=an_entry(
                cast, on=day, kind=council.counted_as, counts=(Count(12),), wording="話した"
            ),
        )
        for day in (DAY - timedelta(days=30), DAY - timedelta(days=60))
    ]
    record(by=cast.ishida, at=AT, entry=an_entry(cast, title="サロン訪問"))

    found = earlier_records(cast.ishida, council)
    made = make_meetings_of(by=cast.ishida, at=AT, council=council, records=found)

    assert [(m.number, m.activity, m.others) for m in made] == [
        (1, records[1], 12),
        (2, records[0], 12),
    ]
    assert Activity.objects.count() == 3
    assert not earlier_records(cast.ishida, council).exists()
