"""`sasaeai helping rides`: lists in, a day out; what cannot be used is refused with its line."""

import json
import re
from importlib.resources import files

import jsonschema
import pytest

from sasaeai.analysis.matching.rides import routing
from sasaeai.config.commandline import main

RIDES = """id,kind,from_lat,from_lon,to_lat,to_lon,window_from,window_to,wheelchair,companions,trip
m1,outward,33.95,131.26,33.95,131.25,9:30,10:00,0,1,A
m2,return,33.95,131.25,33.95,131.26,11:00,11:30,0,1,A
m3,行き,33.96,131.26,33.95,131.25,9:30,10:00,1,0,
"""
DRIVERS = """id,lat,lon,shift_from,shift_to,seats,wheelchairs,licence_until,inspection_until,insurance_until,legal_form
d1,33.95,131.25,8:00,12:00,3,0,2028-03-31,2027/01/31,2026-12-31,登録不要
d2,33.95,131.25,8:00,12:00,3,1,2028-03-31,2027-01-31,2026-04-14,
"""


@pytest.fixture
def day(tmp_path):
    (tmp_path / "R.csv").write_text(RIDES, encoding="cp932")
    (tmp_path / "D.csv").write_text(DRIVERS, encoding="utf-8-sig")
    return tmp_path


def rides_in(folder, *more, on="2026-04-15"):
    lists = ["--rides", str(folder / "R.csv"), "--drivers", str(folder / "D.csv")]
    return main(["helping", "rides", *lists, "--out", str(folder / "O.json"), "--on", on, *more])


def test_a_day_is_planned(day, capsys):
    assert rides_in(day) == 0

    found = json.loads((day / "O.json").read_text(encoding="utf-8"))
    schema = files("sasaeai.analysis.matching") / "schemas" / "rides.schema.json"
    jsonschema.validate(found, json.loads(schema.read_text(encoding="utf-8")))
    assert [one["ride"] for one in found["rides"]] == ["m1", "m2"]
    assert found["drivers_out"] == [{"driver": "d2", "not_valid": ["保険"]}]
    assert found["routes"][0]["legal_form"] == "登録不要"
    assert "書類の期限で休む運転者1人" in capsys.readouterr().err


def test_the_day_before_the_insurance_ends_everybody_rides(day):
    rides_in(day, on="2026-04-14")

    assert json.loads((day / "O.json").read_text(encoding="utf-8"))["served"] == 3


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("R", "m1,outward", "m1,there", "R.csv の2行目：kind列の「there」"),
        ("R", "33.95,131.26,33.95", "131.26,33.95,33.95", "R.csv の2行目：from_lat.*入れかわって"),
        ("R", "9:30,10:00,0,1", "10:30,10:00,0,1", "R.csv の2行目：window_from.*より後"),
        ("R", "9:30,10:00,0,1", "9.5,10:00,0,1", "R.csv の2行目：window_from列の「9.5」.*9:30"),
        ("R", "m2,", "m1,", "R.csv の3行目：id列の「m1」は2度目"),
        ("R", "10:00,0,1,A", "10:00,0,-1,A", "R.csv の2行目：companions列"),
        ("D", "2028-03-31,2027/01/31", "2028-13-31,2027/01/31", "D.csv の2行目：licence_until列"),
        ("D", "8:00,12:00,3,0", "8:00,12:00,many,0", "D.csv の2行目：seats列"),
        ("D", "shift_from", "from", "D.csv の1行目：shift_from列がありません"),
    ],
)
def test_bad_rows_are_refused_with_their_line(day, capsys, file, old, new, says):
    text = RIDES if file == "R" else DRIVERS
    (day / f"{file}.csv").write_text(text.replace(old, new, 1), encoding="utf-8")

    assert rides_in(day) == 2

    said = capsys.readouterr().err
    assert re.search(says, said), said
    assert not (day / "O.json").exists()


def test_without_a_day_it_is_today(day):
    lists = ["--rides", str(day / "R.csv"), "--drivers", str(day / "D.csv")]

    assert main(["helping", "rides", *lists, "--out", str(day / "O.json")]) == 0


def test_an_engine_that_is_not_installed_is_told(day, capsys, monkeypatch):
    monkeypatch.setattr(routing, "INSTALLED", False)

    assert rides_in(day, "--engine", "ortools") == 2
    assert "sasaeai[routing]" in capsys.readouterr().err


def test_numbers_out_of_their_limits_are_refused(day, capsys):
    with pytest.raises(SystemExit):
        rides_in(day, "--ride-factor", "0.5")

    assert "1から10まで" in capsys.readouterr().err


def test_a_day_that_is_none_is_refused(day, capsys):
    with pytest.raises(SystemExit) as stopped:
        rides_in(day, on="15 April")

    assert stopped.value.code == 2
    assert "2026-04-15" in capsys.readouterr().err
