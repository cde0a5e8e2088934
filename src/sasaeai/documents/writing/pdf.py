"""Reports as PDF by typst. What people wrote goes in as data and is never part of the source."""

from __future__ import annotations

import functools
import importlib.resources
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import typst

from sasaeai.documents.grid import Grid, GridCell
from sasaeai.documents.report import Bullets, Chart, Heading, PageBreak, Paragraph, Report
from sasaeai.documents.writing.pages import Part, Run, font_scale, runs_of
from sasaeai.documents.writing.printable import printable

_TEMPLATE: Final = "report.typ"


def report_to_pdf(report: Report) -> bytes:
    """The report as PDF: A4 portrait, wide tables on pages laid down; page n / N on every page."""
    return compiled(_TEMPLATE, _document(report))


def compiled(template: str, document: Any) -> bytes:
    """A typst template of this folder filled with data, as PDF. Texts go in as data only."""
    source = importlib.resources.files("sasaeai.documents.writing").joinpath(template).read_bytes()
    data = json.dumps(document, ensure_ascii=False)
    pdf: bytes = typst.compile(source, format="pdf", font_paths=_fonts(), sys_inputs={"data": data})
    return pdf


@functools.cache
def japanese_font() -> Path:
    """The folder of the Japanese font that comes with matplotlib-fontja (without importing it)."""
    found = importlib.util.find_spec("matplotlib_fontja")
    if found is None or found.origin is None:
        raise RuntimeError("matplotlib-fontja is not installed")
    return Path(found.origin).parent / "fonts"


@functools.cache
def _fonts() -> typst.Fonts:
    """Read once a process: the font file has six megabytes."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(japanese_font())])


def _document(report: Report) -> dict[str, Any]:
    runs = runs_of(report)
    made_on = report.made_on
    only_table = len(report.sections) == 1 and bool(report.tables)
    return {
        "title": printable(report.title),
        # A single table says its own title.
        "heading": "" if only_table else printable(report.title),
        "period": printable(report.period),
        "author": printable(report.made_by),
        "made_on": {"year": made_on.year, "month": made_on.month, "day": made_on.day},
        "imprint": printable(report.imprint.line),
        "confidential": report.confidential,
        "groups": [_group(run) for run in runs],
    }


def _group(run: Run) -> dict[str, Any]:
    width, height = run.sheet.size_mm
    return {
        "width": width,
        "height": height,
        "margins": run.sheet.margins_mm,
        "blocks": [_block(part, run.sheet.text_width_mm) for part in run.parts],
    }


def _block(part: Part, available_mm: float) -> dict[str, Any]:
    if isinstance(part, Heading):
        return {"kind": "heading", "level": part.level, "text": printable(part.text)}
    if isinstance(part, Paragraph):
        return {"kind": "paragraph", "text": printable(part.text)}
    if isinstance(part, Bullets):
        return {"kind": "bullets", "items": [printable(item) for item in part.items]}
    if isinstance(part, PageBreak):
        return {"kind": "break"}
    if isinstance(part, Chart):
        return {
            "kind": "chart",
            "title": printable(part.title),
            "alt": printable(part.alt),
            "svg": part.svg,
            "width": min(part.width_mm, available_mm),
        }
    return _table(part, available_mm)


def _table(grid: Grid, available_mm: float) -> dict[str, Any]:
    return {
        "kind": "table",
        "title": printable(grid.table.title),
        "subtitle": printable(grid.table.subtitle),
        "widths": grid.widths_mm(available_mm),
        "scale": font_scale(grid, available_mm),
        "head": list(_cells(grid, head=True)),
        "cells": list(_cells(grid, head=False)),
        "notes": [printable(note) for note in (*grid.table.footnotes, *grid.notes)],
    }


def _cells(grid: Grid, *, head: bool) -> Iterator[dict[str, Any]]:
    for cell in grid.cells:
        if (cell.row < grid.head_rows) is head:
            yield {
                "x": cell.column,
                "y": cell.row,
                "cs": cell.columns,
                "rs": cell.rows,
                "text": printable(cell.text),
                "align": cell.align,
                "indent": cell.indent,
                "look": _look(cell),
            }


def _look(cell: GridCell) -> str:
    if cell.role == "column_head":
        return "head"
    return {"body": "words", "subtotal": "subtotal", "total": "total"}[cell.kind]
