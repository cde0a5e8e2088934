"""What councils tell tables, the monthly checklist, a successor and the one search."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse

from sasaeai.councils.actions import add_item, add_task, hold_meeting, plan_meeting, write_minutes
from sasaeai.councils.examples import AT, DAY, a_council, a_meeting, a_seat_for, there
from sasaeai.councils.feeds import handover_parts, unmarked
from sasaeai.councils.feeds.facts import attendance_rows, meeting_rows, uncounted_rows
from sasaeai.reports.handover_sources import HandoverAsked

FIRST, LAST = date(2022, 4, 1), date(2023, 3, 31)


def test_whether_a_coordinator_was_there_is_a_fact_of_every_meeting(cast):
    council = a_council(cast)
    people = a_seat_for(cast, council, "江川", "小川")
    with_sc = a_meeting(cast, council, on=DAY - timedelta(days=1), others=3)
    there(cast, with_sc, *people)
    hold_meeting(by=cast.ishida, at=AT, meeting=with_sc)
    alone = plan_meeting(by=cast.aoki, at=AT, council=council, on=DAY, posts=[])
    there(cast, alone, people[0])
    hold_meeting(by=cast.ishida, at=AT, meeting=alone)
    a_meeting(cast, council, on=DAY + timedelta(days=30))

    rows = list(meeting_rows(cast.town.pk, FIRST, LAST))
    assert [(r["state"], r["attributes"]["SCの出席"], r.get("counts")) for r in rows] == [
        ("held", "あり", {"人": 5}),
        ("held", "なし", {"人": 1}),
        ("planned", "あり", None),
    ]
    assert [r["state"] for r in uncounted_rows(cast.town.pk, FIRST, LAST)] == ["held", "planned"]
    came = list(attendance_rows(cast.town.pk, FIRST, LAST))
    assert [r["result"] for r in came] == ["初参加", "初参加", "参加したことのある人"]
    assert "江川" not in str(came)


def test_a_month_lacks_the_meeting_that_nobody_marked_and_a_successor_is_told(cast):
    council = a_council(cast)
    meeting = a_meeting(cast, council)
    add_task(by=cast.ishida, at=AT, meeting=meeting, wording="電話する", owner_name="江川")

    (gap,) = unmarked(cast.town.pk, date(2022, 10, 1), date(2022, 10, 31))
    told = handover_parts(
        HandoverAsked(cast.town.pk, None, cast.posts["first-area"].pk, DAY, date(2022, 4, 1))
    )

    assert (gap.area_id, gap.blocks) == (cast.first_area.pk, True)
    meetings, tasks = told
    assert council.name in meetings.intro
    assert tasks.rows == (("―", "電話する", "江川", meeting.name),)


def test_what_was_decided_is_found_and_the_office_notes_are_not(client, cast):
    item = add_item(by=cast.ishida, at=AT, meeting=a_meeting(cast), title="ごみ出し")
    write_minutes(
        by=cast.ishida, at=AT, item=item, seen_version=1,
        decision="中学生と運ぶ", internal="補助金の内示",
    )  # fmt: skip
    client.force_login(cast.ishida)

    def found(words):
        return client.get(reverse("search:find"), {"q": words}).content.decode()

    assert "みどり支えあい協議会 第1回" in found("中学生")
    assert "みどり支えあい協議会 第1回" not in found("補助金の内示")
    client.force_login(cast.sasaki)
    assert "みどり支えあい協議会 第1回" in found("中学生")
