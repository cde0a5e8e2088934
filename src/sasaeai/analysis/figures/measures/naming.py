"""Measures that answer in words made from happenings: names, dates, from–to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sasaeai.analysis.figures.facts.columns import Index
from sasaeai.analysis.figures.measures import kinds as k
from sasaeai.analysis.figures.measures import listing
from sasaeai.analysis.figures.measures.cell import Cell
from sasaeai.analysis.figures.measures.figure import Figure, nothing, text
from sasaeai.analysis.figures.states import CellState

if TYPE_CHECKING:
    from sasaeai.analysis.figures.measures.evaluating import Evaluation


def names(run: Evaluation, measure: k.Measure, how: k.Names, cell: Cell) -> Figure:
    """A list of names, dates or lines made from happenings."""
    chosen = run.happenings(measure, cell)
    conditions = (*cell.scope.conditions, measure.where)
    wide = run.writing(measure, cell)["width"] == "full"
    words = listing.names(run.facts, chosen, how, conditions, wide=wide)
    return _in_words(words, run, measure, cell, chosen)


def ranged(run: Evaluation, measure: k.Measure, how: k.NumberRange, cell: Cell) -> Figure:
    """From the first to the last number (№1～№11), or the least to the greatest amount (15～30人)."""
    chosen = run.happenings(measure, cell)
    by = run.writing(measure, cell)
    if listing.is_number(run.facts, how.of):
        words = listing.span(run.facts, chosen, how, by)
    else:
        words = listing.number_range(run.facts, chosen, how, wide=by["width"] == "full")
    return _in_words(words, run, measure, cell, chosen)


def _in_words(words: str, run: Evaluation, measure: k.Measure, cell: Cell, chosen: Index) -> Figure:
    """Words made from happenings, with all that must be said about them; no words are a blank."""
    if not words:
        return nothing(CellState.BLANK)
    state = run.state(measure, cell, chosen, Decimal(len(chosen)))
    notes = (*run.written_notes(chosen), *run.notes_for(state, measure, cell))
    return replace(text(words, notes=notes), state=state)
