"""The engine that needs nothing but SciPy: many small searches instead of few large ones.

SciPy's Dijkstra prepares every node of the graph for every start, so a city costs milliseconds a
start before the first step. Two observations keep the work small and the answers exact:

- Split the places into k groups. The farthest of a node's k nearest group members bounds its k-th
  nearest place: k passes over the graph give every node a bound.
- A place matters to a node only within the node's bound. Along a street the bound grows by no more
  than the street is long, so a place that matters to a node matters to every node on the way there.
  The searches from some neighbouring places can therefore run in the small graph of those nodes to
  which any of them can matter, and lose nothing. Many places are split into neighbourhoods first, whose graphs
  are split again: no node is looked at for every handful of places of the whole country.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy.sparse
from scipy.sparse.csgraph import dijkstra

from sasaeai.analysis.access.arrays import NONE, UNREACHED, Flags, Ints, Longs, spans
from sasaeai.analysis.access.engines.contract import Seeds, Table
from sasaeai.analysis.access.insertion import Arcs

PLACES_AT_ONCE: Final = 24
PARTS: Final = 48  # at most, into which too many places are split


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Places and the graph of those nodes to which any of them can matter.

    :param place: index into the seeds
    :param at, cost: node of each place in this graph, and what the way to it costs
    :param node: number of each node in the whole graph
    :param bound: for each node, within which cost a place can matter to it
    """

    place: Ints
    at: Ints
    cost: Ints
    matrix: scipy.sparse.csr_array
    node: Ints
    bound: Ints


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
        whole = _Part(
            places,
            seeds.node[places],
            seeds.cost[places],
            _matrix(arcs),
            np.arange(arcs.node_count, dtype=np.int32),
            bound,
        )
        found = [(places[:0], places[:0], places[:0]), *_found(whole, targets)]
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


def _found(part: _Part, targets: Flags) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Places, target nodes and costs between them, a few places at a time."""
    many = len(part.place)
    if not many:
        return
    if many <= PLACES_AT_ONCE:
        yield _search(_narrowed(part, slice(None)), targets)
        return
    each = max(PLACES_AT_ONCE, -(-many // PARTS))
    for first in range(0, many, each):
        yield from _found(_narrowed(part, slice(first, first + each)), targets)


def _narrowed(part: _Part, some: slice) -> _Part:
    """Some of the places, and only the nodes to which any of these can matter."""
    at, cost = part.at[some], part.cost[some]
    limit = int(part.bound.max(initial=0))
    nearest = dijkstra(part.matrix, indices=np.unique(at), min_only=True, limit=limit)
    ball = np.flatnonzero(nearest + cost.min() <= part.bound)
    local = np.full(len(part.node), NONE, np.int32)
    local[ball] = np.arange(len(ball), dtype=np.int32)
    own = local[at]
    here = own != NONE
    return _Part(
        part.place[some][here],
        own[here],
        cost[here],
        _inner(part.matrix, ball, local),
        part.node[ball],
        part.bound[ball],
    )


def _search(part: _Part, targets: Flags) -> tuple[Ints, Ints, Ints]:
    """One search from each place."""
    if not len(part.place):
        return part.place, part.place, part.place
    limit = int(part.bound.max(initial=0))
    cost = dijkstra(part.matrix, indices=part.at, limit=limit)
    cost += part.cost[:, None]
    cell = np.flatnonzero(cost <= part.bound)
    row, column = np.divmod(cell, len(part.node))
    wanted = targets[part.node[column]]
    reached = np.rint(cost.ravel()[cell[wanted]]).astype(np.int32)
    return part.place[row[wanted]], part.node[column[wanted]], reached


def _inner(matrix: scipy.sparse.csr_array, ball: Longs, local: Ints) -> scipy.sparse.csr_array:
    """The graph of the ball's nodes alone."""
    degree = matrix.indptr[ball + 1] - matrix.indptr[ball]
    rows = spans(matrix.indptr[ball], degree)
    to = local[matrix.indices[rows]]
    kept = to != NONE
    leave = np.repeat(np.arange(len(ball)), degree)[kept]
    start = np.concatenate([[0], np.cumsum(np.bincount(leave, minlength=len(ball)))])
    return scipy.sparse.csr_array(
        (matrix.data[rows[kept]], to[kept], start.astype(np.int32)), shape=(len(ball), len(ball))
    )
