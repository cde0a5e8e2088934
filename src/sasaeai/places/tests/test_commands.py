"""`sasaeai import addresses|postcodes` and `sasaeai search address` for the one town of a folder."""

from __future__ import annotations

import argparse
import json

import pytest

from sasaeai.places.commands import import_addresses, import_postcodes, search_address
from sasaeai.places.examples_of_addresses import block_file, postcode_file
from sasaeai.places.models import AddressPoint, Postcode
from sasaeai.towns.refusal import Unusable

LINES = [
    ("支合市", "みどり町三丁目", "", "4", 36.561, 136.651),
    ("支合市", "海の町", "", "1", 0.0, 0.0),
]


def asked(cast, path, **more):
    given = {"town": cast.town.code, "file": str(path), "dry_run": False}
    return argparse.Namespace(**given, also=None, edition=None, source=None, **more)


def test_addresses_are_taken_in_and_found(cast, tmp_path, capsys):
    path = tmp_path / "18999-22.0a.csv"
    path.write_bytes(block_file(LINES))

    assert import_addresses(asked(cast, path)) == 0
    told = capsys.readouterr()
    assert "支合市の1か所を取り込みました" in told.err + told.out
    assert "位置のない1行は除きました" in told.err + told.out
    assert AddressPoint.objects.count() == 1
    words = argparse.Namespace(town=cast.town.code, words="支合市みどり町3-4")
    assert search_address(words) == 0
    assert json.loads(capsys.readouterr().out)["latitude"] == 36.561


def test_postcodes_are_looked_at_before_they_are_taken_in(cast, tmp_path, capsys):
    path = tmp_path / "KEN_ALL.CSV"
    path.write_bytes(postcode_file([("0000001", "支合市", "みどり町")]))
    dry = argparse.Namespace(town=cast.town.code, file=str(path), dry_run=True)

    assert import_postcodes(dry) == 0
    assert not Postcode.objects.exists()
    dry.dry_run = False
    assert import_postcodes(dry) == 0
    assert "1件を取り込みました" in "".join(capsys.readouterr())
    assert Postcode.objects.count() == 1


@pytest.mark.parametrize("command", [import_addresses, import_postcodes])
def test_a_file_that_is_no_list_or_not_there_is_told(cast, tmp_path, command):
    other = tmp_path / "memo.csv"
    other.write_text("これは住所の一覧ではありません", encoding="utf-8")

    with pytest.raises(Unusable, match=r"memo\.csv"):
        command(asked(cast, other))
    with pytest.raises(Unusable, match="開けません"):
        command(asked(cast, tmp_path / "nothing.csv"))
