"""`sasaeai watch scan` on two homes in 青葉, one of which falls silent."""

from __future__ import annotations

import csv
import gzip
from datetime import datetime, timedelta

import numpy as np
import pytest

from sasaeai.analysis.electricity.examples import a_home
from sasaeai.config import commandline
from sasaeai.config.commands.watch.tests import meter_files
from sasaeai.config.commands.watch.tests.meter_files import COLLAPSE, long_form, moment, scan
from sasaeai.documents.metering import readings
from sasaeai.documents.walking import columns

FEW = ["household,start,kwh", "H1,2026-01-05T00:00,0.1", "H1,2026-01-05T00:30,0.1"]


def _rows(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _alerts(folder):
    return (folder / "alerts.csv").read_text(encoding="utf-8")


def test_a_silence_is_told_with_its_reason(tmp_path, capsys):
    assert scan(tmp_path, long_form()) == 0

    rows = _rows(tmp_path / "alerts.csv")
    assert list(rows[0]) == ["household", "at", "level", "score", "reason"]
    red = [row for row in rows if row["level"] == "red"]
    assert {row["household"] for row in red} == {"青葉1-1"}
    passed = datetime.fromisoformat(red[0]["at"]) - datetime.fromisoformat(moment(COLLAPSE))
    assert timedelta(0) < passed <= timedelta(hours=24)
    assert float(red[0]["score"]) >= 1.8
    assert "待機電力" in red[0]["reason"]
    told = capsys.readouterr().err
    assert "2世帯のうち2世帯を見守り" in told
    assert "readings.csv を読んでいます" in told


@pytest.mark.parametrize("form", ["by_day", "by_household", "by_half_hour"])
def test_wide_forms_give_the_same_alerts(tmp_path, form):
    assert scan(tmp_path, long_form()) == 0
    expected = _alerts(tmp_path)

    assert scan(tmp_path, getattr(meter_files, form)()) == 0

    assert _alerts(tmp_path) == expected


def test_order_repetition_and_packing_do_not_matter(tmp_path):
    assert scan(tmp_path, long_form()) == 0
    expected = _alerts(tmp_path)
    rows = meter_files.lines()
    shuffled = [rows[-1], *np.random.default_rng(4).permutation(rows).tolist(), *rows[:70]]
    head = rows[0]  # keeps the order in which the households come first

    packed = gzip.compress(long_form([head, *shuffled]).encode())
    assert scan(tmp_path, packed, name="readings.csv.gz") == 0

    assert sorted(_alerts(tmp_path).splitlines()) == sorted(expected.splitlines())


def test_files_saved_by_excel_are_read(tmp_path):
    assert scan(tmp_path, long_form()) == 0
    expected = _alerts(tmp_path)
    by_hand = long_form().replace("2026-01-", "2026/1/").replace("T", " ")

    for content in (
        long_form().replace("\n", "\r\n").encode("cp932"),
        long_form().encode("utf-8-sig"),
        by_hand.encode("cp932"),
    ):
        assert scan(tmp_path, content) == 0
        assert _alerts(tmp_path) == expected


def test_missing_readings_are_not_zero(tmp_path):
    home = a_home(32, seed=2)
    home[COLLAPSE : COLLAPSE + 96] = np.nan

    assert scan(tmp_path, long_form(meter_files.lines({"H1": home}))) == 0
    assert _rows(tmp_path / "alerts.csv") == []

    marked = long_form(meter_files.lines({"H1": home})).replace(",\n", ",NA\n")
    assert scan(tmp_path, marked) == 0
    assert _rows(tmp_path / "alerts.csv") == []


def test_every_half_hour_has_its_score(tmp_path):
    scores = tmp_path / "scores.csv.gz"

    assert scan(tmp_path, long_form(), "--scores", str(scores)) == 0

    with gzip.open(scores, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2 * 4 * 48
    assert rows[0]["at"] == "2026-02-02T00:30"
    assert {row["gauge"] for row in rows} <= {"silence", "change", "hours"}
    crossed = {(row["household"], row["at"]) for row in rows if float(row["score"]) >= 1.8}
    told = [row for row in _rows(tmp_path / "alerts.csv") if row["level"] == "red"]
    assert {(row["household"], row["at"]) for row in told} <= crossed


def test_grades_tell_how_well_a_home_can_be_watched(tmp_path):
    grades = tmp_path / "grades.csv"
    rows = [*meter_files.lines(), f"新しい家,{moment(0)},0.2"]

    assert scan(tmp_path, long_form(rows), "--grades", str(grades)) == 0

    found = _rows(grades)
    assert [row["grade"] for row in found] == ["A", "A", "-"]
    assert found[0]["learned_from"] == "2026-01-05"
    assert found[0]["learned_to"] == "2026-02-01"
    assert "そろっていません" in found[2]["meaning"]


def test_four_weeks_are_enough_for_a_grade(tmp_path):
    grades = tmp_path / "grades.csv"
    rows = meter_files.lines({"H1": a_home(28, seed=2)[:-3]})

    assert scan(tmp_path, long_form(rows), "--grades", str(grades)) == 0

    assert [row["grade"] for row in _rows(grades)] == ["A"]
    assert _rows(tmp_path / "alerts.csv") == []


def test_who_does_not_come_back_from_a_registered_absence_is_missed_after_it(tmp_path, capsys):
    absences = tmp_path / "absences.csv"
    back = moment(COLLAPSE + 100)
    absences.write_text(
        f"household,from,to\n青葉1-1,{moment(COLLAPSE)},{back}\n知らない家,2026-01-01,\n",
        encoding="utf-8",
    )

    assert scan(tmp_path, long_form(), "--absences", str(absences)) == 0

    told = _rows(tmp_path / "alerts.csv")
    first = datetime.fromisoformat(told[0]["at"]) - datetime.fromisoformat(back)
    assert timedelta(hours=3) < first <= timedelta(hours=15)
    assert "red" in {row["level"] for row in told}
    assert "知らない家" in capsys.readouterr().err


def test_limits_can_be_chosen(tmp_path):
    assert scan(tmp_path, long_form(), "--red", "50", "--yellow", "2.5") == 0

    assert {row["level"] for row in _rows(tmp_path / "alerts.csv")} == {"yellow"}
    assert scan(tmp_path, long_form(), "--red", "0.9") == 0


WRONG = [
    ("household,begin,kwh\nH1,2026-01-05T00:00,1\n", "1行目", "start列がありません"),
    ("household,start,kwh,kwh\nH1,2026-01-05T00:00,1,1\n", "1行目", "2つあります"),
    ("household,start,kwh\n", "readings.csv", "行がありません"),
    ("", "readings.csv", "空です"),
    ("household,start,kwh\nH1,2026-01-05T00:00,-0.1\n", "2行目", "負の数"),
    ("household,start,kwh\nH1,2026-01-05T00:00,0.1\nH1,2026-01-05T00:30,多い\n", "3行目", "数では"),
    ("household,start,kwh\nH1,2026-01-05T00:00,250\n", "2行目", "Wh"),
    ("household,start,kwh\nH1,2026-01-05T00:00,inf\n", "2行目", "大きすぎます"),
    ("household,start,kwh\nH1,2026-13-05T00:00,0.1\n", "2行目", "日時として読めません"),
    ("household,start,kwh\nH1,1月5日,0.1\n", "2行目", "日時として読めません"),
    ("household,start,kwh\nH1,2026-01-05T00:10,0.1\n", "2行目", "30分の始まりではありません"),
    ("household,start,kwh\nH1,2026-01-05T00:00Z,0.1\n", "2行目", "世界時"),
    ("household,start,kwh\nH1,1926-01-05T00:00,0.1\n", "2行目", "年がおかしい"),
    ("household,start,kwh\nH1,,0.1\n", "2行目", "start列が空"),
    ("household,start,kwh\n,2026-01-05T00:00,0.1\n", "2行目", "household列が空"),
    ("household,start,kwh\nH1,2026-01-05T00:00\n", "2行目", "列が2個"),
    ("\n".join([*FEW, "H1,2062-01-05T01:00,0.1"]), "4行目", "10年以上"),
    ("household,date,00:00,00:30\nH1,2026-01-05,0.1,-2\n", "2行目", "00:30列の「-2」は負の数"),
    ("household,date,00:00,24:00\nH1,2026-01-05,0.1,0.2\n", "1行目", "23:30"),
    ("household,date,00:00\nH1,2026-01-05T01:00,0.1\n", "2行目", "時刻も入っています"),
    ("start,H1,H2\n2026-01-05T00:00,0.1,x\n", "2行目", "H2列の「x」は数では"),
    ("household,2026-01-05T00:00,きょう\nH1,0.1,0.2\n", "1行目", "日時として読めません"),
    (b"\x00\x01\x02", "readings.csv", "CSVではない"),
    (b"\x1f\x8b\x08broken", "readings.csv", "壊れています"),
]


@pytest.mark.parametrize(("content", "where", "what"), WRONG)
def test_unusable_files_are_refused_with_the_line(tmp_path, capsys, content, where, what):
    assert scan(tmp_path, content) == 2

    told = capsys.readouterr().err
    assert where in told
    assert what in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["readings.csv"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("household,from\nH1,2026-01-05\n", "to列がありません"),
        ("household,from,to\nH1,2026-01-05,2026-01-04\n", "より前です"),
        ("household,from,to\n,2026-01-05,2026-01-06\n", "2行目：household列が空"),
        ("household,from,to\nH1,いつか,2026-01-06\n", "2行目：「いつか」"),
    ],
)
def test_unusable_absences_are_refused_with_the_line(tmp_path, capsys, content, what):
    absences = tmp_path / "absences.csv"
    absences.write_text(content, encoding="utf-8")

    assert scan(tmp_path, "\n".join(FEW), "--absences", str(absences)) == 2

    assert what in capsys.readouterr().err
    assert not (tmp_path / "alerts.csv").exists()


def test_old_results_stay_where_the_new_ones_cannot_be_made(tmp_path):
    (tmp_path / "alerts.csv").write_text("きのうの知らせ", encoding="utf-8")

    assert scan(tmp_path, "household,start,kwh\nH1,2026-01-05T00:00,-1\n") == 2

    assert _alerts(tmp_path) == "きのうの知らせ"


def test_targets_that_cannot_be_written_are_told_before_reading(tmp_path, capsys):
    out = str(tmp_path / "no" / "scores.csv")

    assert scan(tmp_path, "\n".join(FEW), "--scores", out) == 2
    assert "がありません" in capsys.readouterr().err
    assert scan(tmp_path, "\n".join(FEW), "--scores", str(tmp_path)) == 2
    assert "フォルダー" in capsys.readouterr().err
    assert scan(tmp_path, "\n".join(FEW), "--scores", str(tmp_path / "alerts.csv")) == 2
    assert "2度" in capsys.readouterr().err
    assert scan(tmp_path, "\n".join(FEW), "--red", "1", "--yellow", "2") == 2
    assert "大きくできません" in capsys.readouterr().err


def test_a_missing_file_is_told(tmp_path, capsys):
    given = ["watch", "scan", str(tmp_path / "no.csv"), "--out", str(tmp_path / "alerts.csv")]

    assert commandline.main(given) == 2

    assert "見つかりません" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", ["--red=0", "--red=abc", "--yellow=nan"])
def test_wrong_limits_are_refused(tmp_path, wrong):
    with pytest.raises(SystemExit) as stopped:
        scan(tmp_path, "\n".join(FEW), wrong)

    assert stopped.value.code == 2


def test_many_households_are_read_in_groups(tmp_path, monkeypatch):
    assert scan(tmp_path, long_form()) == 0
    expected = _alerts(tmp_path)
    monkeypatch.setattr(readings, "HOMES_A_GROUP", 1)
    monkeypatch.setattr(readings, "CELLS_AT_ONCE", 10)

    assert scan(tmp_path, long_form()) == 0

    assert _alerts(tmp_path) == expected


def test_a_line_without_end_is_refused_before_it_fills_the_memory(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(columns, "_LONGEST_LINE", 500)

    assert scan(tmp_path, "\n".join([*FEW, "1" * 900])) == 2

    assert "4行目：行が長すぎます" in capsys.readouterr().err
