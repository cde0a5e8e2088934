"""Figures for districts, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sasaeai.analysis.access.arrays import UNREACHED
from sasaeai.analysis.access.engines import SparseEngine
from sasaeai.analysis.access.examples import ZONE, a_network, some_facilities, some_homes
from sasaeai.analysis.access.indicators import by_district, indicators, weighted_quantile
from sasaeai.analysis.access.reach import Terms, reach, settle
from sasaeai.analysis.access.straight import detour, straight_line, straight_metres

PEOPLE = [10.0, 20.0, 30.0, 40.0, 5.0]


@pytest.fixture
def town():
    """A street of 3 km with the shop at its western end; the last home lies on an island."""
    network = a_network([(0, 0), (3000, 0), (9000, 0), (9100, 0)], [(0, 1), (2, 3)])
    homes = some_homes([(100, 0), (400, 0), (700, 0), (0, 900), (9000, 0)], PEOPLE)
    return settle(network, homes, some_facilities([(0, 0)]))


@pytest.fixture
def result(town):
    return reach(town, "shop", Terms(radii_metres=(300, 500), k=1), SparseEngine())


def test_shares_count_the_people_with_road_data(town, result):
    found = indicators(result, np.array(PEOPLE), town.home_place.on_road)

    assert found.people == 105
    assert found.no_road == 40
    assert found.unreached == 5
    assert [w.beyond for w in found.within] == [55, 35]
    assert found.within[1].beyond_share == pytest.approx(35 / 65)
    assert found.within[1].choices == pytest.approx((30 / 65, 0, 0))


def test_distances_are_weighted_by_people(town, result):
    found = indicators(result, np.array(PEOPLE), town.home_place.on_road)

    assert found.mean_metres == pytest.approx((10 * 100 + 20 * 400 + 30 * 700) / 60)
    assert found.median_metres == 700
    assert found.p90_metres == 700


def test_a_quantile_among_those_who_reach_nothing_has_no_distance():
    mm = np.array([100_000, UNREACHED], np.int32)

    assert weighted_quantile(mm, np.array([1.0, 9.0]), 0.5) is None
    assert weighted_quantile(mm, np.array([0.0, 0.0]), 0.5) is None


def test_districts_are_ranked_by_the_share_beyond(town, result):
    found = by_district(
        result, np.array(PEOPLE), town.home_place.on_road, ["東", "東", "西", "西", "島"]
    )

    assert [(row.district, row.rank) for row in found] == [("島", 1), ("東", 3), ("西", 1)]


def test_small_districts_are_hidden_and_cannot_be_worked_out_from_the_total(town, result):
    found = by_district(
        result,
        np.array(PEOPLE),
        town.home_place.on_road,
        ["東", "東", "西", "西", "島"],
        hide_below=10,
    )

    shown = {row.district: row.indicators.people for row in found}
    assert shown == {"島": None, "東": None, "西": 70}


def test_small_groups_inside_a_district_are_hidden(town, result):
    found = by_district(
        result,
        np.array([15.0, 20.0, 5.0, 40.0, 5.0]),
        town.home_place.on_road,
        ["東"] * 5,
        hide_below=11,
    )

    within = found[0].indicators.within
    assert within[1].beyond is None  # ten people
    assert within[0].beyond == 30


def test_the_ministrys_straight_line_stands_beside(town):
    metres = straight_metres(town.homes, town.facilities, "shop", ZONE)

    found = straight_line(metres, np.array(PEOPLE), without_car_share=0.5)

    assert found.beyond == 30 + 40 + 5  # homes without road data count too
    assert found.without_car == found.beyond / 2
    assert np.isinf(straight_metres(town.homes, town.facilities, "salon", ZONE)).all()


def test_detour_is_walking_over_straight():
    found = detour(np.array([100.0, 0.0, np.inf]), np.array([130_000, 5, 7], np.int32))

    assert found[0] == pytest.approx(1.3)
    assert np.isnan(found[1:]).all()
