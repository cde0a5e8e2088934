"""Values as codes: each different value of a field is kept once, however many facts have it."""

from __future__ import annotations

import marshal
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sasaeai.analysis.figures.facts.columns import Codes


@dataclass(frozen=True, eq=False)
class Encoded:
    """One field of all facts: a code per fact (-1 = not written) into the different values."""

    codes: Codes
    values: Sequence[Any]


@dataclass(frozen=True, eq=False)
class EncodedLists:
    """One field of lists: how many elements each fact has, and a code per element."""

    lengths: NDArray[np.int64]
    codes: Codes
    values: Sequence[Any]


def encoded_values(column: Sequence[Any]) -> Encoded:
    """A code for each value (-1 = None). Rows that share an object are not asked twice: all of them are alive."""
    seen, known = {id(None): -1}, dict[Hashable, int]()
    values, codes = list[Any](), list[int]()
    for value in column:
        code = seen.get(id(value))
        if code is None:
            code = known.setdefault(_identity(value), len(values))
            if code == len(values):
                values.append(value)
            seen[id(value)] = code
        codes.append(code)
    return Encoded(np.array(codes, dtype=np.int32), values)


def _identity(value: Any) -> Hashable:
    """A text stands for itself; of anything else (1, "1", 1.0 and true are four values) the way it is written."""
    if isinstance(value, str):
        return value
    try:
        return marshal.dumps(
            value, 2
        )  # the last version that writes the same value in the same way
    except ValueError:
        return (repr(value),)
