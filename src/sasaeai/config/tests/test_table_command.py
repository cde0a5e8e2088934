"""`sasaeai table` and `sasaeai schema`: from files to files, without a database."""

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from sasaeai.analysis.figures import tests as figures_tests
from sasaeai.config.commandline import main

LAYOUT = """
title = "種類別の件数"
measure = { count = "events", unit = "件" }
[[rows]]
by = "kind"
total = "計"
[[columns]]
by = "fiscal_year"
"""
FACTS = [
    {"id": "a1", "date": "2022-04-05", "kind": "訪問"},
    {"id": "a2", "date": "2022-05-05", "kind": "訪問"},
    {"id": "a3", "date": "2023-04-05", "kind": "会議"},
]


@pytest.fixture
def town(tmp_path):
    (tmp_path / "facts.jsonl").write_text(
        "".join(json.dumps(fact, ensure_ascii=False) + "\n" for fact in FACTS), encoding="utf-8"
    )
    (tmp_path / "kinds.toml").write_text(LAYOUT, encoding="utf-8")
    return tmp_path


def table(town, *more, out="table.json", layout="kinds.toml"):
    target = town / out
    code = main(
        [
            *("table", "--facts", str(town / "facts.jsonl"), "--layout", str(town / layout)),
            *("--out", str(target), *more),
        ]
    )
    return code, target


def test_a_table_as_json_has_the_promised_shape(town):
    code, target = table(town)

    found = json.loads(target.read_text(encoding="utf-8"))
    assert code == 0
    assert list(found) == ["title", "columns", "rows", "footnotes"]
    assert found["rows"][0] == {
        "head": ["訪問"],
        "cells": [
            {"text": "2", "value": 2, "unit": "件", "state": "actual", "notes": []},
            {"text": "0", "value": 0, "unit": "件", "state": "zero", "notes": []},
        ],
    }


def test_as_of_and_period_come_from_the_command(town):
    _, target = table(town, "--as-of", "令和4年4月30日", "--period", "令和4年度")

    cell = json.loads(target.read_text(encoding="utf-8"))["rows"][0]["cells"][0]
    assert (cell["value"], cell["state"], cell["notes"]) == (1, "partial", ["令和4年4月30日現在"])


def test_the_records_behind_each_cell_come_when_asked(town):
    _, target = table(town, "--records")

    cell = json.loads(target.read_text(encoding="utf-8"))["rows"][0]["cells"][0]
    assert cell["record_ids"] == ["a1", "a2"]


@pytest.mark.parametrize(
    ("ending", "begins"),
    [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")],
)
def test_a_table_as_a_document(town, ending, begins):
    code, target = table(town, *(["--records"] if ending == "xlsx" else []), out=f"t.{ending}")

    assert code == 0
    assert target.read_bytes().startswith(begins)


def test_several_layouts_share_one_reading_and_fill_a_folder(town):
    (town / "second.toml").write_text(LAYOUT.replace("種類別", "もう一つ"), encoding="utf-8")
    out = town / "tables"

    code = main(
        [
            *("table", "--facts", str(town / "facts.jsonl"), "--out", str(out), "--format", "csv"),
            *("--layout", str(town / "kinds.toml"), "--layout", str(town / "second.toml")),
        ]
    )

    assert code == 0
    assert sorted(path.name for path in out.iterdir()) == ["kinds.csv", "second.csv"]


def test_several_layouts_stand_in_one_document_in_their_order(town):
    (town / "second.toml").write_text(LAYOUT.replace("種類別", "もう一つ"), encoding="utf-8")
    out = town / "both.xlsx"

    code = main(
        [
            *("table", "--facts", str(town / "facts.jsonl"), "--out", str(out)),
            *("--layout", str(town / "kinds.toml"), "--layout", str(town / "second.toml")),
        ]
    )

    titles = [sheet["A1"].value for sheet in openpyxl.load_workbook(out).worksheets]
    assert code == 0
    assert ["種類別" in titles[0], "もう一つ" in titles[1]] == [True, True]


def test_several_layouts_do_not_fit_into_one_csv(town, capsys):
    code = main(
        [
            *("table", "--facts", str(town / "facts.jsonl"), "--out", str(town / "both.csv")),
            *("--layout", str(town / "kinds.toml"), "--layout", str(town / "kinds.toml")),
        ]
    )

    assert code == 2
    assert "xlsx・docx・pdf" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"layout": "none.toml"}, "開けません"),
        ({"out": "table.txt"}, "形が分かりません"),
        ({"out": "no/table.json"}, "フォルダー"),
        ({"more": ["--as-of", "きのう"]}, "読み取れません"),
        ({"more": ["--as-of", "2022-04"]}, "一日"),
        ({"more": ["--param", "回・人"]}, "名前=値"),
        ({"text": "title = "}, "TOML"),
        ({"text": LAYOUT.replace("by = ", "bye = ")}, "「by」ではありませんか"),
        ({"text": LAYOUT.replace('"kind"', '"kinda"')}, "近い名前：kind"),
        ({"text": LAYOUT.replace('"events"', '"回・人"')}, "回×担当者数"),
    ],
)
def test_unusable_input_is_told_in_japanese_and_leaves_nothing(town, capsys, change, words):
    if "text" in change:
        (town / "kinds.toml").write_text(change["text"], encoding="utf-8")
    given = {key: change[key] for key in ("layout", "out") if key in change}

    code, target = table(town, *change.get("more", []), **given)

    assert code == 2
    assert words in capsys.readouterr().err
    assert not target.exists()


