"""A made table as JSON keeps it, whole, so that it can be printed again years later."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np

from sasaeai.analysis.figures.conditions import within
from sasaeai.analysis.figures.facts import Facts
from sasaeai.analysis.figures.periods import Period
from sasaeai.analysis.figures.rendered import (
    RenderedCell,
    RenderedColumn,
    RenderedRow,
    RenderedTable,
    plain_number,
)


def frozen(table: RenderedTable) -> dict[str, Any]:
    """Everything a table prints, as JSON values."""
    return {
        "title": table.title,
        "subtitle": table.subtitle,
        "row_head_titles": list(table.row_head_titles),
        "columns": [
            {"head": list(c.heads), "unit": c.unit, "align": c.align, "kind": c.kind}
            for c in table.columns
        ],
        "rows": [
            {
                "head": list(row.head),
                "kind": row.kind,
                "indent": row.indent,
                "cells": [_cell(cell) for cell in row.cells],
            }
            for row in table.rows
        ],
        "footnotes": list(table.footnotes),
        "warnings": list(table.warnings),
        "told": table.told,
    }


def _cell(cell: RenderedCell) -> dict[str, Any]:
    return {
        "text": cell.text,
        "value": plain_number(cell.value),
        "unit": cell.unit,
        "state": cell.state,
        "notes": list(cell.notes),
    }


def thawed(plain: Mapping[str, Any]) -> RenderedTable:
    """The table that was frozen."""
    return RenderedTable(
        title=plain["title"],
        subtitle=plain["subtitle"],
        row_head_titles=tuple(plain["row_head_titles"]),
        columns=tuple(
            RenderedColumn(tuple(c["head"]), c["unit"], c["align"], c["kind"])
            for c in plain["columns"]
        ),
        rows=tuple(
            RenderedRow(
                tuple(row["head"]),
                tuple(_thawed_cell(cell) for cell in row["cells"]),
                row["kind"],
                row["indent"],
            )
            for row in plain["rows"]
        ),
        footnotes=tuple(plain["footnotes"]),
        warnings=tuple(plain["warnings"]),
        told=plain.get("told", False),
    )


def _thawed_cell(cell: Mapping[str, Any]) -> RenderedCell:
    value = cell["value"]
    return RenderedCell(
        text=cell["text"],
        value=None if value is None else Decimal(str(value)),
        unit=cell["unit"],
        state=cell["state"],
        notes=tuple(cell["notes"]),
    )


def facts_hash(facts: Facts, period: Period) -> str:
    """SHA-256 over everything the facts of a period say (64 hex digits)."""
    chosen = np.flatnonzero(within(facts, period))
    found = hashlib.sha256("\n".join(facts.id_of(int(n)) for n in chosen).encode())
    for days in (facts.first, facts.last):
        found.update(days[chosen].tobytes())
    for name in sorted(facts.columns):
        column = facts.columns[name]
        codes = column.codes[column.elements(chosen)]
        labels = [column.labels[code] if code >= 0 else "" for code in codes]
        found.update(f"{name}\t{chr(31).join(labels)}\t".encode())
        found.update(column.lengths(chosen).tobytes())
    for name in sorted(facts.counts):
        amounts = facts.counts[name]
        found.update(f"{name}\t{amounts.digits}".encode())
        found.update(amounts.scaled[chosen].tobytes())
    return found.hexdigest()
