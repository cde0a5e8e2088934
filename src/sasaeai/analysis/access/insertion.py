"""Homes and facilities become nodes: streets are split where points stand on them.

No special case remains afterwards: two points on one street, a home at a crossing, ten homes on
one long street are all just nodes and pieces of street between them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sasaeai.analysis.access.arrays import NONE, Flags, Floats, Ints, Longs
from sasaeai.analysis.access.network import NO_WAY, Network, morton_codes
from sasaeai.analysis.access.snapping import Snapped
from sasaeai.analysis.access.thinning import Pieces, thinned


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """Directed pieces of street by the node they leave (compressed rows); parallel ones may occur."""

    start: Ints
    to: Ints
    cost: Ints

    @property
    def node_count(self) -> int:
        return len(self.start) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Chains:
    """The nodes on each street in order, with the cost from its tail up to each, both ways.

    :param start: where a street's chain begins; one more than streets
    """

    start: Longs
    node: Ints
    forward: Ints
    backward: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Core:
    """Arcs both ways among fewer nodes.

    :param node: node of each inserted point here, `NONE` where it has no road
    :param place: number here of each node of the whole graph, `NONE` where it is gone
    """

    out: Arcs
    into: Arcs
    node: Ints
    place: Ints


@dataclass(frozen=True, slots=True, eq=False)
class WalkGraph:
    """A network into which points were inserted.

    :param out: arcs in walking direction (from homes)
    :param into: the same arcs turned round (search from facilities)
    :param node: node of each inserted point, `NONE` where it has no road
    :param core: a smaller graph with the same distances between the inserted points
    """

    out: Arcs
    into: Arcs
    node: Ints
    core: Core
    chains: Chains
    x: Floats
    y: Floats


def insert_points(
    network: Network, points: Snapped, *, forward: Ints | None = None, backward: Ints | None = None
) -> WalkGraph:
    """Split streets at the points and number all nodes along a Morton curve.

    :param forward, backward: cost of each street each way (default: its length in millimetres)
    """
    forward = network.forward_mm if forward is None else forward
    backward = network.backward_mm if backward is None else backward
    chains, node, x, y = _chains(network, points, forward, backward)
    order = np.argsort(morton_codes(x, y), kind="stable")
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    node = np.where(node == NONE, NONE, place[node]).astype(np.int32)
    chains = Chains(chains.start, place[chains.node], chains.forward, chains.backward)
    x, y = x[order], y[order]
    no_way = (forward == NO_WAY, backward == NO_WAY)
    both = _both_ways(chains) if not no_way[0].any() and not no_way[1].any() else None
    if both is None:
        out, into = _directed(chains, len(x), *no_way)
        whole = Core(out, into, node, np.arange(len(x), dtype=np.int32))
        return WalkGraph(out, into, node, whole, chains, x, y)
    arcs = _doubled(both, len(x))
    return WalkGraph(arcs, arcs, node, _core(both, node, len(x)), chains, x, y)


def _core(pieces: Pieces, node: Ints, nodes: int) -> Core:
    kept = np.zeros(nodes, np.bool_)
    kept[node[node != NONE]] = True
    fewer, place = thinned(pieces, kept)
    arcs = _doubled(fewer, int(place.max(initial=NONE)) + 1)
    return Core(arcs, arcs, np.where(node == NONE, NONE, place[node]).astype(np.int32), place)


def _chains(
    network: Network, points: Snapped, forward: Ints, backward: Ints
) -> tuple[Chains, Ints, Floats, Floats]:
    """Chains in the network's own numbers, new nodes behind the old ones."""
    on_road = np.flatnonzero(points.on_road)
    order = on_road[np.lexsort((points.fraction[on_road], points.street[on_road]))]
    street, fraction = points.street[order], points.fraction[order]
    ahead = _position(fraction, forward[street])
    back = _position(fraction, backward[street])
    at_tail = (ahead <= 0) & (back <= 0)
    at_head = (ahead == forward[street]) & (back == backward[street]) & ~at_tail
    inside = ~(at_tail | at_head)
    new = inside.copy()
    new[1:] &= (np.diff(street) != 0) | (np.diff(ahead) != 0) | (np.diff(back) != 0) | ~inside[:-1]
    number = network.node_count - 1 + np.cumsum(new)
    node = np.full(len(points.street), NONE, np.int32)
    node[order] = np.where(
        at_tail, network.tail[street], np.where(at_head, network.head[street], number)
    )
    where, owner = np.flatnonzero(new), street[new]
    chains = _threaded(network, owner, number[new], ahead[where], back[where], forward, backward)
    along_x, along_y = _places(network, owner, fraction[new])
    x, y = np.concatenate([network.x, along_x]), np.concatenate([network.y, along_y])
    return chains, node, x, y


