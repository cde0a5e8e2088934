"""Tables and lists in an Excel form: written over blank rows, rows added where there are too few."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from sasaeai.analysis.figures.rendered import RenderedTable
from sasaeai.documents.forms_filled.excel_looks import copy_look
from sasaeai.documents.forms_filled.excel_rows import insert_rows
from sasaeai.documents.forms_filled.marks import NO_HEADS, NUMBERS_ONLY, FormValue
from sasaeai.documents.grid import Grid, grid_of

Writer = Callable[[Cell, FormValue], None]


def place_table(
    book: Workbook, cell: Cell, table: RenderedTable, wishes: frozenset[str], write: Writer
) -> None:
    """Put a table where its placeholder stands; each column takes a cell or a merged block."""
    grid = grid_of(table)
    first_row = grid.head_rows if wishes & {NO_HEADS, NUMBERS_ONLY} else 0
    first_column = grid.head_columns if NUMBERS_ONLY in wishes else 0
    lines = _lines(grid, first_row, first_column)
    cell.value = None
    _place(book, cell, lines, write)
    _merge_heads(cell, grid, first_row, first_column)


def place_list(book: Workbook, cell: Cell, items: Sequence[str], write: Writer) -> None:
    """Put the items of a list one below the other."""
    cell.value = None
    _place(book, cell, [[item] for item in items], write)


def _lines(grid: Grid, first_row: int, first_column: int) -> list[list[FormValue]]:
    """Values by row and column; places covered by a merged head stay empty."""
    lines: list[list[FormValue]] = [
        [""] * (grid.column_count - first_column) for _ in range(grid.row_count - first_row)
    ]
    for part in grid.cells:
        if part.row >= first_row and part.column >= first_column:
            value = part.cell if part.cell is not None else part.text
            lines[part.row - first_row][part.column - first_column] = value
    return lines


def _place(book: Workbook, cell: Cell, lines: list[list[FormValue]], write: Writer) -> None:
    sheet = cast(Worksheet, cell.parent)
    slots = _slots(sheet, cell, max((len(line) for line in lines), default=1))
    free = _blank_rows_below(sheet, cell.row, slots, len(lines) - 1)
    if len(lines) - 1 > free:
        insert_rows(book, sheet, after=cell.row + free, count=len(lines) - 1 - free, like=cell.row)
    styled = [sheet.cell(cell.row, column) for column in slots]
    for number, line in enumerate(lines):
        for column, value, like in zip(slots, line, styled, strict=False):
            target = sheet.cell(cell.row + number, column)
            if isinstance(target, MergedCell):
                continue
            if number and not target.has_style:
                copy_look(like, target)
            if value != "":
                write(target, value)


def _slots(sheet: Worksheet, cell: Cell, count: int) -> list[int]:
    """Columns to write to: the next cell, or the one after a merged block (forms on squared paper)."""
    spans = {
        area.min_col: area.max_col
        for area in sheet.merged_cells.ranges
        if area.min_row <= cell.row <= area.max_row
    }
    slots: list[int] = []
    column = cell.column
    for _ in range(count):
        slots.append(column)
        column = spans.get(column, column) + 1
    return slots


def _blank_rows_below(sheet: Worksheet, row: int, slots: Sequence[int], wanted: int) -> int:
    """How many of the rows below are free for the table, up to what it needs."""
    free = 0
    while (
        free < wanted
        and row + free + 1 <= sheet.max_row
        and _is_blank(sheet, row + free + 1, slots)
    ):
        free += 1
    return free


def _is_blank(sheet: Worksheet, row: int, slots: Sequence[int]) -> bool:
    """Blank and part of the form: a row with a look, not the white paper below everything."""
    cells = [sheet.cell(row, column) for column in slots]
    return all(cell.value is None for cell in cells) and any(cell.has_style for cell in cells)


def _merge_heads(cell: Cell, grid: Grid, first_row: int, first_column: int) -> None:
    """Merge as the table does, where the form has no merged cells of its own."""
    sheet = cast(Worksheet, cell.parent)
    for part in grid.cells:
        if part.row < first_row or part.column < first_column:
            continue
        if part.rows == part.columns == 1:
            continue
        top = cell.row + part.row - first_row
        left = cell.column + part.column - first_column
        area = CellRange(
            min_row=top,
            min_col=left,
            max_row=top + part.rows - 1,
            max_col=left + part.columns - 1,
        )
        if not any(_overlap(area, other) for other in sheet.merged_cells.ranges):
            sheet.merge_cells(area.coord)


def _overlap(one: CellRange, other: CellRange) -> bool:
    return not (
        one.max_row < other.min_row
        or other.max_row < one.min_row
        or one.max_col < other.min_col
        or other.max_col < one.min_col
    )