def test_a_layout_in_another_encoding_is_told(town, capsys):
    (town / "kinds.toml").write_bytes(LAYOUT.encode("cp932"))

    assert table(town)[0] == 2
    assert "UTF-8" in capsys.readouterr().err


def test_two_layouts_need_a_folder(town, capsys):
    again = ["--layout", str(town / "kinds.toml")]

    assert table(town, *again)[0] == 2
    assert "フォルダー" in capsys.readouterr().err
    assert table(town, *again, out="folder")[0] == 2
    assert "同じ名前" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_told_and_the_old_one_stays(town, capsys, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    (town / "table.json").write_text("old")
    monkeypatch.setattr("sasaeai.config.commands.table.write_whole", full)

    assert table(town)[0] == 2
    assert "書けません" in capsys.readouterr().err
    assert (town / "table.json").read_text() == "old"


def test_warnings_go_to_the_error_stream(town, capsys):
    with (town / "facts.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "a4", "date": "2022-05-05"}\n')

    assert table(town)[0] == 0
    assert "1件は、この行・列のどれにも入りません" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["fact", "layout"])
def test_schemas_are_printed(name, capsys):
    assert main(["schema", name]) == 0
    assert json.loads(capsys.readouterr().out)["$id"] == f"sasaeai:{name}"


def test_a_table_needs_no_django(town):
    script = (
        "import sys; from sasaeai.config.commandline import main; code = main(sys.argv[1:]);"
        "sys.exit(code or any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    arguments = [
        "table",
        "--facts",
        str(town / "facts.jsonl"),
        "--layout",
        str(town / "kinds.toml"),
    ]

    done = subprocess.run(
        [sys.executable, "-c", script, *arguments, "--out", str(town / "t.json")], check=False
    )

    assert done.returncode == 0


TOWNS = Path(figures_tests.__file__).parent / "towns"


@pytest.mark.parametrize("name", sorted(path.stem for path in TOWNS.glob("*.toml")))
def test_the_tables_of_invented_towns_come_out_of_their_files(tmp_path, name):
    facts, layout = TOWNS / f"{name}.jsonl", TOWNS / f"{name}.toml"
    out = tmp_path / "table.json"

    code = main(["table", "--facts", str(facts), "--layout", str(layout), "--out", str(out)])

    rows = json.loads(out.read_text(encoding="utf-8"))["rows"]
    printed = (TOWNS / f"{name}.txt").read_text(encoding="utf-8").splitlines()[1 : len(rows) + 1]
    assert code == 0
    assert [[cell["text"] for cell in row["cells"]] for row in rows] == [
        [part.strip() for part in line.split("|")][1:] for line in printed
    ]
