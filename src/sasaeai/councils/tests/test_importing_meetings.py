"""Lists of past meetings come in once, whole or with a reason, and go out in the same shape."""

from __future__ import annotations

import io
from datetime import date, time, timedelta

import openpyxl
import pytest

from sasaeai.activities.actions import close_month, record
from sasaeai.activities.examples import an_entry
from sasaeai.activities.models import Activity
from sasaeai.councils.actions import (
    add_item,
    add_task,
    cancel_meeting,
    finish_task,
    hold_meeting,
    note_came,
    postpone_meeting,
    write_minutes,
)
from sasaeai.councils.examples import AT, DAY, a_council, a_meeting, a_participant, a_seat_for
from sasaeai.councils.importing.meetings import check_meetings
from sasaeai.councils.importing.taking_meetings import take_meetings
from sasaeai.councils.models import Council, Meeting, MeetingTask
from sasaeai.councils.queries.meeting_sheet import HEADS, meeting_sheet
from sasaeai.councils.rules.meetings import Took
from sasaeai.documents.writing.lists import list_to_csv

TITLE = "令和４年度　協議体のあゆみ,,,,,,,,,,\n,,,,,,,,,,\n"
OLD_HEADS = "協議体名,開催日,回数,状況,理由,会場,出席者,人数,議題,決定事項,宿題\n"
OLD_ROWS = (
    "みどり支えあい協議会,R4.5.10,第１回,済,,みどり集会所,江川さん、小川,5,見守り、雪かき,"
    "回覧板で知らせる,電話する（江川、R4.6.1まで、済 R4.5.20）\n"
    'みどり支えあい協議会,令和4年6月10日,,○,,,,12人,"①買い物\n②移動",,\n'
    "みどり支えあい協議会,2022/7/12,,中止,大雨のため,,,,,,\n"
    "合計,,,,,,,17,,,\n"
)
OLD_LIST = TITLE + OLD_HEADS + OLD_ROWS


def checked(cast, text, *, by=None, encoding="cp932"):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return check_meetings(data, filename="会議.csv", by=by or cast.aoki, town=cast.town, today=DAY)


def taken(cast, text, **more):
    found = checked(cast, text, **more)
    done = take_meetings(by=more.get("by") or cast.aoki, at=AT, checked=found)
    assert not done.problems
    return found


def test_an_old_list_becomes_meetings_that_are_counted_once(cast):
    council = a_council(cast)
    a_seat_for(cast, council, "江川", "小川")
    entry = an_entry(cast, on=date(2022, 6, 10), kind=council.counted_as)
    known = record(by=cast.ishida, at=AT, entry=entry)

    found = taken(cast, OLD_LIST)
    again = checked(cast, OLD_LIST)

    first, second, third = Meeting.objects.order_by("on")
    assert [(m.state, m.number, m.others) for m in (first, second, third)] == [
        ("held", 1, 3),
        ("held", 2, 12),
        ("cancelled", None, 0),
    ]
    assert (first.activity.person_times, second.activity, third.activity) == (5, known, None)
    assert Activity.objects.count() == 2
    assert [(i.title, i.decision) for i in first.items.all()] == [
        ("見守り", ""),
        ("雪かき", ""),
        ("会議全体", "回覧板で知らせる"),
    ]
    assert [i.title for i in second.items.all()] == ["買い物", "移動"]
    assert MeetingTask.objects.get().done_on == date(2022, 5, 20)
    assert "1件は、もうある活動記録に" in found.notes[0]
    assert (len(again.ready), again.there, again.refused) == (0, 3, 0)


