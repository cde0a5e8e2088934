"""A report cut into runs of the same paper: what is wide lies down, the rest stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sasaeai.analysis.figures.rendered import RenderedTable
from sasaeai.documents.grid import Grid, grid_of
from sasaeai.documents.paper import FONT_PT, Sheet, sheet_for
from sasaeai.documents.report import (
    Bullets,
    Chart,
    Heading,
    PageBreak,
    Paragraph,
    PlacedTable,
    Report,
)

Part = Heading | Paragraph | Bullets | PageBreak | Chart | Grid
SMALLEST_PT = 7.0


@dataclass(slots=True)
class Run:
    """Parts that follow each other on one kind of paper."""

    sheet: Sheet
    parts: list[Part] = field(default_factory=list)


def runs_of(report: Report) -> list[Run]:
    """Texts stand on A4 portrait; a table too wide for it takes a run of its own, headings with it."""
    runs = [Run(Sheet("A4", landscape=False))]
    for section in report.sections:
        if isinstance(section, RenderedTable | PlacedTable):
            placed = section if isinstance(section, PlacedTable) else PlacedTable(section)
            grid = grid_of(placed.table)
            sheet = sheet_for(grid.comfortable_mm, paper=placed.paper, landscape=placed.landscape)
            _run_on(runs, sheet).parts.append(grid)
        elif isinstance(section, PageBreak | Heading):
            runs[-1].parts.append(section)
        else:
            _run_on(runs, Sheet("A4", landscape=False)).parts.append(section)
    return [run for run in runs if run.parts] or runs


def _run_on(runs: list[Run], sheet: Sheet) -> Run:
    if runs[-1].sheet != sheet:
        headings = list(_taken_headings(runs[-1]))
        runs.append(Run(sheet, headings))
    return runs[-1]


def _taken_headings(run: Run) -> Iterator[Part]:
    """The headings at the end of a run belong to what follows; page breaks there are needless."""
    start = len(run.parts)
    while start and isinstance(run.parts[start - 1], Heading | PageBreak):
        start -= 1
    taken, run.parts = run.parts[start:], run.parts[:start]
    return (part for part in taken if isinstance(part, Heading))


def font_scale(grid: Grid, available_mm: float) -> float:
    """1, or less where even the narrowest columns do not fit on the paper."""
    return max(SMALLEST_PT / FONT_PT, min(1.0, available_mm / sum(grid.least_mm)))
