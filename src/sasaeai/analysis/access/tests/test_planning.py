"""What if: a stop more, a shop less, the best stops, supply shared among many."""

from __future__ import annotations

import itertools
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sasaeai.analysis.access import siting
from sasaeai.analysis.access.arrays import UNREACHED, Ints
from sasaeai.analysis.access.catchment import Zones, floating_catchment, zones_within
from sasaeai.analysis.access.engines import SparseEngine
from sasaeai.analysis.access.examples import ZONE, a_network, some_facilities, some_homes
from sasaeai.analysis.access.plane import to_degrees
from sasaeai.analysis.access.reach import Pairs, Terms, reach, settle
from sasaeai.analysis.access.siting import best_stops
from sasaeai.analysis.access.whatif import Planner, StopsStand, TooManyRemoved

TERMS = Terms(radii_metres=(150, 300), k=3, limit_metres=400)
steps = st.integers(0, 8).map(lambda i: i * 25.0)
places = st.tuples(steps, steps)


def _reach(network, homes, shops):
    town = settle(network, some_homes(homes), some_facilities(shops))
    return town, reach(town, "shop", TERMS, SparseEngine())


@st.composite
def changes(draw):
    nodes = draw(st.lists(places, min_size=2, max_size=9))
    ends = st.integers(0, len(nodes) - 1)
    streets = draw(st.lists(st.tuples(ends, ends), min_size=1, max_size=14))
    oneway = draw(st.sets(st.integers(0, len(streets) - 1), max_size=4))
    network = a_network(nodes, streets, oneway=sorted(oneway))
    assume(network.street_count)
    homes = draw(st.lists(places, min_size=1, max_size=6))
    return network, homes, draw(st.lists(places, min_size=2, max_size=4)), draw(places)


@settings(max_examples=100, deadline=None)
@given(given_=changes())
def test_a_new_stop_changes_what_a_new_computation_changes(given_):
    network, homes, shops, stop = given_
    town, before = _reach(network, homes, shops)
    _, after = _reach(network, homes, [*shops, stop])
    lon, lat = to_degrees(np.array([stop[0]]), np.array([stop[1]]), ZONE)

    change = Planner(town, before, SparseEngine()).with_stop(float(lon[0]), float(lat[0]))

    found = before.nearest_mm[:, 0].copy()
    found[change.home] = change.after_mm
    apart = np.abs(found.astype(np.int64) - after.nearest_mm[:, 0])
    assert apart.max() <= 1  # the place of a home may be rounded apart from that of the stop


@settings(max_examples=60, deadline=None)
@given(given_=changes())
def test_a_shop_less_changes_what_a_new_computation_changes(given_):
    network, homes, shops, _ = given_
    town, before = _reach(network, homes, shops)
    _, after = _reach(network, homes, shops[1:])

    change = Planner(town, before, SparseEngine()).without({0})

    found = before.nearest_mm[:, 0].copy()
    found[change.home] = change.after_mm
    assert np.array_equal(found, after.nearest_mm[:, 0])


@settings(max_examples=60, deadline=None)
@given(given_=changes(), second=places)
def test_changes_that_stand_add_up_to_a_new_computation(given_, second):
    network, homes, shops, stop = given_
    town, before = _reach(network, homes, shops)
    _, after = _reach(network, homes, [*shops[1:], stop, second])
    planner = Planner(town, before, SparseEngine())

    planner.apply(planner.without({0}))
    for x, y in (stop, second):
        lon, lat = to_degrees(np.array([x]), np.array([y]), ZONE)
        planner.apply(planner.with_stop(float(lon[0]), float(lat[0])))

    assert np.abs(planner.nearest_mm.astype(np.int64) - after.nearest_mm[:, 0]).max() <= 1


def test_a_second_shop_less_counts_with_the_first():
    network = a_network([(0, 0), (1000, 0)], [(0, 1)])
    town, result = _reach(network, [(0, 0)], [(0, 0), (100, 0), (300, 0), (350, 0)])
    planner = Planner(town, result, SparseEngine())

    planner.apply(planner.without({0}))
    planner.apply(planner.without({1}))

    assert planner.nearest_mm.tolist() == [300_000]
    with pytest.raises(TooManyRemoved):
        planner.without({2})


def test_what_closes_comes_before_what_opens():
    network = a_network([(0, 0), (1000, 0)], [(0, 1)])
    town, result = _reach(network, [(0, 0)], [(300, 0), (350, 0)])
    planner = Planner(town, result, SparseEngine())
    lon, lat = to_degrees(np.array([10.0]), np.array([0.0]), ZONE)
    planner.apply(planner.with_stop(float(lon[0]), float(lat[0])))

    with pytest.raises(StopsStand):
        planner.without({0})


