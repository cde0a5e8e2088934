"""どこに止まればよいか: the n stops that bring most people within reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from sasaeai.analysis.access.arrays import Flags, Floats, Ints
from sasaeai.analysis.access.reach import Pairs

_SWAP_ROUNDS: Final = 50


@dataclass(frozen=True, slots=True)
class Stop:
    """One chosen candidate and the people it adds to those already reached by the ones before it."""

    candidate: int
    adds: float


@dataclass(frozen=True, slots=True)
class Choice:
    """Chosen stops, best first.

    :param reached: people reached by the stops and by nothing else before
    :param at_most: no choice of so many stops can reach more (proven)
    :param waiting: people without a facility within the radius before
    """

    stops: tuple[Stop, ...]
    reached: float
    at_most: float
    waiting: float

    @property
    def gap(self) -> float:
        """How far the choice may at most be from the best one, as a share."""
        return (self.at_most - self.reached) / self.at_most if self.at_most else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class _Cover:
    """Which candidate reaches which uncovered home."""

    home: Ints
    candidate: Ints
    weight: Floats
    candidates: int

    def gains(self, covered: Flags) -> Floats:
        new = self.weight[self.home] * ~covered[self.home]
        return np.bincount(self.candidate, new, minlength=self.candidates).astype(np.float64)

    def times(self, chosen: list[int]) -> Ints:
        """How often each home is covered."""
        some = np.isin(self.candidate, chosen)
        return np.bincount(self.home[some], minlength=len(self.weight)).astype(np.int32)


def best_stops(
    pairs: Pairs,
    weight: Floats,
    covered: Flags,
    candidates: int,
    choose: int,
    *,
    radius_metres: float,
    prove_seconds: float = 0.0,
) -> Choice:
    """Choose stops greedily, then exchange single ones while that reaches more people.

    Greedy alone reaches at least 63 % of the best (Nemhauser, Wolsey, Fisher 1978); the bound says
    how near this choice really is. Equal candidates: the first in order.

    :param pairs: homes and candidates, complete up to the radius
    :param covered: homes that have a facility within the radius already
    :param prove_seconds: let HiGHS look for a better choice and a proof for so long
    """
    near = pairs.within(round(radius_metres * 1000))
    open_ = ~covered[near.home] & (weight[near.home] > 0)
    cover = _Cover(near.home[open_], near.facility[open_], weight, candidates)
    chosen, bound = _greedy(cover, choose)
    chosen = _exchanged(cover, chosen)
    if prove_seconds > 0 and chosen:
        chosen, bound = _proven(cover, chosen, bound, choose, prove_seconds)
    stops = _in_order(cover, chosen)
    reached = float(sum(stop.adds for stop in stops))
    waiting = float(weight[~covered].sum())
    return Choice(stops, reached, max(min(bound, waiting), reached), waiting)


def _greedy(cover: _Cover, choose: int) -> tuple[list[int], float]:
    covered = np.zeros(len(cover.weight), np.bool_)
    chosen: list[int] = []
    reached, bound = 0.0, np.inf
    for _ in range(choose):
        gains = cover.gains(covered)
        top = np.sort(gains)[::-1][:choose]
        bound = min(bound, reached + float(top.sum()))
        best = int(np.argmax(gains)) if len(gains) else 0
        if not len(gains) or gains[best] <= 0:
            break
        chosen.append(best)
        reached += float(gains[best])
        covered[cover.home[cover.candidate == best]] = True
    return chosen, bound if np.isfinite(bound) else 0.0


def _exchanged(cover: _Cover, chosen: list[int]) -> list[int]:
    """Exchange one stop for another while that reaches more people."""
    chosen = list(chosen)
    for _ in range(_SWAP_ROUNDS):
        times = cover.times(chosen)
        best = (1e-9, -1, -1)
        for i, stop in enumerate(chosen):
            own = cover.home[cover.candidate == stop]
            left = times.copy()
            left[own] -= 1
            lost = float(cover.weight[own[left[own] == 0]].sum())
            gains = cover.gains(left > 0)
            other = int(np.argmax(gains))
            if gains[other] - lost > best[0]:
                best = (float(gains[other]) - lost, i, other)
        if best[1] < 0:
            break
        chosen[best[1]] = best[2]
    return chosen


def _proven(
    cover: _Cover, chosen: list[int], bound: float, choose: int, seconds: float
) -> tuple[list[int], float]:
    """The maximal covering location problem by HiGHS (R. Church, C. ReVelle 1974)."""
    homes, row = np.unique(cover.home, return_inverse=True)
    stops, n = cover.candidates, len(homes)
    link = coo_array(
        (
            np.concatenate([np.ones(n), -np.ones(len(row))]),
            (
                np.concatenate([np.arange(n), row]),
                np.concatenate([stops + np.arange(n), cover.candidate]),
            ),
        ),
        shape=(n, stops + n),
    ).tocsr()
    number = np.concatenate([np.ones(stops), np.zeros(n)])[None, :]
    found = milp(
        np.concatenate([np.zeros(stops), -cover.weight[homes]]),
        constraints=[
            LinearConstraint(link, -np.inf, 0.0),
            LinearConstraint(number, 0.0, float(choose)),
        ],
        bounds=Bounds(0.0, 1.0),
        integrality=np.concatenate([np.ones(stops), np.zeros(n)]),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if found.mip_dual_bound is not None and np.isfinite(found.mip_dual_bound):
        bound = min(bound, -float(found.mip_dual_bound))
    if found.x is None:
        return chosen, bound
    better = np.flatnonzero(found.x[:stops] > 0.5).tolist()
    return (better if _total(cover, better) > _total(cover, chosen) + 1e-9 else chosen), bound


def _total(cover: _Cover, chosen: list[int]) -> float:
    return float(cover.weight[cover.times(chosen) > 0].sum())


def _in_order(cover: _Cover, chosen: list[int]) -> tuple[Stop, ...]:
    """The chosen stops in the order in which each adds most."""
    covered = np.zeros(len(cover.weight), np.bool_)
    rest, stops = sorted(chosen), list[Stop]()
    while rest:
        gains = cover.gains(covered)
        best = max(rest, key=lambda stop: (gains[stop], -stop))
        stops.append(Stop(best, float(gains[best])))
        covered[cover.home[cover.candidate == best]] = True
        rest.remove(best)
    return tuple(stops)
