"""Which value comes first, second …: the month with most meetings, the third most frequent answer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sasaeai.analysis.figures.conditions import Is
from sasaeai.analysis.figures.measures import kinds as k
from sasaeai.analysis.figures.measures import wording
from sasaeai.analysis.figures.measures.cell import Cell
from sasaeai.analysis.figures.measures.figure import Figure, nothing, text
from sasaeai.analysis.figures.measures.scope import Scope
from sasaeai.analysis.figures.states import CellState, combined

if TYPE_CHECKING:
    from sasaeai.analysis.figures.measures.evaluating import Evaluation


def nth(run: Evaluation, measure: k.Measure, how: k.Nth, cell: Cell) -> Figure:
    """The value at a place; equal ones share the place and are all named, the next stays empty."""
    sized = _sized(run, how, cell)
    before = [size for _, size in sized]
    placed = [
        value
        for value, size in sized
        if 1 + sum(other > size if how.order == "desc" else other < size for other in before)
        == how.place
    ]
    if not placed:
        return nothing(CellState.BLANK)
    written = [_written(run, measure, how, cell, value) for value in placed]
    line = how.join.join(figure.words or "" for figure in written)
    notes = tuple(dict.fromkeys(note for figure in written for note in figure.notes))
    state = combined(figure.state for figure in written)
    return replace(text(line, notes=notes), state=state)


def _sized(run: Evaluation, how: k.Nth, cell: Cell) -> list[tuple[str, Decimal]]:
    """The values that occur in the cell with their sizes."""
    found = []
    for value in run.facts.column(how.dimension).labels:
        figure = run.figure(how.of, cell.at(_of_value(cell.scope, how.dimension, value)))
        if figure.value:
            found.append((value, figure.value))
    return found


def _written(run: Evaluation, measure: k.Measure, how: k.Nth, cell: Cell, value: str) -> Figure:
    words = k.Words(how.form.replace("{value}", value), how.parts)
    return wording.words(run, measure, words, cell.at(_of_value(cell.scope, how.dimension, value)))


def _of_value(scope: Scope, dimension: str, value: str) -> Scope:
    conditions = (*scope.row.conditions, Is(dimension, (value,)))
    return replace(scope, row=replace(scope.row, conditions=conditions))
