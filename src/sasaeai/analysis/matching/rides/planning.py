"""The day's rides: routes with times, the minutes of everybody in the car, and who is left and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from sasaeai.analysis.matching.rides.insertion import Routes, greedy, without_halves
from sasaeai.analysis.matching.rides.loosening import searched
from sasaeai.analysis.matching.rides.people import MINUTE, Kind, clock_words
from sasaeai.analysis.matching.rides.problem import Problem
from sasaeai.analysis.matching.rides.routing import routed
from sasaeai.analysis.matching.rides.schedule import gentle, possible, times


class Engine(StrEnum):
    """How routes are found."""

    INSERTION = "insertion"  # always there
    GREEDY = "greedy"  # the same without second thoughts
    ORTOOLS = "ortools"  # extra [routing]


@dataclass(frozen=True, slots=True)
class Stop:
    """Somebody gets in or out; times in seconds after midnight."""

    ride: str
    boards: bool
    begins: int
    leaves: int


@dataclass(frozen=True, slots=True)
class Route:
    """A driver's day."""

    driver: str
    legal_form: str
    leaves_home: int
    stops: tuple[Stop, ...]
    back_home: int
    drive_seconds: int


@dataclass(frozen=True, slots=True)
class Carried:
    """A ride that is planned, with reasons in words."""

    ride: str
    driver: str
    boards: int
    arrives: int
    ride_seconds: int
    direct_seconds: int
    longest_seconds: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotCarried:
    """A ride without a car: drivers left after each filter, and what would help how many."""

    ride: str
    why: tuple[tuple[str, int, str], ...]
    nearest: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RidePlan:
    """A day's plan: suggestions for people to confirm.

    :param drivers_out: drivers who may not drive that day, with the certificates that do not hold
    """

    routes: tuple[Route, ...]
    rides: tuple[Carried, ...]
    unserved: tuple[NotCarried, ...]
    drivers_out: tuple[tuple[str, tuple[str, ...]], ...]
    drive_seconds: int


def plan_rides(
    problem: Problem, engine: Engine = Engine.INSERTION, *, search_seconds: int = 10
) -> RidePlan:
    """Plan a day.

    :param search_seconds: how long OR-Tools may search
    :raises RoutingNotInstalled: for OR-Tools where the extra is missing
    """
    if engine is Engine.ORTOOLS:
        routes = routed(problem, search_seconds)
    else:
        routes = greedy(problem) if engine is Engine.GREEDY else searched(problem)
    return told(problem, without_halves(problem, routes))


def told(problem: Problem, routes: Routes) -> RidePlan:
    """Routes with times and words."""
    found = tuple(_route(problem, d, route) for d, route in enumerate(routes) if route)
    carried = sorted(
        (one for d, route in enumerate(routes) for one in _carried(problem, d, route)),
        key=lambda one: one.ride,
    )
    there = {one.ride for one in carried}
    left = [k for k, ride in enumerate(problem.rides) if ride.id not in there]
    return RidePlan(
        found,
        tuple(carried),
        tuple(_not_carried(problem, routes, k) for k in left),
        problem.out,
        sum(route.drive_seconds for route in found),
    )


def _begins(problem: Problem, driver: int, route: list[int]) -> list[int]:
    begins = times(problem, driver, route)
    if begins is None:
        raise AssertionError(f"route of {problem.drivers[driver].id} cannot be driven")
    return gentle(problem, route, begins)


def _route(problem: Problem, driver: int, route: list[int]) -> Route:
    begins, car, home = (
        _begins(problem, driver, route),
        problem.drivers[driver],
        problem.home(driver),
    )
    stops = tuple(
        Stop(problem.rides[stop // 2].id, stop % 2 == 0, at, at + problem.service[stop])
        for stop, at in zip(route, begins, strict=True)
    )
    return Route(
        car.id,
        car.legal_form,
        begins[0] - problem.seconds[home][route[0]],
        stops,
        stops[-1].leaves + problem.seconds[route[-1]][home],
        problem.drive(driver, route),
    )


def _carried(problem: Problem, driver: int, route: list[int]) -> Iterator[Carried]:
    begins = dict(zip(route, _begins(problem, driver, route), strict=True)) if route else {}
    for stop in route:
        if stop % 2:
            continue
        k = stop // 2
        boards, arrives = begins[stop], begins[stop + 1]
        seconds = arrives - boards - problem.service[stop]
        yield Carried(
            problem.rides[k].id,
            problem.drivers[driver].id,
            boards,
            arrives,
            seconds,
            problem.direct(k),
            problem.longest[k],
            tuple(_reasons(problem, k, seconds, boards, arrives)),
        )


def _reasons(problem: Problem, k: int, seconds: int, boards: int, arrives: int) -> Iterator[str]:
    ride = problem.rides[k]
    if ride.kind is Kind.OUTWARD:
        yield f"{clock_words(arrives)}着（{clock_words(ride.window[1])}までに）"
    else:
        yield f"{clock_words(boards)}に迎え（{clock_words(ride.window[0])}から）"
    more = (seconds - problem.direct(k)) // MINUTE
    yield f"乗っている時間{seconds // MINUTE}分" + (
        f"（直行より{more}分長い）" if more else "（直行）"
    )
    if ride.wheelchair:
        yield "車いすのまま乗れる車"


def _not_carried(problem: Problem, routes: Routes, k: int) -> NotCarried:
    ride, drivers = problem.rides[k], range(len(problem.drivers))
    alone = [2 * k, 2 * k + 1]
    steps: list[tuple[str, str, Callable[[int], bool]]] = [
        ("certificate", "書類の期限が切れていない運転者", lambda _: True),
        ("wheelchair", "車いすのまま乗れる車", lambda d: problem.drivers[d].wheelchairs >= ride.wheelchair),
        ("seats", "席の足りる車", lambda d: problem.may_carry(d, k)),
        ("shift", "その時間に運転できる人", lambda d: possible(problem, d, alone)),
        ("route", "ほかの送迎と両立する人", lambda d: _can_add(problem, routes, d, k)),
    ]  # fmt: skip
    left, why = list(drivers), list[tuple[str, int, str]]()
    for name, words, passes in steps:
        left = [d for d in left if passes(d)]
        why.append((name, len(left), f"{words} {len(left)}"))
    return NotCarried(ride.id, tuple(why), tuple(_nearest(problem, routes, k)))


def _nearest(problem: Problem, routes: Routes, k: int) -> Iterator[tuple[str, int]]:
    """How many drivers could come if the time were wider, or the ride might take longer."""
    for minutes in (15, 30, 60):
        wider = _wider(problem, k, minutes * MINUTE)
        gains = sum(
            problem.may_carry(d, k) and _can_add(wider, routes, d, k)
            for d in range(len(problem.drivers))
        )
        if gains:
            yield f"時間の幅を前後{minutes}分ずつ広げる", gains
            return


def _can_add(problem: Problem, routes: Routes, driver: int, k: int) -> bool:
    new = [[*r[:i], 2 * k, *r[i:j], 2 * k + 1, *r[j:]]
           for r in (routes[driver],) for i in range(len(r) + 1) for j in range(i, len(r) + 1)]  # fmt: skip
    return any(possible(problem, driver, route) for route in new)


def _wider(problem: Problem, k: int, seconds: int) -> Problem:
    early, late = list(problem.early), list(problem.late)
    for stop in (2 * k, 2 * k + 1):
        early[stop], late[stop] = max(0, early[stop] - seconds), late[stop] + seconds
    return replace(problem, early=early, late=late)
