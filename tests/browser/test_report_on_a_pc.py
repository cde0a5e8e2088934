"""青木さん and 宇野さん at the office PC: from the table to the records behind a figure, to the file, to the plan."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

BEGINNINGS = {"xlsx": b"PK\x03\x04", "docx": b"PK\x03\x04", "pdf": b"%PDF-", "csv": b"\xef\xbb\xbf"}


def test_a_figure_is_read_opened_and_left_again(pc, at_work):
    page = pc.sign_in("aoki").page
    page.get_by_role("link", name="集計・報告", exact=True).click()
    page.get_by_role("link", name="層ごとの活動回数").click()
    page.get_by_label("期間").fill("2022-09")
    page.get_by_label("期間").press("Enter")
    expect(page).to_have_url(re.compile("period=2022-09"))
    expect(page.locator("table.figures")).to_contain_text("20")
    pc.shot("report-table")
    page.get_by_role("link", name="20", exact=True).first.click()
    expect(page.locator("#records")).to_contain_text("もとになった記録 20件")
    pc.shot("report-records")
    page.locator("#records").get_by_role("link", name="サロン訪問").first.click()
    expect(page.locator("h1")).to_contain_text("サロン訪問")
    page.get_by_role("button", name="もどる").click()

    expect(page.locator("table.figures")).to_contain_text("20")
    expect(page.get_by_label("期間")).to_have_value("2022-09")


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_the_table_is_taken_out_as_a_file(pc, at_work, kind):
    pc.sign_in("uno").go(f"/reports/tables/{at_work.table.code}/?period=2022-09")
    pc.page.get_by_text("ダウンロード", exact=True).click()
    with pc.page.expect_download() as coming:
        pc.page.get_by_role("link", name=kind.upper(), exact=True).click()

    content = coming.value.path().read_bytes()
    assert content.startswith(BEGINNINGS[kind])
    assert len(content) > 20
    assert coming.value.suggested_filename.endswith(f".{kind}")
    assert "層ごとの活動回数" in coming.value.suggested_filename


def test_plan_and_actual_stand_side_by_side_with_the_records_behind(pc, at_work):
    page = pc.sign_in("uno").page
    page.get_by_role("link", name="集計・報告", exact=True).click()
    page.get_by_role("link", name="計画と実績").click()
    indicator = page.locator("section.panel", has_text="活動回数")
    expect(indicator).to_contain_text("達成率")
    figure = indicator.locator("a.figure").first
    expect(figure).to_have_text("39")
    figure.click()

    expect(page.locator("h1")).to_contain_text("数字のもとの記録")
    expect(page.locator("main")).to_contain_text("39件")
    page.get_by_label("いまいる場所").get_by_role("link", name="計画と実績").click()
    expect(page.locator("h1")).to_contain_text("計画と実績")
