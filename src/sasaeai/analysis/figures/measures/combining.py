"""Measures made of measures: ratio, share, change, running total, sum, rank."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sasaeai.analysis.figures.conditions import Either, Every
from sasaeai.analysis.figures.measures import kinds as k
from sasaeai.analysis.figures.measures.cell import Cell
from sasaeai.analysis.figures.measures.figure import RATE, Figure, nothing
from sasaeai.analysis.figures.measures.scope import Side, a_year_earlier, joined
from sasaeai.analysis.figures.measures.writing import FROM_ZERO, TO_ZERO, UNDEFINED
from sasaeai.analysis.figures.periods import (
    FIRST_PLAN_YEAR,
    Period,
    Unit,
    fiscal_year_of,
    holding,
    label,
)
from sasaeai.analysis.figures.quantities import CountKind, Nature
from sasaeai.analysis.figures.refusals import LayoutRefused
from sasaeai.analysis.figures.states import UNKNOWN, WORDLESS, CellState, combined

if TYPE_CHECKING:
    from sasaeai.analysis.figures.measures.evaluating import Evaluation

BEGINNING = date(1900, 1, 1)


def stated(figure: Figure, state: CellState) -> Figure:
    """A figure with a state the layout gives it; a wordless state takes its number away."""
    if state in WORDLESS:
        return replace(figure, value=None, state=state, words=None, pieces=())
    return replace(figure, state=state)


def as_rate(figure: Figure) -> Figure:
    """The figure as something worked out: one decimal unless told otherwise."""
    return replace(figure, printing={"decimals": 1, **figure.printing})


def as_written(run: Evaluation, figure: Figure, cell: Cell, parts: tuple[k.Measure, ...]) -> Figure:
    """The figure with as many decimals as the measures it is made of are written with."""
    named = [run.other(cell) if isinstance(part.how, k.Other) else part for part in parts]
    digits = [part.printing["decimals"] for part in named if "decimals" in part.printing]
    if not digits:
        return figure
    return replace(figure, printing={**figure.printing, "decimals": max(digits)})


def missing(parts: tuple[Figure, ...]) -> Figure | None:
    """What a figure made of several is when one of them has no number; None if all have."""
    lacking = [figure.state for figure in parts if not figure.known]
    if not lacking:
        return None
    unknown = next((state for state in UNKNOWN if state in lacking), None)
    blank = CellState.BLANK if CellState.BLANK in lacking else lacking[0]
    return nothing(unknown or blank)


def divided(of: Figure, to: Figure, times: Decimal) -> Figure:
    """One figure over another. A denominator of 0 gives no number, printed －."""
    lacking = missing((of, to))
    if lacking is not None:
        return lacking
    if to.value == 0:
        return Figure(None, state=CellState.NOT_APPLICABLE, dated=UNDEFINED)
    value = (of.value or Decimal(0)) / (to.value or Decimal(1)) * times
    state = combined([of.state, to.state])
    return as_rate(Figure(value, kind=RATE, state=state).noted(*of.notes, *to.notes))


def ratio(run: Evaluation, measure: k.Measure, how: k.Ratio, cell: Cell) -> Figure:
    """One measure over another; a stated denominator must have a date, which is printed.

    :raises LayoutRefused: if the denominator has no date
    """
    of, to = run.figure(how.of, cell), run.figure(how.to, cell)
    if isinstance(how.to.how, (k.Stated, k.Fixed)) and not _is_target(how.to):
        _dated(run, measure, how, to, cell)
        lacking = _lacking(run, how, cell)
        if lacking or (of.value and to.state is CellState.BLANK):
            where = f"（{lacking}）" if lacking else ""
            told = f"分母「{_denominator(how)}」の数がない{where}ため、率を空欄にした欄があります。"
            run.warnings[told] = None
            return nothing(CellState.BLANK)
    found = divided(of, to, how.times)
    if found.value is None:
        return found
    per_each = of.unit if of.unit != to.unit else ""  # 件 a worker; 人 among 人 has no unit
    return replace(found, unit="%" if how.times == 100 else per_each)


def _is_target(measure: k.Measure) -> bool:
    return isinstance(measure.how, k.Stated) and measure.how.what == "target"


def _denominator(how: k.Ratio) -> str:
    return how.to.name or getattr(how.to.how, "indicator", "") or "分母"


def _lacking(run: Evaluation, how: k.Ratio, cell: Cell) -> str:
    """The parts of a total that have a numerator but no stated denominator: their rate is too high."""
    indicator = getattr(how.to.how, "indicator", "")
    if indicator not in ("", "*") and indicator not in run.facts.column("indicator").code_of:
        known = "、".join(run.facts.column("indicator").labels) or "まだ一つもありません"
        raise LayoutRefused(
            f"割合の分母「{indicator}」が事実のどこにもありません。分母のない割合は出せません。"
            f"indicator の名前を確かめるか、事実に書いてください。いまある指標：{known}"
        )
    if cell.members is None:
        return ""
    apart = replace(cell, members=None)
    return "、".join(
        name
        for name, scope in cell.members(cell.scope)
        if run.figure(how.of, apart.at(scope)).value
        and run.figure(how.to, apart.at(scope)).state is CellState.BLANK
    )


def _dated(run: Evaluation, measure: k.Measure, how: k.Ratio, to: Figure, cell: Cell) -> None:
    """Tell of which day a denominator is; one of the cell's own period (a budget) needs no telling."""
    name = _denominator(how)
    if to.known and not to.dated:
        raise LayoutRefused(
            f"割合「{measure.name or name}」の分母「{name}」に日付がありません。いつの数で割ったか"
            '分からない割合は出せません。事実の date（例："2023-03-31"）を書いてください。'
        )
    period = cell.scope.period
    if to.known and (period is None or to.dated != label(period)):
        source = f"（{how.to.source}）" if how.to.source else ""
        which = "分母は" if name == "分母" else f"分母：{name}は"
        run.told[f"{which}{to.dated}現在{source}"] = None


