"""`sasaeai access towns`: many towns, one after another or several at once."""

from __future__ import annotations

import shutil

import pytest

from sasaeai.analysis.access import executors
from sasaeai.config import commandline
from sasaeai.config.commands.access import compute
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


def test_a_cluster_that_is_not_installed_is_told(towns, capsys, monkeypatch):
    monkeypatch.setattr(executors, "distributed", None)

    assert _compute(towns, "--cluster", "tcp://127.0.0.1:8786") == 2

    assert "sasaeai[cluster]" in capsys.readouterr().err


@pytest.mark.parametrize("workers", ["0", "x", "65"])
def test_a_wrong_number_of_workers_is_refused(towns, workers):
    with pytest.raises(SystemExit) as stopped:
        _compute(towns, "--workers", workers)

    assert stopped.value.code == 2


def test_a_town_whose_results_cannot_be_written_is_told(towns, capsys, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device", "homes.csv")

    monkeypatch.setattr(compute, "write_together", full)

    assert _compute(towns) == 2

    assert "書き込めませんでした" in capsys.readouterr().err


def test_processes_that_stop_are_told_without_a_traceback(towns, capsys, monkeypatch):
    def stopped(*_):
        raise executors.WorkersStopped("計算の途中でプロセスが止まりました。")

    monkeypatch.setattr(executors.Processes, "map", stopped)

    assert _compute(towns, "--workers", "2") == 2

    assert "プロセスが止まりました" in capsys.readouterr().err
