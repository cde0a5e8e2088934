"""`sasaeai search resources|address WORDS`: found resources as JSON lines, the best first; the point of an address."""

from __future__ import annotations

import argparse

from sasaeai.config.commands import with_django

KINDS = {
    "resources": "sasaeai.resources.commands:search_resources",
    "address": "sasaeai.places.commands:search_address",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """WHAT, WORDS, `--near`, `--limit`, `--public`, `--data`, `--town`."""
    parser.add_argument(
        "what", choices=list(KINDS), help="resources＝地域資源、address＝住所の位置 / what to find"
    )
    parser.add_argument("words", metavar="WORDS", help="さがすことば / words")
    parser.add_argument(
        "--near", metavar="LAT,LON", help="この緯度・経度から近い順に / nearest first"
    )
    parser.add_argument(
        "--near-address", metavar="住所", help="この住所・町名から近い順に / nearest to an address"
    )
    parser.add_argument(
        "--within", type=int, metavar="METRES", help="直線で何メートルまで / at most so far"
    )
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="何件まで / at most")
    parser.add_argument(
        "--public", action="store_true", help="住民に見えるものだけ / only what residents see"
    )
    with_django.add_data_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Search, or say why not."""
    return with_django.call(KINDS[arguments.what], arguments)
