"""`sasaeai export activities --out FILE`: the records as Excel or CSV."""

from __future__ import annotations

import argparse

from sasaeai.config.commands import with_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to export, `--out`, `--period`, `--cp932`."""
    parser.add_argument("what", choices=["activities"], help="書き出すもの / what to export")
    parser.add_argument(
        "--out", required=True, metavar="FILE.(xlsx|csv)", help="書き出すファイル / file to write"
    )
    parser.add_argument(
        "--period", help="期間（令和4年度、2022、2022-04..2023-01） / period of the activities"
    )
    parser.add_argument(
        "--cp932", action="store_true", help="CSVをShift_JISで書く / CSV in CP932 instead of UTF-8"
    )
    with_django.add_data_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """0 when written, 2 when it cannot be."""
    return with_django.call("sasaeai.activities.commands:export_file", arguments)
