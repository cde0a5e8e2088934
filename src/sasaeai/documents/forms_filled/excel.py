"""Excel forms, filled in place."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from typing import Final

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sasaeai.analysis.figures.rendered import RenderedCell, RenderedTable
from sasaeai.documents.forms_filled.excel_looks import existing_cells, printed_items, quote
from sasaeai.documents.forms_filled.excel_table import place_list, place_table
from sasaeai.documents.forms_filled.marks import (
    MARK,
    Filling,
    FormValue,
    lone_mark,
    marks_in,
    missing,
)
from sasaeai.documents.writing.formulas import looks_like_formula
from sasaeai.documents.writing.number_formats import derived_format
from sasaeai.documents.writing.printable import printable

_LOST: Final = (
    ("xl/charts/", "グラフ"),
    ("xl/ctrlProps/", "ボタンなどの部品"),
    ("xl/vbaProject.bin", "マクロ"),
)


def names(form: bytes) -> list[str]:
    """Placeholders of a form, in order, each once."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    found: dict[str, None] = {}
    for sheet in book.worksheets:
        for cell in cells_with_marks(sheet):
            found.update((mark.shown, None) for mark in marks_in(str(cell.value)))
        for item in printed_items(sheet):
            found.update((mark.shown, None) for mark in marks_in(item.text or ""))
    return list(found)


def filled(form: bytes, filling: Filling) -> tuple[bytes, list[str]]:
    """The filled form and what of its look could not be kept."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    for sheet in book.worksheets:
        # From below, so that rows added for a table do not move what is still to be filled.
        for cell in sorted(cells_with_marks(sheet), key=lambda c: (-c.row, c.column)):
            fill_cell(book, cell, filling)
        for item in printed_items(sheet):
            if item.text and MARK.search(item.text):
                item.text = filling.replaced(item.text)
    _in_reading_order(form, filling)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue(), _warnings(form)


def cells_with_marks(sheet: Worksheet) -> list[Cell]:
    """Cells with placeholders; only cells that exist are looked at, however far apart they stand."""
    return [
        cell
        for cell in existing_cells(sheet)
        if isinstance(cell.value, str) and MARK.search(cell.value)
    ]


def fill_cell(book: Workbook, cell: Cell, filling: Filling) -> None:
    """One cell: a lone placeholder takes the value as what it is, others are part of a text."""
    text = str(cell.value)
    if cell.data_type == "f":
        # Words put into a formula would be calculated: leave it and say so.
        filling.unmatched.update((mark.shown, None) for mark in marks_in(text))
        return
    mark = lone_mark(text)
    if mark is None:
        write_text(cell, filling.replaced(text))
        return
    value = filling.value(mark)
    if value is None:
        write_text(cell, missing(mark))
    elif isinstance(value, RenderedTable):
        place_table(book, cell, value, mark.wishes, write_value)
    elif isinstance(value, list | tuple):
        place_list(book, cell, value, write_value)
    else:
        write_value(cell, value)


def write_value(cell: Cell, value: FormValue) -> None:
    """A value alone in a cell: numbers as numbers, days as days, words as words."""
    if isinstance(value, RenderedCell):
        _write_figure(cell, value)
    elif isinstance(value, bool | int | float | Decimal):
        cell.value = value
    elif isinstance(value, date):
        general = cell.number_format == "General"
        cell.value = value
        if general:
            cell.number_format = "yyyy/m/d"
    else:
        write_text(cell, str(value))


def _write_figure(cell: Cell, figure: RenderedCell) -> None:
    """The number itself; the form's own number format wins, else one that prints the text."""
    if figure.value is None:
        write_text(cell, figure.text)
        return
    cell.value = figure.value
    if cell.number_format == "General":
        derived = derived_format(figure.text, Decimal(str(figure.value)))
        if derived is None:
            write_text(cell, figure.text)
        else:
            cell.number_format = derived


def write_text(cell: Cell, text: str) -> None:
    """Typed as text, so that nothing is ever calculated."""
    cell.value = printable(text) or None
    if text:
        cell.data_type = "s"
    if looks_like_formula(text):
        quote(cell)


def _in_reading_order(form: bytes, filling: Filling) -> None:
    """Cells were filled from below; what is reported goes from above."""
    order = {name: n for n, name in enumerate(names(form))}
    for account in (filling.used, filling.unmatched):
        in_order = sorted(account, key=lambda name: order.get(name, len(order)))
        account.clear()
        account.update(dict.fromkeys(in_order))


def _warnings(form: bytes) -> list[str]:
    """What openpyxl cannot carry over."""
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        parts = archive.namelist()
        lost = [what for start, what in _LOST if any(part.startswith(start) for part in parts)]
        drawings = (
            part
            for part in parts
            if part.startswith("xl/drawings/drawing") and part.endswith(".xml")
        )
        if any(b"<xdr:sp" in archive.read(part) for part in drawings):
            lost.append("図形・テキストボックス")
    if not lost:
        return []
    return [
        f"様式の{'・'.join(lost)}は、できあがった表には残りません。"
        "必要であれば、マスの中の文字や罫線で作りなおしてください。"
    ]
