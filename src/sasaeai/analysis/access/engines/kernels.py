"""Kernels: searches with a ring of buckets instead of a heap, on whole numbers.

Plain Python that numba compiles when it is there. Entries wait in buckets of equal width that are
emptied in order; inside one bucket a node may be improved and looked at again, so the answers are
exact for any width. (U. Meyer, P. Sanders, "Δ-stepping", J. Algorithms 49, 2003; one thread.)
Entries are rows of one pool, chained in buckets and, when free, in a list of free rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from sasaeai.analysis.access.arrays import NONE, UNREACHED

try:
    import numba
except ImportError:  # the extra [fast] is not installed
    numba = None

COMPILED: Final = numba is not None
NODE, PLACE, COST, NEXT = 0, 1, 2, 3  # columns of the pool
_POOL: Final = 4096


def _compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    if not COMPILED:
        return function
    compiled: Callable[..., Any] = numba.njit(cache=True, nogil=True)(function)
    return compiled


@_compiled
def _ring_size(arc_cost, seed_cost, limit, width):  # type: ignore[no-untyped-def]
    """Buckets needed so that no entry meets one a whole round older."""
    widest = 0
    for i in range(len(arc_cost)):
        if arc_cost[i] <= limit:
            widest = max(widest, arc_cost[i])
    lowest, highest = limit, 0
    for i in range(len(seed_cost)):
        if seed_cost[i] <= limit:
            lowest = min(lowest, seed_cost[i])
            highest = max(highest, seed_cost[i])
    return max(widest, highest - min(lowest, highest)) // width + 2


@_compiled
def _more(pool):  # type: ignore[no-untyped-def]
    """Twice the pool, its new half chained as free rows; and the first of them."""
    old = len(pool)
    larger = np.empty((2 * old, 4), np.int32)
    larger[:old] = pool
    for row in range(old, 2 * old):
        larger[row, NEXT] = row + 1
    larger[2 * old - 1, NEXT] = NONE
    return larger, old


@_compiled
def _grown(array):  # type: ignore[no-untyped-def]
    larger = np.empty(2 * len(array), array.dtype)
    larger[: len(array)] = array
    return larger


@_compiled
def _ball(  # type: ignore[no-untyped-def]
    start, to, arc_cost, origin, first, limit, width, cost, touched, bucket, pool
):
    """One bounded search; `cost` holds the answer for the first `seen` nodes of `touched`."""
    cost[origin], touched[0], seen = first, origin, 1
    now, used, waiting = first // width, 1, 1
    pool[0, NODE], pool[0, COST], pool[0, NEXT] = origin, first, NONE
    bucket[now % len(bucket)] = 0
    while waiting:
        e = bucket[now % len(bucket)]
        if e == NONE:
            now += 1
            continue
        bucket[now % len(bucket)] = pool[e, NEXT]
        waiting -= 1
        v, c = pool[e, NODE], pool[e, COST]
        if c != cost[v]:
            continue
        for a in range(start[v], start[v + 1]):
            w, further = to[a], c + arc_cost[a]
            if further > limit or further >= cost[w]:
                continue
            if cost[w] == UNREACHED:
                touched[seen] = w
                seen += 1
            cost[w] = further
            if used == len(pool):
                pool, _ = _more(pool)
            b = (further // width) % len(bucket)
            pool[used, NODE], pool[used, COST], pool[used, NEXT] = w, further, bucket[b]
            bucket[b] = used
            used += 1
            waiting += 1
    return seen, pool


@_compiled
def within(  # type: ignore[no-untyped-def]
    start, to, arc_cost, seed_node, seed_cost, targets, limit, width
):
    """All (seed, target node, cost) within the limit: one bounded search for each seed."""
    nodes = len(start) - 1
    cost = np.full(nodes, UNREACHED, np.int32)
    touched = np.empty(nodes, np.int32)
    bucket = np.full(_ring_size(arc_cost, seed_cost[:1], limit, width), NONE, np.int32)
    pool = np.empty((_POOL, 4), np.int32)
    out_seed, out_node = np.empty(_POOL, np.int32), np.empty(_POOL, np.int32)
    out_cost = np.empty(_POOL, np.int32)
    rows = 0
    for s in range(len(seed_node)):
        if seed_cost[s] > limit:
            continue
        v, c = seed_node[s], seed_cost[s]
        seen, pool = _ball(start, to, arc_cost, v, c, limit, width, cost, touched, bucket, pool)
        while rows + seen > len(out_seed):
            out_seed, out_node, out_cost = _grown(out_seed), _grown(out_node), _grown(out_cost)
        for i in range(seen):
            w = touched[i]
            if targets[w]:
                out_seed[rows], out_node[rows], out_cost[rows] = s, w, cost[w]
                rows += 1
            cost[w] = UNREACHED
    return out_seed[:rows].copy(), out_node[:rows].copy(), out_cost[:rows].copy()


@_compiled
def _enter(labels, v, place, c):  # type: ignore[no-untyped-def]
    """Put a label (cost, place) into the sorted list of a node; False if not among the k best."""
    last = labels.shape[1] - 1
    if labels[v, last, 0] < c or (labels[v, last, 0] == c and labels[v, last, 1] <= place):
        return False
    slot = last
    for i in range(last + 1):
        if labels[v, i, 1] == place:
            if labels[v, i, 0] <= c:
                return False
            slot = i
            break
    while slot > 0 and (
        labels[v, slot - 1, 0] > c
        or (labels[v, slot - 1, 0] == c and labels[v, slot - 1, 1] > place)
    ):
        labels[v, slot, 0], labels[v, slot, 1] = labels[v, slot - 1, 0], labels[v, slot - 1, 1]
        slot -= 1
    labels[v, slot, 0], labels[v, slot, 1] = c, place
    return True


@_compiled
def _holds(labels, v, place, c):  # type: ignore[no-untyped-def]
    """Whether a label still stands as it was when it began to wait."""
    for i in range(labels.shape[1]):
        if labels[v, i, 1] == place:
            return labels[v, i, 0] == c
    return False


@_compiled
def k_nearest(  # type: ignore[no-untyped-def]
    start, to, arc_cost, seed_node, seed_cost, k, limit, width
):
    """The k cheapest seeds of every node: labels (cost, place), nodes × k × 2, cheapest first.

    A label is passed on to the neighbours as long as it is among the k best of its node.
    """
    labels = np.empty((len(start) - 1, k, 2), np.int32)
    labels[:, :, 0], labels[:, :, 1] = UNREACHED, NONE
    bucket = np.full(_ring_size(arc_cost, seed_cost, limit, width), NONE, np.int32)
    pool, free = _more(np.empty((_POOL, 4), np.int32))
    now, waiting = UNREACHED, 0
    for s in range(len(seed_node)):
        v, c = seed_node[s], seed_cost[s]
        if c <= limit and _enter(labels, v, s, c):
            if free == NONE:
                pool, free = _more(pool)
            n, b = free, (c // width) % len(bucket)
            free = pool[n, NEXT]
            pool[n, NODE], pool[n, PLACE], pool[n, COST], pool[n, NEXT] = v, s, c, bucket[b]
            bucket[b] = n
            waiting += 1
            now = min(now, c // width)
    while waiting:
        e = bucket[now % len(bucket)]
        if e == NONE:
            now += 1
            continue
        v, s, c = pool[e, NODE], pool[e, PLACE], pool[e, COST]
        bucket[now % len(bucket)], pool[e, NEXT], free = pool[e, NEXT], free, e
        waiting -= 1
        if not _holds(labels, v, s, c):
            continue
        for a in range(start[v], start[v + 1]):
            w, further = to[a], c + arc_cost[a]
            if further > limit or not _enter(labels, w, s, further):
                continue
            if free == NONE:
                pool, free = _more(pool)
            n, b = free, (further // width) % len(bucket)
            free = pool[n, NEXT]
            pool[n, NODE], pool[n, PLACE], pool[n, COST], pool[n, NEXT] = w, s, further, bucket[b]
            bucket[b] = n
            waiting += 1
    return labels


__all__ = ["COMPILED", "k_nearest", "within"]
