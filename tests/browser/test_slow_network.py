"""A slow phone: an answer is on its way for seconds, and nothing is lost or written twice meanwhile."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route

from sasaeai.activities.models import Activity, Draft

KEEPING, WRITING = "**/activities/autosave/", "**/activities/new/"
# Longer than a page waits before it keeps what was typed.
A_WHILE = 4_000
# A thumb that presses again and again until the page has gone.
IMPATIENT = """() => addEventListener("submit", (event) => setTimeout(() => {
  event.submitter.click();
  console.log("pressed again");
}, 200))"""
FIRST, MORE, LAST = "会長と話した。", "冬の灯油が心配。", "また電話する。"


class OnItsWay:
    """Every request of this kind stays on its way until they are let go."""

    def __init__(self, page: Page, pattern: str) -> None:
        self.requests: list[Route] = []
        self._free = False
        page.route(pattern, self._hold)

    def _hold(self, route: Route) -> None:
        self.requests.append(route)
        if self._free:
            route.continue_()

    def let_go(self) -> None:
        """They are answered now, and later ones at once."""
        self._free = True
        for one in self.requests:
            one.continue_()


@pytest.fixture
def page(phone, at_work) -> Page:
    """A new record of 石田さん; seconds pass when they are let pass."""
    page = phone.sign_in("ishida").page
    page.clock.install()
    return phone.go("/activities/new/")


def write(page: Page, words: str) -> None:
    page.locator("#id_wording").fill(words)
    page.clock.run_for(A_WHILE)


def test_what_is_typed_while_the_draft_is_on_its_way_is_kept_as_well(page):
    keeping = OnItsWay(page, KEEPING)
    with page.expect_request(KEEPING):
        write(page, FIRST)
    write(page, FIRST + MORE)
    with page.expect_request(KEEPING) as again:
        keeping.let_go()

    again.value.response().finished()
    assert Draft.objects.get().typed["wording"] == [FIRST + MORE]


def test_what_is_saved_while_the_draft_is_on_its_way_is_written_once_and_leaves_no_draft(page):
    keeping, writing = OnItsWay(page, KEEPING), OnItsWay(page, WRITING)
    with page.expect_request(KEEPING):
        write(page, FIRST)
    page.locator("#id_wording").fill(FIRST + LAST)
    page.evaluate(IMPATIENT)
    page.get_by_role("button", name="保存", exact=True).tap()
    with page.expect_request(WRITING):
        keeping.let_go()
    with page.expect_console_message():
        pass
    writing.let_go()
    page.wait_for_url("**/saved/")

    assert len(writing.requests) == 1
    assert Activity.objects.latest("pk").wording == FIRST + LAST
    assert not Draft.objects.exists()