def share(run: Evaluation, _measure: k.Measure, how: k.Share, cell: Cell) -> Figure:
    """A measure's part of itself in the whole column, row, table or group, in per cent."""
    if cell.wholes is None:
        raise LayoutRefused("構成比（share）は行見出し・列見出しの中では使えません。")
    whole = cell.at(cell.wholes(how.within))
    found = divided(run.figure(how.of, cell), run.figure(how.of, whole), how.times)
    return replace(found, unit="%") if how.times == 100 and found.value is not None else found


def change(run: Evaluation, _measure: k.Measure, how: k.Change, cell: Cell) -> Figure:
    """A measure against the previous period or the same period of the year before."""
    scope = cell.scope
    period = scope.period
    if period is None:
        raise LayoutRefused(
            "増減（change）には期間が要ります。列か行を fiscal_year や month で分けるか、"
            "period を書いてください。"
        )
    now = run.figure(how.of, cell)
    if not now.known:
        return nothing(now.state)
    before = _before(period, how, scope.as_of)
    if _unrecorded(run, how.of, before):
        return nothing(CellState.NOT_FILLED)
    then = run.figure(how.of, cell.at(scope.during(before)))
    if then.state is CellState.BLANK and how.how != "before":
        return nothing(CellState.NOT_FILLED)  # nothing to compare with
    if how.how == "before":
        return as_written(run, then, cell, (how.of,))
    if how.how == "difference":
        return _marked(as_written(run, _difference(now, then), cell, (how.of,)), now, then)
    found = divided(now, then, how.times)
    less = 100 if how.how == "percent" else 0
    value = None if found.value is None else found.value - less
    return _marked(replace(found, value=value, unit="%" if how.times == 100 else ""), now, then)


def _marked(change: Figure, now: Figure, then: Figure) -> Figure:
    """A change from nothing (皆増) or to nothing (皆減), so that the print can say so."""
    if not (now.known and then.known) or bool(now.value) == bool(then.value):
        return change
    return replace(change, dated=FROM_ZERO if now.value else TO_ZERO)


def _difference(now: Figure, then: Figure) -> Figure:
    lacking = missing((now, then))
    if lacking is not None:
        return lacking
    difference = now.quantity - then.quantity
    kind = CountKind(f"{now.kind.name}の増減", now.unit, Nature.DERIVED)
    state = combined([now.state, then.state])
    return Figure(difference.value, now.unit, kind, state, now.notes, printing=now.printing)


def _before(period: Period, how: k.Change, as_of: date | None) -> Period:
    if how.on == "previous":
        return period.shifted(-1)
    before = period.by_months(-12)
    if how.same_span and as_of is not None and as_of in period:
        return Period(before.first, a_year_earlier(as_of))
    return before


def _unrecorded(run: Evaluation, of: k.Measure, before: Period) -> bool:
    """Whether a period lies wholly before the first record: then nothing is known of it, not 0."""
    if not isinstance(of.how, k.EVENT_KINDS):
        return False
    facts = run.facts
    happened = facts.dated & ~facts.statements
    if not happened.any():
        return True
    earliest = date(1970, 1, 1) + timedelta(days=int(facts.first[happened].min()))
    return before.last < earliest


def cumulative(run: Evaluation, _measure: k.Measure, how: k.Cumulative, cell: Cell) -> Figure:
    """A measure from a beginning to the end of the cell's period, or down to the cell's row."""
    if how.along != "time":
        return _down_to(run, how, cell)
    scope = cell.scope
    period = scope.period
    if period is None:
        return run.figure(how.of, cell)
    if scope.as_of is not None and period.first > scope.as_of:
        return nothing(CellState.BLANK)
    first = _beginning(period, how.start)
    inner = cell.at(scope.during(Period(min(first, period.last), period.last)))
    return as_written(run, run.figure(how.of, inner), cell, (how.of,))


