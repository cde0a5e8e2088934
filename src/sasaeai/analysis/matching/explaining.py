"""Why nobody could be found: who is left after each filter, what would help, who took the place."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from scipy.spatial import cKDTree

from sasaeai.analysis.access.arrays import Flags, Floats, Longs
from sasaeai.analysis.matching.candidates import HAIR_KM
from sasaeai.analysis.matching.parts import Ground
from sasaeai.analysis.matching.settled import Settled
from sasaeai.analysis.matching.week import BLOCKS, Week, block_words, chord_of, km_of

# Nobody is asked to come farther than this (or than the farthest of all comes).
_FAR_KM: Final = 20.0
_TAKERS: Final = 3
_CHANGES: Final = 5


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """The visits of a plan as places in the week, by request, block, volunteer."""

    request: Longs
    volunteer: Longs
    block: Longs


@dataclass(frozen=True, slots=True)
class Left:
    """How many volunteers are left after a filter, and all filters before it."""

    filter: str
    left: int
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """What could be relaxed, and how many volunteers could then come."""

    change: str
    gains: int


@dataclass(frozen=True, slots=True)
class Taker:
    """Who has the place instead, and what it would cost to give it to this request (points)."""

    request: str
    volunteer: str
    block: int
    extra: float


@dataclass(frozen=True, slots=True)
class Unserved:
    """A request for which nobody was found."""

    request: str
    penalty: float
    why: tuple[Left, ...]
    nearest: tuple[Change, ...]
    taken_by: tuple[Taker, ...] = ()


_RELAXED: Final = {
    "skill": "作業",
    "area": "距離",
    "time": "時間",
    "gender": "性別の希望",
    "language": "ことばの希望",
    "cap": "週の上限",
}
FILTERS: Final = {
    "skill": "この作業ができる人",
    "area": "来られる距離の人",
    "time": "時間の合う人",
    "gender": "性別の希望に合う人",
    "language": "ことばの合う人",
    "blocked": "組み合わせを避けていない人",
    "declined": "断っていない人",
    "cap": "今週まだ行ける人",
    "slot": "その時間があいている人",
}


def explain_unserved(
    week: Week, ground: Ground, taken: Taken, settled: Settled
) -> tuple[Unserved, ...]:
    """Everybody who is left, by id."""
    served = np.zeros(len(week.requests), np.bool_)
    served[taken.request] = True
    left = np.flatnonzero(~served).tolist()
    if not left:
        return ()
    state = _State(week, ground, taken)
    declined: dict[str, set[int]] = {}
    for one in settled.declined:
        if one.volunteer in week.volunteer_at and one.block is None:
            declined.setdefault(one.request, set()).add(week.volunteer_at[one.volunteer])
    return tuple(_unserved(state, at, declined.get(week.requests[at].id, set())) for at in left)


class _State:
    """The plan as tables: who is busy when, how often, with whom."""

    def __init__(self, week: Week, ground: Ground, taken: Taken) -> None:
        self.week, self.ground, self.taken = week, ground, taken
        m = len(week.volunteers)
        self.busy = np.zeros(m, np.int64)
        np.bitwise_or.at(self.busy, taken.volunteer, np.int64(1) << taken.block)
        self.visits = np.bincount(taken.volunteer, minlength=m)
        self.full = self.visits >= ground.cap
        order = np.lexsort((taken.block, taken.volunteer))
        self.by_volunteer = order
        self.starts = np.searchsorted(taken.volunteer[order], np.arange(m + 1))
        self.skilled = week.v.skilled.sum(axis=1).tolist()
        self.places = cKDTree(week.v.unit) if m else None
        self.far = chord_of(max(_FAR_KM, float(week.v.reach_km.max(initial=0.0)) + 1.0))
        self.row_starts = np.searchsorted(ground.found.request, np.arange(len(week.requests) + 1))

    def visits_of(self, volunteer: int) -> list[tuple[int, int]]:
        """(request, block) of a volunteer."""
        rows = self.by_volunteer[self.starts[volunteer] : self.starts[volunteer + 1]]
        return list(
            zip(self.taken.request[rows].tolist(), self.taken.block[rows].tolist(), strict=True)
        )

    def around(self, request: int) -> Longs:
        """Volunteers near enough to be worth a word."""
        if self.places is None:
            return np.zeros(0, np.int64)
        near = self.places.query_ball_point(self.week.r.unit[request], self.far)
        return np.sort(np.array(near, np.int64))

    def pairs_of(self, request: int) -> slice:
        """The candidate pairs of a request."""
        return slice(int(self.row_starts[request]), int(self.row_starts[request + 1]))


@dataclass(frozen=True, slots=True, eq=False)
class _Passes:
    """Which volunteers (those not too far to be worth a word) pass which filter for one request.

    :param skilled: how many have the skill, wherever they live
    """

    who: Longs
    skilled: int
    filters: dict[str, Flags]
    km: Floats
    free: Longs
    anywhen: Flags


def _passes(state: _State, at: int, declined: set[int]) -> _Passes:
    week, v = state.week, state.week.v
    request = week.requests[at]
    who = state.around(at)
    km = km_of(np.sqrt(((v.unit[who] - week.r.unit[at]) ** 2).sum(axis=1)))
    wish, language = int(week.r.gender[at]), int(week.r.language[at])
    avoid = [week.volunteer_at[name] for name in request.blocked if name in week.volunteer_at]
    shared = v.blocks[who] & week.r.blocks[at]
    free = shared & ~state.busy[who]
    category = int(week.r.category[at])
    return _Passes(
        who,
        state.skilled[category],
        {
            "skill": v.skilled[category, who],
            "area": km <= v.reach_km[who] + HAIR_KM,
            "time": shared != 0,
            "gender": (v.gender[who] == wish) | (wish == 0),
            "language": v.speaks[language, who] if language >= 0 else np.ones(len(who), np.bool_),
            "blocked": ~np.isin(who, avoid),
            "declined": ~np.isin(who, sorted(declined)),
            "cap": ~state.full[who],
            "slot": free != 0,
        },
        km,
        free,
        (v.blocks[who] & ~state.busy[who]) != 0,
    )


def _unserved(state: _State, at: int, declined: set[int]) -> Unserved:
    request = state.week.requests[at]
    passes = _passes(state, at, declined)
    return Unserved(
        request.id,
        float(state.week.r.penalty[at]),
        tuple(_funnel(passes, request.people)),
        tuple(_nearest(state, at, passes)),
        tuple(_takers(state, at)) if request.people == 1 else (),
    )


def _funnel(passes: _Passes, people: int) -> Iterator[Left]:
    left = np.ones(len(passes.km), np.bool_)
    for name, words in FILTERS.items():
        left = left & passes.filters[name]
        number = int(left.sum()) if name != "skill" else passes.skilled
        yield Left(name, number, f"{words} {number}")
    if people == 2:
        together = max(_by_block(passes.free[left]), default=0)
        yield Left("pair", together, f"同じ時間にそろう人 {together}")


def _by_block(masks: Longs) -> list[int]:
    return [int((masks >> block & 1).sum()) for block in range(BLOCKS)]


def _nearest(state: _State, at: int, passes: _Passes) -> list[Change]:
    """What would help alone: volunteers who fail just one filter, best first."""
    failed = sum((~flags).astype(np.int8) for flags in passes.filters.values())
    # A volunteer who does not suit in time has no free block either: that is one failure.
    apart = failed - (~passes.filters["time"]).astype(np.int8)
    only = {name: (apart == 1) & ~flags for name, flags in passes.filters.items()}
    only["slot"] &= passes.filters["time"]
    found = [
        *_farther(state, passes, only["area"]),
        *_other_hours(state, passes.who[only["slot"] | (apart == 1) & ~passes.filters["time"]]),
        Change("性別の希望をゆるめる", int(only["gender"].sum())),
        Change("ことばの希望をゆるめる", int(only["language"].sum())),
        Change("この作業をおぼえてもらう", int(only["skill"].sum())),
        Change("週の上限を1回ふやしてもらう", int(only["cap"].sum())),
    ]
    if state.week.requests[at].people == 2:
        alone = int(np.count_nonzero(failed == 0))
        found.append(Change("1人で訪ねる", alone))
    useful = [change for change in found if change.gains] or _two_at_once(passes)
    return sorted(useful, key=lambda change: (-change.gains, change.change))[:_CHANGES]


def _two_at_once(passes: _Passes) -> list[Change]:
    """Where no single change helps: two together, by the volunteers who fail just those two."""
    flags = {name: passes.filters[name] for name in _RELAXED}
    found: list[Change] = []
    for one, other in combinations(_RELAXED, 2):
        rest = [passes.filters[n] for n in FILTERS if n not in (one, other, "slot")]
        rest.append(passes.filters["slot"] | ~passes.filters["time"])
        both = ~flags[one] & ~flags[other] & np.logical_and.reduce(rest)
        if "time" in (one, other):
            both &= passes.anywhen
        words = f"{_RELAXED[one]}と{_RELAXED[other]}の両方をゆるめる"
        found.append(Change(words, int(both.sum())))
    return [change for change in found if change.gains]


def _farther(state: _State, passes: _Passes, only: Flags) -> Iterator[Change]:
    extra = passes.km[only] - state.week.v.reach_km[passes.who[only]]
    if not len(extra):
        return
    first = math.ceil(10.0 * float(extra.min()) + 1e-9) / 10.0
    for more in dict.fromkeys((first, max(first, 1.0))):
        yield Change(f"来られる距離を{more:g}km広げる", int((extra <= more).sum()))


def _other_hours(state: _State, only: Longs) -> Iterator[Change]:
    """The two blocks in which most of them could come."""
    free = state.week.v.blocks[only] & ~state.busy[only]
    counts = _by_block(free)
    best = sorted(range(BLOCKS), key=lambda block: (-counts[block], block))[:2]
    for block in best:
        yield Change(f"{block_words(block)}でもよいことにする", counts[block])


def _takers(state: _State, at: int) -> list[Taker]:
    """Who has the places that would suit, cheapest exchange first."""
    week, found = state.week, state.ground.found
    rows = state.pairs_of(at)
    best: dict[int, Taker] = {}
    for row in range(rows.start, rows.stop):
        v = int(found.volunteer[row])
        mask = int(found.blocks[row])
        own = float(state.ground.cost[row])
        for other, block in state.visits_of(v):
            if not (mask >> block & 1 or (state.full[v] and mask & ~int(state.busy[v]))):
                continue
            extra = own - float(week.r.penalty[at]) + _giving_up(state, other, v)
            if other not in best or extra < best[other].extra:
                best[other] = Taker(
                    week.requests[other].id, week.volunteers[v].id, block, round(extra, 3)
                )
    return sorted(best.values(), key=lambda taker: (taker.extra, taker.request))[:_TAKERS]


def _giving_up(state: _State, other: int, volunteer: int) -> float:
    """What it costs when `other` loses this volunteer and finds the next best free one, or nobody."""
    week, found = state.week, state.ground.found
    rows = state.pairs_of(other)
    who, cost = found.volunteer[rows], state.ground.cost[rows]
    now = float(cost[who == volunteer][0])
    if week.requests[other].people == 2:
        mine = state.taken.volunteer[state.taken.request == other]
        lost = float(cost[np.isin(who, mine)].sum())
        steps = sum(_step(state, v, 0) for v in mine.tolist() if v != volunteer)
        return float(week.r.penalty[other]) - lost - steps
    free = found.blocks[rows].astype(np.int64) & ~state.busy[who]
    open_ = (free != 0) & ~state.full[who] & (who != volunteer)
    elsewhere = [
        float(c) + _step(state, int(v), 1) for v, c in zip(who[open_], cost[open_], strict=True)
    ]
    return min([float(week.r.penalty[other]), *elsewhere]) - now


def _step(state: _State, volunteer: int, more: int) -> float:
    """Fairness points of the last visit (0) or of one more (1)."""
    load = float(state.week.v.load[volunteer])
    return state.week.weights.load_points(load, int(state.visits[volunteer]) + more)
