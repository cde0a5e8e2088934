"""Better routes by taking out a handful of rides that are near each other and putting them back."""

from __future__ import annotations

from typing import Final

import numpy as np

from sasaeai.analysis.matching.rides.insertion import (
    Routes,
    improved,
    insert_all,
    inserted,
    merit,
    take_out,
    trips_of,
)
from sasaeai.analysis.matching.rides.problem import Problem

ROUNDS: Final = 300
_FEWEST: Final = 4
_MOST: Final = 12


def searched(problem: Problem) -> Routes:
    """Insertion in three orders, moved, then loosened: the usual way."""
    return improved(problem, loosened(problem, inserted(problem)))


def loosened(problem: Problem, routes: Routes, rounds: int = ROUNDS) -> Routes:
    """So many tries (large neighbourhood search, Shaw 1998); each kept only where it is no worse.

    The lots are drawn from a fixed seed: the same day gives the same plan.
    """
    trips = trips_of(problem)
    if len(trips) <= 1 or not routes:
        return routes
    near = _nearness(problem, trips)
    lots = np.random.default_rng(0)
    now, best = merit(problem, routes), routes
    for _ in range(rounds):
        first = int(lots.integers(len(trips)))
        number = min(int(lots.integers(_FEWEST, _MOST + 1)), len(trips))
        some = np.argsort(near[first], kind="stable")[: 2 * number]
        some = lots.permutation(some)[:number]
        tried = [list(route) for route in best]
        for at in some.tolist():
            take_out(tried, trips[at])
        left = [trip for trip in trips if not _in(tried, trip)]
        for at in lots.permutation(len(left)).tolist():
            insert_all(problem, tried, left[at])
        found = merit(problem, tried)
        if found <= now:
            now, best = found, tried
    return best


def _in(routes: Routes, trip: list[int]) -> bool:
    return any(2 * trip[0] in route for route in routes)


def _nearness(
    problem: Problem, trips: list[list[int]]
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Seconds of driving between the ends of two trips, and between their times of day."""
    first = [trip[0] for trip in trips]
    seconds = np.array(problem.seconds, np.float64)
    ups, downs = [2 * k for k in first], [2 * k + 1 for k in first]
    middle = np.array([problem.early[2 * k] + problem.late[2 * k + 1] for k in first]) / 2.0
    apart = seconds[np.ix_(ups, ups)] + seconds[np.ix_(downs, downs)]
    found: np.ndarray[tuple[int, int], np.dtype[np.float64]] = apart + 0.5 * np.abs(
        middle[:, None] - middle[None, :]
    )
    return found
