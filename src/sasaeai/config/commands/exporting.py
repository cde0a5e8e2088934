"""`sasaeai export activities|resources|meetings|issues --out FILE`: the records as files."""

from __future__ import annotations

import argparse

from sasaeai.config.commands import with_django

KINDS = {
    "activities": "sasaeai.activities.commands:export_file",
    "resources": "sasaeai.resources.commands:export_file",
    "meetings": "sasaeai.councils.commands:export_file",
    "issues": "sasaeai.councils.commands:export_file",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to export, `--out`, and what each kind asks besides."""
    parser.add_argument("what", choices=list(KINDS), help="書き出すもの / what to export")
    parser.add_argument(
        "--out", required=True, metavar="FILE", help="書き出すファイル / file to write"
    )
    activities = parser.add_argument_group("activities")
    activities.add_argument(
        "--period", help="期間（令和4年度、2022、2022-04..2023-01） / period of the activities"
    )
    activities.add_argument(
        "--cp932", action="store_true", help="CSVをShift_JISで書く / CSV in CP932 instead of UTF-8"
    )
    resources = parser.add_argument_group("resources")
    resources.add_argument(
        "--format",
        help="xlsx, csv, cp932（台帳のすべて）、photos（写真つきZIP）、"
        "opendata, kayoinoba, geojson, ical, atom, hsds, datapackage"
        "（公開分） / form of the file",
    )
    resources.add_argument("--area", help="この区域だけ / only this area")
    resources.add_argument(
        "--resource", metavar="UUID", help="この資源だけ / only the resource of this number"
    )
    with_django.add_data_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """0 when written, 2 when it cannot be."""
    return with_django.call(KINDS[arguments.what], arguments)
