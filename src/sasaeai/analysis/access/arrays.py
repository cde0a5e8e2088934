"""The kinds of arrays that walk through this package."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
AnyInts = npt.NDArray[np.signedinteger]

NONE = -1  # "no node", "no street", "no facility" in arrays of numbers
UNREACHED = np.iinfo(np.int32).max  # a cost that no walk has


def millimetres(metres: Floats) -> Ints:
    """Metres to whole millimetres, halves to even; the unit in which all distances are added."""
    return np.rint(metres * 1000.0).astype(np.int32)


def spans(starts: AnyInts, lengths: AnyInts) -> Longs:
    """All positions start, start+1, … of several spans, one after another.

    >>> spans(np.array([10, 40]), np.array([3, 2])).tolist()
    [10, 11, 12, 40, 41]
    """
    ends = np.cumsum(lengths, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    shift = np.repeat(starts - (ends - lengths), lengths)
    found: Longs = np.arange(total, dtype=np.int64) + shift
    return found