def _down_to(run: Evaluation, how: k.Cumulative, cell: Cell) -> Figure:
    """A measure over the rows of the group down to the cell's own, counted anew as one scope."""
    scopes = cell.neighbours(how.along) if cell.neighbours is not None else ()
    if cell.scope not in scopes:
        return nothing(CellState.BLANK)  # totals, うち and その他 are not in the sequence
    axis = "column" if how.along == "columns" else "row"
    own: Side = getattr(cell.scope, axis)
    sides: list[Side] = [getattr(one, axis) for one in scopes[: scopes.index(cell.scope) + 1]]
    every = [side.periods for side in sides]
    periods = joined(tuple(p for ps in every for p in ps or ())) if all(every) else None
    conditions = (Either(tuple(Every(side.conditions) for side in sides)),)
    whole = replace(own, conditions=conditions, periods=periods)
    inner = cell.at(replace(cell.scope, **{axis: whole}))
    return as_written(run, run.figure(how.of, inner), cell, (how.of,))


def _beginning(period: Period, start: str | date) -> date:
    if isinstance(start, date):
        return start
    if start == "beginning":
        return BEGINNING
    unit = Unit(start)
    if unit is Unit.PLAN_PERIOD and fiscal_year_of(period.last) < FIRST_PLAN_YEAR:
        return period.first
    return holding(unit, period.last).first


def sums(run: Evaluation, measure: k.Measure, how: k.Sums, cell: Cell) -> Figure:
    """Measures added (or the others taken from the first).

    :raises UnlikeQuantities: if their units or ways of counting differ
    """
    if how.minus:
        figures = [run.figure(part, cell) for part in how.of]
    else:
        figures = run.apart([(part, cell) for part in how.of], measure.name or "add")
    total = added(figures, minus=how.minus, disjoint=measure.disjoint)
    return as_written(run, total, cell, how.of)


def added(figures: list[Figure], *, minus: bool = False, disjoint: bool = False) -> Figure:
    """Figures added; blanks add nothing, an unknown part leaves a lower bound.

    :raises UnlikeQuantities: if their units or ways of counting differ
    """
    state = combined(figure.state for figure in figures)
    known = [figure for figure in figures if figure.known]
    if not known or (minus and not figures[0].known):
        return nothing(state)
    total = known[0].quantity
    for figure in known[1:]:
        quantity = figure.quantity
        if minus:
            total = total - quantity
        elif disjoint and quantity.count_kind.nature is total.count_kind.nature:
            total = replace(total - quantity, value=total.value + quantity.value)
        else:
            total = total + quantity
    if total.value == 0 and state is CellState.ACTUAL:
        state = CellState.ZERO
    notes = tuple(dict.fromkeys(note for figure in figures for note in figure.notes))
    printing = {key: value for figure in known for key, value in figure.printing.items()}
    return Figure(total.value, total.unit, total.count_kind, state, notes, printing=printing)


def first_of(run: Evaluation, _measure: k.Measure, how: k.FirstOf, cell: Cell) -> Figure:
    """The first measure that has something to say, written its own way; else the last.

    Happenings that did not happen say nothing; a 0 that a statistic states is a number.
    """
    found = nothing(CellState.BLANK)
    for part in how.of:
        measure = run.other(cell) if isinstance(part.how, k.Other) else part
        found = run.figure(measure, cell)
        if _says_something(found, measure):
            return replace(found, own=measure.printing)
    return found


def _says_something(figure: Figure, measure: k.Measure) -> bool:
    if figure.words is not None:
        numbers = [value for value, _ in figure.pieces]
        return bool(figure.words) and (not numbers or any(numbers))
    return bool(figure.value) if isinstance(measure.how, k.EVENT_KINDS) else figure.known


def rank(run: Evaluation, _measure: k.Measure, how: k.Rank, cell: Cell) -> Figure:
    """The place of a cell among its neighbours; equal values share a place, blanks have none."""
    if cell.neighbours is None:
        raise LayoutRefused("順位（rank）は行見出し・列見出しの中では使えません。")
    mine = run.figure(how.of, cell)
    if not mine.known:
        return nothing(mine.state)
    own = mine.value or Decimal(0)
    better = 0
    for scope in cell.neighbours(how.along):
        value = run.figure(how.of, cell.at(scope)).value
        if value is not None and (value > own if how.order == "desc" else value < own):
            better += 1
    return Figure(Decimal(better + 1), "位", CountKind("順位", "位", Nature.DERIVED))
