"""What people must be able to rely on, case by case, on both engines."""

from __future__ import annotations

import numpy as np
import pytest

from sasaeai.analysis.access.arrays import NONE, UNREACHED
from sasaeai.analysis.access.engines import (
    EngineNotInstalled,
    Seeds,
    SparseEngine,
    compiled,
    engine_named,
    sparse,
)
from sasaeai.analysis.access.engines.compiled import CompiledEngine
from sasaeai.analysis.access.examples import a_network, some_facilities, some_homes
from sasaeai.analysis.access.from_here import metres_on_foot
from sasaeai.analysis.access.network import morton_codes
from sasaeai.analysis.access.plane import to_plane
from sasaeai.analysis.access.reach import Terms, reach, reach_all, settle
from sasaeai.analysis.access.tests.plain_kernels import PlainEngine
from sasaeai.analysis.access.zones import zone_that_fits

TERMS = Terms(radii_metres=(300, 500), k=2, limit_metres=2000)


@pytest.fixture(params=[SparseEngine(), CompiledEngine(), PlainEngine()], ids=lambda e: e.name)
def engine(request):
    return request.param


def _reach(engine, network, homes, shops, terms=TERMS):
    town = settle(network, some_homes(homes), some_facilities(shops))
    return reach(town, "shop", terms, engine)


def test_a_walk_is_off_road_plus_streets_plus_off_road(engine):
    network = a_network([(0, 0), (1000, 0)], [(0, 1)])

    found = _reach(engine, network, [(100, 20)], [(400, 30)])

    assert found.nearest_mm[0, 0] == 20_000 + 300_000 + 30_000
    assert found.nearest_mm[0, 1] == UNREACHED


def test_exactly_at_the_radius_counts_as_within(engine):
    network = a_network([(0, 0), (1000, 0)], [(0, 1)])

    found = _reach(engine, network, [(0, 0)], [(300, 0), (500, 0), (500.001, 0)])

    assert found.counts[0].tolist() == [1, 2]


def test_of_parallel_streets_the_shortest_counts(engine):
    network = a_network([(0, 0), (100, 0)], [(0, 1, 180.0), (0, 1, 120.0), (1, 0, 150.0)])

    found = _reach(engine, network, [(0, 0)], [(100, 0)])

    assert network.street_count == 1
    assert found.nearest_mm[0, 0] == 120_000


def test_a_one_way_street_is_walked_only_its_way(engine):
    square = [(0, 0), (100, 0), (100, 100), (0, 100)]
    network = a_network(square, [(0, 1), (1, 2), (2, 3), (3, 0)], oneway=[0])

    found = _reach(engine, network, [(100, 0), (0, 0)], [(0, 0), (100, 0)])

    assert found.nearest_mm[0].tolist() == [0, 300_000]
    assert found.nearest_mm[1].tolist() == [0, 100_000]


def test_an_island_has_no_path(engine):
    network = a_network([(0, 0), (100, 0), (5000, 0), (5100, 0)], [(0, 1), (2, 3)])

    found = _reach(engine, network, [(50, 0)], [(5050, 0)])

    assert found.nearest[0].tolist() == [NONE, NONE]
    assert found.counts[0].tolist() == [0, 0]


def test_several_points_on_one_street(engine):
    network = a_network([(0, 0), (1000, 0)], [(0, 1, 2000.0)])  # winds: twice as long as the chord

    found = _reach(engine, network, [(100, 0), (100, 0), (600, 0)], [(200, 0), (500, 0)])

    assert found.nearest_mm[0].tolist() == [200_000, 800_000]
    assert found.nearest_mm[1].tolist() == [200_000, 800_000]
    assert found.nearest_mm[2].tolist() == [200_000, 800_000]
    assert found.nearest[2].tolist() == [1, 0]


def test_a_bent_street_is_measured_along_its_bends(engine):
    network = a_network([(0, 0), (200, 0)], [(0, 1, 400.0)], bends={0: [(0, 100), (200, 100)]})

    found = _reach(engine, network, [(100, 110)], [(200, 0)])

    assert found.nearest_mm[0, 0] == 10_000 + 200_000


def test_of_equally_near_shops_the_first_in_the_file_is_named(engine):
    network = a_network([(0, 0), (100, 0), (200, 0)], [(0, 1), (1, 2)])

    found = _reach(engine, network, [(100, 0)], [(200, 0), (0, 0), (0, 0)])

    assert found.nearest[0].tolist() == [0, 1]


