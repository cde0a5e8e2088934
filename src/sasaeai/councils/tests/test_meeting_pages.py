"""One council's year at the screen: planned, invited, attended, written down, closed, taken back, followed up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sasaeai.activities.actions import record
from sasaeai.activities.examples import an_entry
from sasaeai.activities.models import Activity
from sasaeai.councils.actions import add_item, invite
from sasaeai.councils.examples import AT, DAY, a_council, a_meeting, a_seat_for
from sasaeai.councils.models import Attendance, Meeting, MeetingTask
from sasaeai.councils.rules.meetings import MeetingState
from sasaeai.resources.examples import a_word
from sasaeai.towns import clock


@pytest.fixture
def ishida(client, cast):
    client.force_login(cast.ishida)
    return client


def said(answer):
    return answer.content.decode()


def at(name, meeting, *more):
    return reverse(f"councils:{name}", args=[meeting.pk, *more])


def test_a_meeting_is_planned_with_what_the_last_one_said_and_corrected(ishida, cast):
    council = a_council(cast)
    a_meeting(cast, council, place="みどり集会所", next_on=DAY)
    new = reverse("councils:meeting-new", args=[council.pk])

    assert "みどり集会所" in said(ishida.get(new))
    wrong = ishida.post(
        new, {"on": "2022-11-07", "starts_at": "14:00", "ends_at": "13:00", "mode": "online"}
    )
    assert "終了は開始よりあと" in said(wrong)
    ishida.post(new, {"on": "2022-11-07", "mode": "online", "title": "準備会"})
    made = Meeting.objects.get(title="準備会")
    ishida.post(at("meeting-edit", made), {"on": "2022-11-08", "mode": "paper", "number": 5})

    made.refresh_from_db()
    assert (made.on, made.mode, made.number) == (date(2022, 11, 8), "paper", 5)
    found = said(ishida.get(reverse("councils:meetings"), {"q": "みどり", "past": ""}))
    assert "第5回" in found


def test_a_meeting_is_put_off_stands_again_is_held_and_taken_back(ishida, cast):
    meeting = a_meeting(cast)
    state = {to: at("meeting-state", meeting, to) for to in ("postponed", "planned", "held")}

    assert ishida.get(state["held"]).status_code == 404
    assert "必須" in said(ishida.post(state["postponed"], {"reason": ""}))
    ishida.post(state["postponed"], {"reason": "大雪"})
    ishida.post(state["planned"], {"on": "2022-10-03"})
    refused = said(ishida.post(at("meeting-close", meeting), {"known": "999"}))
    assert "選択" in refused
    ishida.post(at("meeting-close", meeting), {"posts": cast.posts["first-area"].pk, "others": 3})
    assert Activity.objects.get().person_times == 3
    page = said(ishida.get(at("meeting", meeting), {"tab": "after"}))
    assert "開催を取り消す" in page

    assert "取り下げます" in said(ishida.get(state["planned"]))
    ishida.post(state["planned"], {"reason": "別の会議だった"})

    meeting.refresh_from_db()
    assert (meeting.state, Activity.objects.exists()) == (MeetingState.PLANNED, False)
    ishida.post(at("meeting-close", meeting), {"others": 0})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.activity) == (MeetingState.HELD, None)


def test_agenda_and_minutes_are_written_by_pressing(ishida, cast):
    meeting = a_meeting(cast)
    new = at("item-new", meeting)
    assert "議題を書いてください" in said(ishida.post(new, {"title": " "}, follow=True))
    for title, about in (("見守り", "x:1"), ("雪かき", ""), ("見守り", "x:1")):
        again = ishida.post(new, {"title": title, "about": about}, follow=True)
    assert "もうこの会議の議題" in said(again)
    first, second = meeting.items.all()
    step = at("item-step", meeting, second.pk)
    for do in ({"do": "up"}, {"title": "雪かきの道具"}):
        ishida.post(step, do)
    minutes = at("minutes", meeting, first.pk)
    written = {"version": "1", "digest": "話した"}
    ishida.post(minutes, written)
    kept = ishida.post(
        minutes, {**written, "version": "2", "decision": "回覧"}, headers={"HX-Request": "true"}
    )
    lost = ishida.post(minutes, {**written, "version": "x"}, follow=True)
    clash = ishida.post(minutes, {"version": "1", "digest": "別の話"})

    assert "に保存しました" in said(kept)
    assert "読みなおして" in said(lost)
    assert clash.status_code == 409
    for keep, words in (("theirs", "話した"), ("both", "話した\n別の話"), ("mine", "別の話")):
        first.refresh_from_db()
        given = {"keep": keep, "current": first.version, "digest": "別の話", "version": "1"}
        ishida.post(minutes, given)
        first.refresh_from_db()
        assert first.digest == words
    removed = ishida.post(at("item-step", meeting, first.pk), {"do": "remove"}, follow=True)
    assert "会議録が書いてある" in said(removed)
    assert [i.title for i in meeting.items.all()] == ["雪かきの道具", "見守り"]


def test_people_are_invited_reply_and_come(ishida, cast):
    council = a_council(cast)
    a_seat_for(cast, council, "江川", "小川")
    meeting = a_meeting(cast, council)
    for given in ({}, {"sent": "letter"}):
        ishida.post(at("invite", meeting), given)
    for line, answer in zip(meeting.invitations.all(), ("coming", "absent"), strict=True):
        ishida.post(at("reply", meeting, line.pk), {"reply": answer, "replied_by": "phone"})
    attend = at("attend", meeting)
    ishida.post(attend, {"do": "replied"})
    ishida.post(at("walk-in", meeting), {"name": "久保", "body_name": "商店会"})

    assert sorted(Attendance.objects.values_list("took", flat=True)) == [
        "absent",
        "present",
        "present",
    ]
    assert "だれの出欠か" in said(ishida.post(attend, {"participant": "x"}, follow=True))
    assert "名前を書いて" in said(ishida.post(at("walk-in", meeting), {}, follow=True))
    notice = said(ishida.get(at("notice", meeting)))
    assert "みどり支えあい協議会" in notice
    for sort, start in (("letter", b"%PDF"), ("letter-word", b"PK\3\4")):
        assert ishida.get(at("notice-paper", meeting, sort)).content[:4] == start
    for sort in ("fax", "labels"):  # nobody wishes a FAX, nobody told an address
        back = ishida.get(at("notice-paper", meeting, sort), follow=True)
        assert "で案内する人がいません" in said(back)
    assert ishida.get(at("notice-paper", meeting, "pigeon")).status_code == 404
    assert ishida.post(at("check-in-paper", meeting)).content[:4] == b"%PDF"
    ishida.post(at("meeting-state", meeting, "cancelled"), {"reason": "大雪"})
    for do in ({"do": "replied"}, {"participant": council.memberships.first().participant_id}):
        assert "出欠を書けません" in said(ishida.post(attend, do, follow=True))
    assert "中止した会議" in said(ishida.post(at("invite", meeting), {}, follow=True))
    assert "加えられません" in said(
        ishida.post(at("walk-in", meeting), {"name": "別の人"}, follow=True)
    )


def test_after_the_meeting_there_are_papers_tasks_and_files(ishida, cast):
    meeting = a_meeting(cast)
    add_item(by=cast.ishida, at=AT, meeting=meeting, title="見守り")
    task = at("task-new", meeting)
    assert "用件を書けませんでした" in said(ishida.post(task, {"wording": "電話"}, follow=True))
    ishida.post(task, {"wording": "電話", "owner_name": "江川", "item": meeting.items.get().pk})
    one = MeetingTask.objects.get()
    ishida.post(at("task-step", meeting, one.pk), {"do": "done", "result": "つながった"})
    file = SimpleUploadedFile("次第.pdf", b"%PDF-1.4")
    ishida.post(at("handout-new", meeting), {"file": file})
    bad = SimpleUploadedFile("a.exe", b"MZ")
    assert "のどれか" in said(ishida.post(at("handout-new", meeting), {"file": bad}, follow=True))
    kept = meeting.handouts.get()
    assert ishida.get(at("handout", meeting, kept.pk)).content == b"%PDF-1.4"
    ishida.post(at("handout-remove", meeting, kept.pk), {"do": "remove"})

    one.refresh_from_db()
    assert (one.result, one.item.title, meeting.handouts.count()) == ("つながった", "見守り", 0)
    for sort in ("agenda", "digest", "full", "internal"):
        assert ishida.get(at("paper", meeting, sort, "docx")).content[:2] == b"PK"
    assert ishida.get(at("paper", meeting, "song", "pdf")).status_code == 404
    assert "まだ確かめていません" in said(
        ishida.get(at("paper", meeting, "public", "pdf"), follow=True)
    )


def test_the_public_minutes_are_read_through_and_go_when_the_meeting_is_taken_back(ishida, cast):
    meeting = a_meeting(cast)
    public = at("public", meeting)
    ishida.post(at("meeting-close", meeting), {"others": 0})
    ishida.post(public, {"publication": "digest"})
    assert "しるしを付けて" in said(
        ishida.post(public, {"publication": "digest", "text": "話した。"})
    )
    ishida.post(public, {"publication": "digest", "text": "話した。", "sure": "on"})
    paper = at("paper", meeting, "public", "docx")
    assert ishida.get(paper).content[:2] == b"PK"

    ishida.post(at("meeting-state", meeting, "planned"), {"reason": "まちがい"})

    assert ishida.get(paper).status_code == 302
    assert meeting.public_minutes.text == "話した。"
    refused = {"publication": "digest", "text": "別の文", "sure": "on"}
    assert "開催した会議だけ" in said(ishida.post(public, refused))


def test_a_council_is_corrected_its_members_change_and_older_records_become_meetings(ishida, cast):
    council = a_council(cast)
    (one,) = a_seat_for(cast, council, "江川")
    edit = reverse("councils:council-edit", args=[council.pk])
    kind = {"kind": council.kind.pk, "tier": "2", "areas": cast.first_area.pk}
    ishida.post(edit, {**kind, "name": "みどり協議会", "founded_on": "2018-06-01"})
    wrong = {**kind, "name": "みどり協議会", "founded_on": "2018-06-01", "closed_on": "2017-01-01"}
    assert "発足した日よりあと" in said(ishida.post(edit, wrong))
    new = reverse("councils:member-new", args=[council.pk])
    member = {"name": "小川", "seat": "member", "channel": "phone"}
    ishida.post(new, member)
    seat = council.memberships.get(participant=one)
    ishida.post(
        reverse("councils:member-edit", args=[council.pk, seat.pk]),
        {"name": "江川", "seat": "chair", "channel": "fax", "valid_to": "2023-03-31"},
    )
    entry = an_entry(cast, on=DAY - timedelta(days=3), kind=council.counted_as)
    old = record(by=cast.ishida, at=AT, entry=entry)
    earlier = reverse("councils:earlier", args=[council.pk])
    assert "選んでください" in said(ishida.post(earlier, {}))
    ishida.post(earlier, {"chosen": old.pk})

    seat.refresh_from_db()
    page = said(ishida.get(reverse("councils:council", args=[council.pk]), {"past": 1}))
    assert seat.seat == "chair"
    assert "小川" in page
    assert Meeting.objects.get().activity == old
    for sort, start in (("xlsx", b"PK"), ("pdf", b"%P")):
        roster = reverse("councils:roster", args=[council.pk, sort])
        assert ishida.get(roster).content[:2] == start
    asked = {"q": "みどり", "tier": "2", "kind": council.kind.pk}
    assert "みどり協議会" in said(ishida.get(reverse("councils:list"), asked))
    assert ishida.get(reverse("councils:export"), asked).content[:2] == b"PK"
    assert ishida.get(reverse("councils:taking-part"), {"year": "2022"}).status_code == 200


def test_what_is_near_stands_on_the_start_page(ishida, cast):
    council, today = a_council(cast), clock.today()
    a_word(cast.town, "means", "meeting_host")
    for days in (-3, 2, 9):
        meeting = a_meeting(cast, council, on=today + timedelta(days=days))
    invite(by=cast.ishida, at=AT, meeting=meeting, participants=a_seat_for(cast, council, "江川"))

    page = said(ishida.get("/"))

    assert "開催したか、まだ書いていない会議" in page
    assert "返事待ち 1人" in page
    assert "2週間の会議" in page
