"""Scripts forbidden, as some offices have it: the same work is done with plain pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from sasaeai.activities.models import Activity


@pytest.fixture
def page(plain, at_work):
    """青木さん's page."""
    plain.page.goto(f"{plain.address}/people/sign-in/")
    plain.page.fill("input[name=username]", "aoki")
    plain.page.fill("input[name=password]", "aoki-aoki")
    plain.page.keyboard.press("Enter")
    plain.page.wait_for_url(f"{plain.address}/")
    return plain.page


def test_a_record_is_written_with_a_partner_that_was_searched(page):
    page.get_by_role("link", name="記録する", exact=True).click()
    page.locator("label", has_text="電話").first.click()
    page.get_by_label("ひとこと・内容", exact=True).fill("会長と話した。")
    page.get_by_label("連携先をさがす").fill("あおぞら")
    with page.expect_navigation():
        page.get_by_role("button", name="さがす", exact=True).click()
    expect(page.get_by_label("ひとこと・内容", exact=True)).to_have_value("会長と話した。")
    page.locator("label", has_text="あおぞら会").first.click()
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_url("**/saved/")

    saved = Activity.objects.latest("pk")
    assert (saved.wording, str(saved.means)) == ("会長と話した。", "電話")
    assert [line.organisation.name for line in saved.partner_lines.all()] == ["あおぞら会"]


def test_the_list_is_narrowed(page):
    page.get_by_role("link", name="記録", exact=True).click()
    page.get_by_role("link", name="しぼりこむ").click()
    page.get_by_label("ことば").fill("買い物")
    page.get_by_role("button", name="しぼりこむ").click()

    expect(page.locator("#summary")).to_contain_text("13件")


def test_a_table_and_the_records_behind_a_figure_are_opened(page):
    page.get_by_role("link", name="集計・報告", exact=True).click()
    page.get_by_role("link", name="層ごとの活動回数").click()
    page.get_by_label("期間").fill("2022-09")
    with page.expect_navigation():
        page.get_by_role("button", name="表示").click()
    page.get_by_role("link", name="20", exact=True).first.click()

    expect(page.locator("h1")).to_contain_text("数字のもとの記録")
    expect(page.locator("main")).to_contain_text("もとになった記録 20件")