def test_a_home_far_from_any_road_is_kept_and_marked(engine):
    network = a_network([(0, 0), (1000, 0)], [(0, 1)])
    town = settle(network, some_homes([(0, 401), (0, 400)]), some_facilities([(0, 0)]))

    found = reach(town, "shop", TERMS, engine)

    assert town.home_place.on_road.tolist() == [False, True]
    assert found.nearest_mm[:, 0].tolist() == [UNREACHED, 400_000]
    assert found.counts.tolist() == [[0, 0], [0, 1]]


def test_a_category_without_facilities_reaches_nobody(engine):
    network = a_network([(0, 0), (1000, 0)], [(0, 1)])
    town = settle(network, some_homes([(0, 0)]), some_facilities([(0, 0)]))

    found = reach(town, "salon", TERMS, engine)

    assert found.nearest.tolist() == [[NONE, NONE]]
    assert found.counts.tolist() == [[0, 0]]


def test_facilities_far_from_any_road_are_nobodys_nearest(engine):
    network = a_network([(0, 0), (1000, 0)], [(0, 1)])

    found = _reach(engine, network, [(0, 0)], [(0, 900), (900, 0)])

    assert found.nearest[0].tolist() == [1, NONE]


def test_looking_ends_at_the_limit(engine):
    network = a_network([(0, 0), (5000, 0)], [(0, 1)])

    found = _reach(engine, network, [(0, 0)], [(2000, 0), (2000.001, 0)])

    assert found.nearest_mm[0].tolist() == [2_000_000, UNREACHED]


def test_every_category_in_order_of_name(engine):
    network = a_network([(0, 0), (1000, 0)], [(0, 1)])
    shops = some_facilities([(0, 0), (100, 0)], ["supermarket", "salon"])
    heard: list[str] = []

    found = reach_all(
        settle(network, some_homes([(0, 0)]), shops), TERMS, engine, tell=heard.append
    )

    assert [r.category for r in found] == heard == ["salon", "supermarket"]
    quiet = reach_all(settle(network, some_homes([(0, 0)]), shops), TERMS, engine)
    assert [r.nearest_mm.tolist() for r in quiet] == [r.nearest_mm.tolist() for r in found]


def test_nearest_for_every_node_names_the_lowest_of_equals(engine):
    network = a_network([(i * 100, 0) for i in range(5)], [(i, i + 1) for i in range(4)])
    town = settle(network, some_homes([(0, 0)]), some_facilities([(0, 0)]))
    ends = [int(np.flatnonzero(town.graph.x == x)[0]) for x in (400, 0, 0)]
    seeds = Seeds(np.array(ends, np.int32), np.array([0, 0, 0], np.int32))

    cost, which = engine.nearest(town.graph.into, seeds, 150_000)

    order = np.argsort(town.graph.x)
    assert cost[order].tolist() == [0, 100_000, UNREACHED, 100_000, 0]
    assert which[order].tolist() == [1, 1, NONE, 0, 0]


@pytest.mark.parametrize("radius", [10, 150])
def test_a_way_round_that_is_shorter_than_the_direct_street(engine, radius):
    corners = [(0, 0), (100, 0), (50, 20), (60, 20)]
    streets = [(0, 1, 190.0), (0, 2, 60.0), (2, 3, 10.0), (3, 1, 45.0), (2, 1, 100.0)]
    network = a_network(corners, streets)
    terms = Terms((radius,), k=2, limit_metres=500)

    found = _reach(engine, network, corners, [(100, 0), (0, 0)], terms)

    assert found.nearest_mm[0].tolist() == [0, 115_000]
    assert found.nearest_mm[1].tolist() == [0, 115_000]
    assert found.nearest_mm[2].tolist() == [55_000, 60_000]


def test_a_shop_farther_off_the_road_than_anybody_looks(engine):
    network = a_network([(0, 0), (100, 0), (100, 300)], [(0, 1), (1, 2)])
    terms = Terms((40,), k=2, limit_metres=150)

    found = _reach(engine, network, [(0, 0), (100, 0)], [(0, -160), (0, 0)], terms)

    assert found.nearest_mm.tolist() == [[0, UNREACHED], [100_000, UNREACHED]]


