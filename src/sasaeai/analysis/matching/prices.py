"""What an hour of each volunteer is worth: Lagrangian prices of volunteer-blocks and of load.

With a price on every volunteer-block and on every volunteer's load, each request can choose alone, and
each volunteer can choose how many visits to offer; what they choose costs no more than any plan does.
So every set of prices proves a bound, and raising prices where too many choose the same hour makes the
bound better (Polyak's subgradient step with a falling target level).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sasaeai.analysis.access.arrays import Flags, Floats, Longs
from sasaeai.analysis.matching.parts import Part

_PATIENCE: Final = 8


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """Points by volunteer-block (in the order of `Market.slots`, not below 0) and by volunteer."""

    slot: Floats
    load: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What everybody chooses at some prices.

    :param bound: no plan costs less
    :param picked: arcs (places in the part) the requests choose
    :param slot_excess, load_excess: chosen minus offered; where above 0 the price is too low
    """

    bound: float
    picked: Longs
    slot_excess: Floats
    load_excess: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Ascent:
    """The best prices found, their bound, and how often each arc was chosen lately."""

    prices: Prices
    bound: float
    seen: Longs


class Market:
    """One part, sorted so that all requests can choose at once."""

    def __init__(self, part: Part) -> None:
        self.order = np.lexsort((part.volunteer, part.block, part.request))
        self.volunteer = part.volunteer[self.order]
        self.cost = part.cost[self.order]
        self.slots, slot = np.unique(part.slot, return_inverse=True)
        self.slot = slot[self.order]
        group = part.request[self.order] * 32 + part.block[self.order]
        groups, self.group_starts, self.group = np.unique(
            group, return_index=True, return_inverse=True
        )
        self.owner = groups // 32
        self.owner_starts = np.searchsorted(self.owner, np.arange(len(part.requests)))
        self.double = part.need[self.owner] == 2
        self.double_arcs = np.flatnonzero(self.double[self.group])
        self.double_starts = np.searchsorted(
            self.group[self.double_arcs], np.flatnonzero(self.double)
        )
        self.double_number = np.cumsum(self.double) - 1
        self.penalty = np.where(part.certain, np.inf, part.penalty)
        self.steps = _steps(part, self.slots)

    def no_prices(self) -> Prices:
        """Every hour for nothing, every volunteer's first visit at its fairness cost."""
        return Prices(np.zeros(len(self.slots)), self.steps[:, 0].copy())

    def reduced(self, prices: Prices) -> Floats:
        """Costs with prices, in the order of this market."""
        return self.cost + prices.slot[self.slot] + prices.load[self.volunteer]

    def ask(self, prices: Prices) -> Answer:
        """Let everybody choose."""
        offers = self._offers(self.reduced(prices))
        best = np.minimum.reduceat(offers.value, self.owner_starts)
        choice = _first_of(offers.value == best[self.owner], self.owner)
        choice = choice[best < self.penalty]
        also = offers.second[self.double_number[choice[self.double[choice]]]]
        picked = np.concatenate([offers.first[choice], also])
        wanted = self.steps - prices.load[:, None]
        bound = np.minimum(best, self.penalty).sum() - prices.slot.sum()
        bound += np.minimum(wanted, 0.0).sum()
        return Answer(
            float(bound),
            self.order[picked],
            np.bincount(self.slot[picked], minlength=len(self.slots)).astype(np.float64) - 1.0,
            np.bincount(self.volunteer[picked], minlength=len(self.steps))
            - (wanted < 0).sum(axis=1).astype(np.float64),
        )

    def cheapest(self, prices: Prices, number: int) -> Longs:
        """So many arcs of each request that cost least at these prices."""
        cost = self.reduced(prices)
        owner = self.owner[self.group]
        by_cost = np.lexsort((cost, owner))
        rank = np.arange(len(owner)) - np.searchsorted(owner, owner)
        found: Longs = self.order[by_cost[rank < number]]
        return found

    def _offers(self, cost: Floats) -> _Offers:
        least = np.minimum.reduceat(cost, self.group_starts)
        first = _first_of(cost == least[self.group], self.group)
        value = least.copy()
        if not len(self.double_arcs):
            return _Offers(value, first, self.double_arcs)
        left = cost[self.double_arcs].copy()
        left[np.searchsorted(self.double_arcs, first[self.double])] = np.inf
        other = np.minimum.reduceat(left, self.double_starts)
        value[self.double] += other
        number = self.double_number[self.group[self.double_arcs]]
        second = self.double_arcs[_first_of(left == other[number], number)]
        return _Offers(value, first, second)


