"""Central Ube: the command must give the answers that networkx and shapely gave."""

from __future__ import annotations

import csv
import gzip
import json

import pytest

from sasaeai.analysis.access.engines.compiled import COMPILED
from sasaeai.analysis.access.tests.shared_data import shared
from sasaeai.config import commandline

ENGINES = ["scipy", pytest.param("numba", marks=pytest.mark.skipif(not COMPILED, reason="[fast]"))]
METRES = ["snap_m", "nearest_m", "d1", "d2", "d3", "d4", "d5"]
COUNTS = ["n300", "n500", "n800", "n1000"]


@pytest.mark.parametrize("engine", ENGINES)
def test_answers_equal_the_expected_ones(engine, tmp_path):
    demo = shared("ube_demo")
    arguments = ["access", "compute", "--engine", engine, "--out", str(tmp_path / "out")]
    arguments += ["--network", str(shared("ube_walk")), "--homes", str(demo / "mesh250.csv")]
    arguments += ["--facilities", str(demo / "facilities.csv")]

    assert commandline.main(arguments) == 0

    with (tmp_path / "out" / "homes.csv").open(encoding="utf-8") as file:
        found = list(csv.DictReader(file))
    with gzip.open(demo / "expected_access.csv.gz", "rt", encoding="utf-8") as file:
        expected = list(csv.DictReader(file))
    assert len(found) == len(expected) == 4134
    for got, want in zip(found, expected, strict=True):
        assert (got["category"], got["id"]) == (want["category"], want["origin"])
        assert got["nearest_id"] == want["nearest_id"]
        assert [got[c] for c in COUNTS] == [want[c] for c in COUNTS]
        assert [bool(got[c]) for c in METRES] == [bool(want[c]) for c in METRES]
        apart = [abs(float(got[c]) - float(want[c])) for c in METRES if want[c]]
        assert max(apart) <= 0.05


def test_the_published_shares_of_the_worked_example(tmp_path):
    demo = shared("ube_demo")
    arguments = ["access", "compute", "--out", str(tmp_path / "out"), "--radii", "500,650"]
    arguments += ["--network", str(shared("ube_walk")), "--homes", str(demo / "mesh250.csv")]
    arguments += ["--facilities", str(demo / "facilities.csv")]
    arguments += ["--group", "食料品=supermarket+convenience+drugstore"]

    assert commandline.main(arguments) == 0

    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    older = summary["indicators"]["食料品"]["pop65_est"]
    within = older["walking"]["within"]
    assert round(within["500"]["beyond_share"], 3) == 0.384
    assert round(within["650"]["beyond_share"], 3) == 0.224
    assert round(older["straight_line"]["with_road_data"]["beyond_share"], 3) == 0.132
    assert len(summary["homes_without_road"]) == 53
