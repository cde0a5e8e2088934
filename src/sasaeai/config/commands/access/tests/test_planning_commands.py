"""`whatif`, `site`, `network` and the further tables of `compute`."""

from __future__ import annotations

import csv
import json

import pytest

from sasaeai.config import commandline
from sasaeai.config.commands.access.tests.small_town import access, files


def _rows(path):
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_a_new_stop_brings_homes_within_reach(tmp_path):
    folder = files(tmp_path)

    done = access(
        folder, "whatif", "--category", "supermarket", "--add", "36.0801,140.1000", "--radii", "300"
    )

    assert done == 0
    changes = _rows(folder / "out" / "changes.csv")
    assert [row["id"] for row in changes] == ["H1"]
    assert float(changes[0]["after_m"]) < 50 < float(changes[0]["before_m"])
    report = json.loads((folder / "out" / "whatif.json").read_text(encoding="utf-8"))
    assert report["weights"]["pop65"]["300"] == {"beyond_before": 30, "beyond_after": 20}


def test_a_shop_that_closes_leaves_homes_without_one(tmp_path):
    folder = files(tmp_path)

    assert access(folder, "whatif", "--category", "supermarket", "--remove", "S1") == 0

    changes = _rows(folder / "out" / "changes.csv")
    assert [row["after_m"] for row in changes] == ["", ""]


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ([], "--add か --remove"),
        (["--remove", "S9"], "S9"),
        (["--add", "36.2,140.1"], "道がありません"),
        (["--remove", "S1", "--k", "1"], "--k"),
    ],
)
def test_impossible_questions_are_refused(tmp_path, capsys, more, what):
    folder = files(tmp_path)

    assert access(folder, "whatif", "--category", "supermarket", *more) == 2

    assert what in capsys.readouterr().err
    assert not (folder / "out").exists()


@pytest.mark.parametrize("place", ["36.08", "140.1,36.08", "駅前"])
def test_a_place_is_a_latitude_and_a_longitude(tmp_path, place):
    with pytest.raises(SystemExit) as stopped:
        access(files(tmp_path), "whatif", "--category", "supermarket", "--add", place)

    assert stopped.value.code == 2


@pytest.mark.parametrize(
    ("more", "what"), [(["--weight", "pop99"], "pop99"), (["--category", "x"], "supermarket")]
)
def test_stops_for_nobody_are_refused(tmp_path, capsys, more, what):
    assert access(files(tmp_path), "site", "--choose", "1", *more) == 2

    assert what in capsys.readouterr().err


def test_stops_need_people(tmp_path, capsys):
    folder = files(tmp_path, homes="id,lat,lon\nH1,36.0801,140.1001\n")

    assert access(folder, "site", "--choose", "1") == 2

    assert "人数の列がありません" in capsys.readouterr().err


@pytest.mark.parametrize("out", ["city.zip", "nowhere/city.npz"])
def test_a_network_is_kept_only_as_npz_in_a_folder(tmp_path, out):
    folder = files(tmp_path)
    keep = ["access", "network", "--from", str(folder / "net"), "--out", str(folder / out)]

    assert commandline.main(keep) == 2


def test_a_network_is_clipped_around_places(tmp_path):
    folder, kept = files(tmp_path), tmp_path / "city.npz"
    keep = ["access", "network", "--from", str(folder / "net"), "--out", str(kept)]

    assert commandline.main([*keep, "--around", str(folder / "homes.csv")]) == 0

    assert access(folder, "compute", "--network", str(kept)) == 0


def test_an_unknown_category_is_told_with_those_there_are(tmp_path, capsys):
    assert access(files(tmp_path), "whatif", "--category", "salon", "--remove", "S1") == 2

    assert "supermarket" in capsys.readouterr().err


