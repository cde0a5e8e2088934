"""`sasaeai access towns`: many towns, one after another or several at once."""

from __future__ import annotations

import shutil

import pytest

from sasaeai.analysis.access.executors import Cluster, ClusterNotInstalled, Serial, distributed
from sasaeai.config import commandline
from sasaeai.config.commands.access.tests.small_town import files


@pytest.fixture
def towns(tmp_path):
    """Two towns, the second as its files lie in one folder."""
    folder = tmp_path / "towns"
    for name in ("東町", "西町"):
        (folder / name).mkdir(parents=True)
        files(folder / name)
        for table in ("nodes.csv", "edges.csv"):
            shutil.move(folder / name / "net" / table, folder / name / table)
    return folder


def _compute(towns, *more):
    out = towns.parent / "out"
    return commandline.main(["access", "towns", "--towns", str(towns), "--out", str(out), *more])


@pytest.mark.parametrize("workers", ["1", "2"])
def test_every_town_gets_its_results(towns, workers):
    assert _compute(towns, "--workers", workers) == 0

    results = sorted(p.relative_to(towns.parent / "out") for p in towns.parent.glob("out/*/*.csv"))
    assert [str(p) for p in results] == ["東町/homes.csv", "西町/homes.csv"]


def test_a_town_that_cannot_be_used_does_not_stop_the_others(towns, capsys):
    (towns / "東町" / "homes.csv").write_text("id,lat\n", encoding="utf-8")

    assert _compute(towns) == 2

    told = capsys.readouterr().err
    assert "東町 homes.csv の1行目：lon列がありません" in told
    assert "西町 できました" in told
    assert (towns.parent / "out" / "西町" / "homes.csv").exists()


def test_a_folder_without_towns_is_told(tmp_path, capsys):
    (tmp_path / "towns").mkdir()

    assert _compute(tmp_path / "towns") == 2

    assert "homes.csv のある町" in capsys.readouterr().err


def test_answers_come_in_the_order_of_the_jobs():
    assert list(Serial().map(abs, [-3, 2, -1])) == [3, 2, 1]


@pytest.mark.skipif(distributed is not None, reason="[cluster] is installed")
def test_a_cluster_without_its_extra_says_what_to_install():
    with pytest.raises(ClusterNotInstalled, match=r"sasaeai\[cluster\]"):
        Cluster("tcp://127.0.0.1:8786")