def _position(fraction: Floats, cost: Ints) -> Ints:
    return np.where(cost == NO_WAY, NO_WAY, np.rint(fraction * cost)).astype(np.int32)


def _places(network: Network, street: Ints, fraction: Floats) -> tuple[Floats, Floats]:
    """Roughly where the new nodes lie (on the chord): only for the order in memory."""
    x0, y0 = network.x[network.tail[street]], network.y[network.tail[street]]
    x1, y1 = network.x[network.head[street]], network.y[network.head[street]]
    return x0 + fraction * (x1 - x0), y0 + fraction * (y1 - y0)


def _threaded(
    network: Network,
    owner: Ints,
    number: Longs,
    ahead: Ints,
    back: Ints,
    forward: Ints,
    backward: Ints,
) -> Chains:
    """Tail, inserted nodes, head for each street."""
    inserted = np.bincount(owner, minlength=network.street_count)
    start = np.concatenate([[0], np.cumsum(inserted + 2)]).astype(np.int64)
    total = int(start[-1])
    node = np.empty(total, np.int32)
    position = np.empty((2, total), np.int32)
    first, last = start[:-1], start[1:] - 1
    node[first], node[last] = network.tail, network.head
    for row, cost in enumerate((forward, backward)):
        position[row, first] = np.where(cost == NO_WAY, NO_WAY, 0)
        position[row, last] = cost
    before = np.cumsum(inserted) - inserted
    slots = start[owner] + 1 + np.arange(len(owner)) - before[owner]
    node[slots] = number
    position[0, slots], position[1, slots] = ahead, back
    return Chains(start, node, position[0], position[1])


def _left_ends(chains: Chains) -> Longs:
    """Where the pieces of all chains begin."""
    piece = np.ones(len(chains.node), np.bool_)
    piece[chains.start[1:] - 1] = False
    return np.flatnonzero(piece)


def _both_ways(chains: Chains) -> Pieces | None:
    """The pieces, if all of them cost the same in both directions."""
    left = _left_ends(chains)
    right = left + 1
    ahead = chains.forward[right] - chains.forward[left]
    if not np.array_equal(ahead, chains.backward[right] - chains.backward[left]):
        return None
    return Pieces(chains.node[left], chains.node[right], ahead)


def _doubled(pieces: Pieces, nodes: int) -> Arcs:
    """Arcs both ways."""
    return _rows(
        np.concatenate([pieces.tail, pieces.head]),
        np.concatenate([pieces.head, pieces.tail]),
        np.concatenate([pieces.cost, pieces.cost]),
        nodes,
    )


def _directed(
    chains: Chains, nodes: int, no_forward: Flags, no_backward: Flags
) -> tuple[Arcs, Arcs]:
    """Arcs out of nodes, and the same turned round."""
    left = _left_ends(chains)
    right = left + 1
    tail, head = chains.node[left], chains.node[right]
    ahead = chains.forward[right] - chains.forward[left]
    back = chains.backward[right] - chains.backward[left]
    street = np.repeat(np.arange(len(no_forward)), np.diff(chains.start))[left]
    go, come = ~no_forward[street], ~no_backward[street]
    leave = np.concatenate([tail[go], head[come]])
    reach = np.concatenate([head[go], tail[come]])
    cost = np.concatenate([ahead[go], back[come]])
    return _rows(leave, reach, cost, nodes), _rows(reach, leave, cost, nodes)


def _rows(leave: Ints, reach: Ints, cost: Ints, nodes: int) -> Arcs:
    different = leave != reach
    leave, reach, cost = leave[different], reach[different], cost[different]
    order = np.argsort(leave, kind="stable")
    start = np.zeros(nodes + 1, np.int32)
    np.cumsum(np.bincount(leave, minlength=nodes), out=start[1:])
    return Arcs(start, reach[order].astype(np.int32), cost[order].astype(np.int32))
