"""The public pages as a process of their own: take in published files, write the counts, listen."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from django.db import connections
from django.utils.timezone import localtime

from sasaeai.documents.atomic import write_whole
from sasaeai.documents.letters import write_letters
from sasaeai.documents.refusals import CannotRead
from sasaeai.portal.site.letters import waiting_letters
from sasaeai.portal.site.mirror import take_in
from sasaeai.portal.site.models import PublicTown, ViewCount
from sasaeai.towns import clock
from sasaeai.towns.refusal import Unusable

COUNTS = "sasaeai-views-1"


def run(arguments: argparse.Namespace) -> int:
    """Take in what is given, then do what is asked.

    :raises Unusable: if a file is refused, or there is nothing to show
    """
    for name in arguments.file:
        try:
            town = take_in(Path(name).read_bytes(), at=clock.now(), trust=arguments.trust)
        except CannotRead as reason:
            raise Unusable(f"「{name}」：{reason}") from reason
        except OSError as reason:
            raise Unusable(
                f"「{name}」を読めません（{reason.strerror}）。名前を確かめてください。"
            ) from reason
        _say(
            f"{town.name}：{town.places.count()}か所（{localtime(town.made_at):%Y-%m-%d %H:%M}の内容）"
        )
    if not PublicTown.objects.exists():
        raise Unusable(
            "公開している町がありません。事務局で「sasaeai publish --out 町.zip」を実行し、"
            "「sasaeai portal --from 町.zip」としてください。"
        )
    for out, write in ((arguments.views, _write_views), (arguments.letters, _write_letters)):
        if out:
            write(Path(out))
    if arguments.views or arguments.letters:
        return 0
    return 0 if arguments.take_in else _listen(arguments)


def _write_views(out: Path) -> None:
    """Counts of this portal, to be carried back to the office."""
    towns = list(PublicTown.objects.all())
    if len(towns) > 1:
        raise Unusable(
            "町がいくつもあるフォルダの閲覧の数は、町ごとに --data を分けて数えてください。"
        )
    rows = ViewCount.objects.filter(town_code=towns[0].code, origin="")
    told = {
        "format": COUNTS,
        "town": towns[0].code,
        "origin": f"portal-{towns[0].key[:12]}",
        "rows": [
            {
                "month": row.month.isoformat(),
                "page": row.page,
                "about": row.about,
                "area": row.area_key,
                "title": row.title,
                "count": row.count,
            }
            for row in rows
        ],
    }
    write_whole(out, json.dumps(told, ensure_ascii=False, indent=1).encode())
    _say(f"閲覧の数を「{out}」に書き出しました（{len(told['rows'])}行）。")


def _write_letters(out: Path) -> None:
    """Sealed letters, to be carried to the office. They stay here until a published file says they arrived."""
    towns = list(PublicTown.objects.all())
    if len(towns) > 1:
        raise Unusable(
            "町がいくつもあるフォルダの声は、町ごとに --data を分けて受け取ってください。"
        )
    letters = waiting_letters(towns[0].code)
    write_whole(out, write_letters(letters, town_code=towns[0].code))
    _say(f"封をした声を「{out}」に書き出しました（{len(letters)}件）。事務局の「届いた声」へ。")


def _listen(arguments: argparse.Namespace) -> int:
    shown = "localhost" if arguments.host in ("127.0.0.1", "0.0.0.0") else arguments.host  # noqa: S104
    _say(f"\n  住民のページ  http://{shown}:{arguments.port}/\n  止めるには Ctrl+C\n")
    connections.close_all()  # a worker must not inherit an open database
    server = "waitress_server" if os.name == "nt" else "gunicorn_server"
    listen: Callable[..., None] = importlib.import_module(f"sasaeai.config.servers.{server}").listen
    listen(host=arguments.host, port=arguments.port, workers=arguments.workers)
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stdout, flush=True)  # noqa: T201  (for the person who started it)
