"""The kinds of arrays that walk through this package. Homes are rows, half hours are columns."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
Wide = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]
Longs = npt.NDArray[np.int64]

HALF_HOURS_A_DAY: Final = 48


def days_of(half_hours: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    """A table homes × half hours as homes × days × half hours of the day."""
    return half_hours.reshape(len(half_hours), -1, HALF_HOURS_A_DAY)


def quantiles(values: Floats, shares: Wide) -> Wide:
    """Quantiles of each row, unknown values left out; homes × shares. NaN where all are unknown.

    >>> quantiles(np.array([[3.0, np.nan, 1.0]], np.float32), np.array([0.5])).tolist()
    [[2.0]]
    """
    ordered = np.sort(values, axis=1).astype(np.float64)  # unknown values sort to the end
    known = np.count_nonzero(~np.isnan(values), axis=1)
    at = np.maximum(known - 1, 0)[:, None] * shares
    low = np.floor(at).astype(np.int64)
    high = np.minimum(low + 1, np.maximum(known - 1, 0)[:, None])
    below = np.take_along_axis(ordered, low, axis=1)
    above = np.take_along_axis(ordered, high, axis=1)
    found: Wide = below + (above - below) * (at - low)
    return found
