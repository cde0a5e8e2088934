"""District indicators: distances of homes, weighted by the people who live in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from sasaeai.analysis.access.arrays import UNREACHED, Flags, Floats, Ints
from sasaeai.analysis.access.reach import Reach

CHOICES: Final = (1, 2, 3)
SMALL: Final = 10.0  # people; fewer are not shown in public


@dataclass(frozen=True, slots=True)
class Within:
    """People and facilities at one radius.

    :param beyond: people with road data and no facility within the radius
    :param beyond_share: of the people with road data; None where there are none or hidden
    :param choices: share of people with at least 1, 2, 3 facilities within the radius
    :param mean_choices: facilities within the radius, weighted mean
    """

    radius_metres: float
    beyond: float | None
    beyond_share: float | None
    choices: tuple[float | None, ...]
    mean_choices: float | None


@dataclass(frozen=True, slots=True)
class Indicators:
    """What a category of facilities means for some people.

    :param people: all, with and without road data
    :param no_road: people whose home has no road within the snapping limit; in no other figure
    :param unreached: people with road data and no facility within the limit
    :param mean_metres: mean walking distance to the nearest facility of those who reach one
    :param median_metres, p90_metres: of all with road data; None where that person reaches none
    :param hidden: True where so few people live here that figures are left out
    """

    people: float | None
    no_road: float | None
    unreached: float | None
    mean_metres: float | None
    median_metres: float | None
    p90_metres: float | None
    within: tuple[Within, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class DistrictIndicators:
    """One district and its place among all (1 = the largest share beyond the radius of ranking)."""

    district: str
    indicators: Indicators
    rank: int | None


def indicators(
    result: Reach, weight: Floats, on_road: Flags, some: Flags | None = None
) -> Indicators:
    """Indicators of all homes, or of `some`.

    :param weight: people in each home
    :param on_road: homes that have a road within the snapping limit
    """
    some = np.ones(len(weight), np.bool_) if some is None else some
    counted = some & on_road
    people, mm = weight[counted], result.nearest_mm[counted, 0]
    base = float(people.sum())
    reaching = mm != UNREACHED
    reached = float(people[reaching].sum())
    metres = mm[reaching] / 1000.0
    return Indicators(
        people=float(weight[some].sum()),
        no_road=float(weight[some & ~on_road].sum()),
        unreached=base - reached,
        mean_metres=float(people[reaching] @ metres / reached) if reached else None,
        median_metres=weighted_quantile(mm, people, 0.5),
        p90_metres=weighted_quantile(mm, people, 0.9),
        within=tuple(
            _within(radius, people, result.counts[counted, i], base)
            for i, radius in enumerate(result.terms.radii_metres)
        ),
    )


def _within(radius: float, people: Floats, counts: Ints, base: float) -> Within:
    beyond = float(people[counts == 0].sum())
    return Within(
        radius_metres=radius,
        beyond=beyond,
        beyond_share=beyond / base if base else None,
        choices=tuple(
            float(people[counts >= least].sum()) / base if base else None for least in CHOICES
        ),
        mean_choices=float(people @ counts) / base if base else None,
    )


def weighted_quantile(mm: Ints, people: Floats, share: float) -> float | None:
    """The smallest distance in metres within which that share of the people live.

    >>> weighted_quantile(np.array([100_000, 900_000], np.int32), np.array([3.0, 1.0]), 0.5)
    100.0
    """
    order = np.argsort(mm, kind="stable")
    living = np.cumsum(people[order])
    if not len(living) or living[-1] <= 0:
        return None
    at = int(np.searchsorted(living, share * living[-1] * (1 - 1e-12), "left"))
    found = int(mm[order[at]])
    return None if found == UNREACHED else found / 1000.0


def by_district(
    result: Reach,
    weight: Floats,
    on_road: Flags,
    districts: Sequence[str],
    *,
    rank_radius_metres: float = 500.0,
    hide_below: float | None = None,
) -> tuple[DistrictIndicators, ...]:
    """Indicators of every district in order of name, ranked by the share beyond a radius.

    :param hide_below: hide districts with fewer people, and single figures of fewer people
    """
    labels = np.array(districts, dtype=object)
    names = sorted(set(districts))
    found = [indicators(result, weight, on_road, labels == name) for name in names]
    ranks = _ranks(found, rank_radius_metres)
    if hide_below:
        found = hidden(found, hide_below)
    return tuple(
        DistrictIndicators(name, row, None if row.hidden else rank)
        for name, row, rank in zip(names, found, ranks, strict=True)
    )


def _ranks(found: Sequence[Indicators], radius: float) -> list[int | None]:
    shares = [
        next((w.beyond_share for w in row.within if w.radius_metres == radius), None)
        for row in found
    ]
    known = sorted((share for share in shares if share is not None), reverse=True)
    return [None if share is None else known.index(share) + 1 for share in shares]


def hidden(rows: Sequence[Indicators], least: float) -> list[Indicators]:
    """The same rows without what would show fewer than `least` people.

    A district with few people is hidden whole. Where that leaves exactly one hidden row, the next
    smallest goes with it, or the total less the rest would tell. In the rows that stay, a group of
    few people beyond a radius, or of few within, is hidden.
    """
    people = np.array([row.people or 0.0 for row in rows])
    small = (people > 0) & (people < least)
    if small.sum() == 1 and (people >= least).any():
        shown = np.where(small | (people == 0), np.inf, people)
        small[int(np.argmin(shown))] = True
    return [
        _nothing(row) if few else _without_few(row, least)
        for row, few in zip(rows, small, strict=True)
    ]


def _nothing(row: Indicators) -> Indicators:
    blank = tuple(
        Within(w.radius_metres, None, None, (None,) * len(CHOICES), None) for w in row.within
    )
    return Indicators(None, None, None, None, None, None, blank, hidden=True)


def _without_few(row: Indicators, least: float) -> Indicators:
    base = (row.people or 0.0) - (row.no_road or 0.0)

    def few(count: float | None) -> bool:
        return count is not None and (0 < count < least or 0 < base - count < least)

    within = tuple(
        replace(
            w,
            beyond=None if few(w.beyond) else w.beyond,
            beyond_share=None if few(w.beyond) else w.beyond_share,
            choices=tuple(
                None if share is not None and few(share * base) else share for share in w.choices
            ),
        )
        for w in row.within
    )
    return replace(
        row,
        no_road=None if row.no_road and row.no_road < least else row.no_road,
        unreached=None if few(row.unreached) else row.unreached,
        within=within,
    )
