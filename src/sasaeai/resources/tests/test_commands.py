"""`sasaeai import resources` tells what it did and gives back what it could not read."""

from __future__ import annotations

import argparse

import pytest

from sasaeai.resources.actions import publish
from sasaeai.resources.commands import export_file, import_file
from sasaeai.resources.examples import AT, a_resource
from sasaeai.resources.models import Resource
from sasaeai.resources.rules.publishing import Publishing
from sasaeai.towns.refusal import Unusable


def asked(cast, path, **more):
    given = {"town": cast.town.code, "file": str(path), "dry_run": False, "report": None}
    given |= {"sheet": None, "shape": "auto", "confirmed_on": None, "areas_by_point": False}
    return argparse.Namespace(**{**given, **more})


def test_it_takes_in_and_gives_back(cast, tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text("名称,電話\nみどり,000-1\n,000-2\n", "utf-8")

    code = import_file(asked(cast, path, confirmed_on="2026-04-01"))

    told = capsys.readouterr().err
    assert (code, Resource.objects.get().assured_on.isoformat()) == (1, "2026-04-01")
    assert "新しく1件" in told
    assert (tmp_path / "a_直す行.xlsx").exists()


def test_a_dry_run_writes_nothing(cast, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("名称,電話\nみどり,000-1\n", "utf-8")

    assert import_file(asked(cast, path, dry_run=True)) == 0
    assert not Resource.objects.exists()


@pytest.mark.parametrize("more", [{"shape": "moon"}, {"confirmed_on": "きのう"}])
def test_wrong_wishes_are_told(cast, tmp_path, more):
    path = tmp_path / "a.csv"
    path.write_text("名称\nみどり\n", "utf-8")

    with pytest.raises(Unusable):
        import_file(asked(cast, path, **more))


def test_a_file_that_is_not_there_is_told(cast, tmp_path):
    with pytest.raises(Unusable, match="開けません"):
        import_file(asked(cast, tmp_path / "none.csv"))


def wanted(cast, out, **more):
    given = {
        "town": cast.town.code,
        "out": str(out),
        "format": None,
        "area": None,
        "resource": None,
    }
    return argparse.Namespace(**{**given, **more})


def test_it_writes_the_form_of_the_ending_or_the_one_asked_for(cast, tmp_path):
    one = a_resource(cast)
    publish(by=cast.aoki, at=AT, resource=one, publishing=Publishing.PUBLIC)

    assert export_file(wanted(cast, tmp_path / "a.csv", area="第1圏域")) == 0
    number = {"format": "ical", "resource": str(one.public_id)}
    assert export_file(wanted(cast, tmp_path / "a.ics", **number)) == 0
    assert "みどりサロン" in (tmp_path / "a.csv").read_text("utf-8-sig")
    assert "BEGIN:VCALENDAR" in (tmp_path / "a.ics").read_text("utf-8")


@pytest.mark.parametrize(
    "more",
    [
        {"format": "moon"},
        {"format": "csv", "area": "月面"},
        {"format": "csv", "resource": "x"},
        {"format": "csv", "resource": "6f0c5c1e-6d0b-4c5e-9b7e-3a7c7a1f5d20"},
    ],
)
def test_what_cannot_be_written_is_told(cast, tmp_path, more):
    with pytest.raises(Unusable):
        export_file(wanted(cast, tmp_path / "a.csv", **more))
