"""Tables and reports as Excel workbooks: real numbers, merged heads, ready to print."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sasaeai.documents.grid import Grid, GridCell, display_width, grid_of, line_count
from sasaeai.documents.paper import CONFIDENTIAL, Imprint, PaperName, Sheet, sheet_for
from sasaeai.documents.report import (
    Bullets,
    Chart,
    Heading,
    ListValue,
    Paragraph,
    PlacedTable,
    Records,
    Report,
)
from sasaeai.documents.writing.formulas import looks_like_formula
from sasaeai.documents.writing.named_styles import with_named_styles
from sasaeai.documents.writing.number_formats import NumberFormats
from sasaeai.documents.writing.printable import printable
from sasaeai.documents.writing.sheet_looks import FONT, Look, Looks

_PAPER_CODES: Final[dict[PaperName, int]] = {"A4": 9, "A3": 8}
_MM_PER_CHARACTER: Final = 1.95  # Excel counts widths in digits of its standard font
_LINE_POINTS: Final = 15.5
_ROW_POINTS: Final = 20.0
_MAX_HEADER: Final = 200
_MAX_TEXT: Final = 32_767  # letters Excel keeps in a cell
_FORBIDDEN_IN_NAMES: Final = re.compile("[\\[\\]:*?/\\\\'\x00-\x1f\ud800-\udfff\ufffe\uffff]")


def report_to_xlsx(report: Report, *, records: Records | None = None) -> bytes:
    """A workbook with one sheet a table, the texts on a first sheet 「本文」 where there are any.

    :param records: written to a last sheet 「明細」
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": FONT, "font_size": 10.5},
        },
    )
    _set_properties(book, report)
    pages = _Pages(book, report.imprint)
    texts = [s for s in report.sections if isinstance(s, Heading | Paragraph | Bullets | Chart)]
    if texts:
        pages.add_texts(report, texts)
    for placed in report.tables:
        pages.add_table(placed, report.period)
    if records is not None:
        pages.add_records(records)
    if not book.worksheets():
        pages.add_texts(report, [])
    book.close()
    return with_named_styles(file.getvalue(), pages.looks.style_names())


def _set_properties(book: xlsxwriter.Workbook, report: Report) -> None:
    book.set_properties(
        {
            "title": printable(report.title)[:255],
            "author": printable(report.made_by)[:255],
            "company": printable(report.town)[:255],
            "created": datetime.combine(report.made_on, time(), UTC),
        }
    )


