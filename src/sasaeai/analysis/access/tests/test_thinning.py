"""The smaller graph has the same distances."""

from __future__ import annotations

from sasaeai.analysis.access.engines import SparseEngine
from sasaeai.analysis.access.examples import a_network, some_facilities, some_homes
from sasaeai.analysis.access.reach import Terms, reach, settle


def test_a_very_long_dead_end_may_keep_a_stump_but_changes_nothing():
    lane = [(float(10 * i), 0.0) for i in range(60)]
    network = a_network(lane, [(i, i + 1) for i in range(59)])

    town = settle(network, some_homes([(0, 0)]), some_facilities([(55, 3)]))

    assert town.graph.core.into.node_count < 60
    found = reach(town, "shop", Terms(k=1), SparseEngine())
    assert found.nearest_mm.tolist() == [[58_000]]
