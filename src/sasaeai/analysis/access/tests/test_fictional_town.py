"""A fictional town looks like a town, and the same seed gives the same one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra

from sasaeai.analysis.access.arrays import NONE
from sasaeai.analysis.access.fictional import a_fictional_town, shops
from sasaeai.analysis.access.fictional.land import some_land
from sasaeai.analysis.access.fictional.streets import some_streets
from sasaeai.analysis.access.reach import settle


@pytest.fixture(scope="module")
def town():
    return a_fictional_town(1)


def _graph(network):
    nodes = network.node_count
    metres = network.forward_mm / 1000
    return coo_array((metres, (network.tail, network.head)), shape=(nodes, nodes)).tocsr()


def test_the_same_seed_gives_the_same_town_and_another_seed_another():
    first, again, other = (a_fictional_town(seed, people=3000) for seed in (5, 5, 6))

    assert np.array_equal(first.network.x, again.network.x)
    assert np.array_equal(first.network.slope, again.network.slope)
    assert first.names == again.names
    assert first.school == again.school
    assert all(
        np.array_equal(first.homes.weights[k], again.homes.weights[k]) for k in ("pop", "pop75")
    )
    assert first.network.node_count != other.network.node_count


def test_its_streets_are_like_those_of_a_real_town(town):
    network = town.network
    degree = np.bincount(np.concatenate([network.tail, network.head]))
    shares = [float((degree == k).mean()) for k in (1, 3, 4)]
    quartiles = np.percentile(network.forward_mm / 1000, [25, 50, 75])
    cells = len(np.unique(np.floor(np.column_stack([network.x, network.y]) / 250), axis=0))

    assert shares == pytest.approx([0.15, 0.60, 0.24], abs=0.03)
    assert quartiles == pytest.approx([16, 43, 84], abs=10)
    assert network.node_count / (cells / 16) == pytest.approx(200, abs=30)
    assert connected_components(_graph(network), directed=False)[0] == 1


def test_walking_is_about_a_third_longer_than_the_straight_line(town):
    network = town.network
    some = np.random.default_rng(0).choice(network.node_count, 100, replace=False)
    walking = dijkstra(_graph(network), directed=False, indices=some)
    straight = np.hypot(network.x[some][:, None] - network.x, network.y[some][:, None] - network.y)
    near = (straight > 300) & (straight < 800)

    assert np.median(walking[near] / straight[near]) == pytest.approx(1.30, abs=0.06)


def test_people_have_ages_and_a_school_they_walk_to(town):
    weights = town.homes.weights

    assert weights["pop"].sum() == pytest.approx(20_000, rel=0.08)
    assert 0.25 < weights["pop65"].sum() / weights["pop"].sum() < 0.38
    assert (weights["pop75"] <= weights["pop65"]).all()
    assert (weights["pop65"] <= weights["pop"]).all()
    assert (weights["alone65"] <= weights["pop65"]).all()
    assert len(set(town.school)) == len(town.facilities.of("school")) >= 3
    assert len(set(town.area)) >= 2
    assert "（校区なし）" not in town.school


def test_hills_make_streets_steep(town):
    rise = np.abs(town.network.slope)

    assert 0.12 < rise.max() <= 0.35
    assert np.median(rise) < 0.06


def test_every_home_and_shop_stands_near_a_street(town):
    placed = settle(town.network, town.homes, town.facilities)

    assert (placed.home_place.street != NONE).all()
    assert (placed.facility_place.off_mm < 50_000).all()


@pytest.mark.parametrize("seed", range(4))
def test_small_towns_of_any_seed_can_be_made(seed):
    town = a_fictional_town(seed, people=2000)

    assert len(town.facilities.of("supermarket")) >= 1
    assert len(town.homes.ids) > 800


def test_where_there_is_no_room_fewer_shops_stand():
    chance = np.random.default_rng(1)
    land = some_land(chance, 2_000)
    streets = some_streets(chance, land, 2_000)

    x, _ = shops._apart(chance, land, streets, 50, metres=100_000.0)

    assert len(x) == 1
