"""Watching homes over readings that are all there: a file, a trial, a self-test."""

from __future__ import annotations

import numpy as np

from sasaeai.analysis.electricity.advancing import (
    Readings,
    Scores,
    Standing,
    advance,
    nothing_known,
)
from sasaeai.analysis.electricity.arrays import Flags, Floats
from sasaeai.analysis.electricity.method import LEARNING, METHOD, Method


def watch(
    kwh: Floats,
    away: Flags | None = None,
    *,
    method: Method = METHOD,
) -> tuple[Standing, Scores]:
    """Score every half hour after the first four weeks.

    :param kwh: homes × half hours from the midnight before the first reading, kWh in half an hour,
        NaN where missing
    :param away: registered absences, homes × half hours
    """
    homes, many = kwh.shape
    gone = np.zeros(kwh.shape, bool) if away is None else away
    first = np.zeros(homes, np.int64)
    begun = nothing_known(homes, min(LEARNING, many), first, method)
    return advance(begun, Readings(0, kwh, gone), many, method)
