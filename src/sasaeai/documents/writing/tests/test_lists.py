"""Long lists are written row by row."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl

from sasaeai.documents.paper import Imprint
from sasaeai.documents.writing.lists import list_to_csv, list_to_xlsx

COLUMNS = ["実施日", "時刻", "内容", "人数", "率", "公開"]
ROW = [
    date(2023, 1, 27),
    datetime(2023, 1, 27, 10, 30, tzinfo=UTC),
    "=体操",
    12,
    Decimal("45.6"),
    True,
]


def test_a_list_as_workbook():
    file = io.BytesIO()

    count = list_to_xlsx(
        COLUMNS, iter([ROW, [None] * 6]), into=file, imprint=Imprint("青木", date(2026, 11, 20))
    )

    sheet = openpyxl.load_workbook(io.BytesIO(file.getvalue())).worksheets[0]
    assert count == 2
    assert [cell.value for cell in sheet[1]] == COLUMNS
    values = [cell.value for cell in sheet[2]]
    assert values[0] == datetime(2023, 1, 27)  # noqa: DTZ001 — a workbook's time has no zone
    assert values[2:] == ["=体操", 12, 45.6, "○"]
    assert sheet["C2"].data_type == "s"


def test_a_list_as_csv_comes_in_pieces():
    pieces = list(list_to_csv(COLUMNS, (ROW for _ in range(1200))))

    lines = b"".join(pieces).decode("utf-8-sig").split("\r\n")
    assert len(pieces) == 3
    assert lines[0] == ",".join(COLUMNS)
    assert lines[1] == "2023/1/27,2023/1/27 10:30,'=体操,12,45.6,○"
    assert len(lines) == 1202


def test_an_empty_list_has_its_heads():
    assert b"".join(list_to_csv(COLUMNS, [])).decode("utf-8-sig") == ",".join(COLUMNS) + "\r\n"