def test_a_stop_in_a_lane_without_homes_is_found_from_the_street():
    # The lane (1, 2, 3) is nobody's way and gone from the smaller graph; the stop stands in it, and
    # it goes on farther than anybody walks.
    network = a_network([(0, 0), (200, 0), (200, 80), (200, 600)], [(0, 1), (1, 2), (2, 3)])
    town, result = _reach(network, [(50, 0)], [(0, 0)])
    planner = Planner(town, result, SparseEngine())
    planner.apply(planner.without({0}))
    lon, lat = to_degrees(np.array([200.0]), np.array([80.0]), ZONE)

    change = planner.with_stop(float(lon[0]), float(lat[0]))

    assert change.after_mm.tolist() == [150_000 + 80_000]


def test_to_a_stop_in_a_one_way_street_people_come_only_its_way():
    network = a_network([(0, 0), (300, 0)], [(0, 1)], oneway=[0])
    town, result = _reach(network, [(0, 0), (300, 0)], [(0, 0)])
    planner = Planner(town, result, SparseEngine())
    planner.apply(planner.without({0}))
    lon, lat = to_degrees(np.array([200.0]), np.array([0.0]), ZONE)

    change = planner.with_stop(float(lon[0]), float(lat[0]))

    assert (change.home.tolist(), change.after_mm.tolist()) == ([0], [200_000])


def test_people_come_the_shortest_way_to_a_stop():
    network = a_network(
        [(0, 0), (100, 0), (50, 20), (60, 20)],
        [(0, 1, 190.0), (0, 2, 60.0), (2, 3, 10.0), (3, 1, 45.0), (2, 1, 100.0)],
    )
    town, result = _reach(network, [(0, 0), (50, 20), (60, 20)], [(0, 0)])
    planner = Planner(town, result, SparseEngine())
    planner.apply(planner.without({0}))
    lon, lat = to_degrees(np.array([100.0]), np.array([0.0]), ZONE)

    change = planner.with_stop(float(lon[0]), float(lat[0]))

    assert change.after_mm.tolist() == [115_000, 55_000, 45_000]


def test_a_stop_in_a_closed_lane_is_looked_for_as_far_as_the_limit():
    # A lane that goes round (1, 2, 3) and one too long to be walked to its end.
    network = a_network(
        [(0, 0), (200, 0), (200, 80), (250, 40), (200, -300)],
        [(0, 1), (1, 2), (2, 3), (3, 1), (1, 4)],
    )
    town, result = _reach(network, [(50, 0)], [(0, 0)])
    planner = Planner(town, result, SparseEngine())
    planner.apply(planner.without({0}))
    lon, lat = to_degrees(np.array([200.0]), np.array([80.0]), ZONE)

    change = planner.with_stop(float(lon[0]), float(lat[0]), reach_metres=235)

    assert change.after_mm.tolist() == [150_000 + 80_000]


def test_looking_for_a_stop_can_end_earlier():
    network = a_network([(0, 0), (1000, 0)], [(0, 1)])
    town, result = _reach(network, [(0, 0), (390, 0)], [(1000, 0)])
    lon, lat = to_degrees(np.array([200.0]), np.array([0.0]), ZONE)

    change = Planner(town, result, SparseEngine()).with_stop(
        float(lon[0]), float(lat[0]), reach_metres=195
    )

    assert change.home.tolist() == [1]


def test_people_who_come_within_reach_are_counted():
    network = a_network([(0, 0), (1000, 0)], [(0, 1)])
    town, result = _reach(network, [(0, 0), (390, 0), (800, 0)], [(0, 0)])
    lon, lat = to_degrees(np.array([500.0]), np.array([10.0]), ZONE)

    change = Planner(town, result, SparseEngine()).with_stop(float(lon[0]), float(lat[0]))

    assert change.home.tolist() == [1, 2]
    assert change.before_mm.tolist() == [390_000, UNREACHED]
    assert change.after_mm.tolist() == [120_000, 310_000]
    assert change.newly_within(300_000, np.array([1.0, 10.0, 100.0])) == 10


def test_a_stop_away_from_any_road_says_so():
    network = a_network([(0, 0), (1000, 0)], [(0, 1)])
    town, result = _reach(network, [(0, 0)], [(0, 0)])
    lon, lat = to_degrees(np.array([500.0]), np.array([600.0]), ZONE)

    change = Planner(town, result, SparseEngine()).with_stop(float(lon[0]), float(lat[0]))

    assert not change.on_road
    assert not len(change.home)


def test_taking_away_more_than_the_table_bears_is_refused():
    network = a_network([(0, 0), (1000, 0)], [(0, 1)])
    town, result = _reach(network, [(0, 0)], [(0, 0), (1, 0), (2, 0), (3, 0)])

    with pytest.raises(TooManyRemoved, match="--k"):
        Planner(town, result, SparseEngine()).without({0, 1, 2})


@st.composite
def covers(draw):
    homes, candidates = draw(st.integers(1, 8)), draw(st.integers(1, 7))
    pair = st.tuples(st.integers(0, homes - 1), st.integers(0, candidates - 1))
    pairs = sorted(draw(st.sets(pair, max_size=25)))
    people = draw(st.lists(st.integers(0, 9), min_size=homes, max_size=homes))
    return pairs, np.array(people, float), candidates, draw(st.integers(1, 3))


