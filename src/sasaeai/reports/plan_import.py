"""Targets out of a table: a row per indicator and tier, a column per fiscal year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sasaeai.analysis.figures.period_text import parse_period
from sasaeai.analysis.figures.periods import Unit
from sasaeai.analysis.figures.refusals import FigureRefused
from sasaeai.documents.reading import ReadRow, ReadTable, read_table
from sasaeai.documents.refusals import CannotRead
from sasaeai.reports.actions.plans import Aim
from sasaeai.reports.models import Indicator
from sasaeai.reports.rules import NotATarget, read_target

HEADS = {
    "indicator": ("指標", "指標名", "項目", "区分"),
    "tier": ("層", "階層"),
    "unit": ("単位",),
}
TIERS = {
    "": "",
    "計": "",
    "合計": "",
    "全体": "",
    "第1層": "1",
    "1": "1",
    "第一層": "1",
    "第1層相当": "1",
    "第2層": "2",
    "2": "2",
    "第二層": "2",
    "第2層相当": "2",
}


@dataclass(frozen=True)
class RefusedRow:
    """A row that was not taken, and why."""

    number: int
    texts: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class ReadPlan:
    """Targets by indicator, ready to be set, and the refused rows."""

    aims: Mapping[Indicator, list[Aim]]
    refused: list[RefusedRow]

    @property
    def count(self) -> int:
        """How many targets were read."""
        return sum(map(len, self.aims.values()))


def read_plan(data: bytes, *, filename: str, indicators: list[Indicator]) -> ReadPlan:
    """Read a workbook or text file: 指標 | 層 | 令和6年度 | 令和7年度 …

    :raises CannotRead: the file cannot be opened, or has no column of a fiscal year
    """
    table = read_table(data, filename=filename, known_headers=HEADS, required=("indicator",))
    years = _years(table)
    if not years:
        raise CannotRead(
            "年度の列が見つかりません。見出しを「令和6年度」「R7年度」「2026」のように書いてください。"
        )
    by_name = {indicator.name: indicator for indicator in indicators}
    aims: dict[Indicator, list[Aim]] = defaultdict(list)
    refused = []
    for row in table.rows:
        try:
            indicator, tier = _named(table, row, by_name)
            aims[indicator] += _aims(table, row, years, indicator, tier)
        except NotATarget as refusal:
            texts = tuple("" if cell is None else str(cell) for cell in row.cells)
            refused.append(RefusedRow(row.number, texts, str(refusal)))
    return ReadPlan(aims, refused)


def _years(table: ReadTable) -> dict[str, int]:
    found = {}
    for label in table.unknown_labels:
        try:
            period = parse_period(label)
        except FigureRefused:
            continue
        if period.unit is Unit.FISCAL_YEAR:
            found[label] = period.first.year
    return found


def _named(
    table: ReadTable, row: ReadRow, by_name: Mapping[str, Indicator]
) -> tuple[Indicator, str]:
    name = table.text(row, "indicator")
    if name not in by_name:
        known = "、".join(by_name) or "まだありません"
        raise NotATarget(f"「{name}」という指標はありません。登録されている指標：{known}")
    tier = table.text(row, "tier").strip("()（） ")
    if tier not in TIERS:
        raise NotATarget(f"層「{tier}」が読めません。計・第1層・第2層のどれかにしてください。")
    return by_name[name], TIERS[tier]


def _aims(
    table: ReadTable, row: ReadRow, years: Mapping[str, int], indicator: Indicator, tier: str
) -> list[Aim]:
    texts = table.extras(row)
    found = []
    for label, year in years.items():
        value, state = read_target(texts.get(label, ""), unit=indicator.unit)
        found.append(Aim(year, value, state, tier))
    return found
