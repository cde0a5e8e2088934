"""Large parts: prices first, then only the arcs that matter, a plan, and a bound that says how near it is.

1. `ascend` finds prices of hours; they show which few arcs each request would ever use.
2. The linear relaxation over these few (HiGHS) is whole for nearly all requests: those visits stand.
3. What is left in halves, or alone, is solved as a small mixed integer programme among the hours still
   free; where that is not good enough, the requests that hold the wanted volunteers take part too.
4. With the cost of the plan as target, `closer` raises the bound over *all* arcs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from sasaeai.analysis.access.arrays import Flags, Floats, Longs
from sasaeai.analysis.matching.exact import Solved, points_of, shares, solve
from sasaeai.analysis.matching.parts import Part
from sasaeai.analysis.matching.prices import Market, ascend, closer

_ROUNDS: Final = 100
_CLOSER_ROUNDS: Final = 600
_CHEAPEST: Final = 1
_WANTED: Final = 4
# The plan is worked on until it is so near the relaxation over the few arcs …
_GOOD: Final = 0.002
# … and the bound until it is so near the plan (the promise is 0.7 %); towns of ordinary size get more.
ENOUGH: Final = 0.0045
ENOUGH_OF_FEW: Final = 0.0008
_GOOD_OF_FEW: Final = 0.0005
_FEW_REQUESTS: Final = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class _Few:
    """The arcs that matter (marked in the part), how much of each the relaxation uses, its value."""

    some: Flags
    share: Floats
    value: float


def approach(part: Part) -> Solved:
    """A plan near the best, and the bound that proves how near."""
    market = Market(part)
    found = ascend(market, _ROUNDS)
    some = (found.seen > 0) | part.fixed | part.tied
    some[market.cheapest(found.prices, _CHEAPEST)] = True
    few = _relaxed(part, some)
    none = np.zeros(len(part.requests), np.bool_)
    chosen = _settled(part, few, some, none)
    points = points_of(part, chosen)
    few_requests = len(part.requests) <= _FEW_REQUESTS
    good, enough = (_GOOD_OF_FEW, ENOUGH_OF_FEW) if few_requests else (_GOOD, ENOUGH)
    if points > few.value * (1.0 + good):
        wanted = some.copy()
        wanted[market.cheapest(found.prices, _WANTED)] = True
        ring = _settled(part, few, wanted, _holders(part, few, wanted))
        chosen = min((chosen, ring), key=lambda arcs: points_of(part, arcs))
        points = points_of(part, chosen)
    bound = closer(market, found.prices, points, _CLOSER_ROUNDS, points * (1.0 - enough))
    return Solved(chosen, max(bound, found.bound))


def _relaxed(part: Part, some: Flags) -> _Few:
    few = np.flatnonzero(some)
    found, value = shares(_with(part, few))
    share = np.zeros(len(some))
    share[few] = found
    return _Few(some, share, value)


def _with(part: Part, few: Longs) -> Part:
    """The part with some of its arcs."""
    return replace(
        part,
        request=part.request[few],
        volunteer=part.volunteer[few],
        block=part.block[few],
        cost=part.cost[few],
        fixed=part.fixed[few],
        tied=part.tied[few],
    )


def _open(part: Part, few: _Few) -> Flags:
    """Requests that the relaxation serves in halves, or not at all."""
    half = (few.share > 1e-6) & (few.share < 1.0 - 1e-6)
    n = len(part.requests)
    people = np.bincount(part.request, few.share > 0.5, minlength=n)
    found: Flags = (np.bincount(part.request, half, minlength=n) > 0) | (people < part.need)
    return found


def _holders(part: Part, few: _Few, wanted: Flags) -> Flags:
    """Requests that hold a volunteer whom an open request wants."""
    volunteers = np.zeros(len(part.volunteers), np.bool_)
    volunteers[part.volunteer[_open(part, few)[part.request] & wanted]] = True
    found = np.zeros(len(part.requests), np.bool_)
    found[part.request[(few.share > 0.5) & volunteers[part.volunteer]]] = True
    return found


def _settled(part: Part, few: _Few, some: Flags, also: Flags) -> Longs:
    """Visits the relaxation is sure of stand; open requests, and some also, are solved among the rest."""
    open_ = _open(part, few)
    free = open_ | also
    stands = np.flatnonzero((few.share > 0.5) & ~free[part.request])
    visits = np.bincount(part.volunteer[stands], minlength=len(part.volunteers))
    left = part.cap - visits
    busy = np.zeros(32 * len(part.volunteers), np.bool_)
    busy[part.slot[stands]] = True
    arcs = free[part.request] & (open_[part.request] | some)
    arcs &= ~busy[part.slot] & (left[part.volunteer] > 0)
    rest = np.flatnonzero(arcs)
    small = replace(
        _with(part, rest), cap=left, load=part.load + visits, certain=part.certain & free
    )
    return np.sort(np.concatenate([stands, rest[solve(small, gap=0.001).chosen]]))
