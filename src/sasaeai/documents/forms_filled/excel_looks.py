"""The look of a cell, which openpyxl keeps in one place that its types do not show."""

from __future__ import annotations

from copy import copy
from typing import Any


def copy_look(source: Any, target: Any) -> None:
    """Give a cell the whole look of another."""
    target._style = copy(source._style)


def quote(cell: Any) -> None:
    """Mark a cell so that a spreadsheet never calculates its text, even after it is edited."""
    look = copy(cell._style)
    look.quotePrefix = 1
    cell._style = look


def existing_cells(sheet: Any) -> list[Any]:
    """Only the cells a sheet really has, by row and column, however far apart they stand."""
    return [cell for _, cell in sorted(sheet._cells.items())]


def printed_items(sheet: Any) -> list[Any]:
    """The parts of the heads and feet of a printed sheet; each has a `text`."""
    kinds = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
    parts = [getattr(sheet, kind) for kind in kinds]
    return [item for part in parts for item in (part.left, part.center, part.right)]
