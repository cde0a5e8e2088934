"""One dimension of all facts: dictionary codes in an array, a list of codes where facts have several.

Shapes: n facts; a single-valued column has n codes (-1 = none); a list-valued column has
offsets of n+1 and as many codes as there are elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sasaeai.analysis.figures.quantities import CountKind

Codes = NDArray[np.int32]
Mask = NDArray[np.bool_]
Index = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Column:
    """Labels by code; `offsets` only where a fact may have several."""

    codes: Codes
    labels: Sequence[str]
    offsets: Index | None = None

    @property
    def several(self) -> bool:
        """Whether a fact may have more than one value."""
        return self.offsets is not None

    @cached_property
    def size(self) -> int:
        """How many facts."""
        return len(self.codes) if self.offsets is None else len(self.offsets) - 1

    @cached_property
    def code_of(self) -> dict[str, int]:
        """The code of each label."""
        return {label: code for code, label in enumerate(self.labels)}

    @cached_property
    def owners(self) -> Index:
        """The fact of each element."""
        if self.offsets is None:
            return np.arange(len(self.codes), dtype=np.int64)
        return np.repeat(np.arange(self.size, dtype=np.int64), np.diff(self.offsets))

    @cached_property
    def present(self) -> Mask:
        """Which facts have a value at all."""
        if self.offsets is None:
            return self.codes >= 0
        return np.diff(self.offsets) > 0

    @cached_property
    def numbers(self) -> list[Decimal | None]:
        """Each label as a number, where it is one."""
        return [_number(label) for label in self.labels]

    def flags(self, codes: Iterable[int]) -> Mask:
        """Which elements have one of the codes."""
        wanted = list(codes)
        if len(wanted) == 1:
            return np.equal(self.codes, wanted[0])
        table = np.zeros(len(self.labels) + 1, dtype=np.bool_)  # the last answers code -1
        table[wanted] = True
        return np.take(table, self.codes)

    def having(self, codes: Iterable[int]) -> Mask:
        """Which facts have one of the codes."""
        return self.owned(self.flags(codes))

    def owned(self, flags: Mask) -> Mask:
        """Which facts own one of the flagged elements."""
        if self.offsets is None:
            return flags
        mask = np.zeros(self.size, dtype=np.bool_)
        mask[self.owners[flags]] = True
        return mask

    def elements(self, facts: Index) -> Index:
        """The positions of the elements of some facts, in order; without the empty ones."""
        if self.offsets is None:
            return facts[self.codes[facts] >= 0]
        return spread(self.offsets[facts], self.lengths(facts))

    def lengths(self, facts: Index) -> Index:
        """How many values each of some facts has."""
        if self.offsets is None:
            return (self.codes[facts] >= 0).astype(np.int64)
        return self.offsets[facts + 1] - self.offsets[facts]

    def values(self, fact: int) -> list[str]:
        """The labels of one fact."""
        positions = self.elements(np.array([fact], dtype=np.int64))
        return [self.labels[code] for code in self.codes[positions] if code >= 0]


def spread(starts: Index, lengths: Index) -> Index:
    """Positions start, start+1 … for each start and length, one after another."""
    total = int(lengths.sum())
    ends = np.cumsum(lengths)
    return np.repeat(starts - (ends - lengths), lengths) + np.arange(total, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Amounts:
    """Numbers of the facts that have one, exact: value = scaled / 10**digits."""

    kind: CountKind
    scaled: NDArray[np.int64]
    present: Mask
    digits: int = 0
    unit: str = field(default="")

    def exact(self, facts: Index) -> list[Decimal]:
        """The numbers of some facts, without those that have none."""
        having = facts[self.present[facts]]
        return [Decimal(int(v)).scaleb(-self.digits) for v in self.scaled[having]]

    def total(self, facts: Index) -> Decimal:
        """The exact sum over some facts."""
        return Decimal(_exact_sum(self.scaled[facts])).scaleb(-self.digits)

    def floats(self) -> NDArray[np.float64]:
        """All numbers as floats (NaN where none), for bands and comparisons only."""
        values = self.scaled / 10.0**self.digits
        values[~self.present] = np.nan
        return values


def _exact_sum(scaled: NDArray[np.int64]) -> int:
    """The sum, in halves of 32 bits where the whole might not fit into 64."""
    if int(np.abs(scaled).max(initial=0)) * len(scaled) < 2**62:
        return int(scaled.sum())
    return (int((scaled >> 32).sum()) << 32) + int((scaled & (2**32 - 1)).sum())


def _number(label: str) -> Decimal | None:
    try:
        number = Decimal(label)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