def test_what_goes_out_comes_back(cast):
    council = a_council(cast)
    people = a_seat_for(cast, council, "江川", "小川", "加納")
    twin = a_participant(cast, "江川", body_name="ひがし町会")
    meeting = a_meeting(cast, council, place="集会所", mode="both", title="研修会", others=3)
    item = add_item(by=cast.aoki, at=AT, meeting=meeting, title="見守り、雪かき")
    texts = {"digest": "一人目の話\n・箇条書き", "decision": "回覧板：毎月"}
    write_minutes(by=cast.aoki, at=AT, item=item, seen_version=1, **texts)
    task = add_task(
        by=cast.aoki, at=AT, meeting=meeting, wording="電話する", owner_name="江川", due_on=DAY
    )
    finish_task(by=cast.aoki, at=AT, task=task, done=True, on=DAY)
    ways = zip(
        [*people, twin], (Took.PRESENT, Took.SUBSTITUTE, Took.ABSENT, Took.ONLINE), strict=True
    )
    came = [(who, took, "久保" if took == Took.SUBSTITUTE else "") for who, took in ways]
    note_came(by=cast.aoki, at=AT, meeting=meeting, came=came)
    hold_meeting(by=cast.aoki, at=AT, meeting=meeting, summary="よい会だった", next_on=DAY)
    later = a_meeting(cast, council, on=DAY - timedelta(days=9), posts=[])
    postpone_meeting(by=cast.aoki, at=AT, meeting=later, reason="大雪")
    told = list(meeting_sheet(cast.aoki))
    Meeting.objects.all().delete()
    Activity.objects.all().delete()

    taken(cast, b"".join(list_to_csv(HEADS, told)))

    assert list(meeting_sheet(cast.aoki)) == told
    assert Activity.objects.get().person_times == 6


WRONG = """協議体,日,状態,回,開始,終了,方法,コーディネーター,人数,出席者,用件,理由,区域
ないの会,2022-09-01,,,,,,,,,,,
,2022-09-01,,,,,,,,,,,
みどり支えあい協議会,,,,,,,,,,,,
みどり支えあい協議会,2022-09-02,開催,3,14:00,13:00,,,,,,,
みどり支えあい協議会,2022-09-03,開催,3,,,,,,,,,
みどり支えあい協議会,2022-09-04,わからない,,,,手紙,だれか,,,,,どこか
みどり支えあい協議会,2022-09-05,中止,,,,,,1,江川・小川・木下,電話する,,
みどり支えあい協議会,2023-09-06,開催,3,,,,,,,,,
"""


def test_every_row_that_cannot_be_kept_comes_back_with_its_reasons(cast):
    council = a_council(cast)
    a_seat_for(cast, council, "江川", "小川")
    a_meeting(cast, council, on=date(2022, 5, 1), number=3)

    found = checked(cast, WRONG, encoding="utf-8")

    faults = {}
    for one in found.problems:
        faults.setdefault(one.number, []).append(one.field)
    assert faults == {
        2: ["council"],
        3: ["council"],
        4: ["on"],
        5: ["ends_at", "nth"],
        6: ["nth"],
        7: ["state", "mode", "area", "posts"],
        8: ["reason", "present", "people", "tasks"],
        9: ["on"],
    }
    assert "2022年度の第3回は、もうあります" in next(
        p.reason for p in found.problems if p.number == 6
    )
    sheet = openpyxl.load_workbook(io.BytesIO(found.workbook_of_refused())).active
    assert sheet.max_row == 10


def test_what_a_cell_cannot_hold_is_told_in_words(cast):
    council = a_council(cast)
    a_seat_for(cast, council, "江川", "江川", "小川")
    for tier in ("1", "2"):
        a_council(cast, "推進会議", areas=[], tier=tier)
    a_council(cast, "市の会議", areas=[], tier="1", post=None)
    rows = (
        ("推進会議", "", "", "", "", "", "", "", ""),
        ("市の会議", "", "", "", "", "", "", "", ""),
        (council.name, "99時", "1.5", "長" * 121, "第1圏域", "12人", "", "", ""),
        (council.name, "", "第いく回", "", "", "江川・小川・小川→久保・小川", "", "", ""),
        (council.name, "", "", "", "", "", "9000", "", "電話（江川、いつかまで）"),
        (council.name, "", "", "", "", "小川", "3000", "題" * 201, ""),
    )
    head = "協議体,日,開始,回,場所,区域,出席,人数,議題,用件\n"
    lines = (f"{name},2022-09-0{n},{','.join(more)}" for n, (name, *more) in enumerate(rows, 1))

    found = checked(cast, head + "\n".join(lines), encoding="utf-8", by=cast.ishida)

    faults = {}
    for one in found.problems:
        faults.setdefault(one.number, []).append(one.field)
    assert faults == {
        2: ["council"],
        3: ["council"],
        4: ["nth", "starts_at", "place"],
        5: ["nth", "present", "present"],
        6: ["people", "tasks"],
        7: ["people", "topics"],
    }


