"""One week of requests and volunteers: what a person writes, and the arrays the engine works on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Final

import numpy as np

from sasaeai.analysis.access.arrays import Flags, Floats, Longs
from sasaeai.analysis.matching.weights import Mode, Weights

BLOCKS: Final = 28
BLOCKS_A_DAY: Final = 4
_DAYS: Final = "月火水木金土日"
_PARTS: Final = ("朝", "昼まえ", "昼すぎ", "夕方")
# IUGG mean radius; distances are along the great circle (haversine).
EARTH_KM: Final = 6371.0088


class Gender(StrEnum):
    """A wish of a request, or what a volunteer says; any = no wish, or not said."""

    ANY = "any"
    FEMALE = "female"
    MALE = "male"


class Priority(IntEnum):
    """How urgent a request is."""

    URGENT = 1
    ORDINARY = 2
    CAN_WAIT = 3


@dataclass(frozen=True, slots=True)
class Request:
    """One visit wished for this week.

    :param blocks: numbers 0–27 of the blocks that suit (7 days × 4)
    :param people: volunteers needed at the same time, 1 or 2
    :param previous: who came before
    :param blocked: volunteers who must not be asked
    """

    id: str
    lat: float
    lon: float
    category: str
    blocks: frozenset[int]
    priority: int = Priority.ORDINARY
    gender: Gender = Gender.ANY
    language: str = ""
    people: int = 1
    previous: frozenset[str] = frozenset()
    blocked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Volunteer:
    """One helper and what they offer this week.

    :param reach_km: how far they come; None = usual for the mode
    :param cap: visits a week at most
    :param load_4weeks: visits of the last four weeks
    """

    id: str
    lat: float
    lon: float
    skills: frozenset[str]
    blocks: frozenset[int]
    mode: Mode = Mode.WALK
    reach_km: float | None = None
    cap: int = 1
    gender: Gender = Gender.ANY
    languages: frozenset[str] = frozenset()
    load_4weeks: float = 0.0
    likes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class RequestArrays:
    """Requests as columns; `blocks` are bit masks."""

    unit: Floats
    category: Longs
    blocks: Longs
    gender: Longs
    language: Longs
    need: Longs
    penalty: Floats


@dataclass(frozen=True, slots=True, eq=False)
class VolunteerArrays:
    """Volunteers as columns; skilled, likes: category × volunteer; speaks: language × volunteer."""

    unit: Floats
    blocks: Longs
    gender: Longs
    reach_km: Floats
    points_per_km: Floats
    cap: Longs
    load: Floats
    skilled: Flags
    likes: Flags
    speaks: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Week:
    """Requests and volunteers in the order of their ids, so that the order of a file means nothing."""

    requests: tuple[Request, ...]
    volunteers: tuple[Volunteer, ...]
    weights: Weights
    r: RequestArrays
    v: VolunteerArrays
    request_at: dict[str, int] = field(repr=False)
    volunteer_at: dict[str, int] = field(repr=False)

    def codes(self, which: str) -> Longs:
        """Sorted codes request × number of volunteers + volunteer of `previous` or `blocked` pairs."""
        of = len(self.volunteers)
        found = [
            at * of + self.volunteer_at[name]
            for at, request in enumerate(self.requests)
            for name in getattr(request, which)
            if name in self.volunteer_at
        ]
        return np.array(sorted(found), np.int64)


class TwiceTheSame(ValueError):
    """Two requests or two volunteers have the same id."""


def week_of(
    requests: Iterable[Request], volunteers: Iterable[Volunteer], weights: Weights | None = None
) -> Week:
    """Columns of a week.

    :raises TwiceTheSame: when an id stands twice
    """
    weights = weights or Weights()
    asked = tuple(sorted(requests, key=lambda one: one.id))
    helping = tuple(sorted(volunteers, key=lambda one: one.id))
    request_at = {one.id: at for at, one in enumerate(asked)}
    volunteer_at = {one.id: at for at, one in enumerate(helping)}
    if len(request_at) < len(asked) or len(volunteer_at) < len(helping):
        raise TwiceTheSame("同じ番号（id）の依頼か担い手が2つあります。番号を分けてください。")
    categories = {name: at for at, name in enumerate(sorted({one.category for one in asked}))}
    spoken = sorted({one.language for one in asked if one.language})
    languages = {name: at for at, name in enumerate(spoken)}
    return Week(
        asked,
        helping,
        weights,
        _request_arrays(asked, weights, categories, languages),
        _volunteer_arrays(helping, weights, categories, languages),
        request_at,
        volunteer_at,
    )


def _request_arrays(
    asked: Sequence[Request],
    weights: Weights,
    categories: dict[str, int],
    languages: dict[str, int],
) -> RequestArrays:
    penalties = np.array([weights.unserved[one.priority - 1] for one in asked], np.float64)
    return RequestArrays(
        unit_vectors([one.lat for one in asked], [one.lon for one in asked]),
        _ints(categories[one.category] for one in asked),
        _ints(mask_of(one.blocks) for one in asked),
        _ints(_GENDERS[one.gender] for one in asked),
        _ints(languages.get(one.language, -1) for one in asked),
        _ints(one.people for one in asked),
        penalties,
    )


def _volunteer_arrays(
    helping: Sequence[Volunteer],
    weights: Weights,
    categories: dict[str, int],
    languages: dict[str, int],
) -> VolunteerArrays:
    reach = [weights.reach_km[v.mode] if v.reach_km is None else v.reach_km for v in helping]
    points = [weights.per_minute * weights.minutes(1.0, v.mode) for v in helping]
    return VolunteerArrays(
        unit_vectors([v.lat for v in helping], [v.lon for v in helping]),
        _ints(mask_of(v.blocks) for v in helping),
        _ints(_GENDERS[v.gender] for v in helping),
        np.array(reach, np.float64),
        np.array(points, np.float64),
        _ints(v.cap for v in helping),
        np.array([v.load_4weeks for v in helping], np.float64),
        _membership([v.skills for v in helping], categories),
        _membership([v.likes for v in helping], categories),
        _membership([v.languages for v in helping], languages),
    )


_GENDERS: Final = {Gender.ANY: 0, Gender.FEMALE: 1, Gender.MALE: 2}


def _ints(values: Iterable[int]) -> Longs:
    return np.fromiter(values, np.int64)


def _membership(sets: Sequence[frozenset[str]], names: dict[str, int]) -> Flags:
    found = np.zeros((len(names), len(sets)), np.bool_)
    for at, members in enumerate(sets):
        for name in members:
            if name in names:
                found[names[name], at] = True
    return found


def mask_of(blocks: Iterable[int]) -> int:
    """Blocks as bits.

    >>> mask_of([0, 3])
    9
    """
    return sum(1 << block for block in set(blocks))


def blocks_of(mask: int) -> list[int]:
    """The blocks of a mask.

    >>> blocks_of(9)
    [0, 3]
    """
    return [block for block in range(BLOCKS) if mask >> block & 1]


def block_words(block: int) -> str:
    """A block as people say it; block 0 is Monday morning.

    >>> block_words(0), block_words(14)
    ('月曜の朝', '木曜の昼すぎ')
    """
    return f"{_DAYS[block // BLOCKS_A_DAY]}曜の{_PARTS[block % BLOCKS_A_DAY]}"


def unit_vectors(lat: Sequence[float], lon: Sequence[float]) -> Floats:
    """Places on the unit sphere: the straight line between them gives the great circle."""
    north, east = np.radians(np.array(lat, np.float64)), np.radians(np.array(lon, np.float64))
    across = np.cos(north)
    return np.column_stack([across * np.cos(east), across * np.sin(east), np.sin(north)])


def chord_of(km: float) -> float:
    """The straight line through the unit sphere for a way along its surface."""
    return float(2.0 * np.sin(min(km / EARTH_KM, np.pi) / 2.0))


def km_of(chord: Floats) -> Floats:
    """Kilometres along the surface for straight lines through the unit sphere."""
    found: Floats = 2.0 * EARTH_KM * np.arcsin(np.minimum(chord / 2.0, 1.0))
    return found