def test_the_best_stop_serves_most_people(tmp_path):
    folder = files(tmp_path)
    candidates = "id,lat,lon\nA,36.0801,140.1000\nB,36.0800,140.1101\n"
    (folder / "candidates.csv").write_text(candidates, encoding="utf-8")

    done = access(
        folder, "site", "--choose", "1", "--radius", "200", "--weight", "pop75", "--prove", "5",
        "--category", "supermarket", "--candidates", str(folder / "candidates.csv"),
    )  # fmt: skip

    assert done == 0
    stops = _rows(folder / "out" / "stops.csv")
    assert [(row["id"], float(row["adds"])) for row in stops] == [("B", 9.0)]
    report = json.loads((folder / "out" / "site.json").read_text(encoding="utf-8"))
    assert (report["waiting"], report["reached"], report["at_most"]) == (13, 9, 9)


def test_without_candidates_the_homes_are_the_candidates(tmp_path):
    folder = files(tmp_path)

    assert access(folder, "site", "--choose", "2", "--radius", "100") == 0

    assert {row["id"] for row in _rows(folder / "out" / "stops.csv")} == {"H1", "H2"}


def test_more_stops_than_candidates_are_refused(tmp_path, capsys):
    assert access(files(tmp_path), "site", "--choose", "9") == 2

    assert "候補の数" in capsys.readouterr().err


def test_a_kept_network_gives_the_same_answers(tmp_path):
    folder = files(tmp_path)
    kept = folder / "city.npz"
    keep = ["access", "network", "--from", str(folder / "net"), "--out", str(kept)]
    assert commandline.main([*keep, "--licence", "CC BY 4.0", "--data-date", "2026-04-01"]) == 0
    assert access(folder, "compute") == 0
    first = (folder / "out" / "homes.csv").read_bytes()

    assert access(folder, "compute", "--network", str(kept)) == 0

    assert (folder / "out" / "homes.csv").read_bytes() == first
    summary = json.loads((folder / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["network"]["licence"] == "CC BY 4.0"
    assert summary["network"]["data_date"] == "2026-04-01"


def test_minutes_of_three_kinds_of_walkers(tmp_path):
    folder = files(tmp_path)

    assert access(folder, "compute", "--minutes", "--on", "2026-04-01") == 0

    row = _rows(folder / "out" / "minutes.csv")[0]
    metres = float(_rows(folder / "out" / "homes.csv")[0]["nearest_m"])
    assert float(row["adult_there"]) == pytest.approx(metres / 80, abs=0.06)
    assert float(row["older_back"]) == pytest.approx(metres / 60, abs=0.06)
    assert float(row["slow_there"]) == pytest.approx(metres / 48, abs=0.06)


def test_the_nearest_school_can_stand_for_a_district(tmp_path):
    facilities = (
        "id,lat,lon,category\nS1,36.08,140.1052,supermarket\n"
        "東小,36.08,140.1,school\n西小,36.08,140.111,school\n"
    )
    folder = files(tmp_path, facilities=facilities)

    assert access(folder, "compute", "--district-by", "school", "--catchment", "600") == 0

    rows = _rows(folder / "out" / "districts.csv")
    assert {row["district"] for row in rows} == {"東小", "西小"}
    catchment = _rows(folder / "out" / "catchment.csv")
    shop = [row for row in catchment if row["category"] == "supermarket"]
    assert sum(float(row["per1000_pop65"]) for row in shop) > 0


@pytest.mark.parametrize("metres", ["460", "2000"])
def test_all_pairs_within_a_distance(tmp_path, metres):
    facilities = "id,lat,lon,category\nS1,36.08,140.1052,shop\nS2,36.08,140.1,shop\n"
    folder = files(tmp_path, facilities=facilities)

    assert access(folder, "compute", "--pairs", metres, "--radii", "500", "--k", "1") == 0

    rows = [(row["id"], row["facility_id"]) for row in _rows(folder / "out" / "pairs.csv")]
    near = [("H1", "S2"), ("H2", "S1")]
    assert rows == (near if metres == "460" else [near[0], ("H1", "S1"), near[1], ("H2", "S2")])
