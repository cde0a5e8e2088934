"""Whether a route can be driven, exactly: the earliest times that meet every rule, or none.

All rules bound differences of times from below (drive, board, not too long in the car), so there is a
least solution; if that one is too late somewhere, every one is (Bellman 1958; simple temporal problem).
"""

from __future__ import annotations

from collections.abc import Sequence

from sasaeai.analysis.matching.rides.problem import Problem


def times(problem: Problem, driver: int, route: Sequence[int]) -> list[int] | None:
    """When each stop begins, at the earliest; None where the route cannot be driven in time."""
    early, late, seconds, service = problem.early, problem.late, problem.seconds, problem.service
    home = problem.home(driver)
    begin, end = problem.drivers[driver].shift
    found = [early[stop] for stop in route]
    at = {stop: i for i, stop in enumerate(route)}
    while True:
        now, last = begin, home
        for i, stop in enumerate(route):
            now += seconds[last][stop]
            now = max(now, found[i])
            if now > late[stop]:
                return None
            found[i] = now
            now += service[stop]
            last = stop
        if route and now + seconds[last][home] > end:
            return None
        if not _shorten(problem, at, found):
            return found


def _shorten(problem: Problem, at: dict[int, int], found: list[int]) -> bool:
    """Board later where a ride would take too long; tells whether anything moved."""
    moved = False
    for stop, i in at.items():
        if stop % 2:
            continue
        latest = found[at[stop + 1]] - problem.longest[stop // 2] - problem.service[stop]
        if found[i] < latest:
            found[i] = latest
            moved = True
    return moved


def fits(problem: Problem, driver: int, route: Sequence[int]) -> bool:
    """Whether there is a seat for everybody all the way."""
    car = problem.drivers[driver]
    seats = wheelchairs = 0
    for stop in route:
        ride = problem.rides[stop // 2]
        sign = -1 if stop % 2 else 1
        seats += sign * ride.seats
        wheelchairs += sign * ride.wheelchair
        if seats > car.seats or wheelchairs > car.wheelchairs:
            return False
    return True


def possible(problem: Problem, driver: int, route: Sequence[int]) -> bool:
    """Seats, windows, shift and ride times."""
    return fits(problem, driver, route) and times(problem, driver, route) is not None


def gentle(problem: Problem, route: Sequence[int], begins: Sequence[int]) -> list[int]:
    """The same route with everybody fetched as late as the next stop allows: nobody waits in the car."""
    found = list(begins)
    for i in range(len(route) - 2, -1, -1):
        stop, following = route[i], route[i + 1]
        if stop % 2 == 0:
            latest = found[i + 1] - problem.seconds[stop][following] - problem.service[stop]
            found[i] = max(found[i], min(latest, problem.late[stop]))
    return found