def test_of_two_records_of_a_day_the_one_of_the_hour_is_the_meeting(cast):
    council = a_council(cast)
    given = {"on": date(2022, 6, 10), "kind": council.counted_as}
    hours = (time(10), time(14))
    one, _ = (
        record(by=cast.ishida, at=AT, entry=an_entry(cast, starts_at=hour, **given))
        for hour in hours
    )

    taken(cast, f"協議体,日,開始,出席\n{council.name},2022-06-10,10:00,12人\n")

    meeting = Meeting.objects.get()
    assert (meeting.activity, meeting.others) == (one, 12)


def test_a_meeting_that_was_called_off_may_stand_again(cast):
    council = a_council(cast)
    off = cancel_meeting(by=cast.aoki, at=AT, meeting=a_meeting(cast, council), reason="大雪")

    taken(cast, f"協議体,日,状態\n{council.name},2022-10-03,予定\n")

    off.refresh_from_db()
    assert (off.state, off.number, Meeting.objects.count()) == ("planned", 1, 1)


def test_rows_are_refused_where_the_pages_would_refuse_them(cast):
    council = a_council(cast)
    theirs = a_council(cast, "第2圏域協議体", areas=[cast.second_area], post=None)
    hold_meeting(by=cast.aoki, at=AT, meeting=a_meeting(cast, council))
    for n in range(2):
        entry = an_entry(cast, on=date(2022, 6, 10), kind=council.counted_as, title=f"会{n}")
        record(by=cast.ishida, at=AT, entry=entry)
    close_month(by=cast.uno, at=AT, month=date(2022, 5, 1))

    rows = (
        (council.name, "2022-10-03", "中止", "大雪"),
        (council.name, "2022-06-10", "開催", ""),
        (council.name, "2022-05-10", "開催", ""),
        (theirs.name, "2022-07-01", "開催", ""),
    )
    text = "協議体,日,状態,理由\n" + "\n".join(",".join(row) for row in rows)
    found = checked(cast, text, by=cast.ishida)

    said = [problem.reason for problem in found.problems]
    assert [problem.number for problem in found.problems] == [2, 3, 4, 5]
    for words, reason in zip(
        ("もう「開催」", "2件あり", "締めてある", "という協議体はありません"), said, strict=True
    ):
        assert words in reason


def test_a_planned_meeting_is_moved_on_and_not_doubled(cast):
    council = a_council(cast)
    planned = a_meeting(cast, council)
    add_item(by=cast.aoki, at=AT, meeting=planned, title="見守り")

    taken(cast, f"協議体,日,議題,SC\n{council.name},2022-10-03,・見守り,○\n")

    (meeting,) = Meeting.objects.all()
    assert (meeting.state, meeting.items.count(), meeting.activity is not None) == ("held", 1, True)


def test_a_deed_that_refuses_a_row_leaves_the_others_and_tells_why(cast):
    council = a_council(cast)
    found = checked(
        cast, f"協議体,日,回\n{council.name},2022-09-01,1\n{council.name},2022-09-02,2\n"
    )
    a_meeting(cast, council, on=date(2022, 9, 3), number=2)

    done = take_meetings(by=cast.aoki, at=AT, checked=found)

    assert (done.done, [p.number for p in done.problems]) == (1, [3])
    assert "第2回は、もうあります" in done.problems[0].reason
    assert Meeting.objects.count() == 2
    assert len(found.workbook_of_refused(done.problems)) > 1000


@pytest.mark.parametrize("word", ["延期", "中止", "予定"])
def test_a_row_may_say_every_state(cast, word):
    Council.objects.all().delete()
    council = a_council(cast)

    taken(cast, f"協議体,日,状態,理由\n{council.name},2022-09-01,{word},大雪\n")

    assert Meeting.objects.get().get_state_display() == word
