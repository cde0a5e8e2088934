"""`sasaeai import KIND FILE`: what a town has kept so far, and the lists its addresses are found by."""

from __future__ import annotations

import argparse

from sasaeai.config.commands import with_django

KINDS = {
    "activities": "sasaeai.activities.commands:import_file",
    "resources": "sasaeai.resources.commands:import_file",
    "needs": "sasaeai.needs.commands:import_file",
    "meetings": "sasaeai.councils.commands:import_file",
    "issues": "sasaeai.councils.commands:import_file",
    "letters": "sasaeai.portal.commands:take_in_letters_of",
    "addresses": "sasaeai.places.commands:import_addresses",
    "postcodes": "sasaeai.places.commands:import_postcodes",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to import, the file, `--dry-run`, `--report`, `--sheet`, and what each kind asks besides."""
    parser.add_argument("what", choices=list(KINDS), help="取り込むもの / what to import")
    parser.add_argument(
        "file",
        metavar="FILE",
        help="Excel・CSVのファイル。資源はKML・GeoJSON・HSDSのJSONも、住所は位置参照情報、郵便番号は日本郵便のCSV・ZIP"
        " / workbook, text, KML, JSON or ZIP file",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="調べるだけで書き込まない / check, write nothing"
    )
    parser.add_argument(
        "--report",
        metavar="FILE",
        help="読み込めなかった行のExcel（既定：FILEの横） / workbook of refused rows",
    )
    parser.add_argument("--sheet", help="シートの名前 / only this sheet")
    activities = parser.add_argument_group("activities")
    activities.add_argument(
        "--fiscal-year", type=int, metavar="YYYY", help="年のない日付の年度 / year of yearless days"
    )
    activities.add_argument(
        "--post", help="担当の書かれていない行の職 / post of rows that name nobody"
    )
    _resources(parser)
    addresses = parser.add_argument_group("addresses")
    addresses.add_argument("--edition", help="何年の版か（例：2024年） / which edition")
    addresses.add_argument("--source", help="位置参照情報でないときの出典 / source of another list")
    addresses.add_argument(
        "--also",
        action="append",
        metavar="CITY",
        help="いっしょに読む隣の市区町村 / neighbours too",
    )
    with_django.add_data_argument(parser)


def _resources(parser: argparse.ArgumentParser) -> None:
    """What lists of resources ask besides."""
    resources = parser.add_argument_group("resources")
    resources.add_argument(
        "--shape",
        default="auto",
        help="ファイルの形（既定：auto。facility, care, event, shop, hsds, mymaps など） / shape of the list",
    )
    resources.add_argument(
        "--confirmed-on",
        metavar="YYYY-MM-DD",
        help="この日に正しいと確かめた資料として取り込む / the list was known to be true on this day",
    )
    resources.add_argument(
        "--areas-by-point",
        action="store_true",
        help="区域のない行に、位置を含む区域を入れる / areas by their outlines",
    )


def run(arguments: argparse.Namespace) -> int:
    """0 when every row was taken in, 1 when some were refused, 2 when the file is of no use."""
    return with_django.call(KINDS[arguments.what], arguments)
