"""Workbooks as people make them, for the tests of reading."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import xlsxwriter

KNOWN = {
    "held_on": ("実施日", "日付", "活動日"),
    "area": ("圏域", "地区"),
    "wording": ("内容", "活動内容"),
    "partners": ("連携先",),
    "people": ("参加人数", "人数", "延べ人数"),
    "distinct": ("実人数",),
}


def a_workbook(
    rows: Iterable[Sequence[object]],
    *,
    merges: Iterable[str] = (),
    sheet: str = "記録",
    more: dict[str, list[list[object]]] | None = None,
) -> bytes:
    """An xlsx with the rows; a merge keeps the text of its first cell."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    day = book.add_format({"num_format": "yyyy/m/d"})
    for name, content in [(sheet, list(rows)), *(more or {}).items()]:
        page = book.add_worksheet(name)
        for r, row in enumerate(content):
            for c, value in enumerate(row):
                if isinstance(value, date | datetime):
                    page.write_datetime(r, c, value, day)
                elif value is not None:
                    page.write(r, c, value)
        if name == sheet:
            for merge in merges:
                page.merge_range(merge, "")
                _rewrite_first(page, merge, content)
    book.close()
    return file.getvalue()


def _rewrite_first(page, merge, content):
    first = merge.split(":")[0]
    column = ord(first[0]) - ord("A")
    row = int(first[1:]) - 1
    value = content[row][column]
    if value is not None:
        page.write(row, column, value)


def a_zip(parts: dict[str, bytes]) -> bytes:
    """An archive with the given parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def a_raw_sheet(sheet_data: bytes, *, dimension: str = "A1:B2") -> bytes:
    """A minimal xlsx around the given sheetData content."""
    rel = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    pack = b"http://schemas.openxmlformats.org/package/2006/"
    return a_zip(
        {
            "[Content_Types].xml": b'<Types xmlns="' + pack + b'content-types"><Default'
            b' Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": b'<Relationships xmlns="' + pack + b'relationships"><Relationship'
            b' Id="r1" Type="'
            + rel
            + b'/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": b'<workbook xmlns="' + main + b'" xmlns:r="' + rel + b'"><sheets>'
            b'<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="' + pack + b'relationships">'
            b'<Relationship Id="r1" Type="' + rel + b'/worksheet"'
            b' Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": b'<worksheet xmlns="'
            + main
            + b'"><dimension ref="'
            + dimension.encode()
            + b'"/><sheetData>'
            + sheet_data
            + b"</sheetData></worksheet>",
        }
    )
