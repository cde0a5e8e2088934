"""Refused rows come back in the file's own columns, and load again once mended."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl

from sasaeai.documents.reading import read_table
from sasaeai.documents.reading.refused_rows import RowProblem, refused_rows_workbook
from sasaeai.documents.reading.tests.workbook_maker import KNOWN, a_workbook
from sasaeai.documents.reading.values import read_day
from sasaeai.documents.refusals import CellRefused

JAN27 = datetime(2023, 1, 27)  # noqa: DTZ001 — times of a workbook have no zone
ROWS = [
    ["令和4年度 記録"],
    ["実施日", "内容", "人数", None, "天気"],
    [None, None, "延べ", "実", None],
    [JAN27, "体操", 20, 15, "雪"],
    ["5.1.28", "=会議", 3, None, "晴"],
    ["R5.2.30", "訪問", "多数", None, None],
]


def a_log():
    return read_table(a_workbook(ROWS, merges=["C2:D2"]), filename="記録.xlsx", known_headers=KNOWN)


def problems_of(read):
    for row in read.rows:
        try:
            read_day(read.value(row, "held_on"))
        except CellRefused as refused:
            yield RowProblem.of(row, "held_on", refused)


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def test_only_refused_rows_come_back_with_number_and_reason():
    read = a_log()

    sheet = opened(refused_rows_workbook(read, problems_of(read)))

    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert rows[0] == ("行", "理由", "実施日", "内容", "人数／延べ", "人数／実", "天気")
    assert [row[0] for row in rows[1:]] == [5, 6]
    assert "年がはっきりしません" in rows[1][1]
    assert rows[1][2:] == ("5.1.28", "=会議", 3, None, "晴")


def test_the_cell_with_the_problem_is_coloured_and_says_why():
    read = a_log()

    sheet = opened(refused_rows_workbook(read, problems_of(read)))

    assert sheet["C3"].fill.fgColor.rgb == "FFFFE699"
    assert "候補：令和5年1月28日、平成5年1月28日" in sheet["C3"].comment.text
    assert sheet["D3"].fill.fill_type is None
    assert sheet["D3"].data_type == "s"


def test_the_workbook_loads_again_as_it_is():
    read = a_log()

    again = read_table(
        refused_rows_workbook(read, problems_of(read)), filename="直す行.xlsx", known_headers=KNOWN
    )

    assert {field: again.text(again.rows[0], field) for field in read.columns} == {
        field: read.text(read.rows[1], field) for field in read.columns
    }
    assert again.extras(again.rows[0]) == {"天気": "晴"}
    assert len(again.rows) == 2


def test_columns_mapped_by_hand_are_known_again():
    read = read_table(
        a_workbook([["いつ", "なにを"], ["5.1.27", "会議"]]),
        filename="x.xlsx",
        known_headers=KNOWN,
        head_row=1,
        mapping={0: "held_on", 1: "wording"},
    )

    again = read_table(
        refused_rows_workbook(read, problems_of(read)), filename="y.xlsx", known_headers=KNOWN
    )

    assert again.text(again.rows[0], "wording") == "会議"


def test_days_and_numbers_stay_what_they_were():
    read = a_log()

    data = refused_rows_workbook(read, [RowProblem(4, "この日の記録はすでにあります。")])

    again = read_table(data, filename="x.xlsx", known_headers=KNOWN)
    assert again.value(again.rows[0], "held_on") == JAN27.date()
    assert again.value(again.rows[0], "people") == 20
