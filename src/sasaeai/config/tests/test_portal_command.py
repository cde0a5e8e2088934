"""`sasaeai publish` and `sasaeai portal`: from the office to a machine that has nothing but the file."""

import argparse
import json
import os
import sqlite3
import subprocess
import sys

import pytest

from sasaeai.portal.commands import publish_to
from sasaeai.portal.examples import a_call, a_public_resource
from sasaeai.towns import clock
from sasaeai.towns.refusal import Unusable


@pytest.fixture
def file(cast, tmp_path):
    """A published file of the cast's town."""
    a_public_resource(cast, at=clock.now(), assured_on=clock.today(), notes="職員だけのメモ")
    a_call(cast)
    out = tmp_path / "machi.zip"
    publish_to(argparse.Namespace(town=cast.town.code, out=str(out)))
    return out


def portal(*arguments):
    """The command in a process of its own, as on another machine."""
    unset = ("SASAEAI_DATA", "DJANGO_SETTINGS_MODULE", "SASAEAI_DATABASE")
    environment = {k: v for k, v in os.environ.items() if k not in unset}
    return subprocess.run(
        [sys.executable, "-m", "sasaeai.config.commandline", "portal", *map(str, arguments)],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip


def test_the_portal_is_made_of_the_file_and_of_nothing_else(file, tmp_path):
    folder = tmp_path / "portal"

    done = portal("--from", file, "--data", folder, "--take-in", "--views", tmp_path / "views.json")

    assert done.returncode == 0, done.stderr
    assert "支合市：1か所" in done.stdout
    tables = sqlite3.connect(folder / "portal.sqlite3")
    names = {n for (n,) in tables.execute("select name from sqlite_master where type = 'table'")}
    assert {n.split("_")[0] for n in names} <= {"site", "django", "sqlite"}
    tables.close()
    kept = b"".join(one.read_bytes() for one in folder.glob("portal.sqlite3*"))
    for secret in ("職員だけのメモ", "000-999-8888", "花咲町"):
        assert secret.encode() not in kept
    assert json.loads((tmp_path / "views.json").read_bytes())["rows"] == []


def test_a_tampered_file_is_refused_in_words_and_nothing_is_shown(file, tmp_path):
    data = bytearray(file.read_bytes())
    middle = data.index(b"places.json") + 200
    data[middle] ^= 0x55
    file.write_bytes(data)

    done = portal("--from", file, "--data", tmp_path / "portal", "--take-in")

    assert done.returncode == 2
    assert "公開ファイル" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_folder_of_the_office_is_never_the_folder_of_the_portal(tmp_path):
    (tmp_path / "sasaeai.sqlite3").touch()

    done = portal("--data", tmp_path, "--take-in")

    assert done.returncode == 2
    assert "事務局のデータのフォルダ" in done.stderr


def test_publishing_into_a_folder_that_is_not_there_says_so(cast, tmp_path):
    with pytest.raises(Unusable, match="書けません"):
        publish_to(argparse.Namespace(town=cast.town.code, out=str(tmp_path / "nowhere" / "a.zip")))
