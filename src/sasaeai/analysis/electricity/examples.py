"""Fictional homes: readings of people who get up, cook, go out, come home and sleep."""

from __future__ import annotations

from typing import Final

import numpy as np

from sasaeai.analysis.electricity.arrays import HALF_HOURS_A_DAY, Floats

STANDBY_KWH: Final = 0.04
_MEALS: Final = ((13, 0.35), (24, 0.2), (36, 0.5))  # half hour of the day, kWh


def a_home(days: int, *, seed: int = 1, standby_kwh: float = STANDBY_KWH) -> Floats:
    """Half-hourly readings from a midnight: standby with a refrigerator, evenings, three meals."""
    draw = np.random.default_rng(seed)
    kwh = standby_kwh + draw.uniform(0.0, 0.02, (days, HALF_HOURS_A_DAY))
    for day in range(days):
        up, to_bed = draw.integers(11, 15), draw.integers(43, 47)
        kwh[day, up:to_bed] += draw.uniform(0.01, 0.12, to_bed - up)
        for at, amount in _MEALS:
            kwh[day, at + draw.integers(0, 3)] += amount * draw.uniform(0.6, 1.4)
    return kwh.reshape(-1).astype(np.float32)


def homes(many: int, days: int) -> Floats:
    """Several homes, homes × half hours."""
    return np.stack([a_home(days, seed=seed) for seed in range(many)])


def silenced(kwh: Floats, start: int, half_hours: int, *, seed: int = 9) -> Floats:
    """The same with nothing but standby from a half hour on."""
    quiet = kwh.copy()
    draw = np.random.default_rng(seed)
    shape = (*kwh.shape[:-1], half_hours)
    quiet[..., start : start + half_hours] = STANDBY_KWH + draw.uniform(0.0, 0.02, shape)
    return quiet
