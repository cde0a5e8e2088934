"""`sasaeai import resources` tells what it did and gives back what it could not read."""

from __future__ import annotations

import argparse

import pytest

from sasaeai.resources.commands import import_file
from sasaeai.resources.models import Resource
from sasaeai.towns.refusal import Unusable


def asked(cast, path, **more):
    given = {"town": cast.town.code, "file": str(path), "dry_run": False, "report": None}
    given |= {"sheet": None, "shape": "auto", "confirmed_on": None}
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
