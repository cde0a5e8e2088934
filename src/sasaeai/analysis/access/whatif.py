"""もし、ここに移動販売が止まったら: one stop more or one shop less, answered in milliseconds."""

from __future__ import annotations

import heapq
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from sasaeai.analysis.access.arrays import NONE, UNREACHED, Floats, Ints, Longs
from sasaeai.analysis.access.engines import Engine, Seeds
from sasaeai.analysis.access.insertion import Arcs
from sasaeai.analysis.access.plane import to_plane
from sasaeai.analysis.access.reach import Reach, Town
from sasaeai.analysis.access.snapping import SNAP_LIMIT_METRES, StreetGrid, snap_on

Ends = list[tuple[int, int]]  # (node, cost)


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """What a change does to homes.

    :param home: homes whose nearest facility changes (positions), ascending
    :param before_mm, after_mm: their distances, `UNREACHED` where nothing lies within the limit
    :param on_road: False where a new stop has no road within the snapping limit (nothing changes)
    :param removed: facilities taken away (positions in the town's facilities)
    """

    home: Ints
    before_mm: Ints
    after_mm: Ints
    on_road: bool = True
    removed: frozenset[int] = frozenset()

    def newly_within(self, mm: int, weight: Floats) -> float:
        """People who come within a distance, less those who fall out of it."""
        came = (self.before_mm > mm) & (self.after_mm <= mm)
        went = (self.before_mm <= mm) & (self.after_mm > mm)
        return float(weight[self.home[came]].sum() - weight[self.home[went]].sum())


class TooManyRemoved(ValueError):
    """More facilities were taken away than the table of nearest ones can bear."""


class StopsStand(ValueError):
    """A facility is to be taken away after new stops were let stand."""


class Planner:
    """A town and the present reach of one category, ready for questions.

    A new stop matters only where nothing else is as near. Every node knows its way to the nearest
    facility, so the search from a stop ends where it meets the others' ground, and the answer is
    exact all the same: beyond such a node the way to the other facility is no longer either.
    """

    def __init__(self, town: Town, result: Reach, engine: Engine) -> None:
        self.town, self.result = town, result
        self.nearest_mm = result.nearest_mm[:, 0].copy()
        self._engine = engine
        self._removed: frozenset[int] = frozenset()
        self._stops_stand = False
        self._to_nearest = self._from_nodes()
        self._streets = StreetGrid(town.network)
        nodes = town.graph.core.node[: len(town.homes.ids)]
        order = np.argsort(nodes, kind="stable")
        order = order[nodes[order] != NONE]
        self._at_node = nodes[order]
        self._home = order.astype(np.int32)

    def with_stop(self, lon: float, lat: float, *, reach_metres: float | None = None) -> Change:
        """A new facility at a place: a shop, or a mobile one that stops there.

        :param reach_metres: look only so far (default: the limit of the result)
        """
        limit = self.result.terms.limit_mm
        if reach_metres is not None:
            limit = min(limit, round(reach_metres * 1000))
        home, mm = self._homes_nearer(lon, lat, limit)
        if home is None:
            none = np.zeros(0, np.int32)
            return Change(none, none, none, on_road=False)
        before = self.nearest_mm[home]
        nearer = mm < before
        return Change(home[nearer], before[nearer], mm[nearer])

    def apply(self, change: Change) -> None:
        """Let a change stand, so that the next question starts from it."""
        self.nearest_mm[change.home] = change.after_mm
        if change.removed:
            self._removed |= change.removed
            self._to_nearest = self._from_nodes()
        else:
            self._stops_stand = True

    def _from_nodes(self) -> Ints:
        """Way from every node to the nearest facility that remains, `UNREACHED` beyond the limit."""
        town, core = self.town, self.town.graph.core
        nodes = core.node[len(town.homes.ids) :]
        places = town.facilities.of(self.result.category)
        places = places[(nodes[places] != NONE) & ~np.isin(places, sorted(self._removed))]
        seeds = Seeds(nodes[places], town.facility_place.off_mm[places])
        return self._engine.nearest(core.into, seeds, self.result.terms.limit_mm)[0]

    def _homes_nearer(self, lon: float, lat: float, limit_mm: int) -> tuple[Ints | None, Ints]:
        """Homes to which a place within the limit may be nearest, and how far; None without a road."""
        x, y = to_plane(np.array([lon]), np.array([lat]), self.town.network.zone)
        place = snap_on(self._streets, x, y, limit_metres=SNAP_LIMIT_METRES)
        if place.street[0] == NONE:
            return None, np.zeros(0, np.int32)
        off = int(place.off_mm[0])
        ends = self._ends(int(place.street[0]), float(place.fraction[0]), off)
        graph = self.town.graph
        ends = entries(graph.into, graph.core.place, ends, limit_mm)
        node, cost = nearer(graph.core.into, ends, limit_mm, self._to_nearest)
        first = np.searchsorted(self._at_node, node, "left")
        many = np.searchsorted(self._at_node, node, "right") - first
        row = np.repeat(np.arange(len(node)), many)
        within = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
        home = self._home[first[row] + within]
        total = cost[row] + self.town.home_place.off_mm[home]
        near = total <= limit_mm
        order = np.argsort(home[near])
        return home[near][order], total[near][order].astype(np.int32)

    def _ends(self, street: int, fraction: float, off: int) -> Ends:
        """Where a search from a place on a street begins: the nodes before and after it, with costs.

        People come from homes, so the way from tail to place counts forward, from head backward.
        """
        chains, network = self.town.graph.chains, self.town.network
        part = slice(int(chains.start[street]), int(chains.start[street + 1]))
        node = chains.node[part]
        found: Ends = []
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
        """Some facilities taken away (positions in the town's facilities).

        :raises TooManyRemoved: where a home's table of nearest facilities may end too early
        :raises StopsStand: after a new stop was let stand; what is taken away comes first
        """
        if self._stops_stand:
            raise StopsStand("新しい場所をふやす前に、なくなる施設を除いてください。")
        removed = self._removed | frozenset(facilities)
        if len(removed) >= self.result.terms.k:
            raise TooManyRemoved(
                f"{len(removed)}か所を一度に除くには、近いほうから{len(removed) + 1}か所以上"
                "（--k）を求めておく必要があります。"
            )
        pairs = self.result.pairs
        stays = ~np.isin(pairs.facility, sorted(removed))
        after = np.full(len(self.nearest_mm), UNREACHED, np.int32)
        np.minimum.at(after, pairs.home[stays], pairs.mm[stays])
        home = np.flatnonzero(after != self.nearest_mm).astype(np.int32)
        return Change(home, self.nearest_mm[home], after[home], removed=frozenset(facilities))


