"""The pages of councils: what a secretary, a tier-2 coordinator and somebody at the door can and cannot do."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import Workbook

from sasaeai.activities.models import Todo
from sasaeai.councils.actions import (
    add_item,
    add_task,
    change_meeting,
    confirm_public_minutes,
    finish_task,
    give_seat,
    hold_meeting,
    invite,
    note_reply,
    write_minutes,
)
from sasaeai.councils.examples import AT, DAY, a_council, a_meeting, a_participant, a_seat_for
from sasaeai.councils.models import AgendaItem, Council, Meeting, Membership, Participant
from sasaeai.councils.printing.notices import letter_sheets
from sasaeai.councils.printing.words import office_words
from sasaeai.councils.queries.meetings import meeting_page
from sasaeai.councils.queries.public_text import proposed_text
from sasaeai.councils.rules.refusals import MinutesConflict
from sasaeai.councils.rules.replies import Reply
from sasaeai.people.examples import an_organisation
from sasaeai.resources.examples import a_word
from sasaeai.resources.models import RegisterSettings
from sasaeai.towns import clock


@pytest.fixture
def ishida(client, cast):
    client.force_login(cast.ishida)
    return client


def test_a_new_council_counts_its_meetings_as_its_tier_says(client, cast):
    kind = a_word(cast.town, "council-kind", "council")
    a_word(cast.town, "activity-kind", "council_1")
    client.force_login(cast.uno)

    client.post(
        reverse("councils:council-new"),
        {"name": "推進会議", "kind": kind.pk, "tier": "1", "founded_on": "2016-06-01"},
    )

    council = Council.objects.get()
    assert str(council.counted_as) == "協議体（第1層）"
    assert "推進会議" in client.get(reverse("councils:list")).content.decode()


def test_who_is_known_by_name_is_asked_for_and_stays_one_person(ishida, cast):
    council = a_council(cast)
    known = a_participant(cast, "江川 みどり")
    url = reverse("councils:member-new", args=[council.pk])
    given = {"name": "江川みどり", "seat": "member", "channel": "letter"}

    page = ishida.post(url, given)
    assert "同じ人ですか" in page.content.decode()
    assert not Membership.objects.exists()
    ishida.post(url, given | {"known": known.pk})

    assert Membership.objects.get().participant == known
    assert Participant.objects.count() == 1


def a_roster(*rows):
    book, file = Workbook(), io.BytesIO()
    book.active.append(["委員名", "選出団体", "区分", "役職", "就任日"])
    for row in rows:
        book.active.append(row)
    book.save(file)
    file.seek(0)
    file.name = "名簿.xlsx"
    return file


def test_a_roster_is_looked_at_then_taken_in_once(ishida, cast):
    council = a_council(cast)
    a_word(cast.town, "member-kind", "neighbourhood")
    url = reverse("councils:roster-import", args=[council.pk])
    rows = (
        ("江川", "みどり町会", "自治会", "会長", "令和4年4月1日"),
        ("小川", "", "宇宙人", "委員", ""),
    )

    page = ishida.post(url, {"file": a_roster(*rows)})
    assert "立場「宇宙人」は町の" in page.content.decode()
    for _ in range(2):
        token = ishida.post(url, {"file": a_roster(*rows)}).context["given"].token
        ishida.post(url, {"kept": token, "do": "keep"})

    seat = Membership.objects.get()
    assert (seat.participant.name, seat.seat, str(seat.kind)) == ("江川", "chair", "町会・自治会")
    assert ishida.get(reverse("councils:roster", args=[council.pk, "xlsx"])).status_code == 200


def test_a_tap_at_the_door_is_an_attendance_and_the_part_is_the_page(ishida, cast):
    council = a_council(cast)
    (one,) = a_seat_for(cast, council, "江川")
    meeting = a_meeting(cast, council)
    url = reverse("councils:attend", args=[meeting.pk])

    part = ishida.post(
        url, {"participant": one.pk, "took": "present"}, headers={"HX-Request": "true"}
    )
    page = ishida.get(reverse("councils:meeting", args=[meeting.pk]) + "?tab=day")

    assert "構成員 1／1人" in part.content.decode()
    assert "構成員 1／1人" in page.content.decode()
    ishida.post(url, {"participant": one.pk, "took": ""})
    assert not meeting.attendances.exists()


def test_two_editors_of_one_item_see_both_texts_and_lose_nothing(ishida, cast):
    item = add_item(by=cast.aoki, at=AT, meeting=a_meeting(cast), title="見守り")
    write_minutes(by=cast.aoki, at=AT, item=item, seen_version=1, digest="青木の文")
    url = reverse("councils:minutes", args=[item.meeting_id, item.pk])

    part = ishida.post(
        url, {"digest": "石田の文", "version": 1}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "青木の文" in part
    assert "石田の文" in part
    assert ishida.post(url, {"digest": "石田の文", "version": 1}).status_code == 409
    ishida.post(url, {"digest": "石田の文", "version": 1, "current": 2, "keep": "both"})

    assert AgendaItem.objects.get().digest == "青木の文\n石田の文"
    with pytest.raises(MinutesConflict):
        write_minutes(by=cast.uno, at=AT, item=item, seen_version=2, digest="おそい文")


def test_a_task_of_a_coordinator_stands_on_their_list_and_is_done_there_too(cast):
    meeting = a_meeting(cast)
    post = cast.posts["first-area"]

    task = add_task(by=cast.ishida, at=AT, meeting=meeting, wording="電話する", post=post)
    assert Todo.objects.get().post == post
    finish_task(by=cast.ishida, at=AT, task=task, done=True)

    assert Todo.objects.get().done_at is not None


def test_a_reply_by_telephone_is_written_for_somebody(cast):
    council = a_council(cast)
    (one,) = a_seat_for(cast, council, "江川")
    meeting = a_meeting(cast, council)
    (asked,) = invite(by=cast.ishida, at=AT, meeting=meeting, participants=[one])
    assert invite(by=cast.ishida, at=AT, meeting=meeting, participants=[one]) == []

    note_reply(
        by=cast.ishida, at=AT, invitation=asked, reply=Reply.COMING, on=DAY, replied_by="phone"
    )

    assert (asked.read_on, asked.replied_by) == (DAY, "phone")
    assert meeting_page(cast.ishida, meeting).replies == [("出席します", 1)]


def test_the_public_minutes_name_nobody_and_are_confirmed_by_a_person(cast):
    council = a_council(cast)
    people = a_seat_for(cast, council, "江川", "小川")
    meeting = a_meeting(cast, council)
    item = add_item(by=cast.ishida, at=AT, meeting=meeting, title="見守り")
    write_minutes(
        by=cast.ishida, at=AT, item=item, seen_version=1,
        digest="江川が話した。電話は090-1234-5678。", internal="予算は言わない",
    )  # fmt: skip
    held = hold_meeting(by=cast.ishida, at=AT, meeting=meeting)

    text = proposed_text(held, meeting_page(cast.ishida, held))
    with pytest.raises(ValidationError):
        confirm_public_minutes(by=cast.ishida, at=AT, meeting=held, text=text)
    held = change_meeting(
        by=cast.ishida, at=AT, meeting=held, on=held.on, number=1, publication="digest"
    )
    kept = confirm_public_minutes(by=cast.ishida, at=AT, meeting=held, text=text)

    assert people[0].name not in text
    assert "090" not in text
    assert "予算" not in text
    assert kept.confirmed_by_name == cast.ishida.doer_name


@pytest.mark.parametrize("sort", ["letter", "letter-word", "fax", "labels"])
def test_notices_come_on_paper_for_those_who_wish_it(ishida, cast, sort):
    council = a_council(cast)
    for name, channel in (("江川", "letter"), ("小川", "fax")):
        one = a_participant(cast, name, channel=channel, address="支合市みどり町1")
        give_seat(by=cast.ishida, at=AT, council=council, participant=one)
    meeting = a_meeting(cast, council)

    answer = ishida.get(reverse("councils:notice-paper", args=[meeting.pk, sort]))

    assert answer.status_code == 200
    assert answer.content[:4] in (b"%PDF", b"PK\x03\x04")


def test_before_a_notice_without_a_number_is_printed_the_page_says_so(ishida, cast):
    council = a_council(cast)
    (one,) = a_seat_for(cast, council, "江川")
    meeting = a_meeting(cast, council)
    pages = [
        f"{reverse('councils:meeting', args=[meeting.pk])}?tab=prepare",
        reverse("councils:notice", args=[meeting.pk]),
    ]
    hint = "電話番号が決まっていない"

    (sheet,) = letter_sheets(meeting, [], [one], on=DAY, fax=False)
    assert all(hint in ishida.get(page).content.decode() for page in pages)
    assert "お電話で" not in sheet.intro
    assert sheet.foot == cast.town.name

    office = {"office_name": "支え合い事務局", "office_phone": "000-123-4567"}
    RegisterSettings.objects.update_or_create(town=cast.town, defaults=office)
    assert office_words(meeting) == ("支え合い事務局", "電話 000-123-4567")
    council.secretariat = an_organisation(cast.town, "支合市社協", phone="000-555-1111")
    council.save()
    assert office_words(Meeting.objects.get()) == ("支合市社協", "電話 000-555-1111")
    assert not any(hint in ishida.get(page).content.decode() for page in pages)


@pytest.mark.parametrize("sort", ["agenda", "digest", "full", "internal"])
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_minutes_come_as_pdf_and_word(ishida, cast, sort, kind):
    item = add_item(by=cast.ishida, at=AT, meeting=a_meeting(cast), title="見守り")

    answer = ishida.get(reverse("councils:paper", args=[item.meeting_id, sort, kind]))

    assert answer.content[:4] == {"pdf": b"%PDF", "docx": b"PK\x03\x04"}[kind]


def test_the_qr_shows_no_names_and_works_on_the_day_only(client, cast):
    council = a_council(cast)
    (one,) = a_seat_for(cast, council, "江川")
    meeting = a_meeting(cast, council)
    url = reverse("councils:check-in", args=["door"])
    Meeting.objects.filter(pk=meeting.pk).update(check_in_token="door")

    assert "会議の日だけ" in client.post(url, {"name": "江川"}).content.decode()
    Meeting.objects.filter(pk=meeting.pk).update(on=clock.today())
    assert "江川" not in client.get(url).content.decode()
    assert client.post(url, {"name": "小川"}).status_code == 422
    client.post(url, {"name": "江川"})

    assert one.attendances.get().by_self


def test_a_meeting_of_another_area_is_not_there(ishida, cast):
    elsewhere = a_meeting(
        cast, a_council(cast, "第2圏域協議体", areas=[cast.second_area], post=None), posts=[]
    )
    whole = a_meeting(cast, a_council(cast, "推進会議", areas=[], tier="1"))

    assert ishida.get(reverse("councils:meeting", args=[elsewhere.pk])).status_code == 404
    assert ishida.get(reverse("councils:meeting", args=[whole.pk])).status_code == 200


def test_a_tier_2_coordinator_reads_the_first_tiers_council_and_writes_nothing_there(ishida, cast):
    meeting = a_meeting(cast, a_council(cast, "推進会議", areas=[], tier="1", post=None))
    network = a_meeting(cast, a_council(cast, "買い物応援ネットワーク会議", areas=[], tier=""))

    page = ishida.get(reverse("councils:meeting", args=[meeting.pk])).content.decode()
    moved = ishida.post(
        reverse("councils:meeting-state", args=[meeting.pk, "cancelled"]), {"reason": "雪"}
    )
    internal = ishida.get(reverse("councils:paper", args=[meeting.pk, "internal", "pdf"]))
    gist = ishida.get(reverse("councils:paper", args=[meeting.pk, "digest", "pdf"]))

    assert "会議を終える" not in page
    assert (moved.status_code, internal.status_code, gist.status_code) == (403, 403, 200)
    assert ishida.get(reverse("councils:meeting-edit", args=[network.pk])).status_code == 200


def test_the_map_tells_where_councils_were_founded_and_where_there_is_none(ishida, cast):
    for n, area in enumerate((cast.first_area, cast.second_area)):
        ring = [[136 + n, 36], [137 + n, 36], [137 + n, 37], [136 + n, 37], [136 + n, 36]]
        area.outline = {"type": "Polygon", "coordinates": [ring]}
        area.save()
    council = a_council(cast)

    page = ishida.get(reverse("councils:founding")).content.decode()

    assert f"第1圏域：{council.name}" in page
    assert "第2圏域：まだありません" in page
    assert "2区域のうち、まだない区域 1" in page


def test_a_network_of_a_hundred_is_one_page_and_few_questions(
    ishida, cast, django_assert_max_num_queries
):
    council = a_council(cast, "買い物応援ネットワーク会議", areas=[], tier="")
    people = Participant.objects.bulk_create(
        Participant(town=cast.town, name=f"見本 {n}", changed_at=AT) for n in range(120)
    )
    Membership.objects.bulk_create(Membership(council=council, participant=p) for p in people)
    meeting = a_meeting(cast, council)
    invite(by=cast.ishida, at=AT, meeting=meeting, participants=people)

    with django_assert_max_num_queries(40):
        page = ishida.get(reverse("councils:meeting", args=[meeting.pk])).content.decode()

    assert "構成員 0／120人" in page
    assert "まだ 120人" in page
