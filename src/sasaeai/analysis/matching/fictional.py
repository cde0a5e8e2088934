"""Made-up weeks for tests, demos and benchmarks: towns 25 km apart at sea, nobody is real.

Shares follow the measured study of the methods page: priorities 15/50/35 %, one to six blocks a
request, gender wishes 14 %, languages 2 %, pairs 12 %, 35 % with somebody who came before.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

import numpy as np

from sasaeai.analysis.matching.week import BLOCKS, Gender, Request, Volunteer
from sasaeai.analysis.matching.weights import Mode, Weights

CATEGORIES: Final = (
    "garbage", "shopping", "talk", "cleaning", "garden", "escort", "ict", "repair", "cooking",
)  # fmt: skip
_ASKED: Final = (0.20, 0.18, 0.15, 0.13, 0.10, 0.09, 0.06, 0.05, 0.04)
_OFFERED: Final = (0.42, 0.42, 0.50, 0.32, 0.17, 0.12, 0.09, 0.07, 0.07)
_LANGUAGES: Final = ("sign", "zh", "pt")
_LAT: Final = 30.0
_LON: Final = 136.0
_APART_KM: Final = 25.0  # farther where the towns are large
_SPREAD_KM: Final = 2.6  # of a town with 400 requests; larger ones are as dense


def a_fictional_week(
    seed: int, requests: int, volunteers: int, *, towns: int = 1, another: int = 0
) -> tuple[list[Request], list[Volunteer]]:
    """Requests and volunteers of some towns; the same seed gives the same week.

    :param another: other weeks with the same volunteers and new requests (1, 2, …)
    """
    lots = np.random.default_rng(seed)
    spread = _SPREAD_KM * float(np.clip(math.sqrt(requests / towns / 400), 0.7, 3.0))
    town_v = np.sort(np.arange(volunteers) % towns)
    town_r = np.sort(np.arange(requests) % towns)
    helping = [
        _volunteer(lots, at, _place(lots, town, spread)) for at, town in enumerate(town_v.tolist())
    ]
    if another:
        lots = np.random.default_rng([seed, another])
    asked = [
        _request(lots, at, _place(lots, town, spread)) for at, town in enumerate(town_r.tolist())
    ]
    return [
        _with_history(lots, one, helping, town, town_v)
        for one, town in zip(asked, town_r, strict=True)
    ], helping


def _place(lots: np.random.Generator, town: int, spread: float) -> tuple[float, float]:
    row, column = divmod(town, 7)
    edge = 2.4 * spread
    apart = max(_APART_KM, 2 * edge + 8.0)
    north, east = np.clip(lots.normal(0.0, spread, 2), -edge, edge).tolist()
    lat = _LAT + (row * apart + north) / 111.2
    lon = _LON + (column * apart + east) / (111.2 * math.cos(math.radians(lat)))
    return round(lat, 6), round(lon, 6)


def _blocks(lots: np.random.Generator, number: int) -> frozenset[int]:
    """Blocks of a few days at the same hours; mornings are the most usual."""
    chance = np.tile([0.32, 0.28, 0.27, 0.13], 7) * np.repeat([1, 1, 1, 1, 1, 0.8, 0.5], 4)
    return frozenset(lots.choice(BLOCKS, number, replace=False, p=chance / chance.sum()).tolist())


def _volunteer(lots: np.random.Generator, at: int, place: tuple[float, float]) -> Volunteer:
    skills = [c for c, share in zip(CATEGORIES, _OFFERED, strict=True) if lots.random() < share]
    skills = skills or [CATEGORIES[int(lots.integers(len(CATEGORIES)))]]
    languages = [name for name in _LANGUAGES if lots.random() < 0.06]
    return Volunteer(
        f"v{at:06d}",
        *place,
        frozenset(skills),
        _blocks(lots, int(np.clip(lots.poisson(6.5), 1, 20))),
        mode=(Mode.WALK, Mode.BIKE, Mode.CAR)[int(lots.choice(3, p=[0.35, 0.35, 0.30]))],
        cap=int(lots.choice(4, p=[0.35, 0.38, 0.19, 0.08])) + 1,
        gender=Gender.FEMALE if lots.random() < 0.62 else Gender.MALE,
        languages=frozenset(languages),
        load_4weeks=float(lots.poisson(2.2)),
        likes=frozenset(c for c in skills if lots.random() < 0.3),
    )


def _request(lots: np.random.Generator, at: int, place: tuple[float, float]) -> Request:
    wish = lots.random()
    return Request(
        f"r{at:06d}",
        *place,
        CATEGORIES[int(lots.choice(len(CATEGORIES), p=_ASKED))],
        _blocks(lots, int(lots.integers(1, 7))),
        priority=int(lots.choice(3, p=[0.15, 0.50, 0.35])) + 1,
        gender=Gender.FEMALE if wish < 0.11 else Gender.MALE if wish < 0.14 else Gender.ANY,
        language=_LANGUAGES[int(lots.integers(3))] if lots.random() < 0.02 else "",
        people=2 if lots.random() < 0.12 else 1,
    )


def _with_history(
    lots: np.random.Generator,
    request: Request,
    helping: list[Volunteer],
    town: int,
    town_v: np.ndarray,
) -> Request:
    """Somebody who came before (near, with the skill) and somebody who must not come."""
    first, last = np.searchsorted(town_v, [town, town + 1])
    some = [helping[at] for at in lots.integers(first, last, 12).tolist()] if last > first else []
    before, not_again = lots.random() < 0.35, lots.random() < 0.03
    able = [one for one in some if request.category in one.skills and _near(one, request)]
    previous = frozenset({able[0].id}) if before and able else frozenset()
    others = [one.id for one in some if one.id not in previous]
    blocked = frozenset(others[:1]) if not_again else frozenset()
    return replace(request, previous=previous, blocked=blocked)


def _near(one: Volunteer, request: Request) -> bool:
    north = 111.2 * (one.lat - request.lat)
    east = 111.2 * math.cos(math.radians(one.lat)) * (one.lon - request.lon)
    return math.hypot(north, east) <= Weights().reach_km[one.mode]
