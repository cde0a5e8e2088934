"""Streets drawn twice are one street."""

from __future__ import annotations

from sasaeai.analysis.access.arrays import NONE
from sasaeai.analysis.access.examples import a_network

CORNERS = [(0, 0), (100, 0)]


def test_two_one_way_streets_drawn_alike_are_one_street_both_ways():
    network = a_network(
        CORNERS, [(0, 1, 130.0), (1, 0, 120.0)], oneway=[0, 1], bends={0: [(50, 20)], 1: [(50, 20)]}
    )

    assert network.street_count == 1
    assert (network.forward_mm.tolist(), network.backward_mm.tolist()) == ([130_000], [120_000])


def test_bends_drawn_the_other_way_round_are_the_same_bends():
    network = a_network(
        CORNERS,
        [(0, 1, 130.0), (1, 0, 130.0)],
        bends={0: [(20, 20), (80, 20)], 1: [(80, 20), (20, 20)]},
    )

    assert network.street_count == 1
    assert network.shape_x.tolist() in ([20, 80], [80, 20])


def test_streets_with_other_bends_stay_apart():
    network = a_network(CORNERS, [(0, 1), (0, 1), (0, 1)], bends={0: [(50, 20)], 1: [(50, 30)]})

    assert network.street_count == 3


def test_a_loop_drawn_both_ways_round_is_one_loop():
    loop = [(10, 0), (10, 10), (0, 10)]
    network = a_network(
        CORNERS,
        [(0, 0, 40.0), (0, 0, 41.0)],
        oneway=[0, 1],
        bends={0: loop, 1: loop[::-1]},
    )

    assert network.street_count == 1
    assert NONE not in network.backward_mm


def test_streets_from_a_node_to_itself_without_bends_are_no_streets():
    assert a_network(CORNERS, [(0, 0, 10.0), (0, 1)]).street_count == 1


def test_the_slope_turns_with_the_street():
    network = a_network([(100, 0), (0, 0)], [(1, 0), (0, 1)], slope={0: 0.1, 1: -0.1})

    uphill = network.x[network.head[0]] > network.x[network.tail[0]]
    assert network.slope[0] == (0.1 if uphill else -0.1)
