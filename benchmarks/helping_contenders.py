"""Other ways to make a week's plan, on the same candidates: by hand, by rule, by plain assignment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import maximum_bipartite_matching, min_weight_full_bipartite_matching

from sasaeai.analysis.matching.candidates import Candidates, candidates, points
from sasaeai.analysis.matching.week import Week, blocks_of

Go = tuple[str, Sequence[str], int]
PriceOf = Callable[
    [int, int], float
]  # (volunteer, block) -> points that the hour is worth elsewhere


class Diary:
    """A plan that grows request by request."""

    def __init__(self, week: Week, found: Candidates | None = None) -> None:
        self.week = week
        self.found = found or candidates(week)
        self.cost = points(week, self.found) / 1000.0
        self.rows = np.searchsorted(self.found.request, np.arange(len(week.requests) + 1))
        self.busy = [0] * len(week.volunteers)
        self.visits = [0] * len(week.volunteers)
        self.goes: list[Go] = []

    def options(
        self, at: int, price: PriceOf | None, no: set[tuple[int, int]]
    ) -> list[tuple[float, int, int]]:
        """(score, volunteer, block) still open for a request, best first."""
        found: list[tuple[float, int, int]] = []
        for row in range(self.rows[at], self.rows[at + 1]):
            v = int(self.found.volunteer[row])
            if self.visits[v] >= self.week.volunteers[v].cap or (at, v) in no:
                continue
            load = self.week.volunteers[v].load_4weeks
            score = float(self.cost[row]) + self.week.weights.load_points(load, self.visits[v] + 1)
            for block in blocks_of(int(self.found.blocks[row]) & ~self.busy[v]):
                found.append((score + (price(v, block) if price else 0.0), v, block))
        return sorted(found)

    def best(
        self, at: int, price: PriceOf | None = None, no: set[tuple[int, int]] = frozenset()
    ) -> tuple[list[int], int] | None:  # type: ignore[assignment]
        """The cheapest team and block for a request, or nobody; not dearer than leaving it alone."""
        options = self.options(at, price, no)
        penalty = float(self.week.r.penalty[at])
        if self.week.requests[at].people == 1:
            return ([options[0][1]], options[0][2]) if options and options[0][0] < penalty else None
        by_block: dict[int, list[tuple[float, int]]] = {}
        for score, v, block in options:
            by_block.setdefault(block, []).append((score, v))
        teams = [
            (two[0][0] + two[1][0], block, [two[0][1], two[1][1]])
            for block, two in by_block.items()
            if len(two) > 1
        ]
        if not teams or min(teams)[0] >= penalty:
            return None
        _, block, team = min(teams)
        return team, block

    def book(self, at: int, team: Sequence[int], block: int) -> None:
        for v in team:
            self.busy[v] |= 1 << block
            self.visits[v] += 1
        names = [self.week.volunteers[v].id for v in team]
        self.goes.append((self.week.requests[at].id, names, block))


def greedy(week: Week, order: Iterable[int], price: PriceOf | None = None) -> list[Go]:
    """Each request in turn takes who is best for it."""
    diary = Diary(week)
    for at in order:
        best = diary.best(int(at), price)
        if best:
            diary.book(int(at), *best)
    return diary.goes


def arrival(week: Week, seed: int = 0) -> np.ndarray:
    """The order in which people called."""
    return np.random.default_rng([seed, 77]).permutation(len(week.requests))


def by_priority(week: Week, seed: int = 0) -> list[int]:
    """Urgent ones first, else as they called."""
    return sorted(arrival(week, seed).tolist(), key=lambda at: week.requests[at].priority)


def scarce_first(week: Week) -> list[int]:
    """Those with the fewest candidates first."""
    count = np.bincount(candidates(week).request, minlength=len(week.requests))
    return np.argsort(count, kind="stable").tolist()


def plain_assignment(week: Week) -> tuple[int, int]:
    """People to seats without looking at the clock: pairs it makes, and how many cannot happen."""
    found = candidates(week)
    cost = points(week, found) / 1000.0
    unit = np.repeat(np.arange(len(week.requests)), week.r.need)
    first_seat = np.concatenate([[0], np.cumsum(week.v.cap)])
    row_of = np.concatenate([[0], np.cumsum(week.r.need)])
    row, seat, price = [], [], []
    for k in range(2):
        some = week.r.need[found.request] > k
        for n in range(int(week.v.cap.max())):
            fine = some & (week.v.cap[found.volunteer] > n)
            row.append(row_of[found.request[fine]] + k)
            seat.append(first_seat[found.volunteer[fine]] + n)
            price.append(
                cost[fine] + 6.0 * (2 * (week.v.load[found.volunteer[fine]] + n + 1) - 1) + 1000.0
            )
    seats = int(first_seat[-1])
    row.append(np.arange(len(unit)))  # a dummy seat each: full matchings only
    seat.append(seats + np.arange(len(unit)))
    price.append(week.r.penalty[unit] + 1000.0)
    graph = coo_array(
        (np.concatenate(price), (np.concatenate(row), np.concatenate(seat))),
        shape=(len(unit), seats + len(unit)),
    ).tocsr()
    rows, chosen = min_weight_full_bipartite_matching(graph)
    real = chosen < seats
    volunteer = np.searchsorted(first_seat, chosen[real], side="right") - 1
    return int(real.sum()), _impossible(week, unit[rows[real]], volunteer)


def _impossible(week: Week, request: np.ndarray, volunteer: np.ndarray) -> int:
    """Visits of the same volunteer that find no different blocks."""
    lost = 0
    for v in np.unique(volunteer).tolist():
        own = request[volunteer == v]
        if len(own) > 1:
            shared = [blocks_of(int(week.r.blocks[r] & week.v.blocks[v])) for r in own.tolist()]
            rows = np.repeat(np.arange(len(own)), [len(s) for s in shared])
            graph = coo_array(
                (np.ones(len(rows)), (rows, np.concatenate(shared))), shape=(len(own), 28)
            )
            lost += len(own) - int((maximum_bipartite_matching(graph.tocsr()) >= 0).sum())
    return lost


def gini(week: Week, goes: Sequence[Go]) -> float:
    """How unequally the visits of the week are spread over the volunteers (0 = equally)."""
    count = Counter(v for _, people, _ in goes for v in people)
    visits = np.sort([count[v.id] for v in week.volunteers]).astype(float)
    n = len(visits)
    return (
        float((2 * np.arange(1, n + 1) - n - 1) @ visits / (n * visits.sum()))
        if visits.sum()
        else 0.0
    )


def continuity(week: Week, goes: Sequence[Go]) -> float:
    """Share of served requests with somebody before who get that person again."""
    asked = {r.id: r for r in week.requests}
    before = [(asked[r].previous, people) for r, people, _ in goes if asked[r].previous]
    return sum(bool(p & set(people)) for p, people in before) / max(len(before), 1)
