"""An independent answer: networkx and plain arithmetic, point by point, nothing inserted."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest

from sasaeai.analysis.access.network import NO_WAY, Network
from sasaeai.analysis.access.snapping import Snapped

nx = pytest.importorskip("networkx", reason="networkx（開発用）が入っていません")


def street_points(network: Network, street: int) -> list[tuple[float, float]]:
    a, b = network.tail[street], network.head[street]
    first, last = network.shape_start[street], network.shape_start[street + 1]
    bends = list(zip(network.shape_x[first:last], network.shape_y[first:last], strict=True))
    return [(network.x[a], network.y[a]), *bends, (network.x[b], network.y[b])]


def feet(network: Network, street: int, x: float, y: float) -> list[tuple[float, float]]:
    """For each piece of a street: how far it is, and its nearest place as metres along the street."""
    found, before = [], 0.0
    for (ax, ay), (bx, by) in itertools.pairwise(street_points(network, street)):
        length = math.hypot(bx - ax, by - ay)
        share = 0.0
        if length:
            share = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length**2
            share = min(1.0, max(0.0, share))
        off = math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay))
        found.append((off, before + share * length))
        before += length
    return found


def off_and_fraction(network: Network, street: int, x: float, y: float) -> tuple[float, float]:
    """Distance in metres to a street, and the place on it as a share of its drawn length."""
    off, along = min(feet(network, street, x, y), key=lambda foot: foot[0])
    whole = sum(math.dist(a, b) for a, b in itertools.pairwise(street_points(network, street)))
    return off, along / whole if whole else 0.0


def ambiguous(network: Network, street: int, x: float, y: float) -> bool:
    """Whether two different places of the same street are equally near (it crosses or covers itself)."""
    found = feet(network, street, x, y)
    off, along = min(found)
    return any(abs(o - off) < 1e-6 and abs(m - along) > 1e-6 for o, m in found)


def too_fine(network: Network, points: list[tuple[int, float, float]]) -> bool:
    """Whether on a one-way street it hangs on less than a millimetre who stands before whom.

    The product counts in whole millimetres: a step back of half of one is none, or the way round.
    """
    shares: dict[int, list[float]] = {}
    for street, x, y in points:
        shares.setdefault(street, [0.0, 1.0]).append(off_and_fraction(network, street, x, y)[1])
    for street, along in shares.items():
        ahead, back = network.forward_mm[street], network.backward_mm[street]
        gaps = [b - a for a, b in itertools.pairwise(sorted(along))]
        if NO_WAY in (ahead, back) and any(0 < gap * max(ahead, back) < 1 for gap in gaps):
            return True
    return False


def least_off(network: Network, x: float, y: float) -> float:
    return min(off_and_fraction(network, street, x, y)[0] for street in range(network.street_count))


def as_graph(network: Network) -> Any:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(network.node_count))
    for street in range(network.street_count):
        a, b = int(network.tail[street]), int(network.head[street])
        if network.forward_mm[street] != NO_WAY:
            graph.add_edge(a, b, metres=network.forward_mm[street] / 1000)
        if network.backward_mm[street] != NO_WAY:
            graph.add_edge(b, a, metres=network.backward_mm[street] / 1000)
    return graph


class Walker:
    """Distances between points on streets by the four ways to leave and arrive, and the direct one."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.between = dict(nx.all_pairs_dijkstra_path_length(as_graph(network), weight="metres"))

    def metres(self, home: tuple[int, float, float], goal: tuple[int, float, float]) -> float:
        """From a home to a facility, each as (street, x, y); infinite without a path."""
        off, leave, direct = self._ends(home, leaving=True)
        off2, arrive, place = self._ends(goal, leaving=False)
        ways = [
            cost + self.between[a].get(b, math.inf) + cost2
            for a, cost in leave
            for b, cost2 in arrive
        ]
        if home[0] == goal[0]:
            ways.append(self._along(home[0], direct, place))
        return off + min(ways, default=math.inf) + off2

    def _along(self, street: int, start: float, end: float) -> float:
        ahead, back = self.network.forward_mm[street], self.network.backward_mm[street]
        if abs(end - start) * max(ahead, back) < 1:  # the same place, to the millimetre
            return 0.0
        cost = ahead if end > start else back
        return math.inf if cost == NO_WAY else abs(end - start) * cost / 1000

    def _ends(
        self, point: tuple[int, float, float], *, leaving: bool
    ) -> tuple[float, list[tuple[int, float]], float]:
        street, x, y = point
        off, share = off_and_fraction(self.network, street, x, y)
        ahead, back = self.network.forward_mm[street], self.network.backward_mm[street]
        to_head, to_tail = (ahead, back) if leaving else (back, ahead)
        ends: list[tuple[int, float]] = []
        if to_head != NO_WAY or share >= 1:
            ends.append((int(self.network.head[street]), (1 - share) * max(to_head, 0) / 1000))
        if to_tail != NO_WAY or share <= 0:
            ends.append((int(self.network.tail[street]), share * max(to_tail, 0) / 1000))
        return off, ends, share


def standing(points: Snapped, i: int, x: float, y: float) -> tuple[int, float, float]:
    return int(points.street[i]), x, y
