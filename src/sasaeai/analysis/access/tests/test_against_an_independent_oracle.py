"""Random towns: our arrays and networkx must say the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sasaeai.analysis.access.arrays import UNREACHED
from sasaeai.analysis.access.engines import SparseEngine
from sasaeai.analysis.access.engines.compiled import CompiledEngine
from sasaeai.analysis.access.examples import a_network, some_facilities, some_homes
from sasaeai.analysis.access.network import Network
from sasaeai.analysis.access.reach import Terms, reach, settle

pytest.importorskip("networkx", reason="networkx（開発用）が入っていません")

from sasaeai.analysis.access.tests.oracle import Walker, ambiguous, least_off, standing, too_fine

TOLERANCE = 0.004  # metres: four roundings to a millimetre
TERMS = Terms(radii_metres=(60, 120, 250), k=3, limit_metres=400)
ENGINES = [SparseEngine(), CompiledEngine()]

places = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda p: (p[0] * 10.0, p[1] * 10.0))
anywhere = st.tuples(
    st.floats(-30, 150, allow_nan=False, width=32), st.floats(-30, 150, allow_nan=False, width=32)
)


@st.composite
def towns(draw):
    """Streets in any shape: islands, dead ends, parallel and one-way streets, bends, loops."""
    nodes = draw(st.lists(places, min_size=2, max_size=12, unique=True))
    ends = st.integers(0, len(nodes) - 1)
    straight = st.tuples(ends, ends)
    winding = st.tuples(ends, ends, st.integers(1, 90).map(float))
    streets = draw(st.lists(straight | winding, min_size=1, max_size=24))
    numbers = st.integers(0, len(streets) - 1)
    bends = draw(st.dictionaries(numbers, st.lists(places, min_size=1, max_size=3), max_size=4))
    oneway = draw(st.sets(numbers, max_size=8))
    network = a_network(nodes, streets, oneway=sorted(oneway), bends=bends)
    # Some points exactly on nodes, several on one street, some off the road.
    points = st.lists(places | anywhere, min_size=1, max_size=8)
    return network, draw(points), draw(points)


def _agree(network: Network, homes, shops, engine) -> None:
    town = settle(network, some_homes(homes), some_facilities(shops))
    found = reach(town, "shop", TERMS, engine)
    stand = [
        standing(placed, i, *point)
        for placed, points in ((town.home_place, homes), (town.facility_place, shops))
        for i, point in enumerate(points)
    ]
    assume(not any(ambiguous(network, *place) for place in stand) and not too_fine(network, stand))
    walker = Walker(network)
    for h, home in enumerate(homes):
        here = standing(town.home_place, h, *home)
        metres = [
            walker.metres(here, standing(town.facility_place, f, *shop))
            for f, shop in enumerate(shops)
        ]
        _agree_on_nearest(found.nearest_mm[h], found.nearest[h], metres)
        for i, radius in enumerate(TERMS.radii_metres):
            least = sum(m <= radius - TOLERANCE for m in metres)
            most = sum(m <= radius + TOLERANCE for m in metres)
            assert least <= found.counts[h, i] <= most


def _agree_on_nearest(mm, which, metres) -> None:
    expected = sorted(m for m in metres if m <= TERMS.limit_metres)
    for slot in range(TERMS.k):
        if mm[slot] == UNREACHED:
            assert len(expected) <= slot or expected[slot] > TERMS.limit_metres - TOLERANCE
            continue
        assert mm[slot] / 1000 == pytest.approx(metres[which[slot]], abs=TOLERANCE)
        if slot < len(expected):
            assert mm[slot] / 1000 == pytest.approx(expected[slot], abs=TOLERANCE)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda e: e.name)
@settings(max_examples=120, deadline=None)
@given(town=towns())
def test_distances_and_counts_agree(engine, town):
    network, homes, shops = town
    if network.street_count:
        _agree(network, homes, shops, engine)


@settings(max_examples=150, deadline=None)
@given(town=towns())
def test_points_stand_on_the_nearest_street(town):
    network, homes, shops = town
    if not network.street_count:
        return

    placed = settle(network, some_homes(homes), some_facilities(shops)).home_place

    for i, (x, y) in enumerate(homes):
        assert placed.off_mm[i] / 1000 == pytest.approx(least_off(network, x, y), abs=0.001)


@settings(max_examples=60, deadline=None)
@given(town=towns())
def test_both_engines_give_the_same_table(town):
    network, homes, shops = town
    placed = settle(network, some_homes(homes), some_facilities(shops))

    found = [reach(placed, "shop", TERMS, engine) for engine in ENGINES]

    assert np.array_equal(found[0].nearest, found[1].nearest)
    assert np.array_equal(found[0].nearest_mm, found[1].nearest_mm)
    assert np.array_equal(found[0].counts, found[1].counts)
