"""Rendered tables as files that a city can print, open, and calculate with."""

from __future__ import annotations

import io
import subprocess
import zipfile
from datetime import date, datetime
from decimal import Decimal
from shutil import which

import openpyxl
import pytest

from sasaeai.documents.reading import read_table
from sasaeai.documents.report import Records
from sasaeai.documents.tables import csv_cp932, table_to_csv, table_to_xlsx
from sasaeai.documents.tests.sample_tables import (
    a_hostile_table,
    a_long_table,
    a_month_matrix,
    a_plan_table,
    a_wide_table,
)

JAN27 = datetime(2023, 1, 27)  # noqa: DTZ001 — a workbook's time has no zone
MADE = {"made_by": "青木", "made_on": date(2026, 11, 20), "town": "みなと市"}


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def find(sheet, value):
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == value)


def test_numbers_are_numbers_that_print_as_the_text():
    sheet = opened(table_to_xlsx(a_plan_table(), **MADE)).worksheets[0]

    count, rate, minus = find(sheet, 1663), find(sheet, 110.87), find(sheet, -1.2)
    assert count.number_format == '#,##0"回"'
    assert rate.number_format == '0.0"%"'
    assert minus.number_format == '0.0"%";"△"0.0"%"'
    assert find(sheet, "***").data_type == "s"


def test_heads_are_merged_frozen_and_repeated():
    sheet = opened(table_to_xlsx(a_plan_table(), **MADE)).worksheets[0]

    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"C3:D3", "A3:A4", "A5:A6", "A8:B8"} <= merged
    assert sheet.freeze_panes == "C5"
    assert sheet.print_title_rows == "$3:$4"


def test_the_page_is_set_up_for_print():
    sheet = opened(table_to_xlsx(a_plan_table(), **MADE, confidential=True)).worksheets[0]

    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation in (None, "portrait")
    assert sheet.page_margins.left == pytest.approx(25 / 25.4)
    assert sheet.oddFooter.right.text == "&P / &N"
    assert "令和8年11月20日作成" in sheet.oddFooter.left.text
    assert "取扱注意" in sheet.oddHeader.right.text
    assert sheet.page_setup.fitToHeight == 0


def test_a_wide_table_takes_a3_and_a_wish_for_paper_is_kept():
    wide = opened(table_to_xlsx(a_wide_table(), **MADE)).worksheets[0]
    wished = opened(table_to_xlsx(a_wide_table(), **MADE, paper="A4", landscape=True)).worksheets[0]

    assert (wide.page_setup.paperSize, wide.page_setup.orientation) == (8, "landscape")
    assert (wished.page_setup.paperSize, wished.page_setup.orientation) == (9, "landscape")


def test_styles_have_names():
    book = opened(table_to_xlsx(a_plan_table(), **MADE))
    sheet = book.worksheets[0]

    assert {"題名", "見出し", "行見出し", "数", "合計", "注"} <= set(book.named_styles)
    assert find(sheet, "令和4年度").style == "見出し"
    assert find(sheet, 1663).style == "数"


def test_several_tables_and_the_records_behind_get_a_sheet_each():
    records = Records(
        ["実施日", "内容", "人数"], [[date(2023, 1, 27), "=体操", 12], [None, "会議", None]]
    )

    book = opened(
        table_to_xlsx([a_plan_table(), a_plan_table(), a_long_table()], **MADE, records=records)
    )

    assert book.sheetnames == [
        "生活支援コーディネーターの活動回数",
        "生活支援コーディネーターの活動回数（2）",
        "地区別の開催状況",
        "明細",
    ]
    assert [cell.value for cell in book["明細"][2]] == [JAN27, "=体操", 12]


def test_notes_of_cells_are_comments_and_stand_below():
    sheet = opened(table_to_xlsx(a_plan_table(), **MADE)).worksheets[0]

    assert "予定を含む" in find(sheet, 250).comment.text
    assert find(sheet, "第2層・活動回数・令和6年度・実績：予定を含む")


def test_the_same_table_makes_the_same_bytes():
    assert table_to_xlsx(a_plan_table(), **MADE) == table_to_xlsx(a_plan_table(), **MADE)


def test_no_text_becomes_a_formula():
    data = table_to_xlsx(a_hostile_table(), **MADE)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"<hyperlink" not in sheet


def test_csv_has_a_mark_and_guards_formulas():
    data = table_to_csv(a_hostile_table())

    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf")
    assert "'@0,'=1+1\r\n" in text
    assert "'＝1+1" in text
    assert ",-5\r\n" in text
    assert "'=cmd" in text


def test_csv_comes_back_by_reading():
    table = read_table(
        table_to_csv(a_month_matrix()),
        filename="x.csv",
        known_headers={"item": ("業務項目",), "september": ("9月",)},
    )

    assert table.text(table.rows[0], "september") == "青葉包括、みなと町会、民生委員協議会"


def test_cp932_lists_what_it_could_not_write():
    written = csv_cp932(
        a_plan_table().__class__(
            title="", columns=(), rows=(), footnotes=("𠮷田さんと㐂美さん—①髙",)
        )
    )

    assert written.unwritable == ("𠮷", "㐂")
    assert "〓田さんと〓美さん―①髙" in written.data.decode("cp932")


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not on this machine")
def test_libreoffice_finds_no_live_formula(tmp_path):
    (tmp_path / "x.xlsx").write_bytes(table_to_xlsx(a_hostile_table(), **MADE))
    (tmp_path / "y.csv").write_bytes(table_to_csv(a_hostile_table()))

    for name in ("x.xlsx", "y.csv"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/home", "--headless",
             "--convert-to", "fods", "--outdir", str(tmp_path), str(tmp_path / name)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip

    assert "table:formula" not in (tmp_path / "x.fods").read_text()
    assert "table:formula" not in (tmp_path / "y.fods").read_text()


def test_a_table_without_rows_is_still_a_file():
    empty = a_plan_table().__class__(title="", columns=(), rows=())

    sheet = opened(table_to_xlsx(empty, **MADE))["表"]
    words = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert "あてはまる記録がありません。" in words
    assert table_to_csv(empty) == b"\xef\xbb\xbf\r\n"


def test_decimals_of_many_places_keep_their_value():
    cell = a_plan_table().rows[0].cells[6]

    assert cell.value == Decimal("110.87")