@dataclass(frozen=True, slots=True, eq=False)
class _Offers:
    """For each request and block: what it costs, the cheapest arc; for pairs also the second."""

    value: Floats
    first: Longs
    second: Longs


def _steps(part: Part, slots: Longs) -> Floats:
    """Cost of each volunteer's first, second, … visit; infinite beyond what they can give."""
    most = np.minimum(part.cap, np.bincount(slots // 32, minlength=len(part.volunteers)))
    visit = np.arange(1, max(int(most.max(initial=1)), 1) + 1)
    steps = part.fairness * (2.0 * (part.load[:, None] + visit) - 1.0)
    steps[visit > most[:, None]] = np.inf
    return steps


def _first_of(flags: Flags, group: Longs) -> Longs:
    """The first marked place of each group; groups stand together and each has one."""
    at = np.flatnonzero(flags)
    own = group[at]
    found: Longs = at[np.append(True, own[1:] != own[:-1])]
    return found


def ascend(market: Market, rounds: int) -> Ascent:
    """Raise the bound for some rounds towards a level that falls where the way gets hard.

    Choices of the first third are not counted as seen.
    """
    way = _Way(market, market.no_prices())
    seen = np.zeros(len(market.order), np.int64)
    level, last = 0.0, 0
    for turn in range(rounds):
        before = way.bound
        answer = way.look()
        level = level or 0.5 * abs(answer.bound) + 1.0
        if turn >= rounds // 3:
            seen[answer.picked] += 1
        if answer.bound > before + 0.1 * level:
            last = turn
        if turn - last > _PATIENCE:
            level, last = 0.6 * level, turn
            answer = way.back()
        if not way.step(answer, way.bound + level, 1.0):
            break
    return Ascent(way.best, way.bound, seen)


def closer(market: Market, prices: Prices, target: float, rounds: int, enough: float) -> float:
    """A better bound, knowing a plan that costs `target`; stops when the bound is `enough`."""
    way = _Way(market, prices, memory=0.7)
    share, last = 1.0, 0
    for turn in range(rounds):
        before = way.bound
        answer = way.look()
        if way.bound >= enough:
            break
        if answer.bound > before + 1e-6 * abs(answer.bound):
            last = turn
        if turn - last >= 2 * _PATIENCE:
            share, last = 0.6 * share, turn
            answer = way.back()
        if not way.step(answer, target, share):
            break
    return way.bound


class _Way:
    """Where the prices are, the best so far, and the direction they move in."""

    def __init__(self, market: Market, prices: Prices, memory: float = 0.5) -> None:
        self.market, self.memory = market, memory
        self.here = self.best = prices
        self.bound = -np.inf
        self.best_answer: Answer | None = None
        self._rest()

    def _rest(self) -> None:
        self.slot = np.zeros(len(self.market.slots))
        self.load = np.zeros(len(self.market.steps))

    def look(self) -> Answer:
        """What everybody chooses here; remembered where the bound is the best yet."""
        answer = self.market.ask(self.here)
        if answer.bound > self.bound:
            self.bound, self.best, self.best_answer = answer.bound, self.here, answer
        return answer

    def back(self) -> Answer:
        """Return to the best prices and forget the direction."""
        self.here = self.best
        self._rest()
        return self.best_answer or self.look()

    def step(self, answer: Answer, target: float, share: float) -> bool:
        """Move towards the target; False where there is nothing left to gain."""
        idle = (self.here.slot <= 0) & (answer.slot_excess < 0)
        self.slot = self.memory * self.slot + np.where(idle, 0.0, answer.slot_excess)
        self.load = self.memory * self.load + answer.load_excess
        length = float((self.slot**2).sum() + (self.load**2).sum())
        if length == 0 or target <= answer.bound:
            return False
        size = share * (target - answer.bound) / length
        self.here = Prices(
            np.maximum(self.here.slot + size * self.slot, 0.0), self.here.load + size * self.load
        )
        return True
