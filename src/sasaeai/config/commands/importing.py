"""`sasaeai import activities FILE`: old logs out of Excel or CSV."""

from __future__ import annotations

import argparse

from sasaeai.config.commands import with_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to import, the file, `--dry-run`, `--report`, `--sheet`, `--fiscal-year`, `--post`."""
    parser.add_argument("what", choices=["activities"], help="取り込むもの / what to import")
    parser.add_argument("file", metavar="FILE", help="Excel・CSVのファイル / workbook or text file")
    parser.add_argument(
        "--dry-run", action="store_true", help="調べるだけで書き込まない / check, write nothing"
    )
    parser.add_argument(
        "--report",
        metavar="FILE",
        help="読み込めなかった行のExcel（既定：FILEの横） / workbook of refused rows",
    )
    parser.add_argument("--sheet", help="シートの名前 / only this sheet")
    parser.add_argument(
        "--fiscal-year", type=int, metavar="YYYY", help="年のない日付の年度 / year of yearless days"
    )
    parser.add_argument("--post", help="担当の書かれていない行の職 / post of rows that name nobody")
    with_django.add_data_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """0 when every row was taken in, 1 when some were refused, 2 when the file is of no use."""
    return with_django.call("sasaeai.activities.commands:import_file", arguments)
