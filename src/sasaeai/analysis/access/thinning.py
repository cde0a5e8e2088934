"""A smaller graph with the same distances between the points that matter.

Dead ends without a home or a facility are walked by nobody, and a node that only joins two pieces
of street is no decision. Without them a city's graph has about half as many nodes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sasaeai.analysis.access.arrays import NONE, Flags, Ints, Longs

_PRUNING_ROUNDS: Final = 16


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Pieces of street that go both ways at the same cost."""

    tail: Ints
    head: Ints
    cost: Ints


def thinned(pieces: Pieces, kept: Flags) -> tuple[Pieces, Ints]:
    """Pieces between the nodes that remain, and the new number of each old node (`NONE` if gone).

    Distances between kept nodes are unchanged.

    :param kept: nodes that must remain, one flag a node
    """
    pieces, degree = _pruned(pieces, kept)
    through = (degree == 2) & ~kept
    pieces = straightened(pieces, through)
    remains = kept.copy()
    remains[pieces.tail] = True
    remains[pieces.head] = True
    place = np.where(remains, np.cumsum(remains) - 1, NONE).astype(np.int32)
    return Pieces(place[pieces.tail], place[pieces.head], pieces.cost), place


def _pruned(pieces: Pieces, kept: Flags) -> tuple[Pieces, Longs]:
    """Without dead ends (nearly all: very long ones may keep a stump)."""
    nodes = len(kept)
    loops = pieces.tail == pieces.head
    tail, head, cost = pieces.tail[~loops], pieces.head[~loops], pieces.cost[~loops]
    degree = np.bincount(tail, minlength=nodes) + np.bincount(head, minlength=nodes)
    for _ in range(_PRUNING_ROUNDS):
        leaf = (degree == 1) & ~kept
        goes = leaf[tail] | leaf[head]
        if not goes.any():
            break
        degree -= np.bincount(tail[goes], minlength=nodes)
        degree -= np.bincount(head[goes], minlength=nodes)
        tail, head, cost = tail[~goes], head[~goes], cost[~goes]
    return Pieces(tail, head, cost), degree


def straightened(pieces: Pieces, through: Flags) -> Pieces:
    """Chains of nodes that only pass on become one piece each.

    :param through: nodes of exactly two pieces that are to vanish
    """
    many = len(pieces.tail)
    leave = np.concatenate([pieces.tail, pieces.head])
    reach = np.concatenate([pieces.head, pieces.tail])
    cost = np.concatenate([pieces.cost, pieces.cost])
    onward = _onward(leave, through, many)
    first = np.flatnonzero(~through[leave])
    last, total = first.copy(), cost[first]
    walking = np.flatnonzero(through[reach[last]])
    while len(walking):
        step = onward[last[walking]]
        last[walking] = step
        total[walking] += cost[step]
        walking = walking[through[reach[step]]]
    # Every chain was walked from both ends; the walk that began at the lower arc is taken.
    backward = np.where(last < many, last + many, last - many)
    once = (first < backward) & (leave[first] != reach[last])
    return Pieces(leave[first[once]], reach[last[once]], total[once])


def _onward(leave: Ints, through: Flags, many: int) -> Longs:
    """For each arc into a node of two pieces, the arc that goes on instead of back."""
    onward = np.full(2 * many, NONE, np.int64)
    out = np.flatnonzero(through[leave])
    out = out[np.argsort(leave[out], kind="stable")]
    one, other = out[0::2], out[1::2]
    onward[np.where(one < many, one + many, one - many)] = other
    onward[np.where(other < many, other + many, other - many)] = one
    return onward
