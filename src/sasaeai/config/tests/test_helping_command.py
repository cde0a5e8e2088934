"""`sasaeai helping plan`: lists in, a plan out; what cannot be used is refused with its line."""

import json
import re
from importlib.resources import files

import jsonschema
import pytest

from sasaeai.analysis.matching.fictional import a_fictional_week
from sasaeai.analysis.matching.tests.checker import cost, violations
from sasaeai.config.commandline import main
from sasaeai.documents.helping.examples import requests_csv, volunteers_csv

REQUESTS, VOLUNTEERS = a_fictional_week(1, 30, 24)
LISTS = requests_csv(REQUESTS), volunteers_csv(VOLUNTEERS)


@pytest.fixture
def week(tmp_path):
    (tmp_path / "R.csv").write_text(LISTS[0], encoding="utf-8")
    (tmp_path / "V.csv").write_text(LISTS[1], encoding="utf-8")
    return tmp_path


def plan_in(folder, *more):
    lists = ["--requests", str(folder / "R.csv"), "--volunteers", str(folder / "V.csv")]
    return main(["helping", "plan", *lists, "--out", str(folder / "PLAN.json"), *more])


def the_plan(folder):
    return json.loads((folder / "PLAN.json").read_text(encoding="utf-8"))


def goes_in(found):
    first = found["first_block"]
    return [(a["request"], a["volunteers"], a["block"] - first) for a in found["assignments"]]


def test_a_week_is_planned(week, capsys):
    assert plan_in(week) == 0

    found = the_plan(week)
    assert violations(REQUESTS, VOLUNTEERS, goes_in(found)) == []
    assert found["objective"] == pytest.approx(cost(REQUESTS, VOLUNTEERS, goes_in(found)), abs=0.05)
    assert found["gap"] == 0
    assert "案ができました" in capsys.readouterr().err
    schema = files("sasaeai.analysis.matching") / "schemas" / "plan.schema.json"
    jsonschema.validate(found, json.loads(schema.read_text(encoding="utf-8")))


def test_the_plan_is_the_same_however_the_lists_are_written(week):
    plan_in(week)
    once = the_plan(week)
    head, *rows = LISTS[0].splitlines()
    (week / "R.csv").write_bytes("\r\n".join([head, *rows[::-1]]).encode("cp932"))
    head, *rows = LISTS[1].splitlines()
    (week / "V.csv").write_text("\n".join([head, *rows[::-1]]), encoding="utf-8-sig")

    assert plan_in(week) == 0

    again = the_plan(week)
    assert {**again, "seconds": 0} == {**once, "seconds": 0}


def test_blocks_may_be_counted_from_one(week):
    plan_in(week)
    zero = the_plan(week)
    (week / "R.csv").write_text(requests_csv(REQUESTS, first_block=1), encoding="utf-8")
    (week / "V.csv").write_text(volunteers_csv(VOLUNTEERS, first_block=1), encoding="utf-8")

    plan_in(week)

    one = the_plan(week)
    assert (zero["first_block"], one["first_block"]) == (0, 1)
    assert goes_in(one) == goes_in(zero)


def test_pins_and_refusals_are_kept(week):
    plan_in(week)
    first, second = the_plan(week)["assignments"][:2]
    pin = [first["request"], ";".join(first["volunteers"]), str(first["block"])]
    (week / "pins.csv").write_text(f"request,volunteers,block\n{','.join(pin)}\n")
    no = [second["request"], second["volunteers"][0]]
    (week / "no.csv").write_text(f"request,volunteer\n{','.join(no)}\n")
    (week / "told.json").write_bytes((week / "PLAN.json").read_bytes())

    code = plan_in(
        week, "--pins", str(week / "pins.csv"), "--declined", str(week / "no.csv"),
        "--told", str(week / "told.json"),
    )  # fmt: skip

    again = {a["request"]: a for a in the_plan(week)["assignments"]}
    assert code == 0
    assert again[pin[0]]["volunteers"] == first["volunteers"]
    assert again[pin[0]]["confirmed"]
    assert no[1] not in again.get(no[0], {"volunteers": []})["volunteers"]


def test_settings_change_the_weights(week):
    (week / "S.toml").write_text("[weights]\nunserved = [0, 0, 0]\n")

    assert plan_in(week, "--settings", str(week / "S.toml")) == 0

    assert the_plan(week)["served"] == 0


REQUEST = "r1,34.0,131.2,shopping,2,3;4,any,,1,,"
VOLUNTEER = "v1,34.0,131.2,shopping,car,,3;4,2,female,,0,"


