"""A figure: what evaluating a measure in one cell gives, before it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from sasaeai.analysis.figures.quantities import CountKind, Nature, Quantity
from sasaeai.analysis.figures.states import WORDLESS, CellState

RATE = CountKind("割合", "", Nature.DERIVED)
TEXT = CountKind("文字", "", Nature.DERIVED)


@dataclass(frozen=True)
class Figure:
    """A number (or words, or nothing) with its unit, kind, state and notes.

    `words` is set for figures that are text. `dated` tells which date a stated number is of.
    `printing` is how it is written unless someone says otherwise; `own` what the measure that was
    chosen among several says about its writing.
    """

    value: Decimal | None
    unit: str = ""
    kind: CountKind = RATE
    state: CellState = CellState.ACTUAL
    notes: tuple[str, ...] = ()
    words: str | None = None
    pieces: tuple[tuple[Decimal | None, str], ...] = ()
    printing: Mapping[str, Any] = field(default_factory=dict)
    dated: str = ""
    own: Mapping[str, Any] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether there is a number to reckon with."""
        return self.value is not None and self.state not in WORDLESS

    @property
    def quantity(self) -> Quantity:
        """The number with unit and kind (only where there is one)."""
        return Quantity(self.value or Decimal(0), self.unit, self.kind)

    def noted(self, *notes: str) -> Figure:
        """The same figure with further notes, each once."""
        every = dict.fromkeys((*self.notes, *(note for note in notes if note)))
        return replace(self, notes=tuple(every))


def nothing(state: CellState, unit: str = "", *, notes: tuple[str, ...] = ()) -> Figure:
    """A cell without a number."""
    return Figure(None, unit, state=state, notes=notes)


def text(words: str, *, notes: tuple[str, ...] = ()) -> Figure:
    """A cell of words."""
    state = CellState.ACTUAL if words else CellState.BLANK
    return Figure(None, kind=TEXT, state=state, words=words, notes=notes)
