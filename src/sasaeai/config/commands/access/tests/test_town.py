"""`sasaeai town generate`: files of a fictional town, which `sasaeai access` reads."""

from __future__ import annotations

import json

import pytest

from sasaeai.config import commandline


def _town(out, seed=3):
    return commandline.main(
        ["town", "generate", "--seed", str(seed), "--people", "2000", "--out", str(out)]
    )


def test_the_town_can_be_computed_at_once(tmp_path):
    town, out = tmp_path / "town", tmp_path / "out"

    assert _town(town) == 0
    done = commandline.main(
        ["access", "compute", "--network", str(town), "--homes", str(town / "homes.csv"),
         "--facilities", str(town / "facilities.csv"), "--out", str(out), "--district", "school"]
    )  # fmt: skip

    assert done == 0
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    about = json.loads((town / "town.json").read_text(encoding="utf-8"))
    assert summary["network"]["zone"] == about["zone"] == 6
    assert summary["homes_without_road"] == []
    people = summary["indicators"]["supermarket"]["pop65"]["walking"]["people"]
    assert people == about["pop65"]


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    _town(tmp_path / "a")
    _town(tmp_path / "b")

    for file in sorted((tmp_path / "a").iterdir()):
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


@pytest.mark.parametrize("wrong", [["--seed", "x"], ["--seed", "1", "--people", "5"]])
def test_wrong_numbers_are_refused(tmp_path, wrong):
    with pytest.raises(SystemExit) as stopped:
        commandline.main(["town", "generate", *wrong, "--out", str(tmp_path / "t")])

    assert stopped.value.code == 2


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path, capsys):
    (tmp_path / "town").write_text("x", encoding="utf-8")

    assert _town(tmp_path / "town") == 2

    assert "フォルダーではありません" in capsys.readouterr().err
