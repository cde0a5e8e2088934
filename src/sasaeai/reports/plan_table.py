"""計画と実績 as one table, for reports: every indicator and tier, three columns for every year of the plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sasaeai.analysis.figures.periods import day_words, fiscal_year_of
from sasaeai.analysis.figures.rendered import (
    RenderedCell,
    RenderedColumn,
    RenderedRow,
    RenderedTable,
)
from sasaeai.reports.models import PlanPeriod
from sasaeai.reports.plan_grid import GridCell, PlanGrid, plan_grids
from sasaeai.reports.rules import TargetState
from sasaeai.reports.years import year_label
from sasaeai.towns.models import Town

PLAN = "plan"  # in a pack, instead of the code of a layout
HEADS = ("実績", "目標", "達成率")


def plan_table(town: Town, year_of: date, *, as_of: date) -> RenderedTable:
    """The plan of a day's fiscal year: actuals (※ where corrected), targets, rates."""
    year = fiscal_year_of(year_of)
    found = PlanPeriod.objects.filter(town=town, first_year__lte=year, last_year__gte=year).first()
    years = found.years if found else range(year, year + 1)
    grids = plan_grids(town, years, as_of=as_of) if found else []
    notes = [note for grid in grids for note in grid.footnotes]
    notes += [f"※ {c.indicator.name} {c.words}" for grid in grids for c in grid.corrections]
    return RenderedTable(
        title=f"計画と実績（{found.name}）" if found else "計画と実績",
        subtitle=f"{day_words(as_of)}現在",
        columns=tuple(RenderedColumn((year_label(y), head)) for y in years for head in HEADS),
        rows=tuple(row for grid in grids for row in _rows(grid)),
        row_head_titles=("指標", "層"),
        footnotes=tuple(dict.fromkeys(notes)),
    )


def _rows(grid: PlanGrid) -> list[RenderedRow]:
    head = f"{grid.indicator.name}（{grid.indicator.unit}）"
    return [
        RenderedRow((head, row.tier), tuple(cell for one in row.cells for cell in _cells(one)))
        for row in grid.rows
    ]


def _cells(one: GridCell) -> tuple[RenderedCell, RenderedCell, RenderedCell]:
    mark = "※" if one.correction else ""
    actual = RenderedCell(
        f"{one.actual}{mark}",
        _number(one.actual),
        state="partial" if one.partial else "actual" if one.actual else "blank",
    )
    target_state = "actual" if _number(one.target) is not None else TargetState.BLANK.value
    target = RenderedCell(one.target, _number(one.target), state=target_state)
    rate = RenderedCell(one.rate, _number(one.rate.removesuffix("%")), "%" if one.rate else "")
    return actual, target, rate


def _number(text: str) -> Decimal | None:
    plain = text.replace(",", "").replace("△", "-")
    return Decimal(plain) if plain.removeprefix("-").replace(".", "", 1).isdigit() else None
