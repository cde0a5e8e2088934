"""A town's own Excel form is filled and keeps its look."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.styles import Border, Font, PatternFill, Side

from sasaeai.documents import forms_filled
from sasaeai.documents.forms_filled import FilledForm, excel
from sasaeai.documents.forms_filled.marks import Filling
from sasaeai.documents.reading.tests.workbook_maker import a_raw_sheet, a_zip
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.tests.sample_tables import a_cell, a_plan_table, a_wide_table

BOX = Border(*[Side(style="thin")] * 4)


def a_form(cells, *, prepare=None):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "報告書"
    for place, value in cells.items():
        sheet[place] = value
    if prepare:
        prepare(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def fill(form, values):
    """As `forms_filled.fill`, without the process of its own (each takes a second)."""
    filling = Filling.of(values)
    data, warnings = excel.filled(form, filling)
    return FilledForm(data, tuple(filling.used), tuple(filling.unmatched), tuple(warnings))


def opened(filled):
    return openpyxl.load_workbook(io.BytesIO(filled.data)).active


def test_a_form_is_opened_in_a_process_of_its_own():
    form = a_form({"A1": "{{ 町の名前 }}", "A3": "{{表}}"})

    filled = forms_filled.fill(form, {"町の名前": "みなと市", "表": a_plan_table()})

    assert forms_filled.placeholders(form) == ["町の名前", "表"]
    assert opened(filled)["A1"].value == "みなと市"
    assert filled.used == ("町の名前", "表")


def test_placeholders_are_listed_in_order_each_once():
    form = a_form(
        {"A1": "{{ 町の名前 }} 報告書", "A2": "｛｛年度｝｝ {{町の名前}}", "B9": "{{1月の 回数}}"},
        prepare=lambda sheet: setattr(sheet.oddFooter.left, "text", "{{作成者}}"),
    )

    assert excel.names(form) == ["町の名前", "年度", "1月の 回数", "作成者"]


def test_values_are_put_in_and_the_look_stays():
    def look(sheet):
        sheet["B2"].font = Font(bold=True)
        sheet["B2"].fill = PatternFill("solid", fgColor="FFFF00")
        sheet["B2"].number_format = '#,##0"件"'
        sheet.column_dimensions["B"].width = 33
        sheet.merge_cells("A1:D1")

    form = a_form(
        {"A1": "{{町}}　{{ 年度 }} 報告書", "B2": "{{活動回数}}", "B3": "{{ 作成日 }}"},
        prepare=look,
    )

    filled = fill(
        form,
        {"町": "みなと市", "年度": "令和4年度", "活動回数": 1663, "作成日": date(2026, 11, 20)},
    )

    sheet = opened(filled)
    assert sheet["A1"].value == "みなと市　令和4年度 報告書"
    assert sheet["B2"].value == 1663
    assert (sheet["B2"].number_format, sheet["B2"].font.bold) == ('#,##0"件"', True)
    assert sheet["B3"].value == datetime(2026, 11, 20)  # noqa: DTZ001 — a workbook's time has no zone
    assert sheet.column_dimensions["B"].width == 33
    assert "A1:D1" in [str(area) for area in sheet.merged_cells.ranges]
    assert filled.used == ("町", "年度", "活動回数", "作成日")
    assert filled.unmatched == ()


def test_names_match_whatever_their_width_and_spaces():
    filled = fill(a_form({"A1": "{{　１月の　活動回数 }}"}), {"1月の活動回数": 12})

    assert opened(filled)["A1"].value == 12


def test_what_has_no_value_is_marked_and_listed():
    filled = fill(a_form({"A1": "{{課題}}", "A2": "人数は{{人数}}人"}), {})

    sheet = opened(filled)
    assert sheet["A1"].value == "〔未記入: 課題〕"
    assert sheet["A2"].value == "人数は〔未記入: 人数〕人"
    assert filled.unmatched == ("課題", "人数")


def test_a_figure_prints_as_its_table_does():
    filled = fill(
        a_form({"A1": "{{率}}", "A2": "{{回数}}", "A3": "{{空}}", "A4": "達成率は{{率}}"}),
        {"率": a_cell("110.9%", Decimal("110.87")), "回数": a_cell("***"), "空": ""},
    )

    sheet = opened(filled)
    assert (sheet["A1"].value, sheet["A1"].number_format) == (110.87, '0.0"%"')
    assert sheet["A2"].value == "***"
    assert sheet["A3"].value is None
    assert sheet["A4"].value == "達成率は110.9%"


def test_a_table_adds_rows_and_moves_what_is_below():
    def look(sheet):
        for column in "ABCDEFGHI":
            sheet[f"{column}3"].border = BOX
        sheet.merge_cells("A6:C6")
        sheet.row_dimensions[6].height = 40
        sheet.print_area = "A1:I6"

    form = a_form(
        {
            "A1": "表題",
            "A3": "{{実績｜見出しなし}}",
            "A6": "備考",
            "D6": "=SUM(C3:C5)",
            "E6": "=A1",
        },
        prepare=look,
    )

    sheet = opened(fill(form, {"実績": a_plan_table()}))

    assert [sheet.cell(row, 3).value for row in range(3, 7)] == [1663, 2, 2250, 3915]
    assert sheet["C3"].number_format == '#,##0"回"'
    assert sheet["A5"].border.left.style == "thin"
    assert sheet["A9"].value == "備考"
    assert (sheet["D9"].value, sheet["E9"].value) == ("=SUM(C3:C8)", "=A1")
    assert "A9:C9" in [str(area) for area in sheet.merged_cells.ranges]
    assert sheet.row_dimensions[9].height == 40
    assert "$I$9" in sheet.print_area
    assert "A3:A4" in [str(area) for area in sheet.merged_cells.ranges]


def test_a_table_fills_the_blank_rows_of_the_form_first():
    def look(sheet):
        for row in range(3, 8):
            for column in "ABCDEFGHI":
                sheet[f"{column}{row}"].border = BOX

    form = a_form({"A3": "{{実績|見出しなし}}", "A8": "備考"}, prepare=look)

    sheet = opened(fill(form, {"実績": a_plan_table()}))

    assert sheet["A8"].value == "備考"
    assert sheet["C6"].value == 3915


def test_a_table_with_its_heads_and_one_with_numbers_only():
    whole = opened(fill(a_form({"B2": "{{表}}"}), {"表": a_wide_table(2)}))
    numbers = opened(fill(a_form({"B2": "{{表｜数だけ}}"}), {"表": a_wide_table(2)}))

    assert whole["B2"].value == "年度"
    assert whole["C3"].value == "第1センター"
    assert (whole["B4"].value, whole["C4"].value) == ("令和2年度", 200)
    assert (numbers["B2"].value, numbers["C3"].value) == (200, 301)


def test_a_form_on_squared_paper_takes_a_block_a_column():
    def look(sheet):
        for block in ("A2:C2", "D2:F2", "G2:I2"):
            sheet.merge_cells(block)

    sheet = opened(
        fill(a_form({"A2": "{{表|見出しなし}}", "A3": "下"}, prepare=look), {"表": a_wide_table(2)})
    )

    assert [(sheet.cell(row, 1).value, sheet.cell(row, 4).value) for row in (2, 3, 4)] == [
        ("令和2年度", 200),
        ("令和3年度", 300),
        ("令和4年度", 400),
    ]
    assert sheet["A5"].value == "下"
    assert {"A3:C3", "D4:F4", "A2:C2"} <= {str(area) for area in sheet.merged_cells.ranges}


def test_a_list_takes_a_row_an_item():
    sheet = opened(
        fill(
            a_form({"A1": "{{課題}}", "A2": "以上", "B1": "連携先：{{課題}}"}),
            {"課題": ["買い物", "通院"]},
        )
    )

    assert [sheet[f"A{row}"].value for row in (1, 2, 3)] == ["買い物", "通院", "以上"]
    assert sheet["B1"].value == "連携先：買い物、通院"


def test_no_value_is_ever_calculated():
    filled = fill(
        a_form({"A1": "{{a}}", "A2": "={{a}}", "A3": "{{b}}", "A4": '=IF(1,"{{a}}")'}),
        {"a": "=1+1", "b": '{{a}}{% for x in "" %}'},
    )

    sheet = opened(filled)
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=1+1", "s")
    assert sheet["A1"].quotePrefix
    assert sheet["A3"].value == '{{a}}{% for x in "" %}'
    assert "{{a}}" in sheet["A4"].value
    assert "a" in filled.unmatched


@pytest.mark.parametrize(
    "form",
    [
        b"",
        b"not a form",
        a_zip({"xl/workbook.xml": b"<a/>"}),
        a_raw_sheet(b"", dimension="A1:XFD1048576"),
        a_zip({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><a/>'}),
        a_zip({"xl/workbook.xml": b"<a/>", "xl/x.xml": b" " * 60_000_000}),
    ],
)
def test_what_is_no_form_is_refused_in_words(form):
    with pytest.raises(CannotRead, match="もう一度お選びください"):
        forms_filled.fill(form, {})


def test_lost_shapes_are_told():
    form = a_form({"A1": "{{a}}"})
    file = io.BytesIO(form)
    import zipfile  # noqa: PLC0415 — only here

    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/charts/chart1.xml", "<c/>")

    filled = fill(file.getvalue(), {"a": "x"})

    assert "グラフ" in filled.warnings[0]
