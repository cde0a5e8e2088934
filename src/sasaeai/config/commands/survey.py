"""`sasaeai survey kayoinoba`: the figures that the ministry asks of a month."""

from __future__ import annotations

import argparse

from sasaeai.config.commands import with_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """WHAT, `--month`, `--out`, `--data`, `--town`."""
    parser.add_argument(
        "what", choices=["kayoinoba"], help="kayoinoba＝通いの場の調査 / gathering places"
    )
    parser.add_argument("--month", required=True, metavar="YYYY-MM", help="調査の月 / month")
    parser.add_argument(
        "--out", required=True, metavar="FILE", help="書き出すファイル：.xlsx .pdf / output file"
    )
    with_django.add_data_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Count it, or say why not."""
    return with_django.call("sasaeai.resources.commands:survey_gathering", arguments)
