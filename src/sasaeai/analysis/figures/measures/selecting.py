"""Selecting the facts of a cell, with what its time and the facts' standing mean for the number."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from sasaeai.analysis.figures.conditions import (
    ALWAYS,
    Condition,
    Either,
    Every,
    Has,
    Is,
    Not,
    across,
    mask_of,
    meeting,
    within,
)
from sasaeai.analysis.figures.facts.columns import Index, Mask
from sasaeai.analysis.figures.facts.fields import CANCELLED, FORECAST, HELD, PLANNED, day_number
from sasaeai.analysis.figures.facts.table import PREFIXES, UNDATED_LAST, Facts
from sasaeai.analysis.figures.measures.scope import Scope, Side
from sasaeai.analysis.figures.periods import Period, day_words, label
from sasaeai.analysis.figures.refusals import FactRefused

KEPT_BYTES = 96_000_000  # masks kept for reuse
KEPT_ROWS = 16  # selections of a row kept for its columns


@dataclass
class Selector:
    """Picks facts, remembering the masks and row selections that neighbouring cells share."""

    facts: Facts
    masks: OrderedDict[object, Mask] = field(default_factory=OrderedDict)
    rows: OrderedDict[object, Index] = field(default_factory=OrderedDict)
    span: Period | None = None  # the time the whole table is about, where it is one

    def events(
        self, scope: Scope, where: Condition, include: tuple[str, ...], *, timed: str = "date"
    ) -> Index:
        """The happenings of a cell: not statistics, standing as asked, known by the as-of date.

        `timed`: by the date they happened, the date they "ended", or "" for all of them.

        :raises FactRefused: if a fact lies partly inside and partly outside the cell's time
        """
        standing = ("standing", include, scope.as_of)
        period = scope.period if timed == "date" else None
        span = self.span if period and self.span and period in self.span else None
        first = self._row(standing, scope, where, span)
        chosen = self._narrowed(first, scope.column.conditions)
        if timed == "ended":
            return self._ended(chosen, scope)
        return self._timed(chosen, scope) if timed else chosen

    def statements(self, scope: Scope, where: Condition, indicator: str) -> Index:
        """The statistics and targets of a cell that carry an indicator's name; time is not asked."""
        named: Condition = Is("indicator", (indicator,)) if indicator else Has("indicator", True)
        chosen = self._row(("statement", named), scope, where)
        return self._narrowed(chosen, scope.column.conditions)

    def mask(self, condition: Condition) -> Mask:
        """Which facts meet a condition."""
        return self._kept(condition, lambda: mask_of(self.facts, condition))

    def inside(self, period: Period) -> Mask:
        """Which facts are known for days inside a period."""
        return self._kept(("within", period), lambda: within(self.facts, period))

    def _kept(self, key: object, make: object) -> Mask:
        found = self.masks.get(key)
        if found is None:
            found = self.masks[key] = make()  # type: ignore[operator]
            while len(self.masks) * self.facts.size > KEPT_BYTES and len(self.masks) > 1:
                self.masks.popitem(last=False)
        else:
            self.masks.move_to_end(key)
        return found

    def _row(
        self,
        kind: tuple[object, ...],
        scope: Scope,
        where: Condition,
        span: Period | None = None,
    ) -> Index:
        conditions = (*scope.table.conditions, *scope.row.conditions, where)
        key = (kind, conditions, span)
        found = self.rows.get(key)
        if found is None:
            mask = self._begin(kind).copy()
            if span is not None:
                mask &= self._kept(("meets", span), lambda: meeting(self.facts, span))
            for condition in conditions:
                if condition != ALWAYS:
                    mask &= self.mask(condition)
            found = self.rows[key] = np.flatnonzero(mask)
            if len(self.rows) > KEPT_ROWS:
                self.rows.popitem(last=False)
        return found

    def _begin(self, kind: tuple[object, ...]) -> Mask:
        if kind[0] == "statement":
            return self._kept(kind, lambda: self.facts.statements & self.mask(kind[1]))  # type: ignore[arg-type]
        return self._kept(kind, lambda: self._standing(kind[1], kind[2]))  # type: ignore[arg-type]

    def _standing(self, include: tuple[str, ...], as_of: date | None) -> Mask:
        facts = self.facts
        happened = tuple(state for state in include if state in (HELD, CANCELLED))
        mask = facts.standing(happened) if happened else np.zeros(facts.size, dtype=np.bool_)
        if as_of is not None:
            mask = mask & ((facts.first <= day_number(as_of)) | ~facts.dated)
        hoped = tuple(state for state in include if state in (PLANNED, FORECAST))
        if hoped:
            mask = mask | facts.standing(hoped)
        return mask & ~facts.statements

    def _narrowed(self, chosen: Index, conditions: tuple[Condition, ...]) -> Index:
        for condition in conditions:
            chosen = chosen[self.mask(condition)[chosen]]
        return chosen

    def _timed(self, chosen: Index, scope: Scope) -> Index:
        if scope.as_of is not None and self.facts.spans:
            self._refuse_cut(chosen, scope.as_of)
        periods = scope.periods
        if periods is None:
            return chosen
        flags = np.zeros(len(chosen), dtype=np.bool_)
        for period in periods:
            if self.facts.spans:
                self._refuse_across(chosen, period)
            flags |= self.inside(period)[chosen]
        return chosen[flags]

    def _ended(self, chosen: Index, scope: Scope) -> Index:
        if self.facts.ended is None:
            return chosen[:0]
        days = self.facts.ended[chosen]
        flags = days < UNDATED_LAST
        if scope.as_of is not None:
            flags &= days <= day_number(scope.as_of)
        if scope.periods is not None:
            inside = np.zeros(len(chosen), dtype=np.bool_)
            for period in scope.periods:
                first, last = day_number(period.first), day_number(period.last)
                inside |= (days >= first) & (days <= last)
            flags &= inside
        return chosen[flags]

    def _refuse_cut(self, chosen: Index, as_of: date) -> None:
        facts, day = self.facts, day_number(as_of)
        cut = chosen[
            (facts.last[chosen] > day) & facts.dated[chosen] & (facts.first[chosen] <= day)
        ]
        held = self.facts.standing((HELD, CANCELLED))
        cut = cut[held[cut]]
        if len(cut):
            raise FactRefused(
                f"{facts.where(int(cut[0]))}の事実は基準日（{day_words(as_of)}）をまたぐ期間の数です。"
                "基準日までの数か分からないので数えません。from と to で期間を基準日までに分けてください。"
            )

    def _refuse_across(self, chosen: Index, period: Period) -> None:
        crossing = chosen[
            self._kept(("across", period), lambda: across(self.facts, period))[chosen]
        ]
        if not len(crossing):
            return
        fact = int(crossing[0])
        where = self.facts.where(fact)
        if not self.facts.dated[fact]:
            raise FactRefused(
                f"{where}の事実に日付がないため、「{label(period)}」に入るかどうか分かりません。"
                'date を書いてください（年度だけなら "令和4年度"）。'
            )
        raise FactRefused(
            f"{where}の事実は「{label(period)}」の内と外にまたがる期間の数です。どちらの数か分からないので"
            "数えません。事実の期間を細かく分けるか、表の期間を事実に合わせてください。"
        )


