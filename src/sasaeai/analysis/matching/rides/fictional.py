"""Made-up days of rides: a town at sea, appointments at the clinic or the shop and the way home."""

from __future__ import annotations

import math
from datetime import date
from typing import Final

import numpy as np

from sasaeai.analysis.matching.rides.people import MINUTE, Driver, Kind, Ride

DAY_OF_RIDES: Final = date(2026, 4, 15)
_LAT: Final = 30.0
_LON: Final = 136.0
_GOALS: Final = ((0.0, 0.0), (2.5, 1.0), (-1.5, 3.0), (-3.0, -2.0), (1.0, -3.5))


def a_fictional_day(seed: int, rides: int, drivers: int) -> tuple[list[Ride], list[Driver]]:
    """Rides two by two (there and back), 12 % with a wheelchair, 15 % with somebody; shifts of 6–8½ hours."""
    lots = np.random.default_rng(seed)
    asked: list[Ride] = []
    while len(asked) < rides:
        asked += _there_and_back(lots, len(asked), rides - len(asked))
    return asked, [_driver(lots, at) for at in range(drivers)]


def _place(north: float, east: float) -> tuple[float, float]:
    lat = _LAT + north / 111.2
    return round(lat, 6), round(_LON + east / (111.2 * math.cos(math.radians(lat))), 6)


def _there_and_back(lots: np.random.Generator, at: int, room: int) -> list[Ride]:
    home = _place(*lots.normal(0.0, 3.0, 2).tolist())
    goal = _place(*_GOALS[int(lots.integers(len(_GOALS)))])
    appointment = int(lots.integers(36, 62)) * 15 * MINUTE
    stays = int(lots.integers(3, 8)) * 15 * MINUTE
    wheelchair, companions = bool(lots.random() < 0.12), int(lots.random() < 0.15)
    window = (appointment - 30 * MINUTE, appointment)
    back = (appointment + stays, appointment + stays + 30 * MINUTE)
    pair = [
        Ride(f"m{at:04d}", Kind.OUTWARD, home, goal, window, wheelchair, companions),
        Ride(f"m{at + 1:04d}", Kind.RETURN, goal, home, back, wheelchair, companions),
    ]
    return pair[:room]


def _driver(lots: np.random.Generator, at: int) -> Driver:
    begins = int(lots.integers(16, 21)) * 30 * MINUTE
    ends = begins + int(lots.integers(12, 18)) * 30 * MINUTE
    van = lots.random() < 0.3
    return Driver(
        f"d{at:03d}",
        _place(*lots.normal(0.0, 3.0, 2).tolist()),
        (begins, ends),
        6 if van else 3,
        1 if van else 0,
        (("licence", date(2028, 3, 31)), ("insurance", date(2026, 12, 31))),
    )
