"""The frame in a real browser: readable by everyone, usable by keyboard, silent towards other hosts."""

import re

from playwright.sync_api import expect

from sasaeai.history.models import Event

PAGES = ["/", "/people/account/", "/ui/gallery/", "/search/?q=体操"]


def test_every_page_of_the_frame_is_free_of_barriers(pc):
    pc.sign_in("aoki").will_be_judged()
    found = {}
    for path in PAGES:
        pc.go(path)
        pc.shot("frame" + path.replace("/", "-").split("?")[0])
        found[path] = pc.faults()

    assert {p: f for p, f in found.items() if f} == {}


def test_no_page_scrolls_sideways_on_a_phone(phone):
    phone.sign_in("ishida")
    wide = []
    for path in PAGES:
        phone.go(path)
        phone.shot("phone" + path.replace("/", "-").split("?")[0])
        if phone.is_wider_than_the_screen():
            wide.append(path)

    assert wide == []


def test_the_first_tab_leads_past_the_menu(pc):
    pc.sign_in("aoki").page.keyboard.press("Tab")

    expect(pc.page.locator(":focus")).to_have_text("本文へ進む")


def test_the_slash_key_goes_to_the_search_box(pc):
    pc.sign_in("aoki").page.keyboard.press("/")

    expect(pc.page.locator(":focus")).to_have_attribute("name", "q")


def test_the_text_can_be_made_larger_and_stays_so(phone):
    page = phone.sign_in("ishida").page
    before = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    with page.expect_navigation():
        page.get_by_role("button", name="大").click()

    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") > before
    expect(phone.go("/people/account/").locator("html")).to_have_class(re.compile("text-l"))


def test_the_print_bears_a_number_that_leads_to_the_line_of_the_history(pc, cast):
    page = pc.sign_in("aoki").page
    pc.go("/people/posts/")
    page.get_by_role("button", name="印刷", exact=True).click()

    number = page.locator("[data-print-note]")
    expect(number).to_contain_text("通し番号")
    line = Event.objects.filter(what="history.printed").latest("number")
    expect(number).to_contain_text(f"通し番号{line.number}")
    assert line.by_key == cast.aoki.doer_key
