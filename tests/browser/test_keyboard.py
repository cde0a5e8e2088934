"""Without a mouse: write a record, narrow a list, read a table and what is behind a figure.

Only keys are pressed here; nothing is clicked, filled or focused from outside.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from sasaeai.activities.models import Activity

MOST_TABS = 90
FOCUS = """() => {
  const it = document.activeElement, look = getComputedStyle(it), box = it.getBoundingClientRect();
  const shown = it.matches("[type=radio], [type=checkbox]") ? it.closest("label") ?? it : it;
  const where = shown.getBoundingClientRect(), x = where.x + where.width / 2, y = where.y + where.height / 2;
  const front = document.elementFromPoint(x, y);
  return {
    tag: it.tagName, words: (it.labels?.[0] ?? it).innerText?.trim() ?? "", name: it.name ?? "",
    ring: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2,
    onScreen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !(front && (shown.contains(front) || front.contains(shown))),
  };
}"""


class Keys:
    """Somebody at a keyboard, who sees where the focus is."""

    def __init__(self, page) -> None:
        self.page, self.lost = page, []

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, words: str) -> None:
        self.page.keyboard.insert_text(words)

    def look(self) -> dict:
        """Where the focus is; it is noted when it cannot be seen."""
        found = self.page.evaluate(FOCUS)
        if found["tag"] != "BODY" and not (
            found["ring"] and found["onScreen"] and not found["covered"]
        ):
            self.lost.append(found)
        return found

    def tab_to(self, words: str = "", *, name: str = "") -> None:
        """Tab on until a control of these words, or of this name, has the focus."""
        passed = []
        for _ in range(MOST_TABS):
            self.press("Tab")
            found = self.look()
            if (name and found["name"] == name) or (words and found["words"].startswith(words)):
                return
            passed.append(found["words"] or found["name"] or found["tag"])
        raise AssertionError(f"{words or name} is not reached: {passed}")


@pytest.fixture
def keys(pc, at_work):
    """石田さん at 今日, with a keyboard."""
    found = Keys(pc.sign_in("ishida").page)
    yield found
    assert [(one["tag"], one["words"] or one["name"], one) for one in found.lost[:3]] == []


def test_a_record_is_written(keys):
    page = keys.page
    keys.tab_to("記録する")
    keys.press("Enter")
    page.wait_for_url("**/activities/new/")
    keys.tab_to("本文へ進む")
    keys.press("Enter")
    keys.tab_to(name="function")
    keys.press("Space", "ArrowRight")
    keys.tab_to(name="means")
    keys.press("Space")
    keys.tab_to("みどり町会")
    keys.press("Space")
    keys.tab_to(name="count0-number")
    keys.write("１２")
    keys.tab_to(name="wording")
    keys.write("会長と電話で話した。")
    keys.tab_to("くわしく書く")
    keys.press("Enter")
    keys.tab_to(name="title")
    keys.write("会長への電話")
    keys.tab_to("保存")
    keys.press("Enter")
    page.wait_for_url("**/saved/**")

    saved = Activity.objects.latest("pk")
    assert (saved.title, saved.person_times) == ("会長への電話", 12)
    assert str(saved.main_function) == "ネットワークの構築"
    assert [line.organisation.name for line in saved.partner_lines.all()] == ["みどり町会"]


def test_the_list_is_narrowed_and_widened_again(keys):
    page = keys.page
    keys.tab_to("記録")
    keys.press("Enter")
    page.wait_for_url("**/activities/")
    keys.tab_to("しぼりこむ")
    keys.press("Enter")
    expect(page.locator("#f-q")).to_be_visible()
    keys.tab_to(name="q")
    keys.write("買い物")
    keys.tab_to(name="means")
    keys.press("ArrowDown")
    keys.tab_to("しぼりこむ")
    keys.press("Enter")
    page.wait_for_url("**q=%E8%B2%B7*")

    expect(page.locator("tbody tr")).to_have_count(3)
    keys.tab_to("「買い物」")
    with page.expect_navigation():
        keys.press("Enter")
    expect(page.locator("tbody tr").nth(3)).to_be_visible()


def test_a_table_and_the_records_behind_a_figure_are_opened_and_left(keys, at_work):
    page = keys.page
    keys.tab_to("集計・報告")
    keys.press("Enter")
    page.wait_for_url("**/reports/")
    keys.tab_to("層ごとの活動回数")
    keys.press("Enter")
    page.wait_for_url("**/reports/tables/*/")
    keys.tab_to(name="period")
    keys.write("令和4年度")
    keys.press("Tab")
    page.wait_for_url("**/?period=*")
    keys.tab_to("39")
    keys.press("Enter")

    records = page.locator("#records")
    expect(records).to_contain_text("もとになった記録 39件")
    expect(records.locator("h2")).to_be_focused()
    keys.tab_to("サロン訪問")
    keys.press("Enter")
    page.wait_for_url("**/activities/*/")
    keys.tab_to("もどる")
    keys.press("Enter")
    page.wait_for_url("**/?period=*")
    expect(page.locator("a.figure").first).to_be_visible()
