"""石田さん, between two visits, on a phone 360 px wide: from 今日 to a saved record."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from sasaeai.activities.models import Activity

MOST_TOUCHES = 8
SMALLEST_TARGET = 44
WORDING = "サロンの担い手から、冬の灯油の配達が止まると聞いた。"

CONTROLS = (
    "main button, main a.button, main summary, main select, main textarea, main input,"
    " .menu a, .menu summary, .top button, .top input"
)
TARGETS = """(controls) => [...document.querySelectorAll(controls)]
  .map((c) => c.matches("[type=radio], [type=checkbox]") ? c.closest("label, .field.check") ?? c : c)
  .map((c) => [c, c.getBoundingClientRect()])
  .filter(([c, box]) => box.width && box.height && c.checkVisibility())
  .map(([c, box]) => [c.outerHTML.slice(0, 80), box.width, box.height])"""


class Thumb:
    """Taps and fills, and counts how often."""

    def __init__(self, page) -> None:
        self.page, self.touches = page, 0

    def tap(self, control) -> None:
        """One tap."""
        control.tap()
        self.touches += 1

    def fill(self, field, words: str) -> None:
        """One field filled, by typing or by voice."""
        field.fill(words)
        self.touches += 1


@pytest.fixture
def page(phone, at_work):
    """今日 of 石田さん, signed in on the phone."""
    return phone.sign_in("ishida").page


def chip(page, words: str):
    return page.locator("label:visible", has_text=words).first


def people(page):
    return page.locator("fieldset.people").get_by_label("数", exact=True)


def wording(page):
    return page.get_by_label("ひとこと・内容", exact=True)


def test_what_was_just_heard_is_saved_with_at_most_eight_touches(page):
    thumb = Thumb(page)

    thumb.tap(page.get_by_role("link", name="記録する"))
    thumb.tap(chip(page, "ニーズ・社会資源の把握"))
    thumb.tap(chip(page, "電話"))
    thumb.tap(chip(page, "みどり町会"))
    thumb.fill(people(page), "12")
    thumb.fill(wording(page), WORDING)
    with page.expect_navigation(url="**/saved/"):
        thumb.tap(page.get_by_role("button", name="保存", exact=True))

    assert thumb.touches <= MOST_TOUCHES
    expect(page.locator("main")).to_contain_text(WORDING)
    saved = Activity.objects.latest("pk")
    assert (saved.wording, saved.person_times, str(saved.means)) == (WORDING, 12, "電話")
    assert saved.area.name == "第1圏域"
    assert [line.organisation.name for line in saved.partner_lines.all()] == ["みどり町会"]


def test_the_saved_page_offers_to_go_on_and_the_same_again_takes_three_touches(page):
    thumb = Thumb(page)

    thumb.tap(page.get_by_role("link", name="前回と同じ", exact=True))
    with page.expect_navigation(url="**/saved/"):
        thumb.tap(page.get_by_role("button", name="保存", exact=True))
    before = Activity.objects.latest("pk")
    for words in ("つづけて記録", "今日へ"):
        expect(page.get_by_role("link", name=words)).to_be_visible()
    thumb.tap(page.get_by_role("link", name="前回と同じで記録"))
    with page.expect_navigation(url=lambda url: "/saved/" in url and f"/{before.pk}/" not in url):
        thumb.tap(page.get_by_role("button", name="保存", exact=True))

    again = Activity.objects.latest("pk")
    assert again.pk != before.pk
    assert (again.title, again.means, again.area) == (before.title, before.means, before.area)
    assert thumb.touches == 4


def test_what_is_wrong_stands_at_its_field_and_has_the_focus(page):
    page.get_by_role("link", name="記録する").tap()
    people(page).fill("十二人")
    page.get_by_role("button", name="保存", exact=True).tap()

    expect(page.locator("fieldset.people .error")).to_contain_text("数字で入れてください")
    expect(people(page)).to_be_focused()
    expect(people(page)).to_have_value("十二人")


def test_what_was_typed_survives_a_lost_session(page):
    page.get_by_role("link", name="記録する").tap()
    wording(page).fill(WORDING)
    elsewhere = page.context.new_page()
    elsewhere.goto(page.url)
    elsewhere.locator("details.me summary").click()
    elsewhere.get_by_role("button", name="ログアウト").click()
    elsewhere.wait_for_url("**/sign-in/**")
    with page.expect_navigation(url="**/sign-in/**"):
        page.get_by_role("button", name="保存", exact=True).tap()

    expect(page.locator("body")).to_contain_text("下書きに残してあります")
    page.fill("input[name=username]", "ishida")
    page.fill("input[name=password]", "ishida-ishida")
    with page.expect_navigation(url="**/new/?draft=*"):
        page.keyboard.press("Enter")
    expect(wording(page)).to_have_value(WORDING)


@pytest.mark.parametrize("size", ["中", "大"])
def test_a_thumb_meets_every_control(page, phone, size):
    with page.expect_navigation():
        page.get_by_role("button", name=size, exact=True).tap()
    phone.go("/activities/new/")
    for summary in page.locator("main details > summary").all():
        if summary.is_visible():
            summary.tap()
    expect(page.locator("#organisation-quick")).to_be_visible()
    phone.shot(f"entry-open-{size}")

    small = [
        (words, wide, high)
        for words, wide, high in page.evaluate(TARGETS, CONTROLS)
        if min(wide, high) < SMALLEST_TARGET - 0.5
    ]

    assert small == []
    assert not phone.is_wider_than_the_screen()
