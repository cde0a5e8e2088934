"""買い物・外出の足: how far homes are from facilities on foot, and how many there are to choose from.

The search runs from the facilities on turned-round arcs, never from the homes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sasaeai.analysis.access.arrays import (
    NONE,
    UNREACHED,
    Floats,
    Ints,
    Longs,
    spans,
)
from sasaeai.analysis.access.engines import Engine, Seeds
from sasaeai.analysis.access.insertion import WalkGraph, insert_points
from sasaeai.analysis.access.network import Network
from sasaeai.analysis.access.plane import to_plane
from sasaeai.analysis.access.snapping import SNAP_LIMIT_METRES, Snapped, snap


@dataclass(frozen=True, slots=True, eq=False)
class Homes:
    """Where people live: single homes, mesh cells or towns.

    :param weights: people by name of the column ("pop65"), one number a home
    """

    ids: Sequence[str]
    lon: Floats
    lat: Floats
    weights: dict[str, Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Facilities:
    """Where people go. Categories in the order in which results shall stand."""

    ids: Sequence[str]
    lon: Floats
    lat: Floats
    category: Sequence[str]

    @property
    def categories(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.category)))

    def of(self, category: str) -> Longs:
        """Positions of the facilities of a category."""
        return np.flatnonzero([c == category for c in self.category])


@dataclass(frozen=True, slots=True)
class Terms:
    """How far and how many: radii to count in, number of nearest, and where looking ends."""

    radii_metres: tuple[float, ...] = (300, 500, 800, 1000)
    k: int = 5
    limit_metres: float = 5000.0
    snap_limit_metres: float = SNAP_LIMIT_METRES

    @property
    def radii_mm(self) -> tuple[int, ...]:
        return tuple(round(radius * 1000) for radius in self.radii_metres)

    @property
    def limit_mm(self) -> int:
        return round(self.limit_metres * 1000)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Homes and facilities on foot, ordered by home, distance, facility.

    Complete up to the largest radius; beyond it the k nearest of each home within the limit.
    """

    home: Ints
    facility: Ints
    mm: Ints

    def within(self, mm: int) -> Pairs:
        """Only the pairs within a distance."""
        near = self.mm <= mm
        return Pairs(self.home[near], self.facility[near], self.mm[near])


@dataclass(frozen=True, slots=True, eq=False)
class Town:
    """Homes and facilities standing on a walking network, ready for questions."""

    network: Network
    homes: Homes
    facilities: Facilities
    home_place: Snapped
    facility_place: Snapped
    graph: WalkGraph


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """What one category of facilities means for every home.

    :param nearest: position of the k nearest facilities, homes × k, `NONE` where there are fewer
    :param nearest_mm: their walking distances, `UNREACHED` where there are fewer
    :param counts: facilities within each radius, homes × radii
    """

    category: str
    terms: Terms
    pairs: Pairs
    nearest: Ints
    nearest_mm: Ints
    counts: Ints

    @property
    def complete_metres(self) -> float:
        """Up to this distance every pair is in the table."""
        return min(max(self.terms.radii_metres, default=0.0), self.terms.limit_metres)


def settle(
    network: Network,
    homes: Homes,
    facilities: Facilities,
    *,
    snap_limit_metres: float = SNAP_LIMIT_METRES,
) -> Town:
    """Snap homes and facilities to the nearest streets and make them nodes."""
    x, y = to_plane(
        np.concatenate([homes.lon, facilities.lon]),
        np.concatenate([homes.lat, facilities.lat]),
        network.zone,
    )
    points = snap(network, x, y, limit_metres=snap_limit_metres)
    cut = len(homes.ids)
    return Town(
        network=network,
        homes=homes,
        facilities=facilities,
        home_place=_part(points, slice(None, cut)),
        facility_place=_part(points, slice(cut, None)),
        graph=insert_points(network, points),
    )


def _part(points: Snapped, some: slice) -> Snapped:
    return Snapped(points.street[some], points.fraction[some], points.off_mm[some])