class _Pages:
    """The sheets of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook, imprint: Imprint) -> None:
        self.looks = Looks(book)
        self._book = book
        self._imprint = imprint
        self._numbers = NumberFormats()
        self._taken: set[str] = set()

    def add_table(self, placed: PlacedTable, period: str) -> None:
        """One table on a sheet of its own."""
        grid = grid_of(placed.table)
        paper = sheet_for(grid.comfortable_mm, paper=placed.paper, landscape=placed.landscape)
        sheet = self._sheet(placed.table.title or "表", paper)
        widths = grid.widths_mm(paper.text_width_mm)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width / _MM_PER_CHARACTER)
        top = self._titles(sheet, placed, period)
        for number, lines in enumerate(grid.line_counts(widths)):
            sheet.set_row(top + number, max(_ROW_POINTS, lines * _LINE_POINTS + 4))
        for cell in grid.cells:
            self._write_cell(sheet, cell, top)
        self._notes(sheet, grid, top + grid.row_count, sum(widths))
        sheet.freeze_panes(top + grid.head_rows, grid.head_columns)
        sheet.repeat_rows(top, top + grid.head_rows - 1)

    def add_records(self, records: Records) -> None:
        """The records behind, filterable."""
        sheet = self._sheet("明細", Sheet("A4", landscape=True))
        widths = [display_width(name) for name in records.columns]
        for column, name in enumerate(records.columns):
            sheet.write_string(0, column, name, self.looks("head"))
        count = 0
        for count, row in enumerate(records.rows, start=1):
            for column, value in enumerate(row):
                write_value(sheet, count, column, value, self.looks)
                if count <= 200 and column < len(widths):
                    widths[column] = max(widths[column], display_width(str(value or "")))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(max(width, 6), 48) + 2)
        if records.columns:
            sheet.autofilter(0, 0, count, len(records.columns) - 1)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)

    def add_texts(
        self, report: Report, texts: Sequence[Heading | Paragraph | Bullets | Chart]
    ) -> None:
        """Headings, paragraphs and charts down one wide column."""
        paper = Sheet("A4", landscape=False)
        sheet = self._sheet("本文", paper)
        sheet.set_column(0, 0, paper.text_width_mm / _MM_PER_CHARACTER)
        self._string(sheet, 0, 0, report.title, self.looks("title"))
        self._string(sheet, 1, 0, report.period, self.looks("subtitle"))
        row = 3
        for section in texts:
            row = self._text(sheet, row, section, paper.text_width_mm)

    def _text(
        self,
        sheet: Worksheet,
        row: int,
        section: Heading | Paragraph | Bullets | Chart,
        width: float,
    ) -> int:
        if isinstance(section, Chart):
            options = {"description": section.alt, "image_data": io.BytesIO(section.png)}
            sheet.insert_image(row, 0, "chart.png", options)
            return row + 2 + int(section.height_mm / (_LINE_POINTS / 72 * 25.4))
        if isinstance(section, Heading):
            look = self.looks("plain", bold=True, font_size=15 - 2 * section.level)
            self._string(sheet, row, 0, section.text, look)
            return row + 1
        lines = section.items if isinstance(section, Bullets) else (section.text,)
        mark = "・" if isinstance(section, Bullets) else ""
        for line in lines:
            self._string(sheet, row, 0, mark + line, self.looks("plain"))
            sheet.set_row(row, _LINE_POINTS * line_count(mark + line, width))
            row += 1
        return row + 1

    def _sheet(self, title: str, paper: Sheet) -> Worksheet:
        sheet = self._book.add_worksheet(unique_sheet_name(title, self._taken))
        left, top, right, bottom = (mm / 25.4 for mm in paper.margins_mm)
        sheet.set_paper(_PAPER_CODES[paper.paper])
        if paper.landscape:
            sheet.set_landscape()
        sheet.set_margins(left, right, top, bottom)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(0 if title == "明細" else 2)
        line = printable(self._imprint.line).replace("&", "&&")[:_MAX_HEADER]
        sheet.set_footer(f"&L&9{line}&R&9&P / &N")
        if self._imprint.confidential:
            sheet.set_header(f"&R&B{CONFIDENTIAL}")
        return sheet

    def _titles(self, sheet: Worksheet, placed: PlacedTable, period: str) -> int:
        """Title, subtitle and period; returns the row where the table begins."""
        row = 0
        lines: list[tuple[str, Look]] = [
            (placed.table.title, "title"),
            (placed.table.subtitle, "subtitle"),
            (period, "subtitle"),
        ]
        for text, look in lines:
            if text:
                self._string(sheet, row, 0, text, self.looks(look))
                row += 1
        return row

    def _write_cell(self, sheet: Worksheet, cell: GridCell, top: int) -> None:
        row, column = top + cell.row, cell.column
        number_format = None if cell.cell is None else self._numbers.format_for(cell.cell)
        look = self._look(cell, number_format)
        if cell.rows > 1 or cell.columns > 1:
            sheet.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, "", look)
        if cell.cell is not None and cell.cell.value is not None and number_format is not None:
            sheet.write_number(row, column, float(cell.cell.value), look)
        else:
            self._string(sheet, row, column, cell.text, look)
        if cell.cell is not None and cell.cell.notes:
            sheet.write_comment(
                row, column, printable("\n".join(cell.cell.notes)), {"author": "注"}
            )

    def _look(self, cell: GridCell, number_format: str | None) -> Format:
        more: dict[str, Any] = {"align": cell.align}
        if cell.indent:
            more["indent"] = cell.indent
        if number_format is not None:
            more["num_format"] = number_format
        if looks_like_formula(cell.text):
            more["quote_prefix"] = True
        look: Look = "words"
        if cell.role == "column_head":
            look = "head"
        elif cell.kind != "body":
            look = "total" if cell.kind == "total" else "subtotal"
        elif cell.role == "row_head":
            look = "row_head"
        elif number_format is not None:
            look = "number"
        return self.looks(look, **more)

    def _string(self, sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
        """Always typed as text, so that nothing is ever calculated."""
        if text:
            sheet.write_string(row, column, printable(text), look)
        else:
            sheet.write_blank(row, column, None, look)

    def _notes(self, sheet: Worksheet, grid: Grid, row: int, width: float) -> None:
        last = max(grid.column_count - 1, 1)
        for note in (*grid.table.footnotes, *grid.notes):
            sheet.merge_range(row, 0, row, last, "", self.looks("note"))
            self._string(sheet, row, 0, note, self.looks("note"))
            sheet.set_row(row, _LINE_POINTS * line_count(note, max(width, 60.0)))
            row += 1


def write_value(sheet: Worksheet, row: int, column: int, value: ListValue, looks: Looks) -> None:
    """One value of a list, typed as what it is; texts are never calculated."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "○" if value else "×")
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, float(value))
    elif isinstance(value, datetime):
        plain = value.replace(tzinfo=None)
        sheet.write_datetime(row, column, plain, looks("plain", num_format="yyyy/m/d h:mm"))
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, looks("plain", num_format="yyyy/m/d"))
    elif looks_like_formula(value):
        sheet.write_string(
            row, column, printable(value)[:_MAX_TEXT], looks("plain", quote_prefix=True)
        )
    else:
        sheet.write_string(row, column, printable(value)[:_MAX_TEXT])


def unique_sheet_name(title: str, taken: set[str]) -> str:
    """A sheet name Excel allows (31 letters, without []:*?/\\), used once in the workbook."""
    plain = _FORBIDDEN_IN_NAMES.sub("", unicodedata.normalize("NFC", title)).strip() or "表"
    for name in _candidates(plain):
        if name.lower() not in taken:
            taken.add(name.lower())
            return name
    raise AssertionError("the candidates are endless")


def _candidates(plain: str) -> Iterator[str]:
    yield plain[:31]
    number = 2
    while True:
        tail = f"（{number}）"
        yield plain[: 31 - len(tail)] + tail
        number += 1