@pytest.mark.parametrize(
    ("name", "line", "says"),
    [
        ("R", "r1,131.2,34.0,shopping,2,3,any,,1,,", "R.csv の2行目：.*入れかわっています"),
        ("R", "r1,94.0,131.2,shopping,2,3,any,,1,,", "R.csv の2行目：.*日本の範囲"),
        ("R", "r1,34.0,131.2,shopping,2,3;29,any,,1,,", "R.csv の2行目：blocks列.*29"),
        ("R", "r1,34.0,131.2,shopping,2,月,any,,1,,", "R.csv の2行目：blocks列"),
        ("R", "r1,34.0,131.2,shopping,2,0;28,any,,1,,", "R.csv の2行目：blocks列.*0から27"),
        ("R", "r1,34.0,131.2,shopping,4,3,any,,1,,", "R.csv の2行目：priority列の「4」"),
        ("R", "r1,34.0,131.2,shopping,2,3,any,,3,,", "R.csv の2行目：people列の「3」"),
        ("R", "r1,34.0,131.2,shopping,2,3,woman,,1,,", "R.csv の2行目：gender列の「woman」"),
        ("R", "r1,34.0,131.2,,2,3,any,,1,,", "R.csv の2行目：category列"),
        ("R", "r1,x,131.2,shopping,2,3,any,,1,,", "R.csv の2行目：lat列"),
        ("R", f"{REQUEST}\n{REQUEST}", "R.csv の3行目：id列の「r1」は2度目"),
        ("R", "r1,34.0,131.2", "R.csv の2行目：列が3個"),
        ("R", "", "R.csv には見出しのほかに行がありません"),
        ("V", "v1,34.0,131.2,shopping,bus,,3,2,female,,0,", "V.csv の2行目：mode列の「bus」"),
        ("V", "v1,34.0,131.2,shopping,car,-1,3,2,female,,0,", "V.csv の2行目：reach_km列の「-1」"),
        ("V", "v1,34.0,131.2,shopping,car,,3,,female,,0,", "V.csv の2行目：cap列"),
        ("V", "v1,34.0,131.2,shopping,car,,3,2,female,,-3,", "V.csv の2行目：load_4weeks列"),
    ],
)
def test_bad_rows_are_refused_with_their_line(week, capsys, name, line, says):
    path = week / f"{name}.csv"
    head = path.read_text(encoding="utf-8").splitlines()[0]
    path.write_text(f"{head}\n{line}\n", encoding="utf-8")

    assert plan_in(week) == 2

    said = capsys.readouterr().err
    assert re.search(says, said), said
    assert not (week / "PLAN.json").exists()


def test_missing_columns_and_files_are_named(week, capsys):
    (week / "R.csv").write_text("id,lat,lon\nr1,34,131\n")

    assert plan_in(week) == 2
    assert "category、priority、blocks" in capsys.readouterr().err

    (week / "R.csv").write_bytes(b"")
    assert plan_in(week) == 2
    assert "R.csv は空です" in capsys.readouterr().err

    (week / "R.csv").unlink()
    assert plan_in(week) == 2
    assert "見つかりません" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[weights]\nfairnes = 3\n", "weights.fairnes"),
        ("[weights]\nfairness = -3\n", "weights.fairness"),
        ("[weights]\nunserved = [1, 2]\n", "3つ"),
        ("weights\n", "TOML"),
        ("[km_per_hour]\nwalk = 0\n", "km_per_hour.walk"),
        ("[blocks]\nfirst = 2\n", "blocks.first"),
    ],
)
def test_bad_settings_are_refused_by_name(week, capsys, text, says):
    (week / "S.toml").write_text(text)

    assert plan_in(week, "--settings", str(week / "S.toml")) == 2

    assert says in capsys.readouterr().err


def test_contradicting_pins_are_refused(week, capsys):
    (week / "pins.csv").write_text("request,volunteers,block\nr000000,nobody,3\n")

    assert plan_in(week, "--pins", str(week / "pins.csv")) == 2

    assert "nobody" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[]", "PLAN.json"),
        ("not json", "PLAN.json"),
        ('{"assignments": [{"request": "r", "volunteers": [], "block": 99}]}', "時間の番号"),
    ],
)
def test_a_told_plan_that_is_none_is_refused(week, capsys, text, says):
    (week / "told.json").write_text(text)

    assert plan_in(week, "--told", str(week / "told.json")) == 2

    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("nobody,v000000,3", "依頼「nobody」"),
        ("r000000,,3", "volunteers列が空"),
        ("r000000,v000000,77", "block列の「77」"),
        ("r000000,v000000;v000001;v000002,3", "人の訪問です"),
    ],
)
def test_pins_that_make_no_sense_are_refused(week, capsys, row, says):
    (week / "pins.csv").write_text(f"request,volunteers,block\n{row}\n")

    assert plan_in(week, "--pins", str(week / "pins.csv")) == 2

    assert says in capsys.readouterr().err
    assert not (week / "PLAN.json").exists()


def test_nothing_is_written_where_the_place_is_wrong(week, capsys):
    lists = ["--requests", str(week / "R.csv"), "--volunteers", str(week / "V.csv")]

    assert main(["helping", "plan", *lists, "--out", str(week)]) == 2
    assert main(["helping", "plan", *lists, "--out", str(week / "no" / "P.json")]) == 2
    assert "フォルダー" in capsys.readouterr().err
