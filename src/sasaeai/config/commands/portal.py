"""`sasaeai portal --from FILE.zip`: the public pages as a process of their own, without any record of the office."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.db import DatabaseError
from django.utils.module_loading import import_string

from sasaeai.config.commands.serve import why_not
from sasaeai.towns.refusal import Unusable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--from`, `--data`, `--host`, `--port`, `--trust`, `--letters`, `--views`."""
    parser.add_argument(
        "--from", dest="file", metavar="FILE.zip", action="append", default=[],
        help="公開ファイル / published file (several: several towns)",
    )  # fmt: skip
    parser.add_argument(
        "--data", metavar="DIR", default="portal-data",
        help="住民のページだけのフォルダ / folder of the public pages (./portal-data)",
    )  # fmt: skip
    parser.add_argument(
        "--trust", default="", metavar="KEY", help="署名の確認番号 / key of the signer"
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="待ち受けるアドレス / address to listen on"
    )
    parser.add_argument("--port", type=int, default=8080, help="ポート番号 / port (8080)")
    parser.add_argument("--workers", type=int, default=2, help="処理の数 / worker processes (2)")
    parser.add_argument(
        "--take-in", action="store_true", help="受け取るだけで、待ち受けない / take in and stop"
    )
    parser.add_argument(
        "--letters", metavar="FILE.json",
        help="届いた声を、封をしたまま書き出す / write the sealed letters and stop",
    )  # fmt: skip
    parser.add_argument(
        "--views", metavar="FILE.json", help="閲覧の数を書き出す / write the view counts and stop"
    )


def run(arguments: argparse.Namespace) -> int:
    """0 when done, 2 when a file is refused or nobody can listen."""
    serves = not (arguments.take_in or arguments.views or arguments.letters)
    refusal = why_not(arguments.host, arguments.port) if serves else ""
    if refusal:
        print(refusal, file=sys.stderr)
        return 2
    folder = Path(arguments.data).resolve()
    if arguments.host not in ("127.0.0.1", "localhost"):
        os.environ.setdefault("SASAEAI_HOSTS", "*")
    try:
        _load(folder)
        done = import_string("sasaeai.config.portal_serving.run")
        return int(done(arguments))
    except Unusable as reason:
        print(reason, file=sys.stderr)
        return 2


def _load(folder: Path) -> None:
    """The light settings, and the small database of the public pages.

    :raises Unusable: if the folder cannot be used or holds the office's records
    """
    if (folder / "sasaeai.sqlite3").exists():
        raise Unusable(
            f"「{folder}」は事務局のデータのフォルダです。住民のページには別のフォルダを --data で指定してください。"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["SASAEAI_PORTAL_DATA"] = str(folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "sasaeai.config.settings_portal"
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
    except (OSError, DatabaseError) as reason:
        raise Unusable(
            f"「{folder}」に住民のページを作れません（{reason}）。書き込める場所を --data で指定してください。"
        ) from reason
