"""Words with figures in them: `{センター}センター{回数}回`, `[{座談会}回 ][/{目標}回]`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sasaeai.analysis.figures.measures import kinds as k
from sasaeai.analysis.figures.measures.cell import Cell
from sasaeai.analysis.figures.measures.figure import Figure, nothing, text
from sasaeai.analysis.figures.measures.writing import write
from sasaeai.analysis.figures.states import CellState, combined

if TYPE_CHECKING:
    from sasaeai.analysis.figures.measures.evaluating import Evaluation

_OPTIONAL = re.compile(r"\[([^\[\]]*\{[^\[\]]*)\]")
_BRACES = re.compile(r"\{([^{}]*)\}")
_SILENT = (CellState.BLANK, CellState.NO_AMOUNT)  # what lets [ ] fall away


@dataclass(frozen=True)
class _Piece:
    """One figure of the words and the options it is written by."""

    figure: Figure
    by: Mapping[str, Any]
    bare: bool

    def written(self) -> str:
        return write(self.figure, self.by, bare=self.bare)

    def without_reserve(self) -> str:
        plain = replace(self.figure, state=CellState.ACTUAL)
        return write(plain if self.figure.known else self.figure, self.by, bare=self.bare)


def words(run: Evaluation, measure: k.Measure, how: k.Words, cell: Cell) -> Figure:
    """Words with figures in them. What stands in [ ] falls away when a figure in it says nothing.

    Where no figure has a number and all say the same (集計中, ―), the cell says that and no more.
    """
    pieces = {name: _piece(run, part, cell) for name, part in how.parts}
    template = _OPTIONAL.sub(lambda found: _kept(found[1], pieces), how.template)
    named = list(dict.fromkeys(_BRACES.findall(template)))
    if not pieces:
        return text(template.strip())
    notes = tuple(dict.fromkeys(n for piece in pieces.values() for n in piece.figure.notes))
    shown = {name: pieces[name] for name in named}
    silent = _saying_one_thing(list((shown or pieces).values()))
    if silent is not None and (shown or not template.strip()):
        return silent.noted(*notes)
    state = combined(piece.figure.state for piece in (shown or pieces).values())
    line = _filled(template, shown, run.writing(measure, cell)).strip()
    numbers = tuple((piece.figure.value, piece.figure.unit) for piece in pieces.values())
    figure = replace(text(line, notes=notes), state=state, pieces=numbers)
    if len(numbers) == 1:
        return replace(figure, value=numbers[0][0], unit=numbers[0][1])
    return figure


def _saying_one_thing(pieces: list[_Piece]) -> Figure | None:
    """What pieces without any number say in common: nothing at all, 集計中, ―."""
    figures = [piece.figure for piece in pieces]
    if any(figure.known or figure.words is not None for figure in figures):
        return None
    written = list(dict.fromkeys(piece.written() for piece in pieces))
    state = combined(figure.state for figure in figures)
    if len(written) > 1:
        return None
    return replace(text(written[0]), state=state) if written[0] else nothing(state)


def _piece(run: Evaluation, part: k.Measure, cell: Cell) -> _Piece:
    figure = run.figure(part, cell)
    said = {**part.printing, **figure.own}
    by = run.writing(part, cell) | dict(figure.printing) | said
    return _Piece(figure, by, bare=not said)


def _kept(inside: str, pieces: Mapping[str, _Piece]) -> str:
    """What stands in [ ], or nothing where one of its figures says nothing."""
    named = [pieces[name] for name in _BRACES.findall(inside)]
    silent = any(p.figure.state in _SILENT and not p.figure.known for p in named)
    return "" if silent or not all(p.written() for p in named) else inside


def _filled(template: str, shown: Mapping[str, _Piece], by: Mapping[str, Any]) -> str:
    """The words; a reserve all numbers share (超, 約) stands once: 98件・45名超, not 98超件・45超名."""
    states = {piece.figure.state for piece in shown.values() if piece.figure.known}
    form = str(by.get(states.pop().value) or "") if len(states) == 1 else ""
    before, _, after = form.partition("{n}")
    if not after:
        return _BRACES.sub(lambda found: shown[found[1]].written(), template)
    line = _BRACES.sub(lambda found: shown[found[1]].without_reserve(), template).strip()
    return before + line + after
