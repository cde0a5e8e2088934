"""Statistics and plan targets: numbers that facts state. They are looked up, and added with care."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np

from sasaeai.analysis.figures.conditions import ALWAYS, dimensions_in
from sasaeai.analysis.figures.facts.columns import Amounts, Column, Index
from sasaeai.analysis.figures.facts.fields import day_number
from sasaeai.analysis.figures.facts.table import Facts
from sasaeai.analysis.figures.measures import counting
from sasaeai.analysis.figures.measures.cell import Cell
from sasaeai.analysis.figures.measures.figure import Figure, nothing
from sasaeai.analysis.figures.measures.kinds import Measure, Stated, rescaled
from sasaeai.analysis.figures.measures.scope import Scope, Side
from sasaeai.analysis.figures.periods import MONTHS_IN, Period, Unit, holding, label
from sasaeai.analysis.figures.quantities import CountKind, Nature, kind_called
from sasaeai.analysis.figures.refusals import FactRefused, LayoutRefused, UnlikeQuantities
from sasaeai.analysis.figures.states import CellState, combined

if TYPE_CHECKING:
    from sasaeai.analysis.figures.measures.evaluating import Evaluation

# Dimensions that describe a statement and do not divide it into parts.
DESCRIBING = frozenset(
    {"note", "source", "unit", "count_kind", "indicator", "state", "value_state", "number", "area"}
)


def stated(run: Evaluation, measure: Measure, how: Stated, cell: Cell) -> Figure:
    """The stated number of a cell.

    :raises FactRefused: where parts and wholes are mixed
    :raises LayoutRefused: where several dates meet and `how` does not say what to do
    """
    name = _indicator(run, how, cell)
    if how.what == "value":
        _tell_unknown(run, name)
    found = run.selector.statements(cell.scope, measure.where, name)
    amounts = run.facts.value if how.what == "value" else run.facts.target
    if how.what == "target":
        found = found[amounts.present[found]] if amounts is not None else found[:0]
    elif run.facts.target is not None:
        found = found[~run.facts.target.present[found]]
    found = _timed(run, measure, how, cell.scope, found)
    run.record(found)
    if not len(found):
        _tell_left_out(run, name, cell.scope)
        return nothing(CellState.BLANK, measure.unit or "")
    _must_not_mix(run.facts, found)
    names = _labels(run.facts, "indicator", found)
    if len(names) > 1:
        raise UnlikeQuantities(
            f"違う指標の数（{'、'.join(names)}）は足せません。行か列を indicator で分けるか、"
            "where で一つに絞ってください。"
        )
    figure = _worked_out(run, measure, how, cell, found, amounts)
    return _like(figure, run.other(cell), measure) if how.indicator == "*" else figure


def _like(figure: Figure, planned: Measure, measure: Measure) -> Figure:
    """A plan's number in the unit and with the decimals of the measure it plans (円 → 千円)."""
    if "decimals" in planned.printing:
        figure = replace(figure, printing={"decimals": planned.printing["decimals"]})
    if not rescaled(planned) or rescaled(measure):
        return figure
    if figure.value is None or figure.unit == planned.unit:
        return figure
    unit = planned.unit or figure.unit
    value = figure.value * planned.times / planned.scale
    return replace(figure, value=value, unit=unit, kind=replace(figure.kind, unit=unit))


def _indicator(run: Evaluation, how: Stated, cell: Cell) -> str:
    if how.indicator != "*":  # "" is any indicator
        return how.indicator
    other = run.other(cell)
    return other.how.indicator if isinstance(other.how, Stated) else other.name


def _tell_unknown(run: Evaluation, name: str) -> None:
    """Tell of an indicator that no fact has where another is spelt much the same.

    One that is not like any other may simply have no numbers yet: a new town prints blanks.
    """
    indicators = run.facts.column("indicator")
    if name and name not in indicators.code_of:
        near = get_close_matches(name, indicators.labels, n=1, cutoff=0.5)
        if near:
            run.warnings[
                f"指標（indicator）「{name}」は事実に一度も現れないので、その欄は空欄です。"
                f"「{near[0]}」ではありませんか。"
            ] = None


