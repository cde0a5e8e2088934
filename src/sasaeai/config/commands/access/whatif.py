"""`sasaeai access whatif`: a stop more, a shop less, and who gains or loses."""

from __future__ import annotations

import argparse
import csv
import io
from typing import Any

import numpy as np

from sasaeai.analysis.access.arrays import UNREACHED, Floats, Ints
from sasaeai.analysis.access.reach import Town, reach
from sasaeai.analysis.access.whatif import Planner, TooManyRemoved
from sasaeai.config.commands.access import inputs
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.together import write_together
from sasaeai.documents.walking.answers import guarded, json_bytes, metres_text, radius_text
from sasaeai.documents.walking.degrees import EAST, NORTH, SOUTH, WEST, says_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `whatif`."""
    inputs.add_arguments(parser)
    parser.add_argument("--category", required=True, help="施設の種類 / category")
    parser.add_argument(
        "--add",
        type=_place,
        action="append",
        default=[],
        metavar="LAT,LON",
        help="ここに1か所ふやす、移動販売が止まる（くりかえし可）/ a new or mobile stop here",
    )
    parser.add_argument(
        "--remove",
        action="append",
        default=[],
        metavar="ID",
        help="この施設がなくなる（くりかえし可）/ this one closes",
    )


def _place(text: str) -> tuple[float, float]:
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"「{text}」：緯度,経度（例 33.9567,131.2465）と書いてください。"
        ) from None
    if not (SOUTH <= lat <= NORTH and WEST <= lon <= EAST):
        raise argparse.ArgumentTypeError(says_of(lon, lat))
    return lat, lon


def run(arguments: argparse.Namespace) -> int:
    """Write `changes.csv` (homes whose nearest facility changes) and `whatif.json`."""
    if not arguments.add and not arguments.remove:
        raise CannotRead("--add か --remove で、何を変えるかを指定してください。")
    given = inputs.given(arguments)
    inputs.check_category(given.town, arguments.category)
    gone = _positions(given.town, arguments.category, arguments.remove)
    done = inputs.spoken("いまの歩く距離を計算しています")
    now = reach(given.town, arguments.category, given.terms, given.engine)
    planner = Planner(given.town, now, given.engine)
    done()
    before = planner.nearest_mm.copy()
    try:
        if gone:
            planner.apply(planner.without(gone))
    except TooManyRemoved as refused:
        raise CannotRead(str(refused)) from refused
    for lat, lon in arguments.add:
        change = planner.with_stop(lon, lat)
        if not change.on_road:
            raise CannotRead(f"{lat},{lon} から400m以内に道がありません。場所を確かめてください。")
        planner.apply(change)
    after = planner.nearest_mm
    write_together(
        arguments.out,
        {
            "changes.csv": _changes(given.town, before, after),
            "whatif.json": json_bytes(_report(given, arguments, before, after)),
        },
    )
    inputs.tell(
        f"{arguments.out} に書きました（距離の変わる自宅 {int((before != after).sum())}）。"
    )
    return 0


def _positions(town: Town, category: str, ids: list[str]) -> set[int]:
    of = {town.facilities.ids[i]: i for i in town.facilities.of(category).tolist()}
    unknown = [name for name in ids if name not in of]
    if unknown:
        raise CannotRead(f"--remove の「{'、'.join(unknown)}」という{category}はありません。")
    return {of[name] for name in ids}


def _changes(town: Town, before: Ints, after: Ints) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["id", "before_m", "after_m"])
    for home in np.flatnonzero(before != after).tolist():
        cells = [
            "" if mm == UNREACHED else metres_text(int(mm)) for mm in (before[home], after[home])
        ]
        writer.writerow([guarded(town.homes.ids[home]), *cells])
    return text.getvalue().encode()


def _report(
    given: inputs.Given, arguments: argparse.Namespace, before: Ints, after: Ints
) -> dict[str, Any]:
    on_road = given.town.home_place.on_road
    return {
        "category": arguments.category,
        "added": [{"lat": lat, "lon": lon} for lat, lon in arguments.add],
        "removed": arguments.remove,
        "homes_changed": int((before != after).sum()),
        "weights": {
            name: {
                radius_text(radius): {
                    "beyond_before": _beyond(before[on_road], weight[on_road], radius),
                    "beyond_after": _beyond(after[on_road], weight[on_road], radius),
                }
                for radius in given.terms.radii_metres
            }
            for name, weight in given.town.homes.weights.items()
        },
    }


def _beyond(mm: Ints, weight: Floats, radius: float) -> float:
    return round(float(weight[mm > round(radius * 1000)].sum()), 6)
