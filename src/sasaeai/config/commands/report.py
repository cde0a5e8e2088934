"""`sasaeai report NAME`: a table or a whole report out of the records, as a file."""

from __future__ import annotations

import argparse

from sasaeai.config.commands import with_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """NAME, `--period`, `--as-of`, `--out`, `--list`, `--data`, `--town`."""
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help="表か報告の名前（--list で一覧） / table or report"
    )
    parser.add_argument(
        "--period", help="期間：令和4年度、2022、2022-04..2023-01、2022-12 など / period"
    )
    parser.add_argument("--as-of", metavar="DATE", help="いつ現在（2023-01-31） / as-of date")
    parser.add_argument("--tier", choices=["1", "2"], help="層をしぼる / only this tier")
    parser.add_argument("--area", metavar="NAME", help="区域をしぼる / only this area")
    parser.add_argument(
        "--out", metavar="FILE", help="書き出すファイル：.xlsx .docx .pdf .csv .json / output file"
    )
    parser.add_argument("--list", action="store_true", help="名前の一覧を出します / list the names")
    with_django.add_data_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Make it, or say why not."""
    return with_django.call("sasaeai.reports.commands:report", arguments)
