"""Starting the server: what `./run` does once the environment stands."""

from __future__ import annotations

import argparse
import importlib
import os
from collections.abc import Callable

from django.conf import settings
from django.db import connections
from django.urls import reverse

from sasaeai.config.demo_town import fill as demo
from sasaeai.config.newtown.door import founding_code
from sasaeai.search.actions import rebuild
from sasaeai.search.queries import is_outdated
from sasaeai.towns import clock
from sasaeai.towns.models import Town
from sasaeai.towns.refusal import Unusable


def serve(arguments: argparse.Namespace) -> int:
    """Fill the demo town where there is no town (unless `--empty`), mend the search after an update,
    print how to get in, serve.

    :raises Unusable: if a new town is wanted where the demo town is
    """
    if arguments.empty and Town.objects.filter(is_demo=True).exists():
        raise Unusable(
            f"「{settings.DATA}」には見本の町が入っています。新しい町は、空のフォルダで始めてください"
            "（例：./run --empty --data わたしの町）。"
        )
    if not Town.objects.exists() and not arguments.empty:
        demo.fill(at=clock.now(), progress=_line)
    if is_outdated():
        _line("検索の索引を作り直しています…")
        rebuild()
    _print_address(arguments)
    connections.close_all()  # a worker must not inherit an open database
    server = "waitress_server" if os.name == "nt" else "gunicorn_server"
    listen: Callable[..., None] = importlib.import_module(f"sasaeai.config.servers.{server}").listen
    listen(host=arguments.host, port=arguments.port, workers=arguments.workers)
    return 0


def demo_town(_arguments: argparse.Namespace) -> int:
    """Fill the demo town into an empty database.

    :raises Unusable: if there is a town already
    """
    if Town.objects.exists():
        raise Unusable("すでに町の記録があります。空のフォルダを --data で指定してください。")
    demo.fill(at=clock.now(), progress=_line)
    for account in demo.accounts():
        _line(account)
    return 0


def _line(text: str) -> None:
    print(text, flush=True)  # noqa: T201  (progress for the person who started it)


def _print_address(arguments: argparse.Namespace) -> None:
    shown = "localhost" if arguments.host in ("127.0.0.1", "0.0.0.0") else arguments.host  # noqa: S104
    # `reverse` reads every page in: once, here, not in the first answer of each worker
    _line(f"\n  支え合い  http://{shown}:{arguments.port}{reverse('start')}")
    _line(f"  データ    {settings.DATA}")
    for account in demo.accounts():
        _line(f"  {account}")
    if not Town.objects.exists():
        _line(f"  はじめての設定の番号  {founding_code()}（上のアドレスで入れてください）")
    _line("  止めるには Ctrl+C\n")
