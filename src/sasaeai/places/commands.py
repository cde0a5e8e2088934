"""Commands about places: lists of address points in, an address tried. Words go to stderr."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from sasaeai.documents.refusals import CannotRead
from sasaeai.places import actions
from sasaeai.places.queries import locate
from sasaeai.places.queries.importing import people_plan
from sasaeai.places.rules.address_file import read_addresses
from sasaeai.places.rules.population_file import read_people
from sasaeai.places.rules.postcode_file import read_postcodes
from sasaeai.towns import clock
from sasaeai.towns.models import Town
from sasaeai.towns.queries import town_called
from sasaeai.towns.refusal import Unusable, usable
from sasaeai.towns.viewer import PartOfSystem


def import_addresses(arguments: argparse.Namespace) -> int:
    """`sasaeai import addresses FILE [--edition 2024年] [--also 隣町] [--source 出典]`.

    :raises Unusable: if the file cannot be opened, is no such list, or has nothing of the town
    """
    town, path = town_called(arguments.town), Path(arguments.file)
    with usable(path):
        file = read_addresses(
            path.read_bytes(), filename=path.name, town=town.name, also=arguments.also or ()
        )
    cities = "、".join(city for _, city in file.cities)
    said = f"{path.name}：{cities}の{len(file.places):,}か所"
    if arguments.dry_run:
        _say(f"{said}を取り込めます（まだ書き込んでいません）。")
    else:
        actions.load_addresses(
            by=PartOfSystem("取り込み", town.pk), at=clock.now(), town=town, file=file,
            edition=arguments.edition or "", source=arguments.source or "",
        )  # fmt: skip
        _say(f"{said}を取り込みました。")
    if file.unusable:
        _say(f"位置のない{file.unusable:,}行は除きました。")
    return 0


def import_postcodes(arguments: argparse.Namespace) -> int:
    """`sasaeai import postcodes FILE [--dry-run]`.

    :raises Unusable: if the file cannot be opened, is no such list, or has nothing of the town
    """
    town, path = town_called(arguments.town), Path(arguments.file)
    with usable(path):
        file = read_postcodes(path.read_bytes(), filename=path.name, code=town.code, town=town.name)
    done = "取り込めます（まだ書き込んでいません）"
    if not arguments.dry_run:
        by = PartOfSystem("取り込み", town.pk)
        actions.load_postcodes(by=by, at=clock.now(), town=town, file=file)
        done = "取り込みました"
    _say(f"{path.name}：{town.name}の郵便番号 {len(file.lines):,}件を{done}。")
    return 0


def import_people(path: Path, town: Town, *, dry_run: bool) -> int:
    """People of areas out of a file that names areas of the town; exit 1 where rows found no area.

    :raises Unusable: if the file counts nobody, or a date is missing
    """
    try:
        read = read_people(path.read_bytes(), filename=path.name)
        plan = people_plan(town.pk, read)
        unmatched = len(plan.unmatched) + len(plan.refused)
        if not dry_run:
            actions.import_population(
                by=PartOfSystem("取り込み", town.pk), at=clock.now(), town=town, read=read,
                source=path.name,
            )  # fmt: skip
    except CannotRead as reason:
        raise Unusable(f"{path.name}：{reason}") from reason
    done = "取り込めます（まだ書き込んでいません）" if dry_run else "取り込みました"
    _say(f"{path.name}：地域・年齢別人口として、{len(plan.matched):,}行を{done}。")
    if unmatched:
        _say(
            f"区域の合わない・読めない{unmatched:,}行は入れていません。"
            "画面の「人口を取り込む」で、行ごとの理由を見られます。"
        )
    return 1 if unmatched else 0


def search_address(arguments: argparse.Namespace) -> int:
    """`sasaeai search address 住所`: one line of JSON; exit 1 where there is no point."""
    found = locate(town_called(arguments.town).pk, arguments.words)
    said = {
        "typed": arguments.words,
        "level": str(found.fineness),
        "name": found.name,
        "latitude": found.latitude,
        "longitude": found.longitude,
    }
    print(json.dumps(said, ensure_ascii=False))
    return 0 if found.point else 1


def _say(text: str) -> None:
    print(text, file=sys.stderr)
