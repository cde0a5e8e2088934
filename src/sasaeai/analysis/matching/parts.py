"""The plan falls into parts that share nobody: each is worked out alone, without loss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from sasaeai.analysis.access.arrays import Flags, Floats, Longs
from sasaeai.analysis.matching.candidates import Candidates, points, within
from sasaeai.analysis.matching.settled import Settled, declined_blocks, told_slots
from sasaeai.analysis.matching.week import BLOCKS, Week, km_of

_SLOTS: Final = 32  # blocks of a volunteer in one number


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Requests and volunteers that are connected through candidates, with the arcs between them.

    All costs in points, exact to a thousandth. Arcs are (request, volunteer, block) in that order.

    :param requests, volunteers: places in the week; arcs use places in these
    :param fixed: arcs of confirmed visits
    :param tied: arcs of confirmed volunteers whose pair lacks the second one: they go if it is served
    :param certain: requests that are served in any case
    """

    requests: Longs
    volunteers: Longs
    request: Longs
    volunteer: Longs
    block: Longs
    cost: Floats
    need: Longs
    penalty: Floats
    cap: Longs
    load: Floats
    fairness: float
    fixed: Flags
    tied: Flags
    certain: Flags

    @property
    def slot(self) -> Longs:
        """Volunteer and block of each arc as one number."""
        return self.volunteer * _SLOTS + self.block


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Candidates after everything settled: pairs, costs, the caps that hold."""

    found: Candidates
    cost: Floats
    told: Longs
    cap: Longs
    pinned_request: Flags
    half_pinned: Flags
    pinned_pair: Longs


def ground_of(week: Week, found: Candidates, settled: Settled) -> Ground:
    """Put pins, refusals and the told plan on the candidates."""
    of = len(week.volunteers)
    blocks = found.blocks.astype(np.int64)
    codes = found.request.astype(np.int64) * of + found.volunteer
    for code, mask in declined_blocks(week, settled).items():
        at = int(np.searchsorted(codes, code))
        if at < len(codes) and codes[at] == code:
            blocks[at] &= ~mask
    pinned, half, cap = _pinned(week, settled)
    pin_codes = np.array(sorted(pinned), np.int64)
    pin_masks = np.array([pinned[code] for code in pin_codes.tolist()], np.int64)
    taken = np.zeros(of, np.int64)
    np.bitwise_or.at(taken, pin_codes % of, pin_masks)
    certain = np.zeros(len(week.requests), np.bool_)
    certain[pin_codes // of] = True
    certain &= ~half
    blocks &= ~taken[found.volunteer]
    for request in np.flatnonzero(half).tolist():
        own = pin_codes // of == request
        rows = slice(*np.searchsorted(found.request, [request, request + 1]))
        blocks[rows] &= int(np.bitwise_or.reduce(pin_masks[own]))
    blocks[certain[found.request]] = 0
    left = (blocks != 0) & ~within(codes, pin_codes)
    kept = _with_blocks(found.take(left), blocks[left])
    merged = _merged(week, kept, pin_codes, pin_masks)
    told = told_slots(week, settled.told)
    return Ground(merged, points(week, merged) / 1000.0, told, cap, certain, half, pin_codes)


def _pinned(week: Week, settled: Settled) -> tuple[dict[int, int], Flags, Longs]:
    """Masks of pinned pairs, requests with one of two people pinned, caps that allow all pins."""
    pinned: dict[int, int] = {}
    half = np.zeros(len(week.requests), np.bool_)
    times = np.zeros(len(week.volunteers), np.int64)
    for pin in settled.pins:
        request = week.request_at[pin.request]
        half[request] = len(pin.volunteers) < week.requests[request].people
        for name in pin.volunteers:
            volunteer = week.volunteer_at[name]
            pinned[request * len(week.volunteers) + volunteer] = 1 << pin.block
            times[volunteer] += 1
    return pinned, half, np.maximum(week.v.cap, times)


def _with_blocks(found: Candidates, blocks: Longs) -> Candidates:
    return Candidates(
        found.request, found.volunteer, found.km, blocks.astype(np.int32),
        found.same, found.liked, found.cut,
    )  # fmt: skip


def _merged(week: Week, kept: Candidates, pin_codes: Longs, pin_masks: Longs) -> Candidates:
    """Candidates with the pinned pairs added, in order."""
    if not len(pin_codes):
        return kept
    of = len(week.volunteers)
    request, volunteer = pin_codes // of, pin_codes % of
    gaps = week.r.unit[request] - week.v.unit[volunteer]
    chords = np.sqrt((gaps**2).sum(axis=1))
    km = km_of(chords)
    codes = np.concatenate([kept.request.astype(np.int64) * of + kept.volunteer, pin_codes])
    order = np.argsort(codes, kind="stable")
    liked = week.v.likes[week.r.category[request], volunteer]
    return Candidates(
        np.concatenate([kept.request, request.astype(np.int32)])[order],
        np.concatenate([kept.volunteer, volunteer.astype(np.int32)])[order],
        np.concatenate([kept.km, km])[order],
        np.concatenate([kept.blocks, pin_masks.astype(np.int32)])[order],
        np.concatenate([kept.same, within(pin_codes, week.codes("previous"))])[order],
        np.concatenate([kept.liked, liked])[order],
        kept.cut,
    )


def parts_of(week: Week, ground: Ground) -> Iterator[Part]:
    """The parts, by their first request; requests without candidates are in none."""
    found = ground.found
    if not len(found.request):
        return
    n, m = len(week.requests), len(week.volunteers)
    graph = coo_array(
        (np.ones(len(found.request), np.int8), (found.request, found.volunteer + np.int64(n))),
        shape=(n + m, n + m),
    )
    labels = connected_components(graph, directed=False)[1][found.request]
    _, first, label = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    label = rank[label]
    order = np.argsort(label, kind="stable")
    ends = np.searchsorted(label[order], np.arange(len(first) + 1))
    for start, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        part = _part(week, ground, order[start:end])
        if len(part.request):
            yield part


def _part(week: Week, ground: Ground, some: Longs) -> Part:
    found, of = ground.found, len(week.volunteers)
    pair, block = _spread(found.blocks[some])
    pair = some[pair]
    request, volunteer = (
        found.request[pair].astype(np.int64),
        found.volunteer[pair].astype(np.int64),
    )
    enough = _enough(request, block, week.r.need)
    pair, block, request, volunteer = (
        pair[enough],
        block[enough],
        request[enough],
        volunteer[enough],
    )
    requests, local_r = np.unique(request, return_inverse=True)
    volunteers, local_v = np.unique(volunteer, return_inverse=True)
    codes = request * of + volunteer
    cost = ground.cost[pair].copy()
    if len(ground.told):
        cost[within(codes * _SLOTS + block, ground.told)] -= week.weights.kept
    pinned = within(codes, ground.pinned_pair)
    half = ground.half_pinned[request]
    return Part(
        requests, volunteers, local_r, local_v, block, cost,
        week.r.need[requests], week.r.penalty[requests],
        ground.cap[volunteers], week.v.load[volunteers], week.weights.fairness,
        pinned & ~half, pinned & half, ground.pinned_request[requests],
    )  # fmt: skip


def _spread(masks: np.ndarray) -> tuple[Longs, Longs]:
    """Every block of every mask: place of the mask, block."""
    rows = [np.flatnonzero(masks >> block & 1) for block in range(BLOCKS)]
    pair = np.concatenate(rows)
    block = np.repeat(np.arange(BLOCKS), [len(row) for row in rows])
    order = np.argsort(pair, kind="stable")
    return pair[order], block[order]


def _enough(request: Longs, block: Longs, need: Longs) -> Flags:
    """Arcs of blocks where a request can find all the people it needs."""
    _, at, count = np.unique(request * _SLOTS + block, return_inverse=True, return_counts=True)
    found: Flags = count[at] >= need[request]
    return found
