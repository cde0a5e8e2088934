"""計画と実績: targets and actuals side by side, with rates, corrections and the records behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sasaeai.analysis.figures.layouts import read_layout
from sasaeai.analysis.figures.periods import day_words, fiscal_year
from sasaeai.analysis.figures.printing import number_text, rounded
from sasaeai.analysis.figures.refusals import FigureRefused
from sasaeai.reports.asking import Asked
from sasaeai.reports.making import Made, made_of
from sasaeai.reports.models import Correction, Indicator, Target
from sasaeai.reports.queries.plans import CellKey, corrections_of, indicators_of, targets_of
from sasaeai.reports.rules import target_text
from sasaeai.reports.toml_text import toml_text
from sasaeai.reports.years import year_label
from sasaeai.towns.models import Town

TIERS = (("", "計"), ("1", "第1層"), ("2", "第2層"))


@dataclass(frozen=True)
class GridCell:
    """One year of one tier."""

    year: int
    tier: str
    actual: str
    target: str
    rate: str
    partial: str = ""
    counted: Decimal | None = None
    correction: Correction | None = None
    has_records: bool = False


@dataclass(frozen=True)
class GridRow:
    """One tier."""

    tier: str
    cells: tuple[GridCell, ...]


@dataclass
class PlanGrid:
    """One indicator."""

    indicator: Indicator
    years: list[dict[str, Any]]
    rows: list[GridRow] = field(default_factory=list)
    footnotes: tuple[str, ...] = ()
    corrections: list[Correction] = field(default_factory=list)
    problem: str = ""


def plan_grids(town: Town, years: range, *, as_of: date) -> list[PlanGrid]:
    """Every indicator of the years, counted from the records as of a day."""
    targets, corrections = targets_of(town.pk, years), corrections_of(town.pk, years)
    indicators = indicators_of(town.pk, years=years)
    return [_grid(town, one, years, as_of, targets, corrections) for one in indicators]


def counted_table(town: Town, indicator: Indicator, years: range, *, as_of: date) -> Made:
    """The actuals of an indicator: a row per tier, a column per year.

    :raises FigureRefused: if its measure cannot be used on the town's records
    """
    given = {
        "title": indicator.name,
        "measure": indicator.measure,
        "rows": [
            {"label": label} | ({"where": {"tier": label}} if tier else {})
            for tier, label in _tiers(indicator)
        ],
        "columns": [{"by": "fiscal_year", "values": [f"{years[0]}年度..{years[-1]}年度"]}],
    }
    return made_of(town, read_layout(given), toml_text(given), Asked(as_of))


def counted(
    town: Town, indicator: Indicator, year: int, tier: str, *, as_of: date
) -> Decimal | None:
    """The counted actual of one cell; None where nothing is counted from records."""
    if not indicator.measure:
        return None
    try:
        table = counted_table(town, indicator, range(year, year + 1), as_of=as_of).table
    except FigureRefused:
        return None
    value = table.rows[tier_row(indicator, tier)].cells[0].value
    return None if value is None else Decimal(value)


def tier_row(indicator: Indicator, tier: str) -> int:
    """In which row of the counted table a tier stands."""
    tiers = [code for code, _ in _tiers(indicator)]
    return tiers.index(tier) if tier in tiers else 0


def _tiers(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    return TIERS if indicator.by_tier else TIERS[:1]


def _grid(
    town: Town,
    indicator: Indicator,
    years: range,
    as_of: date,
    targets: dict[CellKey, Target],
    corrections: dict[CellKey, Correction],
) -> PlanGrid:
    grid = PlanGrid(indicator, [{"year": year, "label": year_label(year)} for year in years])
    made = None
    if indicator.measure:
        try:
            made = counted_table(town, indicator, years, as_of=as_of)
            grid.footnotes = made.table.footnotes
        except FigureRefused as refusal:
            grid.problem = str(refusal)
    targets = targets | _sums(indicator, years, targets)
    for r, (tier, label) in enumerate(_tiers(indicator)):
        cells = []
        for c, year in enumerate(years):
            key = (indicator.pk, year, tier, None)
            found = made.table.rows[r].cells[c].value if made and as_of >= _begin(year) else None
            value = None if found is None else Decimal(found)
            cells.append(_cell(year, tier, value, targets.get(key), corrections.get(key), as_of))
        grid.rows.append(GridRow(label, tuple(cells)))
    grid.corrections = [
        cell.correction for row in grid.rows for cell in row.cells if cell.correction
    ]
    return grid


def _sums(
    indicator: Indicator, years: range, targets: dict[CellKey, Target]
) -> dict[CellKey, Target]:
    """Totals that nobody set, where both tiers have a target: their sum."""
    found: dict[CellKey, Target] = {}
    for year in years:
        key: CellKey = (indicator.pk, year, "", None)
        parts = [targets.get((indicator.pk, year, tier, None)) for tier in ("1", "2")]
        values = [part.value for part in parts if part and part.value is not None]
        if key not in targets and len(values) == 2:
            found[key] = Target(indicator=indicator, fiscal_year=year, value=sum(values))
    return found


def _cell(
    year: int,
    tier: str,
    value: Decimal | None,
    target: Target | None,
    correction: Correction | None,
    as_of: date,
) -> GridCell:
    actual = correction.value if correction else value
    wished = target.value if target else None
    running = _begin(year) <= as_of < fiscal_year(year).last and actual is not None
    return GridCell(
        year=year,
        tier=tier,
        actual="" if actual is None else number_text(actual),
        target=(number_text(wished) if wished is not None else target_text(None, target.state))
        if target
        else "",
        rate=rate_text(actual, wished),
        partial=f"{day_words(as_of)}現在" if running else "",
        counted=value,
        correction=correction,
        has_records=bool(value),
    )


def rate_text(actual: Decimal | None, target: Decimal | None) -> str:
    """達成率: actual as per cent of the target, rounded half up to one decimal; blank without a target.

    >>> rate_text(Decimal(460), Decimal(250))
    '184.0%'
    """
    if actual is None or not target:
        return ""
    return f"{rounded(actual * 100 / target, 1)}%"


def _begin(year: int) -> date:
    return date(year, 4, 1)
