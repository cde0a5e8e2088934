"""A council's secretary at work: a meeting is prepared, held and closed on a tablet; two write at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import APIResponse, Page, Route, expect

from sasaeai.activities.models import Activity
from sasaeai.councils.actions import add_item, invite
from sasaeai.councils.examples import AT, a_council, a_meeting, a_seat_for
from sasaeai.councils.models import AgendaItem, Meeting, Participant
from sasaeai.towns import clock
from tests.browser.conftest import Visitor, _visitor

TABLET = {"width": 768, "height": 1024}


@pytest.fixture
def tablet(chromium, address, cast) -> Iterator[Visitor]:
    """A tablet held upright, touched."""
    yield from _visitor(chromium, address, TABLET, has_touch=True)


def faults(visitor: Visitor) -> list[str]:
    """What axe finds with the page at its top (further down, the bar of the frame lies over the trail)."""
    visitor.page.wait_for_load_state("load")
    visitor.page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    return visitor.faults()


@contextmanager
def first_answered_last(page: Page, pattern: str) -> Iterator[None]:
    """A slow network: the first answer of this kind is on its way until the block ends."""
    late: list[tuple[Route, APIResponse]] = []
    page.route(pattern, lambda route: late.append((route, route.fetch())), times=1)
    yield
    for route, answer in late:
        route.fulfill(response=answer)


def test_a_secretary_prepares_holds_and_closes_a_meeting(tablet, phone, cast):
    council = a_council(cast)
    a_seat_for(cast, council, "江川", "小川", "加納")
    page = tablet.sign_in("ishida").page
    tablet.go(reverse("councils:council", args=[council.pk]))
    assert faults(tablet) == []
    tablet.shot("council-768")

    page.get_by_role("link", name="会議を予定する").click()
    page.locator("#id_on").fill(f"{clock.today():%Y-%m-%d}")
    page.locator("#id_starts_at").fill("14:00")
    page.locator("#id_place").fill("みどり集会所")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="準備").click()
    for title in ("ごみ出しの困りごと", "秋のつどい"):
        page.get_by_label("議題を加える").fill(title)
        with page.expect_navigation():
            page.get_by_role("button", name="加える", exact=True).click()
    page.get_by_role("button", name="構成員の全員を案内する人にする").click()
    asked = page.locator("[data-reply=江川]")
    asked.get_by_label("江川さんの返事", exact=True).select_option("coming")
    asked.get_by_role("button", name="書く").click()
    expect(asked.locator(".who")).to_contain_text("出席します（電話")
    assert faults(tablet) == []
    assert not tablet.is_wider_than_the_screen()
    tablet.shot("meeting-prepare-768")

    page.get_by_role("link", name="当日").click()
    came = [
        page.get_by_role("button", name=f"{who}さん 出席", exact=True) for who in ("江川", "小川")
    ]
    with first_answered_last(page, "**/attend/"):
        for one in came:
            one.click()
        expect(came[1]).to_have_attribute("aria-pressed", "true")
    for one in came:
        expect(one).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("構成員 2／3人")).to_be_visible()
    minutes = page.get_by_label("要旨").first
    minutes.fill("朝の坂道がつらいという声が3件あった。")
    expect(page.get_by_text("に保存しました。")).to_be_visible()
    page.get_by_label("すること").fill("当番の案を作る")
    page.get_by_label("だれが").fill("江川")
    page.get_by_role("button", name="用件を加える").click()
    expect(page.locator("#tasks").get_by_text("当番の案を作る")).to_be_visible()
    assert faults(tablet) == []
    tablet.shot("meeting-day-768")

    page.get_by_role("link", name="会議を終える").click()
    tablet.shot("meeting-close-768")
    page.get_by_role("button", name="開催にする").click()

    expect(page.get_by_text("活動記録に1件だけ数えられます。")).to_be_visible()
    tablet.shot("meeting-after-768")
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.number) == ("held", 1)
    assert meeting.items.first().digest == "朝の坂道がつらいという声が3件あった。"
    assert Activity.objects.get().person_times == 2


def test_two_who_write_at_once_lose_nothing(pc, tablet, cast):
    meeting = a_meeting(cast, on=clock.today())
    item = add_item(by=cast.ishida, at=AT, meeting=meeting, title="見守り")
    there = f"{reverse('councils:meeting', args=[meeting.pk])}?tab=day"
    mine, theirs = pc.sign_in("aoki").page, tablet.sign_in("ishida").page
    pc.go(there)
    tablet.go(there)

    mine.get_by_label("要旨").fill("青木が聞いたこと。")
    expect(mine.get_by_text("に保存しました。")).to_be_visible()
    theirs.get_by_label("要旨").fill("石田が聞いたこと。")
    expect(theirs.get_by_text("青木が聞いたこと。")).to_be_visible()
    assert faults(tablet) == []
    tablet.shot("meeting-conflict-768")
    theirs.get_by_role("button", name="両方を残す").click()
    theirs.wait_for_url("**#item-*")

    item = AgendaItem.objects.get(pk=item.pk)
    assert item.digest == "青木が聞いたこと。\n石田が聞いたこと。"


def test_minutes_that_are_written_when_the_session_has_ended_stay_and_are_saved_after_signing_in(
    pc, cast
):
    meeting = a_meeting(cast, on=clock.today())
    item = add_item(by=cast.ishida, at=AT, meeting=meeting, title="見守り")
    page = pc.sign_in("ishida").page
    pc.go(f"{reverse('councils:meeting', args=[meeting.pk])}?tab=day")
    Session.objects.all().delete()

    page.get_by_label("要旨").fill("坂道がつらい。")
    over = page.locator("[data-idle]").get_by_text("ログアウトしました")
    expect(over).to_be_visible()
    save = page.locator(f"#minutes-{item.pk}").get_by_role("button", name="保存")
    with page.expect_response("**/people/stay/"):
        save.click()
    expect(page.get_by_label("要旨")).to_have_value("坂道がつらい。")
    with pc.context.expect_page() as opened:
        page.get_by_role("link", name="別の画面でログイン").click()
    other = opened.value
    other.fill("input[name=username]", "ishida")
    other.fill("input[name=password]", "ishida-ishida")
    with other.expect_navigation(url=lambda url: "sign-in" not in url):
        other.get_by_role("button", name="ログイン").click()
    save.click()
    page.wait_for_url("**#item-*")

    assert AgendaItem.objects.get(pk=item.pk).digest == "坂道がつらい。"
    pc.complaints.clear()  # the browser tells of the 401 that the autosave was answered


def test_somebody_checks_in_by_the_qr_at_the_door(phone, cast):
    council = a_council(cast)
    (one,) = a_seat_for(cast, council, "江川")
    meeting = a_meeting(cast, council, on=clock.today())
    invite(by=cast.ishida, at=AT, meeting=meeting, participants=[one])
    Meeting.objects.filter(pk=meeting.pk).update(check_in_token="door")

    page = phone.go(reverse("councils:check-in", args=["door"]))
    assert phone.faults() == []
    page.get_by_label("お名前").fill("江川")
    page.get_by_role("button", name="受付する").click()

    expect(page.get_by_text("受付が済みました")).to_be_visible()
    phone.shot("check-in")
    assert Participant.objects.get().attendances.get().by_self
