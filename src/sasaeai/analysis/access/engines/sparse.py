"""The engine that needs nothing but SciPy: many small searches instead of few large ones.

SciPy's Dijkstra prepares every node of the graph for every start, so a city costs milliseconds a
start before the first step. Two observations keep the work small and the answers exact:

- Split the places into k groups. The farthest of a node's k nearest group members bounds its k-th
  nearest place: k passes over the graph give every node a bound.
- A place matters to a node only within the node's bound. Along a street the bound grows by no more
  than the street is long, so a place that matters to a node matters to every node on the way there.
  The searches from some neighbouring places can therefore run in the small graph of those nodes to
  which any of them can matter, and lose nothing.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import scipy.sparse
from scipy.sparse.csgraph import dijkstra

from sasaeai.analysis.access.arrays import NONE, UNREACHED, Flags, Ints, Longs, spans
from sasaeai.analysis.access.engines.contract import Seeds, Table
from sasaeai.analysis.access.insertion import Arcs

PLACES_AT_ONCE: Final = 24


class SparseEngine:
    """Searches with `scipy.sparse.csgraph`."""

    name = "scipy"

    def nearest(self, arcs: Arcs, seeds: Seeds, limit: int) -> tuple[Ints, Ints]:
        """See `Engine.nearest`. Seeds that are not free hang on the graph by an arc of their cost."""
        nodes = arcs.node_count
        cost = np.full(nodes, UNREACHED, np.int32)
        which = np.full(nodes, NONE, np.int32)
        if not len(seeds.node):
            return cost, which
        hung = _with_seeds(arcs, seeds)
        reached, _, origin = dijkstra(
            hung,
            indices=np.arange(nodes, nodes + len(seeds.node)),
            min_only=True,
            limit=limit,
            return_predecessors=True,
        )
        reached, origin = reached[:nodes], origin[:nodes]
        inside = np.isfinite(reached)
        cost[inside] = np.rint(reached[inside]).astype(np.int32)
        which[inside] = origin[inside] - nodes
        return cost, _lowest_of_equals(arcs, seeds, cost, which)

    def table(
        self, arcs: Arcs, seeds: Seeds, targets: Flags, *, radius: int, k: int, limit: int
    ) -> Table:
        """See `Engine.table`."""
        places = np.flatnonzero(seeds.cost <= limit).astype(np.int32)
        places = places[np.argsort(seeds.node[places], kind="stable")]
        bound = _bounds(arcs, seeds, places, min(radius, limit), k, limit)
        matrix = _matrix(arcs)
        local = np.full(arcs.node_count, NONE, np.int32)
        found: list[tuple[Ints, Ints, Ints]] = [(places[:0], places[:0], places[:0])]
        for i in range(0, len(places), PLACES_AT_ONCE):
            some = places[i : i + PLACES_AT_ONCE]
            found.append(_search(arcs, matrix, seeds, some, targets, bound, local))
        return Table(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _bounds(arcs: Arcs, seeds: Seeds, places: Ints, radius: int, k: int, limit: int) -> Ints:
    """For every node a cost within which all places in the radius and the k nearest lie."""
    nodes = arcs.node_count
    bound = np.full(nodes, radius, np.int32)
    if k and len(places) < k:
        bound[:] = limit
    elif k and radius < limit:
        for group in range(k):
            hung = _with_seeds(arcs, _chosen(seeds, places[group::k]))
            cost = dijkstra(
                hung, indices=np.arange(nodes, hung.shape[0]), min_only=True, limit=limit
            )
            np.maximum(bound, np.minimum(cost[:nodes], limit), out=bound, casting="unsafe")
    return bound


def _chosen(seeds: Seeds, some: Ints) -> Seeds:
    return Seeds(seeds.node[some], seeds.cost[some])


def _matrix(arcs: Arcs) -> scipy.sparse.csr_array:
    nodes = arcs.node_count
    return scipy.sparse.csr_array(
        (arcs.cost.astype(np.float64), arcs.to, arcs.start), shape=(nodes, nodes)
    )


def _with_seeds(arcs: Arcs, seeds: Seeds) -> scipy.sparse.csr_array:
    """The graph with one more node for each seed, joined to its node one way at its cost."""
    nodes, more = arcs.node_count, len(seeds.node)
    start = np.concatenate([arcs.start, arcs.start[-1] + np.arange(1, more + 1)])
    to = np.concatenate([arcs.to, seeds.node])
    cost = np.concatenate([arcs.cost, seeds.cost]).astype(np.float64)
    return scipy.sparse.csr_array((cost, to, start), shape=(nodes + more, nodes + more))


def _lowest_of_equals(arcs: Arcs, seeds: Seeds, cost: Ints, which: Ints) -> Ints:
    """Where several seeds are equally near, take the lowest index, as every engine does."""
    which = np.where(which == NONE, UNREACHED, which).astype(np.int32)
    started = cost[seeds.node] == seeds.cost
    np.minimum.at(which, seeds.node[started], np.flatnonzero(started).astype(np.int32))
    leave = np.repeat(np.arange(arcs.node_count, dtype=np.int32), np.diff(arcs.start))
    ahead = cost[leave].astype(np.int64) + arcs.cost == cost[arcs.to]
    ahead &= cost[leave] != UNREACHED
    leave, to = leave[ahead], arcs.to[ahead]
    while len(leave):
        better = which[leave] < which[to]
        if not better.any():
            break
        np.minimum.at(which, to[better], which[leave[better]])
    return np.where(which == UNREACHED, NONE, which).astype(np.int32)


def _search(
    arcs: Arcs,
    matrix: scipy.sparse.csr_array,
    seeds: Seeds,
    places: Ints,
    targets: Flags,
    bound: Ints,
    local: Ints,
) -> tuple[Ints, Ints, Ints]:
    """Searches from some neighbouring places among the nodes to which they can matter."""
    starts = seeds.node[places]
    limit = int(bound.max(initial=0))
    nearest = dijkstra(matrix, indices=np.unique(starts), min_only=True, limit=limit)
    nearest += seeds.cost[places].min()
    ball = np.flatnonzero(nearest <= bound)
    local[ball] = np.arange(len(ball), dtype=np.int32)
    inner, own = _inner(arcs, ball, local), local[starts]
    local[ball] = NONE
    here = own != NONE
    if not here.any():
        return places[:0], places[:0], places[:0]
    cost = dijkstra(inner, indices=own[here], limit=limit)
    cost += seeds.cost[places[here]][:, None]
    cell = np.flatnonzero(cost <= bound[ball])
    row, column = np.divmod(cell, len(ball))
    wanted = targets[ball[column]]
    reached = np.rint(cost.ravel()[cell[wanted]]).astype(np.int32)
    return places[here][row[wanted]], ball[column[wanted]].astype(np.int32), reached


def _inner(arcs: Arcs, ball: Longs, local: Ints) -> scipy.sparse.csr_array:
    """The graph of the ball's nodes alone."""
    degree = arcs.start[ball + 1] - arcs.start[ball]
    rows = spans(arcs.start[ball], degree)
    to = local[arcs.to[rows]]
    kept = to != NONE
    leave = np.repeat(np.arange(len(ball)), degree)[kept]
    start = np.concatenate([[0], np.cumsum(np.bincount(leave, minlength=len(ball)))])
    return scipy.sparse.csr_array(
        (arcs.cost[rows[kept]].astype(np.float64), to[kept], start.astype(np.int32)),
        shape=(len(ball), len(ball)),
    )
