"""Working out measures: every number of a table is made here, from facts, on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from sasaeai.analysis.figures.conditions import ALWAYS
from sasaeai.analysis.figures.facts.columns import Index
from sasaeai.analysis.figures.facts.fields import HELD, PLANNED, day_number
from sasaeai.analysis.figures.facts.table import Facts
from sasaeai.analysis.figures.measures import (
    combining,
    counting,
    naming,
    placing,
    stating,
    wording,
)
from sasaeai.analysis.figures.measures import kinds as k
from sasaeai.analysis.figures.measures.cell import Cell
from sasaeai.analysis.figures.measures.figure import Figure, nothing, text
from sasaeai.analysis.figures.measures.scope import Scope
from sasaeai.analysis.figures.measures.selecting import Selector, without
from sasaeai.analysis.figures.measures.writing import options
from sasaeai.analysis.figures.periods import day_words, split
from sasaeai.analysis.figures.quantities import KINDS, kind_called
from sasaeai.analysis.figures.refusals import LayoutRefused, UnlikeQuantities
from sasaeai.analysis.figures.states import CellState, combined

READINGS = {
    "回": k.EVENTS,
    "回×担当者数": k.BY_COORDINATORS,
    "回×対象者数": k.BY_PEOPLE,
}
READING_WORDS = {
    k.EVENTS: "活動の回数",
    k.BY_COORDINATORS: "活動の回数×担当者の人数（一緒に動いた担当者は一人ずつ数える）",
    k.BY_PEOPLE: "活動の回数×会った人の人数",
}


@dataclass
class Evaluation:
    """One rendering: the facts, the choices in force, and what must be told beside the table."""

    facts: Facts
    parameters: Mapping[str, str] = field(default_factory=dict)
    include: tuple[str, ...] = (HELD,)
    unfinished: str = "show"
    printing: Mapping[str, Any] = field(default_factory=dict)
    warnings: dict[str, None] = field(default_factory=dict)
    told: dict[str, None] = field(default_factory=dict)  # footnotes a figure brings along
    used: list[Index] | None = None  # facts behind the figures, while tracing

    def __post_init__(self) -> None:
        self.selector = Selector(self.facts)
        self._known: dict[object, Figure] = {}

    def figure(self, measure: k.Measure, cell: Cell) -> Figure:
        """The figure of a measure in a cell.

        :raises FigureRefused: where the number would be wrong or the measure cannot be worked out
        """
        if self.used is not None:
            return self._figure(measure, cell)
        key = (id(measure), id(cell.other), cell.scope)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._figure(measure, cell)
        return found

    def _figure(self, measure: k.Measure, cell: Cell) -> Figure:
        if isinstance(measure.how, k.Other):
            return self.figure(self.other(cell), cell)
        stated = isinstance(measure.how, k.Stated)
        cell = cell.at(without(cell.scope, measure.ignore, stated=stated))
        if measure.period is not None:
            cell = cell.at(cell.scope.during(measure.period))
        if measure.where != ALWAYS and not isinstance(measure.how, (*k.EVENT_KINDS, k.Stated)):
            table = cell.scope.table
            table = replace(table, conditions=(*table.conditions, measure.where))
            cell = cell.at(replace(cell.scope, table=table))
        figure = _EVALUATORS[type(measure.how)](self, measure, measure.how, cell)
        return _finished(figure, measure)

    def traced(self, measure: k.Measure, cell: Cell) -> tuple[Figure, Index]:
        """A figure with the facts behind it."""
        before, self.used = self.used, []
        figure = self.figure(measure, cell)
        own = np.unique(np.concatenate(self.used)) if self.used else np.array([], dtype=np.int64)
        self.used = before
        self.record(own)
        return figure, own

    def apart(self, parts: Iterable[tuple[k.Measure, Cell]], place: str) -> list[Figure]:
        """The figures of parts that are to be added.

        :raises UnlikeQuantities: if two of them count the same record the same way
        """
        figures = []
        seen: dict[k.How, Index] = {}
        for measure, cell in parts:
            figure, own = self.traced(measure, cell)
            before = seen.get(measure.how, own[:0])
            shared = np.intersect1d(before, own)
            if len(shared):
                raise UnlikeQuantities(
                    f"「{place}」：範囲の重なる数は足せません（{self.facts.where(int(shared[0]))}など"
                    f"{len(shared)}件が二つ以上に入ります）。全体と内訳を並べているなら計を外すか、"
                    '内訳に role = "of_which" を書いてください。'
                )
            seen[measure.how] = np.union1d(before, own)
            figures.append(figure)
        return figures

    def other(self, cell: Cell) -> k.Measure:
        """What `*` stands for in a cell.

        :raises LayoutRefused: where the other axis brings no measure
        """
        if cell.other is None:
            raise LayoutRefused(
                "「*」は反対側の軸の数え方を指しますが、反対側に measure がありません。"
                "行か列のもう一方に measure を書いてください。"
            )
        return cell.other

    def reading(self) -> str:
        """Which of the three readings of 回・人 the town chose; it is told in a footnote.

        :raises LayoutRefused: if none was chosen
        """
        chosen = self.parameters.get("回・人", "").replace("x", "×").replace("*", "×")
        if chosen not in READINGS:
            raise LayoutRefused(
                "「回・人」の数え方が決まっていません。「回」「回×担当者数」「回×対象者数」のどれかを、"
                "様式の [parameters] か --param 回・人=回×担当者数 で選んでください。"
            )
        of = READINGS[chosen]
        self.told[f"回・人：{READING_WORDS[of]}"] = None
        return of

    def record(self, chosen: Index) -> None:
        """Remember the facts behind the figure being traced."""
        if self.used is not None:
            self.used.append(chosen)

    def writing(self, measure: k.Measure, cell: Cell) -> dict[str, Any]:
        """The print options of a measure in a cell."""
        return options(self.printing, measure.printing, *cell.printing)

    def happenings(self, measure: k.Measure, cell: Cell) -> Index:
        """The facts of an event measure in a cell."""
        include = measure.include or self.include
        if measure.at is not None:
            chosen = self._standing_at(measure, cell, include)
        else:
            timed = "ended" if measure.when == "ended" else "date"
            chosen = self.selector.events(cell.scope, measure.where, include, timed=timed)
        counting.must_not_overlap(self.facts, chosen, "tier")
        self.record(chosen)
        return chosen

    def _standing_at(self, measure: k.Measure, cell: Cell, include: tuple[str, ...]) -> Index:
        chosen = self.selector.events(cell.scope, measure.where, include, timed="")
        day = self.day_of(measure.at, cell.scope)
        number = day_number(day or date.max)
        flags = self.facts.first[chosen] <= number
        if self.facts.ended is not None:
            flags &= self.facts.ended[chosen] > number
        return chosen[flags]

    def day_of(self, at: str | date | None, scope: Scope) -> date | None:
        """The day a stock is looked at: a date, or the end or start of the cell's period.

        :raises LayoutRefused: for the start of no period
        """
        if isinstance(at, date):
            return at
        period = scope.period
        if period is None:
            if at != "end":
                raise LayoutRefused(
                    f'期首の数（at = "{at}"）には期間が要ります。period を書くか、年度や月で分けてください。'
                )
            return scope.as_of
        if at == "start":
            return period.first
        if at == "before":
            return period.first - timedelta(days=1)
        return min(period.last, scope.as_of) if scope.as_of is not None else period.last

    def state(self, measure: k.Measure, cell: Cell, chosen: Index, value: Decimal) -> CellState:
        """What must be said about a number of happenings."""
        scope = cell.scope
        if PLANNED in (measure.include or self.include) and self._any_planned(chosen):
            return CellState.INCLUDES_PLANNED
        if scope.as_of is not None and scope.period is not None and measure.at is None:
            if scope.period.first > scope.as_of:
                return CellState.BLANK
            if scope.period.last > scope.as_of:
                unfinished = measure.unfinished or self.unfinished
                return CellState.BLANK if unfinished == "blank" else CellState.PARTIAL
        if scope.periods == ():
            return CellState.BLANK
        return CellState.ZERO if value == 0 else CellState.ACTUAL

    def _any_planned(self, chosen: Index) -> bool:
        column = self.facts.column("state")
        if PLANNED not in column.code_of:
            return False
        return bool((column.codes[chosen] == column.code_of[PLANNED]).any())

    def notes_for(
        self, state: CellState, measure: k.Measure, cell: Cell, *, until: date | None = None
    ) -> tuple[str, ...]:
        """The note a state brings along (※予定含む, 令和5年1月31日現在).

        `until` is the last day of what is counted, where it is known and before the as-of date.
        """
        by = self.writing(measure, cell)
        if state is CellState.INCLUDES_PLANNED:
            return (str(by["planned_note"]),)
        if state is CellState.FORECAST:
            return (str(by["forecast_note"]),)
        days = [day for day in (cell.scope.as_of, until) if day is not None]
        if state is CellState.PARTIAL and days:
            as_of = min(days)
            words = str(by["partial_note"]).replace("{as_of}", day_words(as_of))
            return (words.replace("{month}", str(as_of.month)).replace("{day}", str(as_of.day)),)
        return ()

    def written_notes(self, chosen: Index) -> tuple[str, ...]:
        """The notes the facts themselves carry."""
        column = self.facts.columns.get("note")
        if column is None or not len(chosen):
            return ()
        codes = column.codes[column.elements(self.facts.in_order(chosen))]
        return tuple(dict.fromkeys(column.labels[code] for code in codes if code >= 0))

    def value_states(self, chosen: Index) -> list[CellState]:
        """The reservations the facts state about their numbers (集計中, 超 …)."""
        column = self.facts.columns.get("value_state")
        if column is None or not len(chosen):
            return []
        return [CellState(column.labels[c]) for c in np.unique(column.codes[chosen]) if c >= 0]


def _finished(figure: Figure, measure: k.Measure) -> Figure:
    """Scale, unit, note and state that the measure itself states."""
    if figure.value is not None and k.rescaled(measure):
        figure = replace(figure, value=figure.value * measure.times / measure.scale)
        if not _is_exact(figure.value):
            figure = combining.as_rate(figure)
    if measure.unit is not None:
        kind = figure.kind
        if measure.unit != kind.unit:
            kind = replace(kind, unit=measure.unit)
        figure = replace(figure, unit=measure.unit, kind=kind)
    if measure.state is not None:
        figure = combining.stated(figure, measure.state)
    return figure.noted(measure.note)


def _is_exact(value: Decimal | None) -> bool:
    """Whether a quotient comes out even (90分 is 1.5時間, 20分 is 0.333…)."""
    return value is None or value == round(value, 9)


def _counted(
    found: counting.Counted, run: Evaluation, measure: k.Measure, cell: Cell, chosen: Index
) -> Figure:
    """A number of happenings with all that must be said about it."""
    notes = run.written_notes(chosen)
    if found.value is None:
        states = run.value_states(chosen) or [CellState.NO_AMOUNT]
        return nothing(combined(states), found.unit, notes=notes)
    state = run.state(measure, cell, chosen, found.value)
    if state is CellState.BLANK:
        return nothing(state, found.unit)
    stated = run.value_states(chosen)
    if stated and not isinstance(measure.how, k.Count):
        state = combined([state, *stated])
    if found.lacking:
        name = measure.name or found.kind.name
        run.warnings[f"「{name}」：数の書かれていない事実を除いて足した欄があります。"] = None
    figure = Figure(found.value, found.unit, found.kind, state, notes)
    return figure.noted(*run.notes_for(state, measure, cell))


def _count(run: Evaluation, measure: k.Measure, how: k.Count, cell: Cell) -> Figure:
    of = run.reading() if how.of == k.TOWN_CHOICE else how.of
    chosen = run.happenings(measure, cell)
    if of == k.BY_COORDINATORS:
        found = counting.times_coordinators(run.facts, chosen)
    elif of == k.BY_PEOPLE:
        found = counting.times_people(run.facts, chosen)
    else:
        found = counting.events(chosen)
    if how.of == k.TOWN_CHOICE:
        found = replace(found, unit="回・人", kind=KINDS["回・人"])
    return _counted(found, run, measure, cell, chosen)


def _sum(run: Evaluation, measure: k.Measure, how: k.Sum, cell: Cell) -> Figure:
    chosen = run.happenings(measure, cell)
    found = counting.summed(run.facts, chosen, how.of, disjoint=measure.disjoint)
    return _counted(found, run, measure, cell, chosen)


def _distinct(run: Evaluation, measure: k.Measure, how: k.Distinct, cell: Cell) -> Figure:
    chosen = run.happenings(measure, cell)
    conditions = (*cell.scope.conditions, measure.where)
    found = counting.distinct(run.facts, chosen, how.of, conditions)
    return _counted(found, run, measure, cell, chosen)


def _spread(run: Evaluation, measure: k.Measure, how: k.Spread, cell: Cell) -> Figure:
    chosen = run.happenings(measure, cell)
    found = counting.spread(run.facts, chosen, how.how, how.of)
    if not len(chosen):
        return nothing(CellState.BLANK, found.unit)
    figure = _counted(found, run, measure, cell, chosen)
    return combining.as_rate(figure) if how.how in ("mean", "median") else figure


def _pick(run: Evaluation, measure: k.Measure, how: k.Pick, cell: Cell) -> Figure:
    chosen = run.happenings(measure, cell)
    found = counting.first_of(run.facts, chosen, how.of, last=how.which == "last")
    if found is None:
        return nothing(CellState.BLANK)
    if isinstance(found, Decimal):
        kind = kind_called(how.of.removeprefix("count."))
        counted = counting.Counted(found, kind.unit, kind)
        return _counted(counted, run, measure, cell, chosen)
    return text(found, notes=run.written_notes(chosen))


def _elapsed(_run: Evaluation, _measure: k.Measure, how: k.Elapsed, cell: Cell) -> Figure:
    kind = kind_called("期間数")
    periods, as_of = cell.scope.periods, cell.scope.as_of
    if periods is None:
        raise LayoutRefused(
            "経過した月数など（elapsed）には期間が要ります。period を書くか、年度や月で分けてください。"
        )
    cut = [period.until(as_of) if as_of is not None else period for period in periods]
    number = sum(len(list(split(one, how.unit))) for one in cut if one is not None)
    return Figure(Decimal(number), kind=kind) if number else nothing(CellState.BLANK)


def _fixed(_run: Evaluation, _measure: k.Measure, how: k.Fixed, _cell: Cell) -> Figure:
    return Figure(how.number, kind=kind_called(""), dated=how.day)


Evaluator = Callable[[Evaluation, k.Measure, Any, Cell], Figure]
_EVALUATORS: dict[type, Evaluator] = {
    k.Count: _count,
    k.Sum: _sum,
    k.Distinct: _distinct,
    k.Spread: _spread,
    k.Names: naming.names,
    k.NumberRange: naming.ranged,
    k.Pick: _pick,
    k.Fixed: _fixed,
    k.Elapsed: _elapsed,
    k.Stated: stating.stated,
    k.Ratio: combining.ratio,
    k.Share: combining.share,
    k.Change: combining.change,
    k.Cumulative: combining.cumulative,
    k.Sums: combining.sums,
    k.Rank: combining.rank,
    k.FirstOf: combining.first_of,
    k.Nth: placing.nth,
    k.Across: placing.across,
    k.Words: wording.words,
}
