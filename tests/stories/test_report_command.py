"""`sasaeai report`: the same tables as the pages, as files."""

from __future__ import annotations

import argparse
import json
from itertools import pairwise

import pytest

from sasaeai.config.commands import report as command
from sasaeai.reports.commands import report
from sasaeai.towns.refusal import Unusable
from tests.stories.records import kept, spread_over


def given(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args(words)


@pytest.fixture
def town(cast):
    """支合市 with ten activities in 令和4年度."""
    kept(cast, spread_over(10, year=2022), tier="1")
    return cast.town


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf", "csv", "json"])
def test_a_table_is_written_in_every_form(town, tmp_path, kind):
    out = tmp_path / f"areas.{kind}"

    code = report(
        given("annual_areas", "--period", "令和4年度", "--town", town.code, "--out", str(out))
    )

    assert code == 0
    assert out.stat().st_size > 100


def test_json_carries_the_figures_and_the_records_behind_them(town, tmp_path):
    out = tmp_path / "areas.json"
    report(
        given(
            "annual_areas",
            "--period",
            "2022",
            "--as-of",
            "2023-01-31",
            "--town",
            town.code,
            "--out",
            str(out),
        )
    )

    table = json.loads(out.read_text(encoding="utf-8"))

    total = table["rows"][-1]
    assert total["head"] == ["計"]
    assert total["cells"][0]["value"] == 10
    assert len(total["cells"][0]["record_ids"]) == 10


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf", "json"])
def test_the_monthly_report_is_written(town, tmp_path, kind):
    out = tmp_path / f"monthly.{kind}"

    assert (
        report(given("monthly", "--period", "2022-10", "--town", town.code, "--out", str(out))) == 0
    )
    assert out.stat().st_size > 100


def test_the_monthly_report_as_text_holds_every_table_below_its_heading(town, tmp_path):
    out = tmp_path / "monthly.csv"
    report(given("monthly", "--period", "2022-10", "--town", town.code, "--out", str(out)))

    lines = out.read_text(encoding="utf-8-sig").splitlines()

    assert lines[0].endswith("月次報告")
    headings = [line for before, line in pairwise(lines) if before == ""]
    assert [h[0] for h in headings[:3]] == ["1", "2", "3"]
    assert any(line.startswith("計,") for line in lines)


def test_the_names_are_listed(town, capsys):
    report(given("--list", "--town", town.code))

    names = capsys.readouterr().out
    assert "monthly\t月次報告" in names
    assert "p2_activity_counts\t生活支援コーディネーターの活動" in names


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("nothing", "--out", "x.pdf"), "「nothing」という表や報告はありません"),
        (("annual_areas", "--out", "x.html"), "形式では書けません"),
        (
            ("annual_areas", "--period", "いつか", "--out", "x.pdf"),
            "期間「いつか」を読み取れません",
        ),
        (("annual_areas", "--area", "どこか", "--out", "x.pdf"), "区域「どこか」が見つかりません"),
        ((), "NAME と --out"),
    ],
)
def test_what_cannot_be_used_is_told_in_words(town, words, why):
    with pytest.raises(Unusable, match=why):
        report(given(*words, "--town", town.code))


def test_several_towns_must_be_told_apart(cast):
    with pytest.raises(Unusable, match="--town"):
        report(given("annual_areas", "--out", "x.pdf"))
