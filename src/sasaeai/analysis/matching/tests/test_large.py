"""Large towns: near the best, with a bound that no plan goes below."""

import numpy as np
import pytest

from sasaeai.analysis.matching.candidates import FEWEST_KEPT, candidates
from sasaeai.analysis.matching.exact import relax
from sasaeai.analysis.matching.examples import a_request, a_volunteer
from sasaeai.analysis.matching.fictional import a_fictional_week
from sasaeai.analysis.matching.parts import ground_of, parts_of
from sasaeai.analysis.matching.planning import Method, plan
from sasaeai.analysis.matching.prices import Market, Prices, ascend, closer
from sasaeai.analysis.matching.settled import Settled, Visit
from sasaeai.analysis.matching.week import week_of
from sasaeai.analysis.matching.weights import Weights


@pytest.fixture(scope="module")
def town():
    return week_of(*a_fictional_week(11, 260, 190))


def the_part(week):
    return max(
        parts_of(week, ground_of(week, candidates(week), Settled())), key=lambda p: len(p.request)
    )


def test_no_prices_promise_more_than_the_best_plan_costs(town):
    part = the_part(town)
    market, relaxed = Market(part), relax(part)
    lots = np.random.default_rng(1)
    best = plan(town, method=Method.EXACT).objective

    for scale in (0.0, 10.0, 200.0):
        prices = Prices(
            lots.random(len(market.slots)) * scale, lots.random(len(market.steps)) * scale
        )
        assert market.ask(prices).bound <= best + 0.01
    found = ascend(market, 80)
    # Pairs choose two whole people in one block, so the bound may even be above the relaxation.
    assert 0.8 * relaxed.bound <= found.bound
    assert closer(market, found.prices, relaxed.bound, 300, np.inf) >= 0.99 * relaxed.bound


def test_the_large_way_is_near_the_best(town):
    best, near = plan(town, method=Method.EXACT), plan(town, method=Method.LARGE)

    assert near.bound <= best.objective <= near.objective
    assert near.objective <= 1.007 * best.objective
    assert near.large_parts >= 1


def test_confirmed_visits_stand_in_large_towns_too(town):
    pins = tuple(Visit(a.request, a.volunteers, a.block) for a in plan(town).assignments[::4])
    half = next(p for p in pins if len(p.volunteers) == 2)
    pins = tuple(Visit(p.request, p.volunteers[:1], p.block) if p is half else p for p in pins)

    found = plan(town, Settled(pins=pins), method=Method.LARGE)

    kept = {(a.request, a.block): a.volunteers for a in found.assignments}
    assert all(
        set(pin.volunteers) <= set(kept[pin.request, pin.block]) for pin in pins if pin is not half
    )


def test_a_cut_never_goes_below_48_and_keeps_who_came_before():
    volunteers = [a_volunteer(f"v{i:03d}", km=0.01 * i) for i in range(80)]
    request = a_request(previous=frozenset({"v079"}))

    found = candidates(week_of([request], volunteers, Weights(same_volunteer=0.0)), keep=1)

    assert len(found.request) == FEWEST_KEPT + 1
    assert found.cut == 80 - FEWEST_KEPT - 1
    assert 79 in found.volunteer


def test_more_pairs_than_memory_holds_are_cut_as_if_it_had_been_asked(monkeypatch):
    volunteers = [
        a_volunteer(f"v{i:03d}", km=0.01 * i, skills=frozenset({"shopping", "talk"}))
        for i in range(80)
    ]
    kinds = ("shopping", "talk", "shopping")
    requests = [a_request(f"依頼{n}", category=kind) for n, kind in enumerate(kinds)]
    week = week_of(requests, volunteers, Weights(same_volunteer=0.0))
    asked = candidates(week, keep=1)
    monkeypatch.setattr("sasaeai.analysis.matching.candidates.MOST_PAIRS", 100)

    found = candidates(week)

    assert found.cut == asked.cut == 3 * (80 - FEWEST_KEPT)
    assert found.volunteer.tolist() == asked.volunteer.tolist()


def test_a_plan_that_costs_no_more_than_the_bound_ends_the_search(town):
    market = Market(the_part(town))
    start = market.no_prices()

    assert closer(market, start, -1.0, 5, np.inf) == market.ask(start).bound
