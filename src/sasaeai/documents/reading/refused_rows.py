"""The rows that were refused, as a workbook to mend and load again."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from sasaeai.documents.grid import display_width, line_count
from sasaeai.documents.paper import UNIT_MM
from sasaeai.documents.reading.body import ReadRow
from sasaeai.documents.reading.sheets import CellValue, text_of
from sasaeai.documents.reading.tables import REASON_LABEL, ROW_LABEL, ReadTable
from sasaeai.documents.refusals import CellRefused
from sasaeai.documents.writing.formulas import looks_like_formula
from sasaeai.documents.writing.printable import printable
from sasaeai.documents.writing.sheet_looks import FONT, Looks
from sasaeai.documents.writing.workbook import unique_sheet_name

_HOW: Final = (
    "色のついたマスを直して保存し、このファイルをそのまま読み込んでください。"
    "「行」と「理由」の列は残したままでかまいません。"
)
_YELLOW: Final = "#FFE699"
_HEAD_ROW: Final = 1
_OWN_COLUMNS: Final = 2  # 行 and 理由 stand before the file's own
_WIDEST: Final = 40
_LINE_POINTS: Final = 15.5
_MOST_LINES: Final = 20


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row.

    :param number: the row's number in the file
    :param field: the known field it is about, or None for the row as a whole
    :param suggestions: what could be written instead
    """

    number: int
    reason: str
    field: str | None = None
    suggestions: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: ReadRow, field: str | None, refused: CellRefused) -> RowProblem:
        """From the refusal of a cell."""
        return cls(row.number, refused.reason, field, refused.suggestions)


def refused_rows_workbook(read: ReadTable, problems: Iterable[RowProblem]) -> bytes:
    """Only the refused rows, in the file's own columns, after 「行」 and 「理由」.

    Cells with a problem are coloured and carry the reason as a comment. The workbook loads again as
    it is once they are mended.
    """
    return refused_sheets_workbook([(read, problems)])


def refused_sheets_workbook(parts: Sequence[tuple[ReadTable, Iterable[RowProblem]]]) -> bytes:
    """The same for a file of several sheets: a sheet of refused rows for each."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "date_1904": any(read.date1904 for read, _ in parts),
            "default_format_properties": {"font_name": FONT, "font_size": 10.5},
        },
    )
    taken: set[str] = set()
    for read, problems in parts:
        name = "直す行" if len(parts) == 1 else unique_sheet_name(read.sheet, taken)
        _write_sheet(_Writer(book, read, name), read, problems)
    book.close()
    return file.getvalue()


def _write_sheet(writer: _Writer, read: ReadTable, problems: Iterable[RowProblem]) -> None:
    by_row: dict[int, list[RowProblem]] = {}
    for problem in problems:
        by_row.setdefault(problem.number, []).append(problem)
    for row in read.rows:
        if row.number in by_row:
            writer.add(row, by_row[row.number])
    writer.finish()


class _Writer:
    """Fills a sheet."""

    def __init__(self, book: xlsxwriter.Workbook, read: ReadTable, name: str) -> None:
        self._read = read
        self._looks = Looks(book)
        self._sheet: Worksheet = book.add_worksheet(name)
        self._next = _HEAD_ROW + 1
        labels = (ROW_LABEL, REASON_LABEL, *read.labels_to_load)
        self._widths = [display_width(label) for label in labels]
        self._sheet.write_string(0, 0, _HOW, self._looks("subtitle"))
        for column, label in enumerate(labels):
            self._sheet.write_string(_HEAD_ROW, column, printable(label), self._looks("head"))

    def add(self, row: ReadRow, problems: list[RowProblem]) -> None:
        """One refused row."""
        reasons = "\n".join(dict.fromkeys(problem.reason for problem in problems))
        self._sheet.write_number(self._next, 0, row.number, self._looks("words"))
        self._sheet.write_string(self._next, 1, printable(reasons), self._looks("words"))
        marked = {
            self._read.columns[problem.field]: problem
            for problem in reversed(problems)
            if problem.field is not None and problem.field in self._read.columns
        }
        lines = line_count(reasons, _WIDEST * UNIT_MM)
        for column, value in enumerate(row.cells):
            self._write(_OWN_COLUMNS + column, value, marked.get(column))
            lines = max(lines, line_count(text_of(value), _WIDEST * UNIT_MM))
        # Excel does not find out by itself how high a row must be.
        self._sheet.set_row(self._next, 5 + _LINE_POINTS * min(lines, _MOST_LINES))
        self._next += 1

    def finish(self) -> None:
        """Widths, filter, print set-up."""
        self._widths[1] = _WIDEST
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, min(max(width, 5), _WIDEST) + 2)
        last = max(_HEAD_ROW, self._next - 1)
        self._sheet.autofilter(_HEAD_ROW, 0, last, len(self._widths) - 1)
        self._sheet.freeze_panes(_HEAD_ROW + 1, _OWN_COLUMNS)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(_HEAD_ROW)
        self._sheet.set_footer("&R&P / &N")

    def _write(self, column: int, value: CellValue, problem: RowProblem | None) -> None:
        more: dict[str, Any] = {"bg_color": _YELLOW} if problem else {}
        self._widths[column] = max(self._widths[column], display_width(text_of(value)))
        self._put(column, value, more)
        if problem is not None:
            words = problem.reason
            if problem.suggestions:
                words += "\n候補：" + "、".join(problem.suggestions)
            self._sheet.write_comment(self._next, column, printable(words), {"author": "読み込み"})

    def _put(self, column: int, value: CellValue, more: dict[str, Any]) -> None:
        """The value as the file had it: days stay days, numbers numbers, texts texts."""
        row, sheet = self._next, self._sheet
        if value is None:
            sheet.write_blank(row, column, None, self._looks("words", **more))
        elif isinstance(value, bool | str):
            text = printable(text_of(value))
            quote = {"quote_prefix": True} if looks_like_formula(text) else {}
            sheet.write_string(row, column, text[:32_767], self._looks("words", **more, **quote))
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self._looks("words", **more))
        else:
            look = self._looks("words", **more, num_format=_number_format(value))
            sheet.write_datetime(row, column, value, look)


def _number_format(value: date | datetime | time | timedelta) -> str:
    if isinstance(value, datetime):
        return "yyyy/m/d" if value.time() == time() else "yyyy/m/d h:mm"
    if isinstance(value, date):
        return "yyyy/m/d"
    return "h:mm" if isinstance(value, time) else "[h]:mm"
