"""Streets of a fictional town, calibrated on a real one.

Central Ube (OpenStreetMap): nodes with 1, 3, 4 streets 15, 60, 24 %; street length quartiles 16, 43,
84 m; about 200 nodes per km² where people live; walking over straight distance 1.30 (300–800 m).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import Delaunay

from sasaeai.analysis.access.arrays import Flags, Floats, Ints, Longs
from sasaeai.analysis.access.fictional.land import Land
from sasaeai.analysis.access.thinning import Pieces, straightened

_STEP: Final = 73.0  # metres between groups of crossings where it is densest
_BESIDE: Final = 1.7  # further crossings close to each, on average
_WINDING: Final = 0.045  # how much longer than straight, on average
_DEAD_ENDS: Final = 0.135
_CROSSINGS: Final = 0.24
_LONGEST: Final = 420.0
_SHARPEST: Final = float(np.cos(np.radians(32.0)))

Wanted = Callable[[int, int], bool]
Enough = Callable[[Longs], bool]


@dataclass(frozen=True, slots=True, eq=False)
class Streets:
    """Nodes in metres and streets between them, longer than their chords where they wind."""

    x: Floats
    y: Floats
    tail: Ints
    head: Ints
    metres: Floats


def some_streets(chance: np.random.Generator, land: Land, people: int) -> Streets:
    """A connected street network where the land pulls people."""
    x, y = _crossings(chance, land, people)
    edges = _candidates(x, y)
    chosen = edges[_chosen(chance, x, y, edges)]
    winding = 1.0 + chance.exponential(_WINDING, len(chosen))
    return _without_bends(x, y, chosen, winding)


def _crossings(chance: np.random.Generator, land: Land, people: int) -> tuple[Floats, Floats]:
    """Crossings thinned out by distance from the settlements, staggered in groups of one to three."""
    reach = 4.2 * 1400.0 * np.sqrt(people / 20_000)
    across = np.arange(-reach, reach, _STEP)
    x, y = (axis.ravel() for axis in np.meshgrid(across, across))
    x = x + chance.uniform(-0.42, 0.42, len(x)) * _STEP
    y = y + chance.uniform(-0.42, 0.42, len(y)) * _STEP
    steep = (
        np.hypot(
            land.height(x + 20, y) - land.height(x - 20, y),
            land.height(x, y + 20) - land.height(x, y - 20),
        )
        / 40
    )
    built = np.minimum(2.0 * land.pull(x, y) ** 1.4, 1.0) * np.exp(-((steep / 0.22) ** 2))
    kept = chance.random(len(x)) < built
    x, y = x[kept], y[kept]
    beside = int(_BESIDE) + (chance.random(len(x)) < _BESIDE % 1)
    of = np.repeat(np.arange(len(x)), beside)
    turn = chance.uniform(0, 2 * np.pi, len(of))
    apart = 3.0 + chance.exponential(12.0, len(of))
    return (
        np.concatenate([x, x[of] + apart * np.cos(turn)]),
        np.concatenate([y, y[of] + apart * np.sin(turn)]),
    )


def _candidates(x: Floats, y: Floats) -> Longs:
    """Sides of the Delaunay triangles, none longer than the way to the next village."""
    sides = Delaunay(np.column_stack([x, y])).simplices[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2)
    return np.unique(np.sort(sides, axis=1), axis=0).astype(np.int64)


def _chosen(chance: np.random.Generator, x: Floats, y: Floats, edges: Longs) -> Longs:
    """Numbers of the sides that become streets: a tree first, then loops until it looks like a town."""
    a, b = edges[:, 0], edges[:, 1]
    metres = np.hypot(x[a] - x[b], y[a] - y[b])
    nodes = len(x)
    tree = minimum_spanning_tree(coo_array((metres, (a, b)), shape=(nodes, nodes)).tocsr()).tocoo()
    in_tree = set(zip(tree.coords[0].tolist(), tree.coords[1].tolist(), strict=True))
    chosen = np.array([pair in in_tree for pair in zip(a.tolist(), b.tolist(), strict=True)])
    builder = _Builder(x, y, edges, chosen)
    rest = np.flatnonzero(~chosen & (metres < _LONGEST))
    rest = rest[np.argsort(metres[rest] * chance.uniform(0.6, 1.6, len(rest)))]
    ends = int(_DEAD_ENDS * nodes)
    # Dead ends first, then crossings of two, then crossings of four until there are enough.
    builder.add(rest, lambda p, q: p == 1 or q == 1, lambda d: (d == 1).sum() <= ends)
    builder.add(rest, lambda p, q: p == 2 and q == 2, lambda d: d.max() < 2)
    builder.add(rest, lambda p, q: 2 in (p, q) and 3 in (p, q), lambda d: _fours(d) >= _CROSSINGS)
    builder.add(rest, lambda p, q: p == 3 and q == 3, lambda d: _fours(d) >= _CROSSINGS)
    return np.flatnonzero(builder.chosen)


def _fours(degree: Longs) -> float:
    return float((degree == 4).sum() / max((degree != 2).sum(), 1))


class _Builder:
    """Adds sides as long as no crossing gets too many or too sharp corners."""

    def __init__(self, x: Floats, y: Floats, edges: Longs, chosen: Flags) -> None:
        self.x, self.y, self.edges, self.chosen = x, y, edges, chosen
        self.degree = np.bincount(edges[chosen].ravel(), minlength=len(x))
        self.ways: list[list[tuple[float, float]]] = [[] for _ in range(len(x))]
        for side in np.flatnonzero(chosen).tolist():
            self._enter(side)

    def _heading(self, p: int, q: int) -> tuple[float, float]:
        dx, dy = self.x[q] - self.x[p], self.y[q] - self.y[p]
        far = float(np.hypot(dx, dy)) or 1.0
        return float(dx) / far, float(dy) / far

    def _enter(self, side: int) -> None:
        p, q = self.edges[side].tolist()
        self.ways[p].append(self._heading(p, q))
        self.ways[q].append(self._heading(q, p))

    def _open(self, p: int, q: int) -> bool:
        here = self._heading(p, q)
        return all(here[0] * w[0] + here[1] * w[1] < _SHARPEST for w in self.ways[p])

    def add(self, order: Longs, wanted: Wanted, enough: Enough) -> None:
        """Go through the sides in order and add those wanted until there are enough."""
        for i, side in enumerate(order.tolist()):
            if i % 64 == 0 and enough(self.degree):
                return
            if self.chosen[side]:
                continue
            p, q = self.edges[side].tolist()
            if wanted(self.degree[p], self.degree[q]) and self._open(p, q) and self._open(q, p):
                self.chosen[side] = True
                self.degree[[p, q]] += 1
                self._enter(side)


def _without_bends(x: Floats, y: Floats, edges: Longs, winding: Floats) -> Streets:
    """Nodes that only join two streets become bends: one street, as long as both."""
    a, b = edges[:, 0].astype(np.int32), edges[:, 1].astype(np.int32)
    metres = np.hypot(x[a] - x[b], y[a] - y[b]) * winding
    pieces = Pieces(a, b, np.rint(metres * 1000).astype(np.int32))
    through = np.bincount(edges.ravel(), minlength=len(x)) == 2
    pieces = straightened(pieces, through)
    used = np.unique(np.concatenate([pieces.tail, pieces.head]))
    place = np.full(len(x), -1, np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    return Streets(x[used], y[used], place[pieces.tail], place[pieces.head], pieces.cost / 1000.0)
