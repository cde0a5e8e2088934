"""Rides of a day: in time, in a seat, not too long in the car, home again, with valid papers."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sasaeai.analysis.matching.rides import routing
from sasaeai.analysis.matching.rides.fictional import DAY_OF_RIDES, a_fictional_day
from sasaeai.analysis.matching.rides.insertion import (
    best_place,
    greedy,
    improved,
    inserted,
    merit,
    without_halves,
)
from sasaeai.analysis.matching.rides.loosening import loosened
from sasaeai.analysis.matching.rides.people import MINUTE, Driver, Kind, Ride, Terms
from sasaeai.analysis.matching.rides.planning import Engine, plan_rides, told
from sasaeai.analysis.matching.rides.problem import Problem
from sasaeai.analysis.matching.rides.schedule import possible, times
from sasaeai.analysis.matching.rides.tests.checker import violations

CLINIC, NEAR, FAR = (33.95, 131.25), (33.95, 131.26), (33.95, 131.35)
TEN = 10 * 60 * MINUTE


def a_ride(id_="m1", **given):
    usual = {"kind": Kind.OUTWARD, "from_place": NEAR, "to_place": CLINIC}
    return Ride(id_, **{**usual, "window": (TEN - 30 * MINUTE, TEN), **given})


def a_driver(id_="小川さん", **given):
    usual = {"place": CLINIC, "shift": (8 * 60 * MINUTE, 12 * 60 * MINUTE), "seats": 3}
    return Driver(id_, **{**usual, **given})


def planned(rides, drivers, engine=Engine.INSERTION, on=DAY_OF_RIDES, **terms):
    found = plan_rides(Problem.of(rides, drivers, Terms(**terms), on=on), engine)
    assert violations(rides, drivers, Terms(**terms), found, on) == []
    return found


@pytest.mark.parametrize("engine", [Engine.INSERTION, Engine.GREEDY])
@pytest.mark.parametrize("seed", [0, 1])
def test_a_day_breaks_no_rule(engine, seed):
    rides, drivers = a_fictional_day(seed, 30, 6)

    found = planned(rides, drivers, engine)

    assert len(found.rides) + len(found.unserved) == 30
    assert len(found.rides) >= 22


def test_second_and_third_thoughts_are_never_worse():
    problem = Problem.of(*a_fictional_day(3, 40, 7), on=DAY_OF_RIDES)
    first = inserted(problem)

    third = loosened(problem, first, rounds=40)

    assert merit(problem, first) <= merit(problem, greedy(problem))
    assert merit(problem, third) <= merit(problem, first)
    assert third == loosened(problem, first, rounds=40)


def test_the_order_of_the_lists_does_not_matter():
    rides, drivers = a_fictional_day(4, 20, 5)

    assert planned(rides, drivers) == planned(rides[::-1], drivers[::-1])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.permutations(range(6)))
def test_a_schedule_is_found_exactly_where_there_is_one(seed, order):
    """Against the simplest judge: all differences by Floyd and Warshall."""
    rides, drivers = a_fictional_day(seed, 3, 1)
    rides = [replace(r, window=(r.window[0] - 5400, r.window[1] + 5400)) for r in rides]
    problem = Problem.of(rides, drivers, on=DAY_OF_RIDES)
    route = [stop for stop in order if stop % 2 == 0 or order.index(stop - 1) < order.index(stop)]
    route = [stop for stop in route if (stop ^ 1) in route]

    found = times(problem, 0, route)

    assert (found is not None) == no_negative_circle(problem, route)


def no_negative_circle(problem, route):
    n, home = len(route), problem.home(0)
    far = [[float("inf")] * (n + 1) for _ in range(n + 1)]  # t_b - t_a <= far[a][b]; n is midnight

    def rule(a, b, most):
        far[a][b] = min(far[a][b], most)

    begin, end = problem.drivers[0].shift
    for i, stop in enumerate(route):
        rule(n, i, problem.late[stop])
        rule(i, n, -problem.early[stop])
        if i:
            last = route[i - 1]
            rule(i, i - 1, -problem.seconds[last][stop] - problem.service[last])
        if stop % 2 == 0:
            down = route.index(stop + 1)
            rule(i, down, problem.longest[stop // 2] + problem.service[stop])
    if route:
        rule(0, n, -begin - problem.seconds[home][route[0]])
        rule(n, n - 1, end - problem.seconds[route[-1]][home] - problem.service[route[-1]])
    for k, a, b in itertools.product(range(n + 1), repeat=3):
        far[a][b] = min(far[a][b], far[a][k] + far[k][b])
    return all(far[a][a] >= 0 for a in range(n + 1))


def test_nobody_is_kept_in_the_car_for_a_detour():
    near = a_ride("near", from_place=NEAR, window=(TEN - 60 * MINUTE, TEN))
    far = a_ride("far", from_place=FAR, window=(TEN - 60 * MINUTE, TEN))
    problem = Problem.of([far, near], [a_driver()], Terms(), on=DAY_OF_RIDES)

    assert not possible(problem, 0, [2, 0, 3, 1])  # near gets in, then far is fetched
    assert possible(problem, 0, [0, 2, 1, 3])


def test_a_wheelchair_needs_its_place_and_a_companion_a_seat():
    ride = a_ride(wheelchair=True, companions=1)

    assert [u.ride for u in planned([ride], [a_driver()]).unserved] == ["m1"]
    assert planned([ride], [a_driver(seats=0, wheelchairs=1)]).rides == ()
    assert len(planned([ride], [a_driver(seats=1, wheelchairs=1)]).rides) == 1


@pytest.mark.parametrize("until", [None, date(2026, 4, 14)])
def test_a_driver_without_valid_papers_stays_at_home(until):
    driver = a_driver(valid_until=(("insurance", until),))

    found = planned([a_ride()], [driver])

    assert found.drivers_out == (("小川さん", ("insurance",)),)
    assert found.unserved[0].why[0][1] == 0
    last_day = planned([a_ride()], [a_driver(valid_until=(("insurance", DAY_OF_RIDES),))])
    assert len(last_day.rides) == 1


def test_nobody_is_brought_there_and_left():
    there = a_ride("行き", trip="A")
    back = a_ride("帰り", trip="A", kind=Kind.RETURN, from_place=CLINIC, to_place=NEAR,
                  window=(13 * 60 * MINUTE, 14 * 60 * MINUTE))  # fmt: skip

    assert planned([there, back], [a_driver()]).rides == ()
    longer = a_driver(shift=(8 * 60 * MINUTE, 15 * 60 * MINUTE))
    assert [one.ride for one in planned([there, back], [longer]).rides] == ["帰り", "行き"]


def test_who_is_left_is_told_what_would_help():
    late = a_ride(window=(12 * 60 * MINUTE + 20 * MINUTE, 12 * 60 * MINUTE + 25 * MINUTE))

    (one,) = planned([late], [a_driver()]).unserved

    assert [name for name, left, _ in one.why if left] == ["certificate", "wheelchair", "seats"]
    assert one.nearest == (("時間の幅を前後30分ずつ広げる", 1),)


def test_reasons_are_words():
    (one,) = planned([a_ride()], [a_driver()]).rides

    assert one.reasons[0].endswith("着（10:00までに）")
    assert one.reasons[1].endswith("（直行）")


def test_without_the_extra_the_refusal_says_what_to_do(monkeypatch):
    monkeypatch.setattr(routing, "INSTALLED", False)

    with pytest.raises(routing.RoutingNotInstalled, match=r"sasaeai\[routing\]"):
        planned([a_ride()], [a_driver()], Engine.ORTOOLS)


@pytest.mark.skipif(not routing.INSTALLED, reason="the extra [routing] is not installed")
def test_ortools_breaks_no_rule_and_is_never_worse():
    rides, drivers = a_fictional_day(1, 12, 3)
    rides = in_trips(rides)
    problem = Problem.of(rides, drivers, on=DAY_OF_RIDES)

    found = plan_rides(problem, Engine.ORTOOLS, search_seconds=1)

    assert violations(rides, drivers, Terms(), found, DAY_OF_RIDES) == []
    assert len(found.rides) >= len(plan_rides(problem).rides)


@pytest.mark.skipif(not routing.INSTALLED, reason="the extra [routing] is not installed")
def test_ortools_without_time_to_search_leaves_what_insertion_found():
    problem = Problem.of(*a_fictional_day(1, 6, 2), on=DAY_OF_RIDES)

    assert plan_rides(problem, Engine.ORTOOLS, search_seconds=0) == plan_rides(problem)


@pytest.mark.parametrize("engine", Engine)
def test_a_day_without_rides_or_without_drivers_has_an_empty_plan(engine):
    if engine is Engine.ORTOOLS and not routing.INSTALLED:
        pytest.skip("the extra [routing] is not installed")

    assert planned([], [], engine).routes == ()
    assert planned([], [a_driver()], engine).routes == ()
    assert [left.ride for left in planned([a_ride()], [], engine).unserved] == ["m1"]


def in_trips(rides):
    """There and back belong together."""
    return [replace(ride, trip=f"{at // 2}") for at, ride in enumerate(rides)]


@pytest.mark.parametrize("seed", [2, 8])
def test_moving_a_whole_trip_never_loses_one_of_its_rides(seed):
    rides, drivers = a_fictional_day(seed, 16, 2)
    problem = Problem.of(in_trips(rides), drivers, on=DAY_OF_RIDES)
    first = greedy(problem)

    moved = improved(problem, first)

    assert merit(problem, moved) < merit(problem, first)
    assert without_halves(problem, moved) == moved
    assert improved(problem, moved) == moved
    assert all(possible(problem, d, route) for d, route in enumerate(moved))


def test_a_half_carried_trip_is_told_which_drivers_could_come_for_the_other_half():
    there = a_ride("行き", trip="A")
    back = a_ride("帰り", trip="A", kind=Kind.RETURN, from_place=CLINIC, to_place=NEAR,
                  window=(13 * 60 * MINUTE, 14 * 60 * MINUTE))  # fmt: skip

    found = planned([there, back], [a_driver(), a_driver("久保さん")])

    left = {one.ride: {name: drivers for name, drivers, _ in one.why} for one in found.unserved}
    assert left["行き"]["route"] == 2
    assert left["帰り"]["route"] == left["帰り"]["shift"] == 0


def test_a_route_that_cannot_be_driven_takes_nobody_more_and_is_never_told():
    rides = [a_ride("near"), a_ride("far", from_place=FAR)]
    problem = Problem.of(rides, [a_driver()], on=DAY_OF_RIDES)
    too_late = [2, 3, 0, 1]  # near to the clinic first, then far: not there by ten

    assert not possible(problem, 0, too_late)
    assert best_place(problem, [too_late], 0) is None
    with pytest.raises(AssertionError, match="小川さん"):
        told(problem, [too_late])
