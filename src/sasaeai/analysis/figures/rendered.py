"""A table ready to be shown: the one shape that screens, workbooks, documents and JSON share.

`render()` makes it, `documents.tables` and the templates print it. Nothing here computes a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

Number = Decimal | int | float
Align = Literal["left", "center", "right"]
RowKind = Literal["body", "subtotal", "total"]
Tracer = Callable[[int, int], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RenderedCell:
    """One printed cell.

    `text` is what is printed, to the character; `value` is the number behind it (a percentage is
    45.6, not 0.456), or None where the cell holds words, several numbers or nothing.
    `state` is a `states.CellState` value; a blank cell and a true 0 differ in it.
    `pieces` are the numbers of a cell that holds several (`19センター27回`), in printed order.
    """

    text: str
    value: Number | None = None
    unit: str = ""
    state: str = "actual"
    notes: tuple[str, ...] = ()
    pieces: tuple[tuple[Number | None, str], ...] = ()
    record_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderedColumn:
    """One column: its path of heads from the top (equal neighbours are meant to be merged)."""

    heads: tuple[str, ...]
    unit: str = ""
    align: Align = "right"
    kind: RowKind = "body"


@dataclass(frozen=True, slots=True)
class RenderedRow:
    """One row: its path of heads from the left, one per `row_head_titles`, and a cell per column.

    Equal neighbouring heads on one level are meant to be merged. A total's empty inner heads ("")
    are meant to be covered by the head before them. `indent` is the depth of うち／再掲 rows.
    """

    head: tuple[str, ...]
    cells: tuple[RenderedCell, ...]
    kind: RowKind = "body"
    indent: int = 0


@dataclass(frozen=True, slots=True)
class RenderedTable:
    """A whole table. All column paths have the same length, as have all row paths.

    `told` says that the notes of the cells stand where the layout wants them (after the number, in
    a footnote, nowhere), so that they need no list of their own below the table.
    """

    title: str
    columns: tuple[RenderedColumn, ...]
    rows: tuple[RenderedRow, ...]
    row_head_titles: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    subtitle: str = ""
    warnings: tuple[str, ...] = ()
    told: bool = False
    tracer: Tracer | None = field(default=None, compare=False, repr=False)

    @property
    def head_levels(self) -> int:
        """How many lines the column heads take (at least 1)."""
        return max((len(column.heads) for column in self.columns), default=1)

    @property
    def row_levels(self) -> int:
        """How many columns the row heads take."""
        return max((len(row.head) for row in self.rows), default=len(self.row_head_titles))

    def cells(self) -> Iterator[tuple[int, int, RenderedCell]]:
        """Every cell with its row and column number, row by row."""
        for r, row in enumerate(self.rows):
            for c, cell in enumerate(row.cells):
                yield r, c, cell

    def plain(self, *, records: bool = False) -> dict[str, Any]:
        """The table as JSON-ready values; with `records`, each cell also carries `record_ids`."""
        return {
            "title": self.title,
            "columns": [{"head": list(c.heads), "unit": c.unit} for c in self.columns],
            "rows": [
                {
                    "head": list(row.head),
                    "cells": [
                        _plain_cell(cell, trace(self, r, c) if records else None)
                        for c, cell in enumerate(row.cells)
                    ],
                }
                for r, row in enumerate(self.rows)
            ],
            "footnotes": list(self.footnotes),
        }


def trace(table: RenderedTable, row: int, column: int) -> tuple[str, ...]:
    """The ids of the records behind one cell, in record order; worked out only when asked."""
    if table.tracer is not None:
        return table.tracer(row, column)
    return table.rows[row].cells[column].record_ids


def _plain_cell(cell: RenderedCell, record_ids: tuple[str, ...] | None) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "text": cell.text,
        "value": plain_number(cell.value),
        "unit": cell.unit,
        "state": cell.state,
        "notes": list(cell.notes),
    }
    if record_ids is not None:
        plain["record_ids"] = list(record_ids)
    return plain


def plain_number(value: Number | None) -> int | float | None:
    """A number as JSON writes it: whole numbers without a point."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == int(value) else float(value)