def _pairs(pairs) -> Pairs:
    home: Ints = np.array([p[0] for p in pairs], np.int32)
    facility: Ints = np.array([p[1] for p in pairs], np.int32)
    return Pairs(home, facility, np.full(len(pairs), 100_000, np.int32))


@settings(max_examples=80, deadline=None)
@given(given_=covers())
def test_the_proven_choice_is_the_best_of_all(given_):
    pairs, people, candidates, choose = given_
    nobody = np.zeros(len(people), np.bool_)
    best = max(
        people[sorted({h for h, c in pairs if c in some})].sum()
        for n in range(choose + 1)
        for some in itertools.combinations(range(candidates), n)
    )

    quick = best_stops(_pairs(pairs), people, nobody, candidates, choose, radius_metres=500)
    proven = best_stops(
        _pairs(pairs), people, nobody, candidates, choose, radius_metres=500, prove_seconds=10
    )

    assert proven.reached == pytest.approx(best)
    assert proven.at_most == pytest.approx(best)
    assert quick.reached <= best <= quick.at_most + 1e-9
    assert quick.reached >= 0.63 * best


def test_without_time_for_a_proof_the_quick_choice_stands(monkeypatch):
    monkeypatch.setattr(
        siting, "milp", lambda *_, **__: SimpleNamespace(x=None, mip_dual_bound=None)
    )
    monkeypatch.setattr(siting, "_SWAP_ROUNDS", 1)
    pairs = _pairs([(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (3, 2)])
    nobody = np.zeros(4, np.bool_)

    found = best_stops(
        pairs, np.array([3.0, 4.0, 4.0, 3.0]), nobody, 3, 2, radius_metres=500, prove_seconds=1
    )

    assert found.reached == found.at_most == 14


def test_a_proof_finds_a_better_choice_and_no_more_stops_than_help(monkeypatch):
    monkeypatch.setattr(siting, "_SWAP_ROUNDS", 0)
    pairs = _pairs([(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (3, 2)])
    nobody, people = np.zeros(4, np.bool_), np.array([3.0, 4.0, 4.0, 3.0])

    quick = best_stops(pairs, people, nobody, 3, 2, radius_metres=500)
    proven = best_stops(pairs, people, nobody, 3, 2, radius_metres=500, prove_seconds=5)

    assert (quick.reached, proven.reached, proven.at_most) == (11, 14, 14)
    assert len(best_stops(_pairs([(0, 0)]), people, nobody, 3, 2, radius_metres=500).stops) == 1


def test_homes_that_have_a_shop_already_attract_no_stop():
    pairs = _pairs([(0, 0), (1, 0), (2, 1)])
    covered = np.array([True, True, False])

    found = best_stops(pairs, np.array([50.0, 50.0, 3.0]), covered, 2, 1, radius_metres=500)

    assert [(stop.candidate, stop.adds) for stop in found.stops] == [(1, 3.0)]
    assert found.waiting == 3
    assert found.gap == 0


def test_supply_is_shared_among_all_who_reach_it():
    # Two homes (100 and 300 people) at 100 m, a third (100 people) at 900 m: 1 and 0.22.
    pairs = Pairs(
        np.array([0, 1, 2], np.int32),
        np.zeros(3, np.int32),
        np.array([100_000, 100_000, 900_000], np.int32),
    )
    zones = zones_within(1000, date(2026, 4, 1))

    found = floating_catchment(pairs, np.array([4.22]), np.array([100.0, 300.0, 100.0]), zones)

    assert zones.metres == pytest.approx((1000 / 3, 2000 / 3, 1000))
    assert found == pytest.approx([0.01, 0.01, 0.0022])


@settings(max_examples=60, deadline=None)
@given(
    rows=st.sets(st.tuples(st.integers(0, 5), st.integers(0, 4)), max_size=20),
    seed=st.integers(0, 99),
)
def test_catchments_agree_with_two_plain_loops(rows, seed):
    random = np.random.default_rng(seed)
    mm = {pair: int(random.integers(0, 1_200_000)) for pair in sorted(rows)}
    supply, demand = random.uniform(0, 5, 5), random.uniform(0, 50, 6)
    zones = Zones((300.0, 600.0, 1000.0), (1.0, 0.68, 0.22))
    pairs = Pairs(
        np.array([p[0] for p in mm], np.int32),
        np.array([p[1] for p in mm], np.int32),
        np.array(list(mm.values()), np.int32),
    )

    found = floating_catchment(pairs, supply, demand, zones)

    def weight(home, facility):
        metres = mm.get((home, facility), 10**9) / 1000
        edges = zip(zones.metres, zones.weights, strict=True)
        return next((w for edge, w in edges if metres <= edge), 0.0)

    people = [sum(weight(h, f) * demand[h] for h in range(6)) for f in range(5)]
    for h in range(6):
        expected = sum(weight(h, f) * supply[f] / people[f] for f in range(5) if people[f] > 0)
        assert found[h] == pytest.approx(expected)
