"""What can stand in a town's own form: words, tables, single cells, plan figures, statistics.

An expression is written as the placeholder itself may be: `自治体名`, `表:p2_activity_counts`,
`p2_activity_counts/(第1層相当)/令和3年度`, `活動回数 第1層 目標`, `統計:高齢者人口`, `文:自由な文`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from sasaeai.analysis.figures.periods import Period, day_words, fiscal_year_of, label
from sasaeai.analysis.figures.refusals import FigureRefused
from sasaeai.analysis.figures.rendered import RenderedCell, RenderedTable
from sasaeai.documents.forms_filled import FormValue
from sasaeai.reports.asking import Asked
from sasaeai.reports.making import made_table
from sasaeai.reports.models import Indicator, Statistic, TownLayout
from sasaeai.reports.plan_grid import GridCell, plan_grids
from sasaeai.reports.shelf import presets
from sasaeai.reports.years import year_label
from sasaeai.towns.models import Town

WORDS = ("自治体名", "期間", "年度", "いつ現在", "作成日", "作成者")
SAME = {"町名": "自治体名", "市町村名": "自治体名", "基準日": "いつ現在", "担当者": "作成者"}
PLAN = re.compile(
    r"(?P<name>.+?)(?:\s*第?(?P<tier>[12])層(?:相当)?)?(?:\s*(?P<what>実績|目標|達成率))?"
)


def plain(text: str) -> str:
    """An expression without differences of width and spaces."""
    narrow = unicodedata.normalize("NFKC", text).replace("：", ":").replace("／", "/")
    return re.sub(r"\s+", " ", narrow).strip()


@dataclass
class FormValues:
    """Answers expressions for one town, period and day; tables are made once each."""

    town: Town
    period: Period
    as_of: date
    made_by: str
    made_on: date
    refusals: list[str] = field(default_factory=list)
    _tables: dict[str, RenderedTable | None] = field(default_factory=dict)

    def answer(self, expression: str) -> FormValue | None:
        """The value of an expression, or None where it means nothing here."""
        wish = plain(expression)
        kind, _, rest = wish.partition(":")
        if kind == "文" and rest:
            return re.split("[:：]", expression, maxsplit=1)[1].strip()
        if kind == "表" and rest:
            return self.table(rest)
        if kind == "統計" and rest:
            return self._statistic(rest)
        word = self._words.get(SAME.get(wish, wish))
        if word is not None:
            return word
        return self._cell(wish) if "/" in wish else self._plan(wish)

    @cached_property
    def _words(self) -> dict[str, str]:
        return {
            "自治体名": self.town.name,
            "期間": label(self.period),
            "年度": year_label(fiscal_year_of(self.period.first)),
            "いつ現在": day_words(self.as_of),
            "作成日": day_words(self.made_on),
            "作成者": self.made_by,
        }

    def table(self, name: str) -> RenderedTable | None:
        """A table by its code or title."""
        code = self._codes.get(plain(name))
        if code is None:
            return None
        if code not in self._tables:
            try:
                made = made_table(
                    self.town, self._texts[code], Asked(self.as_of, self._period(code))
                )
                self._tables[code] = replace(made.table, tracer=None)
            except FigureRefused as refusal:
                self.refusals.append(f"表「{name}」：{refusal}")
                self._tables[code] = None
        return self._tables[code]

    def _period(self, code: str) -> Period | None:
        """Tables that name their own years keep them."""
        return None if "fiscal_year" in self._texts[code] else self.period

    @cached_property
    def _texts(self) -> dict[str, str]:
        own = TownLayout.objects.filter(town=self.town).values_list("code", "text")
        return {code: shelved.text for code, shelved in presets().items()} | dict(own)

    @cached_property
    def _codes(self) -> dict[str, str]:
        own = TownLayout.objects.filter(town=self.town).values_list("code", "title")
        titles = {code: shelved.title for code, shelved in presets().items()} | dict(own)
        return {plain(t): code for code, t in titles.items()} | {plain(c): c for c in titles}

    def _cell(self, wish: str) -> RenderedCell | None:
        name, row, column = [*wish.split("/"), "", ""][:3]
        table = self.table(name)
        if table is None:
            return None
        r = _place((one.head for one in table.rows), row)
        c = _place((one.heads for one in table.columns), column)
        return None if r is None or c is None else table.rows[r].cells[c]

    def _plan(self, wish: str) -> FormValue | None:
        found = PLAN.fullmatch(wish)
        if found is None:
            return None
        cells = self._cells.get(found["name"].strip())
        cell = (cells or {}).get(found["tier"] or "")
        if cell is None:
            return None
        if found["what"] == "達成率":
            return cell.rate
        text = cell.target if found["what"] == "目標" else cell.actual
        number = text.replace(",", "")
        return Decimal(number) if number.replace(".", "").isdigit() else text

    @cached_property
    def _cells(self) -> dict[str, dict[str, GridCell]]:
        year = fiscal_year_of(self.period.first)
        grids = plan_grids(self.town, range(year, year + 1), as_of=self.as_of)
        return {
            plain(grid.indicator.name): {row.cells[0].tier: row.cells[0] for row in grid.rows}
            for grid in grids
        }

    def _statistic(self, item: str) -> Decimal | None:
        found = Statistic.objects.filter(town=self.town, item=item, area=None, on__lte=self.as_of)
        newest = found.exclude(value=None).order_by("-on").first()
        return newest.value if newest else None


def _place(paths: Iterable[tuple[str, ...]], wish: str) -> int | None:
    """Which path a wish means: the whole path, or its last head; the first column or row without a wish."""
    known = [tuple(plain(head) for head in path) for path in paths]
    if not wish:
        return 0 if known else None
    fits = [
        [n for n, path in enumerate(known) if "".join(path) == wish],
        [n for n, path in enumerate(known) if wish in path],
        [n for n, path in enumerate(known) if wish in "".join(path)],
    ]
    return next((found[0] for found in fits if found), None)


def suggestions(town: Town) -> list[str]:
    """Expressions to choose from on the page."""
    indicators = Indicator.objects.filter(town=town)
    plans = [
        f"{one.name}{tier} {what}"
        for one in indicators
        for tier in (("", " 第1層", " 第2層") if one.by_tier else ("",))
        for what in ("実績", "目標", "達成率")
    ]
    own = TownLayout.objects.filter(town=town).values_list("code", flat=True)
    tables = [f"表:{code}" for code in (*own, *presets())]
    items = Statistic.objects.filter(town=town).values_list("item", flat=True).distinct()
    return [*WORDS, *plans, *tables, *(f"統計:{item}" for item in items.order_by("item"))]