def entries(arcs: Arcs, place: Ints, seeds: Ends, limit: int) -> Ends:
    """Where searches from nodes of the whole graph come into its core, in numbers of the core."""
    found: Ends = []
    done: set[int] = set()
    heap = [(first, node) for node, first in seeds if first <= limit]
    heapq.heapify(heap)
    while heap:
        here, node = heapq.heappop(heap)
        if node in done:
            continue
        done.add(node)
        if place[node] != NONE:
            found.append((int(place[node]), here))
            continue
        for arc in range(arcs.start[node], arcs.start[node + 1]):
            further = here + int(arcs.cost[arc])
            if further <= limit:
                heapq.heappush(heap, (further, int(arcs.to[arc])))
    return found


def nearer(arcs: Arcs, seeds: Ends, limit: int, others: Ints) -> tuple[Longs, Longs]:
    """Nodes nearer to some seeds than to anything else, within a cost; and what each costs.

    :param others: what each node costs from elsewhere; the search does not go on where that is less
    """
    start, to, cost, taken = arcs.start.data, arcs.to.data, arcs.cost.data, others.data
    best: dict[int, int] = {}
    for node, first in seeds:
        if first <= limit and first < taken[node]:
            best[node] = min(first, best.get(node, first))
    heap = [(first, node) for node, first in best.items()]
    heapq.heapify(heap)
    pop, push, known = heapq.heappop, heapq.heappush, best.get
    while heap:
        here, node = pop(heap)
        if here > best[node]:
            continue
        for arc in range(start[node], start[node + 1]):
            ahead, further = to[arc], here + cost[arc]
            # What is known of a node is less than what others have there.
            if further < known(ahead, taken[ahead]) and further <= limit:
                best[ahead] = further
                push(heap, (further, ahead))
    nodes = np.fromiter(best.keys(), np.int64, len(best))
    return nodes, np.fromiter(best.values(), np.int64, len(best))
