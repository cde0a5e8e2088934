"""Routes by insertion: each ride where it adds least, then moved while that helps. Always there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sasaeai.analysis.matching.rides.problem import Problem
from sasaeai.analysis.matching.rides.schedule import possible, times

Routes = list[list[int]]


def greedy(problem: Problem) -> Routes:
    """Rides by time of day, each where it adds least driving; no second thoughts."""
    routes: Routes = [[] for _ in problem.drivers]
    for trip in _by_time(problem):
        insert_all(problem, routes, trip)
    return routes


def inserted(problem: Problem) -> Routes:
    """The best of three orders, then single trips moved while that serves more or drives less."""
    hard = sorted(_by_time(problem), key=lambda trip: -sum(_hardness(problem, k) for k in trip))
    orders = (_by_time(problem), _by_time(problem)[::-1], hard)
    tried: list[Routes] = []
    for order in orders:
        routes: Routes = [[] for _ in problem.drivers]
        for trip in order:
            insert_all(problem, routes, trip)
        tried.append(routes)
    routes = min(tried, key=lambda one: merit(problem, one))
    return improved(problem, routes)


def improved(problem: Problem, routes: Routes) -> Routes:
    """Take each trip out and put it back where it is best now, and try those left, as long as it helps."""
    routes = [list(route) for route in routes]
    while True:
        before = merit(problem, routes)
        for trip in _by_time(problem):
            if not _served(routes, trip):
                insert_all(problem, routes, trip)
                continue
            kept = [list(route) for route in routes]
            take_out(routes, trip)
            if not insert_all(problem, routes, trip) or merit(problem, routes) > merit(
                problem, kept
            ):
                routes = kept
        if merit(problem, routes) == before:
            return routes


def merit(problem: Problem, routes: Routes) -> tuple[int, int]:
    """Fewer left first, then less driving; smaller is better."""
    served = sum(len(route) for route in routes) // 2
    drive = sum(problem.drive(d, route) for d, route in enumerate(routes))
    return len(problem.rides) - served, drive


def trips_of(problem: Problem) -> list[list[int]]:
    """Rides that belong together, in the order of the ids."""
    found: dict[str, list[int]] = {}
    for k, ride in enumerate(problem.rides):
        found.setdefault(f"t{ride.trip}" if ride.trip else f"r{ride.id}", []).append(k)
    return list(found.values())


def without_halves(problem: Problem, routes: Routes) -> Routes:
    """Nobody is brought there and left: half served trips are taken out."""
    routes = [list(route) for route in routes]
    for trip in trips_of(problem):
        if not _served(routes, trip):
            take_out(routes, trip)
    return routes


def _by_time(problem: Problem) -> list[list[int]]:
    return sorted(trips_of(problem), key=lambda trip: (problem.rides[trip[0]].window[1], trip[0]))


def _hardness(problem: Problem, ride: int) -> int:
    cars = sum(problem.may_carry(d, ride) for d in range(len(problem.drivers)))
    return len(problem.drivers) - cars


def _served(routes: Routes, trip: Sequence[int]) -> bool:
    there = {stop for route in routes for stop in route}
    return all(2 * k in there for k in trip)


def take_out(routes: Routes, trip: Sequence[int]) -> None:
    """Remove the rides of a trip from all routes."""
    gone = {stop for k in trip for stop in (2 * k, 2 * k + 1)}
    for route in routes:
        route[:] = [stop for stop in route if stop not in gone]


def insert_all(problem: Problem, routes: Routes, trip: Sequence[int]) -> bool:
    """Insert all rides of a trip, or none."""
    kept = [list(route) for route in routes] if len(trip) > 1 else []
    for ride in trip:
        best = best_place(problem, routes, ride)
        if best is None:
            if kept:
                routes[:] = kept
            return False
        driver, route = best
        routes[driver] = route
    return True


def best_place(problem: Problem, routes: Routes, ride: int) -> tuple[int, list[int]] | None:
    """The driver and the new route that add least driving."""
    options = sorted(
        option
        for driver, route in enumerate(routes)
        if problem.may_carry(driver, ride)
        for option in _options(problem, driver, route, ride)
    )
    for _, driver, up, down in options:
        route = routes[driver]
        new = [*route[:up], 2 * ride, *route[up:down], 2 * ride + 1, *route[down:]]
        if possible(problem, driver, new):
            return driver, new
    return None


def _options(
    problem: Problem, driver: int, route: list[int], ride: int
) -> Iterator[tuple[int, int, int, int]]:
    """(added seconds, driver, boarding before, getting out before) that the windows do not forbid."""
    seconds, home = problem.seconds, problem.home(driver)
    up, down = 2 * ride, 2 * ride + 1
    begins = times(problem, driver, route)
    if begins is None:
        return
    ups = list(_places(problem, driver, route, begins, up))
    downs = list(_places(problem, driver, route, begins, down))
    around = [home, *route, home]
    direct = seconds[up][down]
    for i in ups:
        before, after = around[i], around[i + 1]
        adds_up = seconds[before][up] + seconds[up][after] - seconds[before][after]
        for j in downs:
            if j == i:
                together = seconds[before][up] + direct + seconds[down][after]
                yield together - (seconds[before][after] if route else 0), driver, i, j
            elif j > i:
                last, following = around[j], around[j + 1]
                adds = seconds[last][down] + seconds[down][following] - seconds[last][following]
                yield adds_up + adds, driver, i, j


def _places(
    problem: Problem, driver: int, route: list[int], begins: list[int], stop: int
) -> Iterator[int]:
    """Positions where a stop could stand by the earliest times before and the windows after it."""
    seconds, late, service = problem.seconds, problem.late, problem.service
    now, last = problem.drivers[driver].shift[0], problem.home(driver)
    for i in range(len(route) + 1):
        if now + seconds[last][stop] > late[stop]:
            return
        if i < len(route):
            following = route[i]
            leave = max(problem.early[stop], now + seconds[last][stop]) + service[stop]
            if leave + seconds[stop][following] <= late[following]:
                yield i
            now, last = begins[i] + service[following], following
        else:
            yield i
