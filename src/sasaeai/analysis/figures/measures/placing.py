"""Which value comes first, second …: the month with most meetings, the third most frequent answer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sasaeai.analysis.figures.conditions import Is
from sasaeai.analysis.figures.measures import kinds as k
from sasaeai.analysis.figures.measures import wording
from sasaeai.analysis.figures.measures.cell import Cell
from sasaeai.analysis.figures.measures.combining import as_rate
from sasaeai.analysis.figures.measures.figure import Figure, nothing, text
from sasaeai.analysis.figures.measures.scope import Scope
from sasaeai.analysis.figures.periods import Unit, split
from sasaeai.analysis.figures.printing import number_text
from sasaeai.analysis.figures.refusals import LayoutRefused
from sasaeai.analysis.figures.states import CellState, combined

if TYPE_CHECKING:
    from sasaeai.analysis.figures.measures.evaluating import Evaluation


def nth(run: Evaluation, measure: k.Measure, how: k.Nth, cell: Cell) -> Figure:
    """The value at a place, or all values in their order, as words.

    Equal values share a place and are all named; the place after them stays empty.
    """
    sized = _sized(run, how, cell)
    if how.place is not None:
        chosen = [one for one in sized if _place_of(one[1], sized, how.order) == how.place]
    else:
        chosen = sorted(sized, key=lambda one: one[1], reverse=how.order == "desc")
    if not chosen:
        return nothing(CellState.BLANK)
    left = len(chosen) - how.limit if how.limit is not None else 0
    shown = chosen[: how.limit] if left > 0 else chosen
    written = [_written(run, measure, how, cell, value, size) for value, size in shown]
    line = how.join.join(figure.words or "" for figure in written)
    if left > 0:
        line += how.more.replace("{n}", str(left))
    notes = tuple(dict.fromkeys(note for figure in written for note in figure.notes))
    return replace(text(line, notes=notes), state=combined(figure.state for figure in written))


def across(run: Evaluation, _measure: k.Measure, how: k.Across, cell: Cell) -> Figure:
    """The mean (median, greatest, least) of a measure over the values of a dimension or over time.

    A value without any happening counts as 0; one whose number is not known is left out.
    """
    figures = [run.figure(how.of, cell.at(scope)) for scope in _parts(run, how, cell.scope)]
    known = [figure for figure in figures if figure.known]
    if not known:
        return nothing(combined(figure.state for figure in figures))
    numbers = sorted(figure.value or Decimal(0) for figure in known)
    half = len(numbers) // 2
    value = {
        "mean": lambda: sum(numbers, Decimal(0)) / len(numbers),
        "median": lambda: (numbers[half] + numbers[(len(numbers) - 1) // 2]) / 2,
        "max": lambda: numbers[-1],
        "min": lambda: numbers[0],
    }[how.how]()
    found = Figure(value, known[0].unit, state=combined(figure.state for figure in known))
    found = replace(found, printing=known[0].printing)
    return found if how.how in ("max", "min") else as_rate(found)


def _parts(run: Evaluation, how: k.Across, scope: Scope) -> list[Scope]:
    """The scopes a measure is taken over: the periods of the cell, or the values of a dimension."""
    unit = next((unit for unit in Unit if unit.value == how.over and unit is not Unit.RANGE), None)
    if unit is None:
        values = how.values or tuple(run.facts.column(how.over).labels)
        return [_of_value(scope, run.facts.name_of(how.over), value) for value in values]
    if scope.periods is None:
        raise LayoutRefused(
            f'「{how.over}」にわたる平均などには期間が要ります。period = "令和5年度" のように書いてください。'
        )
    cut = [one.until(scope.as_of) if scope.as_of else one for one in scope.periods]
    return [scope.during(part) for one in cut if one is not None for part in split(one, unit)]


def _place_of(size: Decimal, sized: list[tuple[str, Decimal]], order: str) -> int:
    return 1 + sum(other > size if order == "desc" else other < size for _, other in sized)


def _sized(run: Evaluation, how: k.Nth, cell: Cell) -> list[tuple[str, Decimal]]:
    """The values that occur in the cell with their sizes."""
    found = []
    for value in run.facts.column(how.dimension).labels:
        figure = run.figure(how.of, cell.at(_of_value(cell.scope, how.dimension, value)))
        if figure.value:
            found.append((value, figure.value))
    return found


def _written(
    run: Evaluation, measure: k.Measure, how: k.Nth, cell: Cell, value: str, size: Decimal
) -> Figure:
    form = how.form.replace("{value}", value).replace("{n}", number_text(size))
    words = k.Words(form, how.parts)
    return wording.words(run, measure, words, cell.at(_of_value(cell.scope, how.dimension, value)))


def _of_value(scope: Scope, dimension: str, value: str) -> Scope:
    conditions = (*scope.row.conditions, Is(dimension, (value,)))
    return replace(scope, row=replace(scope.row, conditions=conditions))