def _tell_left_out(run: Evaluation, name: str, scope: Scope) -> None:
    """Tell where rows or columns ask for a dimension that no statement of an indicator has."""
    own = run.selector.statements(Scope(Side()), ALWAYS, name)
    asked = {one for condition in scope.conditions for one in dimensions_in(condition)}
    for dimension in sorted(asked - {"indicator"}) if len(own) else ():
        if not run.facts.column(dimension).present[own].any():
            bare = dimension.rpartition(".")[2]
            told = (
                f"「{name}」の事実には「{bare}」が書かれていないので、「{bare}」で分けた行・列では空欄です。"
                f'分けずに同じ数を使うなら、数え方に ignore = "{bare}" と書いてください。'
            )
            run.warnings[told] = None


def _timed(run: Evaluation, measure: Measure, how: Stated, scope: Scope, found: Index) -> Index:
    """The statements of the cell's time: inside its periods, or the latest ones by a day (`at`)."""
    facts = run.facts
    if measure.at is not None:
        day = run.day_of(measure.at, scope)
        if day is None:
            return _latest(facts, found)
        return _latest(facts, found[facts.first[found] <= day_number(day)])
    if how.what == "value" and scope.as_of is not None:
        found = found[(facts.first[found] <= day_number(scope.as_of)) | ~facts.dated[found]]
    if scope.periods is not None:
        flags = np.zeros(len(found), dtype=np.bool_)
        for period in scope.periods:
            flags |= run.selector.inside(period)[found]
        found = found[flags]
    return found


def _latest(facts: Facts, found: Index, *, first: bool = False) -> Index:
    """Of every series (same indicator, same parts), the latest (or the first) statement."""
    if len(found) < 2:
        return found
    keys = np.zeros(len(found), dtype=np.int64)
    for name in _dividing(facts):
        codes = _codes(facts.columns[name], found)
        _, keys = np.unique(keys * (int(codes.max()) + 2) + codes, return_inverse=True)
    days = facts.first[found].astype(np.int64)
    order = np.lexsort((-days if first else days, keys))
    ordered = keys[order]
    last = np.append(ordered[1:] != ordered[:-1], True)
    return np.sort(found[order[last]])


def _codes(column: Column, found: Index) -> Index:
    """A number for each value, or each set of values, of some facts."""
    if not column.several:
        return column.codes[found].astype(np.int64)
    sets = [tuple(sorted(column.values(int(fact)))) for fact in found]
    known = {values: n for n, values in enumerate(dict.fromkeys(sets))}
    return np.array([known[values] for values in sets], dtype=np.int64)


def _dividing(facts: Facts) -> list[str]:
    return [
        name
        for name in facts.columns
        if name not in DESCRIBING
        and not name.startswith("text.")
        and "_year" not in name
        and name not in TIMES
    ]


TIMES = frozenset(
    {"month", "quarter", "half", "plan_period", "date", "month_number", "weekday", "id"}
)


def _must_not_mix(facts: Facts, found: Index) -> None:
    """Refuse to add the whole and its parts: one has the dimension, the other has not."""
    if len(found) < 2:
        return
    for name in _dividing(facts):
        having = facts.columns[name].present[found]
        if having.any() and not having.all():
            whole, part = int(found[~having][0]), int(found[having][0])
            raise FactRefused(counting.overlap_words(facts, name, whole, part))
        counting.must_not_overlap(facts, found, name)


def _worked_out(
    run: Evaluation,
    measure: Measure,
    how: Stated,
    cell: Cell,
    found: Index,
    amounts: Amounts | None,
) -> Figure:
    facts = run.facts
    kind = _kind(facts, found, measure)
    notes = run.written_notes(found)
    states = run.value_states(found)
    having = found[amounts.present[found]] if amounts is not None else found[:0]
    if len(having) < len(found) and not states:
        states = [CellState.NOT_FILLED]
    if amounts is None or not len(having):
        return nothing(combined(states), kind.unit, notes=notes)
    value = _value(facts, having, amounts, how, kind, disjoint=measure.disjoint)
    base = CellState.ZERO if value == 0 else CellState.ACTUAL
    state = combined([base, *states]) if states else base
    figure = Figure(value, kind.unit, kind, state, notes, dated=_dated(facts, having))
    if how.what == "value":
        run.told |= dict.fromkeys(_sources(facts, having, how))
    dated = having[facts.dated[having]]
    until = date(1970, 1, 1) + timedelta(days=int(facts.last[dated].max())) if len(dated) else None
    return figure.noted(*run.notes_for(state, measure, cell, until=until))