def test_a_place_that_others_outdo_everywhere_is_not_looked_for(engine, monkeypatch):
    monkeypatch.setattr(sparse, "PLACES_AT_ONCE", 1)
    network = a_network([(0, 0), (1000, 0)], [(0, 1)])

    found = _reach(engine, network, [(0, 0)], [(500, 0), (500, 390)], Terms((10,), k=1))

    assert found.nearest[0].tolist() == [0]


@pytest.mark.parametrize("parts", [2, 48])
def test_many_shops_on_a_grid_of_streets(engine, parts, monkeypatch):
    monkeypatch.setattr(sparse, "PLACES_AT_ONCE", 2)
    monkeypatch.setattr(sparse, "PARTS", parts)
    grid = [(x * 10.0, y * 10.0) for y in range(12) for x in range(12)]
    streets = [(i, i + 1) for i in range(len(grid) - 1) if (i + 1) % 12]
    streets += [(i, i + 12) for i in range(len(grid) - 12)]
    homes, shops = grid[::7], grid[::5]

    found = _reach(engine, a_network(grid, streets), homes, shops, Terms((30, 60), k=9))

    for h, home in enumerate(homes):
        metres = sorted(abs(home[0] - x) + abs(home[1] - y) for x, y in shops)
        assert (found.nearest_mm[h] / 1000).tolist() == metres[:9]
        assert found.counts[h].tolist() == [sum(m <= r for m in metres) for r in (30, 60)]


def test_an_empty_network_has_no_order():
    assert not len(morton_codes(np.zeros(0), np.zeros(0)))


def test_an_engine_that_is_not_installed_says_what_to_do(monkeypatch):
    monkeypatch.setattr(compiled, "COMPILED", False)

    with pytest.raises(EngineNotInstalled, match="--engine scipy"):
        engine_named("numba")
    monkeypatch.setattr(compiled, "COMPILED", True)
    assert engine_named("numba").name == "numba"


@pytest.mark.parametrize(("k", "radii"), [(0, (100,)), (0, ()), (2, (2000,))])
def test_counting_alone_or_to_the_limit_needs_no_nearest(engine, k, radii):
    network = a_network([(0, 0), (1000, 0)], [(0, 1)])
    terms = Terms(radii_metres=radii, k=k, limit_metres=2000)

    found = _reach(engine, network, [(0, 0)], [(50, 0), (60, 300)], terms)

    assert found.counts[0].tolist() == [
        sum(near <= radius for near in (50, 360)) for radius in radii
    ]
    assert found.nearest[0].tolist() == [0, 1][:k]
    assert found.complete_metres == max(radii, default=0)


def test_a_shop_off_the_road_beyond_every_radius_counts_for_nobody(engine):
    network = a_network([(0, 0), (1000, 0)], [(0, 1)])

    found = _reach(engine, network, [(0, 0)], [(60, 300)], Terms((100,), k=0, limit_metres=2000))

    assert found.counts.tolist() == [[0]]


def test_where_nobody_lives_or_no_street_runs_nobody_reaches_anything(engine):
    streets = a_network([(0, 0), (1000, 0)], [(0, 1)])
    none = a_network([(0, 0), (1000, 0)], [(0, 0)])

    assert none.street_count == 0
    assert _reach(engine, streets, [], []).counts.shape == (0, 2)
    assert _reach(engine, none, [(0, 0)], [(0, 0)]).nearest_mm.tolist() == [[UNREACHED] * 2]


def test_metres_on_foot_from_one_point_to_many():
    network = a_network([(0, 0), (1000, 0)], [(0, 1)])
    places = some_facilities([(0, 0), (400, 0), (900, 0), (400, 9000)])
    here, *others = zip(places.lat.tolist(), places.lon.tolist(), strict=True)

    assert metres_on_foot(network, here, others, limit_metres=800) == [400, None, None]
    assert metres_on_foot(network, here, []) == []


def test_a_zone_is_told_from_degrees_and_metres_together():
    lon, lat = np.array([131.25, 131.26]), np.array([33.95, 33.96])
    x, y = to_plane(lon, lat, 3)

    assert zone_that_fits(lon, lat, x, y) == 3
    assert zone_that_fits(lon, lat, x + 100, y) is None
