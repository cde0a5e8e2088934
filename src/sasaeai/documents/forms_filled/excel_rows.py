"""Adding rows to a sheet with everything that hangs on them: merges, heights, formulas, print area.

openpyxl itself moves only the cells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from typing import Final

from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from sasaeai.documents.forms_filled.excel_looks import copy_look, existing_cells

_REFERENCE: Final = re.compile(r"(?P<sheet>(?:'[^']+'|[^'!:()]+)!)?(?P<cells>.+)")
_PART: Final = re.compile(r"(?P<column>\$?[A-Z]{0,3})(?P<fixed>\$?)(?P<row>\d+)")


def insert_rows(book: Workbook, sheet: Worksheet, *, after: int, count: int, like: int) -> None:
    """Add rows below row `after`, each looking like row `like`.

    Merges, row heights and the print area below move along; formulas of the whole workbook are
    rewritten, ranges that reach over the place grow.
    """
    merges = [CellRange(area.coord) for area in sheet.merged_cells.ranges]
    for area in merges:
        sheet.unmerge_cells(area.coord)
    heights = {row: copy(shape) for row, shape in sheet.row_dimensions.items()}
    sheet.insert_rows(after + 1, count)
    _move_heights(sheet, heights, after, count, like)
    for number in range(count):
        _copy_look(sheet, like, after + 1 + number)
    for area in merges:
        _merge_again(sheet, area, after, count)
        if area.min_row == area.max_row == like:
            for number in range(count):
                _merge_row(sheet, area, after + 1 + number)
    _rewrite_formulas(book, sheet, after, count)
    if sheet.print_area:
        sheet.print_area = [
            moved_reference(part.split("!")[-1].replace("$", ""), after, count)
            for part in str(sheet.print_area).split(",")
        ]


def _move_heights(
    sheet: Worksheet, heights: Mapping[int, object], after: int, count: int, like: int
) -> None:
    for row in [row for row in sheet.row_dimensions if row > after]:
        del sheet.row_dimensions[row]
    for row, shape in heights.items():
        if row > after:
            _set_height(sheet, row + count, shape)
    if like in heights:
        for number in range(count):
            _set_height(sheet, after + 1 + number, heights[like])


def _set_height(sheet: Worksheet, row: int, shape: object) -> None:
    sheet.row_dimensions[row].height = getattr(shape, "height", None)
    sheet.row_dimensions[row].hidden = getattr(shape, "hidden", False)


def _copy_look(sheet: Worksheet, source: int, target: int) -> None:
    for cell in existing_cells(sheet):
        if cell.row == source:
            copy_look(cell, sheet.cell(target, cell.column))


def _merge_again(sheet: Worksheet, area: CellRange, after: int, count: int) -> None:
    top = area.min_row + count if area.min_row > after else area.min_row
    bottom = area.max_row + count if area.max_row > after else area.max_row
    sheet.merge_cells(
        start_row=top, end_row=bottom, start_column=area.min_col, end_column=area.max_col
    )


def _merge_row(sheet: Worksheet, area: CellRange, row: int) -> None:
    sheet.merge_cells(
        start_row=row, end_row=row, start_column=area.min_col, end_column=area.max_col
    )


def _rewrite_formulas(book: Workbook, changed: Worksheet, after: int, count: int) -> None:
    for sheet in book.worksheets:
        for cell in existing_cells(sheet):
            if cell.data_type == "f" and isinstance(cell.value, str):
                cell.value = moved_formula(
                    cell.value,
                    own=sheet is changed,
                    changed=changed.title,
                    after=after,
                    count=count,
                )


def moved_formula(formula: str, *, own: bool, changed: str, after: int, count: int) -> str:
    """A formula after rows were added to the sheet `changed`.

    :param own: the formula stands in that sheet

    >>> moved_formula("=SUM(A1:A5)+B9", own=True, changed="S", after=5, count=2)
    '=SUM(A1:A5)+B11'
    """
    tokens = Tokenizer(formula)
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            found = _REFERENCE.fullmatch(token.value)
            if found is None:
                continue
            prefix = found["sheet"] or ""
            concerned = own if not prefix else prefix[:-1].strip("'") == changed
            if concerned:
                token.value = prefix + moved_reference(found["cells"], after, count)
    return "=" + "".join(token.value for token in tokens.items)


def moved_reference(cells: str, after: int, count: int) -> str:
    """A reference such as B9 or $A$1:$C$7 with the rows below `after` moved down.

    >>> moved_reference("$A$1:$C$7", 5, 2), moved_reference("A3", 5, 2)
    ('$A$1:$C$9', 'A3')
    """

    def moved(found: re.Match[str]) -> str:
        row = int(found["row"])
        return f"{found['column']}{found['fixed']}{row + count if row > after else row}"

    parts = cells.split(":")
    if not all(_PART.fullmatch(part) for part in parts):
        return cells
    return ":".join(_PART.sub(moved, part) for part in parts)
