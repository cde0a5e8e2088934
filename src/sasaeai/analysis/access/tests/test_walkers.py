"""Minutes on foot, uphill and down."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sasaeai.analysis.access.engines import SparseEngine
from sasaeai.analysis.access.engines.compiled import CompiledEngine
from sasaeai.analysis.access.examples import a_network, some_facilities, some_homes
from sasaeai.analysis.access.reach import settle
from sasaeai.analysis.access.walkers import in_force, minutes, timed, walkers

TODAY = date(2026, 4, 1)


@pytest.fixture(params=[SparseEngine(), CompiledEngine()], ids=lambda e: e.name)
def engine(request):
    return request.param


def _walker(kind):
    return next(w for w in walkers(TODAY) if w.kind == kind)


def test_every_kind_of_walker_has_a_source_and_a_speed():
    found = walkers(TODAY)

    assert [w.kind for w in found] == ["adult", "older", "slow"]
    assert [w.metres_per_minute for w in found] == [80, 60, 48]
    assert all(w.source for w in found)


def test_the_latest_figure_that_holds_is_taken():
    entries = [
        {"from": date(2000, 1, 1), "value": 1},
        {"from": date(2020, 1, 1), "value": 2},
        {"from": date(2030, 1, 1), "value": 3},
    ]

    assert in_force(entries, TODAY)["value"] == 2
    with pytest.raises(ValueError, match="1999"):
        in_force(entries, date(1999, 1, 1))


def test_eighty_metres_are_a_minute_on_the_flat(engine):
    network = a_network([(0, 0), (1000, 0)], [(0, 1)])
    town = settle(network, some_homes([(0, 20)]), some_facilities([(780, 0)]))

    found = minutes(timed(town, _walker("adult")), "shop", engine)

    assert found.there[0] == pytest.approx(10.0)
    assert found.back[0] == found.there[0]


def test_uphill_home_takes_longer_than_downhill_to_the_shop(engine):
    network = a_network([(0, 0), (1000, 0)], [(0, 1)], slope={0: -0.10})  # the shop lies below
    town = settle(network, some_homes([(0, 0)]), some_facilities([(800, 0)]))

    adult = minutes(timed(town, _walker("adult")), "shop", engine)
    older = minutes(timed(town, _walker("older")), "shop", engine)

    assert adult.there[0] == pytest.approx(10 * np.exp(3.5 * 0.0), rel=1e-3)
    assert adult.back[0] == pytest.approx(10 * np.exp(3.5 * 0.10), rel=1e-3)
    assert older.there[0] == pytest.approx(800 / 60, rel=1e-3)
    assert older.back[0] > older.there[0]


def test_gentle_downhill_hurries_adults_only():
    slope = np.array([-0.05])

    assert _walker("adult").share_of_speed(slope)[0] > 1.19
    assert _walker("older").share_of_speed(slope)[0] == 1.0


def test_a_one_way_street_makes_the_way_back_another(engine):
    square = [(0, 0), (100, 0), (100, 100), (0, 100)]
    network = a_network(square, [(0, 1), (1, 2), (2, 3), (3, 0)], oneway=[0])
    town = settle(network, some_homes([(0, 0)]), some_facilities([(100, 0)]))

    found = minutes(timed(town, _walker("adult")), "shop", engine)

    assert found.there[0] == pytest.approx(100 / 80)
    assert found.back[0] == pytest.approx(300 / 80)


def test_without_a_shop_nobody_needs_any_minutes(engine):
    network = a_network([(0, 0), (100, 0)], [(0, 1)])
    town = settle(network, some_homes([(0, 0), (0, 900)]), some_facilities([(100, 0)]))

    found = minutes(timed(town, _walker("adult")), "salon", engine)
    shops = minutes(timed(town, _walker("adult")), "shop", engine)

    assert np.isinf(found.there).all()
    assert np.isinf(shops.there[1])
