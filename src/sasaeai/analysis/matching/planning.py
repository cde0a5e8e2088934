"""The weekly plan: visits with their cost in parts and reasons in words, and who is left and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from sasaeai.analysis.access.arrays import Longs
from sasaeai.analysis.matching.candidates import candidates
from sasaeai.analysis.matching.exact import Solved, points_of, solve
from sasaeai.analysis.matching.explaining import Taken, Unserved, explain_unserved
from sasaeai.analysis.matching.large import approach
from sasaeai.analysis.matching.parts import Ground, Part, ground_of, parts_of
from sasaeai.analysis.matching.settled import Settled, check, declined_codes
from sasaeai.analysis.matching.telling import Assignment, tell_visits
from sasaeai.analysis.matching.week import Week

# Parts up to here are solved to the proven optimum (a town of 1,200 requests takes about 3 seconds) …
EXACT_ARCS: Final = 60_000
# … unless the whole week has more arcs than this; then only up to here.
EXACT_WEEK: Final = 400_000
EXACT_ARCS_OF_MANY: Final = 6_000
# Beyond so many arcs a part may stop at this share of the bound, lest one hard town takes minutes.
PROVEN_ARCS: Final = 10_000
NEARLY: Final = 0.0001


class Method(StrEnum):
    """How the parts are worked out."""

    AUTO = "auto"  # the proven optimum where a part is small, prices and repair where it is large
    EXACT = "exact"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Plan:
    """A week's plan: suggestions for people to confirm.

    :param objective: points of the plan; `bound`: no plan of these candidates costs less
    :param cut: candidate pairs left out to save memory (0 = all within reach were looked at)
    :param exact_parts, large_parts: how many parts were solved which way
    """

    assignments: tuple[Assignment, ...]
    unserved: tuple[Unserved, ...]
    objective: float
    bound: float
    cut: int = 0
    exact_parts: int = 0
    large_parts: int = 0

    @property
    def gap(self) -> float:
        """How far the plan may at most be from the best: (objective − bound) ÷ objective."""
        if self.objective <= 0:
            return 0.0
        return max(0.0, (self.objective - self.bound) / self.objective)


Tell = Callable[[str], None]


def plan(
    week: Week,
    settled: Settled | None = None,
    *,
    method: Method = Method.AUTO,
    keep: int | None = None,
    tell: Tell = lambda _: None,
) -> Plan:
    """The plan that costs least, the same for every order of the input.

    :param keep: candidates per request (never below 48); None = all within reach
    :param tell: is told in words how far the work is
    :raises CannotSettle: when confirmed visits contradict each other
    """
    settled = settled or Settled()
    check(week, settled)
    found = candidates(week, declined=declined_codes(week, settled), keep=keep)
    ground = ground_of(week, found, settled)
    tell(f"組み合わせの候補 {len(found.request):,}組")
    works = _Works(week, ground, method, tell)
    taken = works.done()
    objective, bound = works.objective, works.bound
    alone = np.ones(len(week.requests), np.bool_)
    alone[works.seen] = False
    lonely = float(week.r.penalty[alone].sum())
    return Plan(
        tell_visits(week, ground, taken, settled),
        explain_unserved(week, ground, taken, settled),
        round(objective + lonely, 3),
        round(bound + lonely, 3),
        found.cut,
        works.exact,
        works.large,
    )


class _Works:
    """Works out part by part, adding up."""

    def __init__(self, week: Week, ground: Ground, method: Method, tell: Tell) -> None:
        self.week, self.ground, self.method, self.tell = week, ground, method, tell
        self.objective = self.bound = 0.0
        arcs = int(np.bitwise_count(ground.found.blocks).sum())
        self.most_exact = EXACT_ARCS if arcs <= EXACT_WEEK else EXACT_ARCS_OF_MANY
        self.seen: Longs = np.zeros(0, np.int64)
        self.exact = self.large = self.told = 0

    def done(self) -> Taken:
        chosen: list[tuple[Longs, Longs, Longs]] = []
        seen: list[Longs] = [self.seen]
        for part in parts_of(self.week, self.ground):
            solved = self._solved(part)
            arcs = whole(part, solved.chosen)
            objective = points_of(part, arcs)
            self.objective += objective
            self.bound += min(solved.bound, objective)
            seen.append(part.requests)
            chosen.append(
                (
                    part.requests[part.request[arcs]],
                    part.volunteers[part.volunteer[arcs]],
                    part.block[arcs],
                )
            )
            self._progress(sum(len(one) for one in seen))
        self.seen = np.concatenate(seen)
        columns = [np.concatenate([c[i] for c in chosen] or [self.seen[:0]]) for i in range(3)]
        order = np.lexsort((columns[1], columns[2], columns[0]))
        return Taken(columns[0][order], columns[1][order], columns[2][order])

    def _solved(self, part: Part) -> Solved:
        small = len(part.request) <= self.most_exact
        if self.method is Method.EXACT or (self.method is Method.AUTO and small):
            solved = solve(part, gap=0.0 if len(part.request) <= PROVEN_ARCS else NEARLY)
            if np.isfinite(solved.bound):
                self.exact += 1
                return solved
        self.large += 1
        return approach(part)

    def _progress(self, done: int) -> None:
        share = 20 * done // max(len(self.week.requests), 1)
        if share > self.told:
            self.told = share
            self.tell(f"計画しています {min(5 * share, 100)}%")


def whole(part: Part, chosen: Longs) -> Longs:
    """The chosen arcs of requests that get everybody they need; a lone half of a pair stays at home."""
    people = np.bincount(part.request[chosen], minlength=len(part.requests))
    complete: Longs = chosen[people[part.request[chosen]] == part.need[part.request[chosen]]]
    return complete
