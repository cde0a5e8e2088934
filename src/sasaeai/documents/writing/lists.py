"""Long lists of records as Excel or CSV, row by row, without keeping them in memory."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import BinaryIO, Final

import xlsxwriter

from sasaeai.documents.paper import CONFIDENTIAL, Imprint
from sasaeai.documents.report import ListValue
from sasaeai.documents.writing.formulas import guarded
from sasaeai.documents.writing.separated_text import UTF8_MARK
from sasaeai.documents.writing.sheet_looks import FONT, Looks
from sasaeai.documents.writing.workbook import unique_sheet_name, write_value

_A4: Final = 9
_ROWS_A_PIECE: Final = 500
_MAX_ROWS: Final = 1_048_575


def list_to_xlsx(
    columns: Sequence[str],
    rows: Iterable[Sequence[ListValue]],
    *,
    into: BinaryIO,
    title: str = "一覧",
    widths: Sequence[float] | None = None,
    imprint: Imprint | None = None,
) -> int:
    """Write a list as a workbook; returns the number of rows.

    :param into: a file open for writing (use `atomic.whole_file`); rows never stay in memory
    :param widths: of the columns in letters; without them all are 14 wide
    :raises ValueError: more rows than a sheet holds (1,048,575)
    """
    with tempfile.TemporaryDirectory(prefix="sasaeai-") as folder:
        book = xlsxwriter.Workbook(
            into,
            {
                "constant_memory": True,
                "tmpdir": folder,
                "default_format_properties": {"font_name": FONT, "font_size": 10.5},
            },
        )
        looks = Looks(book)
        sheet = book.add_worksheet(unique_sheet_name(title, set()))
        for column, width in enumerate(widths or [14] * len(columns)):
            sheet.set_column(column, column, width)
        for column, name in enumerate(columns):
            sheet.write_string(0, column, name, looks("head"))
        count = 0
        for count, row in enumerate(rows, start=1):
            if count > _MAX_ROWS:
                raise ValueError("Excelの1シートに入る行数を超えました。期間を分けてください。")
            for column, value in enumerate(row):
                write_value(sheet, count, column, value, looks)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, count, max(0, len(columns) - 1))
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        line = imprint.line.replace("&", "&&") if imprint else ""
        sheet.set_footer(f"&L&9{line}&R&9&P / &N")
        if imprint is not None and imprint.confidential:
            sheet.set_header(f"&R&B{CONFIDENTIAL}")
        book.close()
    return count


def list_to_csv(columns: Sequence[str], rows: Iterable[Sequence[ListValue]]) -> Iterator[bytes]:
    """A list as CSV in UTF-8 with a mark, in pieces of some hundred rows (for a streamed answer)."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    file.write(UTF8_MARK)
    writer.writerow([guarded(name) for name in columns])
    for number, row in enumerate(rows, start=1):
        writer.writerow([csv_text(value) for value in row])
        if number % _ROWS_A_PIECE == 0:
            yield file.getvalue().encode()
            file.seek(0)
            file.truncate()
    yield file.getvalue().encode()


def csv_text(value: ListValue) -> str:
    """One value of a list as CSV text; numbers stay numbers, texts are guarded."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "○" if value else "×"
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, datetime):
        return f"{value.year}/{value.month}/{value.day} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.year}/{value.month}/{value.day}"
    return str(value)