def without(scope: Scope, ignore: tuple[str, ...], *, stated: bool = False) -> Scope:
    """The scope without what a measure ignores: rows, columns, time, or dimensions by name.

    The table's own conditions are freed only for statistics (`stated`), which may lack a dimension
    that happenings have; happenings that the table is not about never come in.
    """
    if not ignore:
        return scope
    row = Side(periods=scope.row.periods) if "rows" in ignore else scope.row
    column = Side(periods=scope.column.periods) if "columns" in ignore else scope.column
    if "time" in ignore:
        return without(
            Scope(
                replace(scope.table, periods=None),
                replace(row, periods=None),
                replace(column, periods=None),
            ),
            tuple(set(ignore) - {"time", "rows", "columns"}),
            stated=stated,
        )
    table = _freed(scope.table, ignore) if stated else scope.table
    return Scope(table, _freed(row, ignore), _freed(column, ignore))


def _freed(side: Side, ignore: tuple[str, ...]) -> Side:
    return replace(side, conditions=tuple(_unless(c, ignore) for c in side.conditions))


def _unless(condition: Condition, ignore: tuple[str, ...]) -> Condition:
    if isinstance(condition, Every):
        return Every(tuple(_unless(part, ignore) for part in condition.parts))
    if isinstance(condition, Either):  # of which one part is free, all are
        parts = tuple(_unless(part, ignore) for part in condition.parts)
        return ALWAYS if any(_is_free(part) for part in parts) else Either(parts)
    if isinstance(condition, Not):
        part = _unless(condition.part, ignore)
        return ALWAYS if _is_free(part) else Not(part)
    dimension = getattr(condition, "dimension", "")
    return ALWAYS if {dimension, _bare(dimension)} & set(ignore) else condition


def _is_free(condition: Condition) -> bool:
    return isinstance(condition, Every) and all(_is_free(part) for part in condition.parts)


def _bare(dimension: str) -> str:
    """圏域 for area.圏域: the name a layout may write."""
    return next((dimension.removeprefix(p) for p in PREFIXES if dimension.startswith(p)), dimension)
