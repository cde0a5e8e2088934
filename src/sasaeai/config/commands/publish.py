"""`sasaeai publish --out FILE.zip`: the public records as one signed file, for a portal elsewhere."""

from __future__ import annotations

import argparse

from sasaeai.config.commands import with_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--out`, `--data`, `--town`."""
    parser.add_argument(
        "--out", metavar="FILE.zip",
        help="公開ファイル（なければ、この機械の住民のページを公開） / signed file; without it, publish here",
    )  # fmt: skip
    with_django.add_data_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """0 when published, 2 when it cannot be."""
    return with_django.call("sasaeai.portal.commands:publish_to", arguments)
