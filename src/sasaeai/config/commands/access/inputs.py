"""What the deeds of `sasaeai access` share: network, homes, facilities, terms."""

from __future__ import annotations

import argparse
import dataclasses
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sasaeai.analysis.access.engines import Engine, EngineName, engine_named
from sasaeai.analysis.access.plane import ZONES
from sasaeai.analysis.access.reach import Facilities, Terms, Town, settle
from sasaeai.analysis.access.snapping import SNAP_LIMIT_METRES
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.walking.columns import Progress
from sasaeai.documents.walking.networks import read_network
from sasaeai.documents.walking.osm import BUFFER_METRES, box_around
from sasaeai.documents.walking.points import ReadHomes, read_facilities, read_homes

MAX_RADII = 20
MAX_K = 100
LONGEST_METRES = 200_000.0


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """Everything read, on its place."""

    town: Town
    homes: ReadHomes
    terms: Terms
    engine: Engine


def add_arguments(parser: argparse.ArgumentParser, *, files: bool = True) -> None:
    """Arguments of every deed that walks."""
    if files:
        _add_files(parser)
    _add_terms(parser)


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--network", type=Path, required=True, help="歩行者ネットワーク / network")
    parser.add_argument("--homes", type=Path, required=True, help="id,lat,lon,人数… のCSV / homes")
    parser.add_argument(
        "--facilities", type=Path, required=True, help="id,lat,lon,category のCSV / facilities"
    )


def _add_terms(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, help="結果のフォルダー / results folder")
    parser.add_argument("--radii", type=radii, default=(300.0, 500.0, 800.0, 1000.0), metavar="M,M")
    parser.add_argument("--k", type=_k, default=5, help="近いほうから何か所 / how many nearest (5)")
    parser.add_argument("--limit", type=metres, default=5000.0, help="調べる限度m / limit (5000)")
    parser.add_argument(
        "--engine", choices=[e.value for e in EngineName], default=EngineName.SCIPY.value
    )
    parser.add_argument("--zone", type=int, choices=ZONES, help="平面直角座標系の系番号 / zone")
    parser.add_argument(
        "--group",
        type=_group,
        action="append",
        default=[],
        metavar="NAME=a+b",
        help="種類をまとめる（食料品=supermarket+convenience+drugstore）/ merge categories",
    )


def metres(text: str) -> float:
    """A positive distance of at most 200 km."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value <= LONGEST_METRES:
        raise argparse.ArgumentTypeError(
            f"「{text}」は距離（メートル、0より大きく200000まで）ではありません。"
        )
    return value


def radii(text: str) -> tuple[float, ...]:
    """Radii in the order given: "300,500"."""
    found = tuple(metres(part) for part in text.split(","))
    if len(set(found)) < len(found) or len(found) > MAX_RADII:
        raise argparse.ArgumentTypeError(
            f"「{text}」：半径は重ならないように{MAX_RADII}個までで書いてください。"
        )
    return found


def _k(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MAX_K:
        raise argparse.ArgumentTypeError(f"「{text}」：1から{MAX_K}までの数を書いてください。")
    return int(text)


def _group(text: str) -> tuple[str, frozenset[str]]:
    name, _, members = text.partition("=")
    if not name or not members:
        raise argparse.ArgumentTypeError(f"「{text}」：「名前=種類+種類」と書いてください。")
    return name, frozenset(members.split("+"))


def tell(words: str) -> None:
    """Progress goes to the error stream, so that results can be piped."""
    print(words, file=sys.stderr, flush=True)


def progress(what: str) -> Progress:
    """Progress of reading a long file, a line each tenth."""
    return Progress(lambda share: tell(f"  {what} {share}"))


def spoken(words: str) -> Callable[[], None]:
    """Tell that a step begins; call the result to tell how long it took."""
    began = time.monotonic()
    tell(f"{words}…")
    return lambda: tell(f"  {time.monotonic() - began:.1f} 秒")


def given(arguments: argparse.Namespace, *, as_text: tuple[str, ...] = ()) -> Given:
    """Read everything and put it on the network.

    :raises CannotRead: with file and line
    """
    engine = engine_named(arguments.engine)
    check_folder(arguments.out)
    terms = Terms(radii_metres=arguments.radii, k=arguments.k, limit_metres=arguments.limit)
    done = spoken("自宅と施設を読んでいます")
    homes = read_homes(arguments.homes, as_text=as_text)
    facilities = grouped(read_facilities(arguments.facilities), arguments.group)
    done()
    done = spoken("ネットワークを読んでいます")
    clip = box_around(
        np.concatenate([homes.homes.lon, facilities.lon]),
        np.concatenate([homes.homes.lat, facilities.lat]),
        max(BUFFER_METRES, arguments.limit / 2),
    )
    network = read_network(
        arguments.network,
        zone=arguments.zone,
        clip=clip,
        progress=progress(arguments.network.name),
    )
    done()
    done = spoken("自宅と施設を道に結びつけています")
    town = settle(network, homes.homes, facilities, snap_limit_metres=SNAP_LIMIT_METRES)
    done()
    if not town.home_place.on_road.any():
        raise CannotRead(
            f"{arguments.homes.name} のどの場所からも{SNAP_LIMIT_METRES:g}m以内に道がありません。"
            "ネットワークと同じ町のデータか確かめてください。"
        )
    return Given(town, homes, terms, engine)


def grouped(facilities: Facilities, groups: list[tuple[str, frozenset[str]]]) -> Facilities:
    """The facilities with merged categories added; a shop then counts in both.

    :raises CannotRead: where a group names a category that no facility has
    """
    ids, category = list(facilities.ids), list(facilities.category)
    rows = list(range(len(ids)))
    for _, members in groups:
        unknown = sorted(members - set(facilities.category))
        if unknown:
            raise CannotRead(
                f"--group の「{'、'.join(unknown)}」という種類は施設のファイルにありません"
                f"（あるのは {'、'.join(facilities.categories)}）。"
            )
        rows += [i for i in range(len(ids)) if facilities.category[i] in members]
    added = rows[len(ids) :]
    names = [name for name, members in groups for c in facilities.category if c in members]
    return dataclasses.replace(
        facilities,
        ids=[*ids, *(ids[i] for i in added)],
        lon=facilities.lon[rows],
        lat=facilities.lat[rows],
        category=[*category, *names],
    )


def check_folder(out: Path) -> None:
    """Refuse early where the results could not be written.

    :raises CannotRead: where the place is taken by a file or its parent is missing
    """
    if out.exists() and not out.is_dir():
        raise CannotRead(
            f"{out} はフォルダーではありません。--out には別の場所を指定してください。"
        )
    if not out.absolute().parent.is_dir():
        raise CannotRead(f"{out.absolute().parent} がありません。先にフォルダーを作ってください。")


def check_category(town: Town, category: str) -> None:
    """Refuse a category that no facility has.

    :raises CannotRead: naming those there are
    """
    if category not in town.facilities.categories:
        raise CannotRead(
            f"「{category}」という種類は施設のファイルにありません"
            f"（あるのは {'、'.join(town.facilities.categories)}）。"
        )
