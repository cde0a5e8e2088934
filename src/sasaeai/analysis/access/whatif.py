"""もし、ここに移動販売が止まったら: one stop more or one shop less, answered in milliseconds."""

from __future__ import annotations

import heapq
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from sasaeai.analysis.access.arrays import NONE, UNREACHED, Floats, Ints, Longs
from sasaeai.analysis.access.insertion import Arcs
from sasaeai.analysis.access.plane import to_plane
from sasaeai.analysis.access.reach import Reach, Town
from sasaeai.analysis.access.snapping import SNAP_LIMIT_METRES, StreetGrid, snap_on


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """What a change does to homes.

    :param home: homes whose nearest facility changes (positions), ascending
    :param before_mm, after_mm: their distances, `UNREACHED` where nothing lies within the limit
    :param on_road: False where a new stop has no road within the snapping limit (nothing changes)
    """

    home: Ints
    before_mm: Ints
    after_mm: Ints
    on_road: bool = True

    def newly_within(self, mm: int, weight: Floats) -> float:
        """People who come within a distance, less those who fall out of it."""
        came = (self.before_mm > mm) & (self.after_mm <= mm)
        went = (self.before_mm <= mm) & (self.after_mm > mm)
        return float(weight[self.home[came]].sum() - weight[self.home[went]].sum())


class TooManyRemoved(ValueError):
    """More facilities were taken away than the table of nearest ones can bear."""


class Planner:
    """A town and the present reach of one category, ready for questions."""

    def __init__(self, town: Town, result: Reach) -> None:
        self.town, self.result = town, result
        self.nearest_mm = result.nearest_mm[:, 0].copy()
        self._streets = StreetGrid(town.network)
        order = np.argsort(town.home_node, kind="stable")
        order = order[town.home_node[order] != NONE]
        self._at_node = town.home_node[order]
        self._home = order.astype(np.int32)

    def with_stop(self, lon: float, lat: float, *, reach_metres: float | None = None) -> Change:
        """A new facility at a place.

        :param reach_metres: look only so far (default: the limit of the result)
        """
        limit = self.result.terms.limit_mm
        if reach_metres is not None:
            limit = min(limit, round(reach_metres * 1000))
        home, mm = self.homes_within(lon, lat, limit)
        if home is None:
            none = np.zeros(0, np.int32)
            return Change(none, none, none, on_road=False)
        before = self.nearest_mm[home]
        nearer = mm < before
        return Change(home[nearer], before[nearer], mm[nearer])

    def apply(self, change: Change) -> None:
        """Let a change stand, so that the next question starts from it."""
        self.nearest_mm[change.home] = change.after_mm

    def homes_within(self, lon: float, lat: float, limit_mm: int) -> tuple[Ints | None, Ints]:
        """Homes within a walking distance of a place, and the distances; None without a road."""
        x, y = to_plane(np.array([lon]), np.array([lat]), self.town.network.zone)
        place = snap_on(self._streets, x, y, limit_metres=SNAP_LIMIT_METRES)
        if place.street[0] == NONE:
            return None, np.zeros(0, np.int32)
        off = int(place.off_mm[0])
        ends = self._ends(int(place.street[0]), float(place.fraction[0]), off)
        node, cost = ball(self.town.graph.into, ends, limit_mm)
        first = np.searchsorted(self._at_node, node, "left")
        many = np.searchsorted(self._at_node, node, "right") - first
        row = np.repeat(np.arange(len(node)), many)
        within = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
        home = self._home[first[row] + within]
        total = cost[row] + self.town.home_place.off_mm[home]
        near = total <= limit_mm
        order = np.argsort(home[near])
        return home[near][order], total[near][order].astype(np.int32)

    def _ends(self, street: int, fraction: float, off: int) -> list[tuple[int, int]]:
        """Where a search from a place on a street begins: the nodes before and after it, with costs.

        People come from homes, so the way from tail to place counts forward, from head backward.
        """
        chains, network = self.town.graph.chains, self.town.network
        part = slice(int(chains.start[street]), int(chains.start[street + 1]))
        node = chains.node[part]
        found: list[tuple[int, int]] = []
        for position, whole, towards in (
            (chains.forward[part], int(network.forward_mm[street]), True),
            (chains.backward[part], int(network.backward_mm[street]), False),
        ):
            if whole < 0:
                continue
            here = round(fraction * whole)
            before = max(int(np.searchsorted(position, here, "right")) - 1, 0)
            after = min(int(np.searchsorted(position, here, "left")), len(node) - 1)
            at = before if towards else after
            found.append((int(node[at]), off + abs(here - int(position[at]))))
        return found

    def without(self, facilities: Collection[int]) -> Change:
        """Some facilities taken away (positions in the town's facilities). Ask this before new stops.

        :raises TooManyRemoved: where a home's table of nearest facilities may end too early
        """
        if len(facilities) >= self.result.terms.k:
            raise TooManyRemoved(
                f"{len(facilities)}か所を一度に除くには、近いほうから{len(facilities) + 1}か所以上"
                "（--k）を求めておく必要があります。"
            )
        pairs, gone = self.result.pairs, np.array(sorted(facilities), np.int32)
        stays = ~np.isin(pairs.facility, gone)
        after = np.full(len(self.nearest_mm), UNREACHED, np.int32)
        np.minimum.at(after, pairs.home[stays], pairs.mm[stays])
        home = np.flatnonzero(after != self.nearest_mm).astype(np.int32)
        return Change(home, self.nearest_mm[home], after[home])


def ball(arcs: Arcs, seeds: list[tuple[int, int]], limit: int) -> tuple[Longs, Longs]:
    """Nodes within a cost of some seeds (node, cost): a search that touches only what it reaches."""
    start, to, cost = arcs.start.data, arcs.to.data, arcs.cost.data
    best: dict[int, int] = {}
    for node, first in seeds:
        if first <= limit:
            best[node] = min(first, best.get(node, first))
    heap = [(first, node) for node, first in best.items()]
    heapq.heapify(heap)
    while heap:
        here, node = heapq.heappop(heap)
        if here > best[node]:
            continue
        for arc in range(start[node], start[node + 1]):
            further = here + cost[arc]
            if further <= limit and further < best.get(to[arc], UNREACHED):
                best[to[arc]] = further
                heapq.heappush(heap, (further, to[arc]))
    nodes = np.fromiter(best.keys(), np.int64, len(best))
    return nodes, np.fromiter(best.values(), np.int64, len(best))
