"""Parallel streets drawn alike become one: the shortest counts, in each direction."""

from __future__ import annotations

import dataclasses
from typing import Final

import numpy as np

from sasaeai.analysis.access.arrays import Flags, Ints, Longs, spans
from sasaeai.analysis.access.network import NO_WAY, Network

_FAR: Final = np.iinfo(np.int32).max


def joined(network: Network) -> Network:
    """The same network without streets that nobody may walk and without doubles.

    Two streets are doubles when they have the same ends and the same bends, whichever way they are
    drawn. Streets with other bends stay apart, because a home may stand on either.
    """
    walkable = (network.forward_mm != NO_WAY) | (network.backward_mm != NO_WAY)
    bends = np.diff(network.shape_start)
    useful = walkable & ((network.tail != network.head) | (bends > 0))
    network = _turned(_only(network, np.flatnonzero(useful)))
    group, first = _groups(network)
    return dataclasses.replace(
        _only(network, first),
        forward_mm=_shortest(network.forward_mm, group, len(first)),
        backward_mm=_shortest(network.backward_mm, group, len(first)),
    )


def _only(network: Network, kept: Longs) -> Network:
    """Some of the streets, with their bends."""
    bends = np.diff(network.shape_start)[kept]
    places = spans(network.shape_start[:-1][kept], bends)
    return dataclasses.replace(
        network,
        tail=network.tail[kept],
        head=network.head[kept],
        forward_mm=network.forward_mm[kept],
        backward_mm=network.backward_mm[kept],
        slope=network.slope[kept],
        shape_start=np.concatenate([[0], np.cumsum(bends)]).astype(np.int64),
        shape_x=network.shape_x[places],
        shape_y=network.shape_y[places],
    )


def _turned(network: Network) -> Network:
    """Every street drawn from its lower node (a loop: from its lower bend)."""
    back = (network.tail > network.head) | _loops_drawn_back(network)
    bends = np.diff(network.shape_start)
    places = spans(network.shape_start[:-1], bends)
    mirrored = np.repeat(network.shape_start[:-1] + network.shape_start[1:] - 1, bends) - places
    places = np.where(np.repeat(back, bends), mirrored, places)
    return dataclasses.replace(
        network,
        tail=np.where(back, network.head, network.tail),
        head=np.where(back, network.tail, network.head),
        forward_mm=np.where(back, network.backward_mm, network.forward_mm),
        backward_mm=np.where(back, network.forward_mm, network.backward_mm),
        slope=np.where(back, -network.slope, network.slope),
        shape_x=network.shape_x[places],
        shape_y=network.shape_y[places],
    )


def _loops_drawn_back(network: Network) -> Flags:
    back = np.zeros(network.street_count, np.bool_)
    loops = np.flatnonzero((network.tail == network.head) & (np.diff(network.shape_start) > 0))
    first, last = network.shape_start[loops], network.shape_start[loops + 1] - 1
    ends = [(network.shape_x[i], network.shape_y[i]) for i in first]
    others = [(network.shape_x[i], network.shape_y[i]) for i in last]
    back[loops] = [a > b for a, b in zip(ends, others, strict=True)]
    return back


def _groups(network: Network) -> tuple[Longs, Longs]:
    """Group of each street, and the first street of each group in the order of the streets."""
    key = network.tail.astype(np.int64) * network.node_count + network.head
    bent = np.flatnonzero(np.diff(network.shape_start) > 0)
    # Streets with bends get keys of their own above all others, equal where the bends are equal.
    seen: dict[tuple[int, bytes], int] = {}
    above = network.node_count**2
    for street in bent.tolist():
        part = slice(int(network.shape_start[street]), int(network.shape_start[street + 1]))
        drawn = np.round(np.stack([network.shape_x[part], network.shape_y[part]]), 2).tobytes()
        key[street] = above + seen.setdefault((int(key[street]), drawn), len(seen))
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return place[group], first[order]


def _shortest(lengths: Ints, group: Longs, groups: int) -> Ints:
    """The smallest length of each group that is a way at all."""
    least = np.full(groups, _FAR, np.int32)
    np.minimum.at(least, group, np.where(lengths == NO_WAY, _FAR, lengths))
    return np.where(least == _FAR, NO_WAY, least).astype(np.int32)