def _value(
    facts: Facts, found: Index, amounts: Amounts, how: Stated, kind: CountKind, *, disjoint: bool
) -> Decimal:
    days = np.unique(facts.first[found])
    several = len(days) > 1
    if several and how.how is None:
        raise LayoutRefused(
            f'「{how.indicator}」には{len(days)}つの日付の数があります。足す（how = "sum"）か、'
            '期末の数を使う（how = "last" または at = "end"）か、'
            '平均（"mean"）などから選んで measure に書いてください。'
        )
    if several and how.how == "last":
        found = _latest(facts, found)
    elif several and how.how == "first":
        found = _latest(facts, found, first=True)
    elif several and how.how in ("mean", "max", "min"):
        return _over_days(facts, found, amounts, how.how)
    if len(found) > 1 and not disjoint and kind.nature in (Nature.DISTINCT, Nature.DERIVED):
        raise UnlikeQuantities(
            f"「{how.indicator}」（{kind.name}）の{len(found)}つの数は足せません。実数や割合は足すと"
            "重なりや分母の違いで誤ります。全体の数を事実として別に書くか、"
            "重なりがないことが確かなときだけ disjoint = true を書いてください。"
        )
    return amounts.total(found)


def _over_days(facts: Facts, found: Index, amounts: Amounts, how: str) -> Decimal:
    by_day = [
        amounts.total(found[facts.first[found] == day]) for day in np.unique(facts.first[found])
    ]
    if how == "mean":
        return sum(by_day, Decimal(0)) / len(by_day)
    return max(by_day) if how == "max" else min(by_day)


def _kind(facts: Facts, found: Index, measure: Measure) -> CountKind:
    units = _labels(facts, "unit", found)
    kinds = _labels(facts, "count_kind", found)
    for what, words in (("単位", units), ("数え方", kinds)):
        if len(words) > 1:
            raise UnlikeQuantities(
                f"{what}の違う数（{'、'.join(words)}）は足せません。"
                "where で絞るか、別々の行・列に分けてください。"
            )
    _must_fit_scale(measure, next(iter(units), ""))
    name = next(iter(kinds), next(iter(units), measure.unit or ""))
    kind = kind_called(name)
    if any(sign in name for sign in ("%", "％", "割合", "率", "平均")):
        kind = replace(kind, nature=Nature.DERIVED)
    return replace(kind, unit=next(iter(units), kind.unit))


def _must_fit_scale(measure: Measure, unit: str) -> None:
    """Refuse to turn people into 千円, or 千円 into 千円 once more."""
    wanted = measure.unit or ""
    if measure.scale == 1 or not wanted or not unit:
        return
    if unit == wanted or (unit.endswith("円") != wanted.endswith("円")):
        raise UnlikeQuantities(
            f"単位「{unit}」の数を scale = {measure.scale} で「{wanted}」にはできません。"
            "事実の unit を確かめるか、行ごとに数え方を分けて、scale のいるものにだけ書いてください。"
        )


def _labels(facts: Facts, dimension: str, found: Index) -> list[str]:
    column = facts.columns.get(dimension)
    if column is None:
        return []
    return [column.labels[c] for c in np.unique(column.codes[column.elements(found)]) if c >= 0]


def _dated(facts: Facts, found: Index) -> str:
    """The dates of stated numbers, as words; "" if one has none."""
    if not facts.dated[found].all():
        return ""
    spans = sorted({(int(facts.first[f]), int(facts.last[f])) for f in found})
    return "、".join(dict.fromkeys(label(_period(*span)) for span in spans))


def _period(first: int, last: int) -> Period:
    start = date(1970, 1, 1) + timedelta(days=first)
    end = date(1970, 1, 1) + timedelta(days=last)
    for unit in (Unit.DAY, *MONTHS_IN):
        whole = holding(unit, start)
        if (whole.first, whole.last) == (start, end):
            return whole
    return Period(start, end)


def _sources(facts: Facts, found: Index, how: Stated) -> list[str]:
    return [f"出典：{source}（{how.indicator}）" for source in _labels(facts, "source", found)]