def reach(town: Town, category: str, terms: Terms, engine: Engine) -> Reach:
    """Nearest facilities, the k nearest and counts within radii for every home.

    Walking distance = way from home to street + along the streets + way from street to facility.
    Homes without a road within the snapping limit have no pair, and no facility is nearest to them.
    """
    places = town.facilities.of(category)
    pairs = walking_pairs(town, places, terms, engine)
    return _told(category, terms, pairs, len(town.homes.ids))


def reach_all(
    town: Town,
    terms: Terms,
    engine: Engine,
    *,
    tell: Callable[[str], None] | None = None,
) -> tuple[Reach, ...]:
    """`reach` for every category; `tell` hears each name before its work begins."""
    results = []
    for category in town.facilities.categories:
        if tell:
            tell(category)
        results.append(reach(town, category, terms, engine))
    return tuple(results)


def walking_pairs(town: Town, places: Longs, terms: Terms, engine: Engine) -> Pairs:
    """Pairs of homes and the facilities at `places`, in numbers of the town's facilities."""
    core = town.graph.core
    home_node, facility_node = np.split(core.node, [len(town.homes.ids)])
    places = places[facility_node[places] != NONE]
    seeds = Seeds(facility_node[places], town.facility_place.off_mm[places])
    targets = np.zeros(core.into.node_count, np.bool_)
    targets[home_node[home_node != NONE]] = True
    radius = min(max(terms.radii_mm, default=0), terms.limit_mm)
    table = engine.table(core.into, seeds, targets, radius=radius, k=terms.k, limit=terms.limit_mm)
    home, row = _homes_at(table.node, home_node)
    mm = table.cost[row].astype(np.int64) + town.home_place.off_mm[home]
    inside = mm <= terms.limit_mm
    home, facility = home[inside], places[table.place[row[inside]]].astype(np.int32)
    mm = mm[inside].astype(np.int32)
    return _wanted(home, facility, mm, radius, terms.k, len(town.homes.ids))


def _homes_at(node: Ints, home_node: Ints) -> tuple[Ints, Longs]:
    """Every home standing at each row's node, with the row it came from."""
    order = np.argsort(home_node, kind="stable").astype(np.int32)
    first = np.searchsorted(home_node[order], node, "left")
    many = np.searchsorted(home_node[order], node, "right") - first
    return order[spans(first, many)], np.repeat(np.arange(len(node)), many)


def _wanted(home: Ints, facility: Ints, mm: Ints, radius: int, k: int, homes: int) -> Pairs:
    """Sorted pairs within the radius or among the k nearest of their home."""
    order = np.lexsort((facility, mm, home))
    home, facility, mm = home[order], facility[order], mm[order]
    kept = (mm <= radius) | (_rank(home, homes) < k)
    return Pairs(home[kept], facility[kept], mm[kept])


def _rank(home: Ints, homes: int) -> Longs:
    """0, 1, 2, … within each home."""
    many = np.bincount(home, minlength=homes)
    return np.arange(len(home)) - (np.cumsum(many) - many)[home]


def _told(category: str, terms: Terms, pairs: Pairs, homes: int) -> Reach:
    rank = _rank(pairs.home, homes)
    nearest = np.full((homes, terms.k), NONE, np.int32)
    nearest_mm = np.full((homes, terms.k), UNREACHED, np.int32)
    first = rank < terms.k
    nearest[pairs.home[first], rank[first]] = pairs.facility[first]
    nearest_mm[pairs.home[first], rank[first]] = pairs.mm[first]
    counts = [
        np.bincount(pairs.home[pairs.mm <= radius], minlength=homes) for radius in terms.radii_mm
    ]
    return Reach(
        category=category,
        terms=terms,
        pairs=pairs,
        nearest=nearest,
        nearest_mm=nearest_mm,
        counts=np.array(counts, np.int32).reshape(len(counts), homes).T,
    )
