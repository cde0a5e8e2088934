"""Commands that need the database go through here, and nowhere else.

A command module stays light: its arguments, and `run` that calls
`with_django.call("sasaeai.activities.commands:import_file", arguments)`. The function stands with its capability,
is loaded only after the settings are, and answers the exit code (0 done, 1 refused rows, 2 unusable input).
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.db import DatabaseError
from django.utils.module_loading import import_string

from sasaeai.towns.refusal import Unusable

DATABASE = "sasaeai.sqlite3"


def add_data_argument(parser: argparse.ArgumentParser, *, town: bool = True) -> None:
    """`--data DIR`: the folder that holds everything a town keeps; `--town CODE` where there are several."""
    parser.add_argument("--data", metavar="DIR", help="データのフォルダ / data folder (./data)")
    if town:
        parser.add_argument("--town", metavar="CODE", help="自治体コード / municipality code")


def load(data: str | None = None, *, may_begin: bool = False) -> None:
    """Settings and models, and a database brought to what the code needs.

    :param may_begin: whether an empty data folder may become a new town's; otherwise it is a mistake in the path
    :raises Unusable: if the folder cannot be used, with what to do
    """
    if data:
        os.environ["SASAEAI_DATA"] = str(Path(data).resolve())
    folder = Path(os.environ.get("SASAEAI_DATA", "data")).resolve()
    if not may_begin:
        _refuse_a_folder_without_records(folder)
    _refuse_a_folder_that_cannot_be_written(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sasaeai.config.settings")
    django.setup()
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as reason:
        raise Unusable(
            f"データベースを開けません（{folder}：{reason}）。ほかの窓で動いていないか、空きがあるかを確かめ、"
            "それでも開けないときは控えのフォルダを --data で指定してください。"
        ) from reason


def call(function: str, arguments: argparse.Namespace, *, may_begin: bool = False) -> int:
    """Load Django, call `module:function` with the arguments, turn `Unusable` into a sentence and exit 2."""
    try:
        load(arguments.data, may_begin=may_begin)
        return int(import_string(function.replace(":", "."))(arguments))
    except Unusable as reason:
        print(reason, file=sys.stderr)
        return 2


def _refuse_a_folder_without_records(folder: Path) -> None:
    elsewhere = bool(os.environ.get("SASAEAI_DATABASE"))  # then only files lie in the folder
    if (folder if elsewhere else folder / DATABASE).exists():
        return
    raise Unusable(
        f"「{folder}」には記録がありません。--data に、記録のあるデータのフォルダを指定してください。"
    )


def _refuse_a_folder_that_cannot_be_written(folder: Path) -> None:
    """Everything is written there: the database, its journal, photographs."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as reason:
        raise Unusable(
            f"データのフォルダ「{folder}」に書けません（{reason.strerror}）。"
            "書き込める場所を「--data フォルダ」で指定してください。"
        ) from reason
