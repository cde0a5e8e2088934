"""`sasaeai access compute`: distances, counts and indicators for every home and category."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import Any

from sasaeai.analysis.access.indicators import SMALL, hidden, indicators
from sasaeai.analysis.access.reach import Reach, Town, reach_all
from sasaeai.analysis.access.straight import straight_line, straight_metres
from sasaeai.config.commands.access import inputs, tables
from sasaeai.documents.together import write_together
from sasaeai.documents.walking.answers import (
    districts_csv,
    homes_csv,
    indicators_json,
    json_bytes,
    pairs_csv,
)


def add_arguments(parser: argparse.ArgumentParser, *, files: bool = True) -> None:
    """Arguments of `compute`; without the input files where they are found in folders."""
    inputs.add_arguments(parser, files=files)
    parser.add_argument("--district", metavar="COLUMN", help="地区の列 / district column of homes")
    parser.add_argument(
        "--hide-below",
        type=float,
        nargs="?",
        const=SMALL,
        metavar="N",
        help="N人に満たない数を伏せる（既定10）/ hide counts below N",
    )
    parser.add_argument(
        "--district-by",
        metavar="CATEGORY",
        help="いちばん近いこの種類の施設を地区とみなす（近似）/ nearest one as district",
    )
    parser.add_argument(
        "--minutes", action="store_true", help="3種類の人の徒歩分数 minutes.csv / minutes on foot"
    )
    parser.add_argument(
        "--catchment",
        type=inputs.metres,
        metavar="M",
        help="E2SFCA catchment.csv の半径m / radius of the floating catchment",
    )
    parser.add_argument(
        "--pairs",
        type=inputs.metres,
        metavar="M",
        help="M m以内の自宅と施設の組すべて pairs.csv / all pairs within M metres",
    )
    parser.add_argument(
        "--on",
        type=date.fromisoformat,
        default=date.max,
        metavar="YYYY-MM-DD",
        help="この日の歩く速さなどを使う（なければ最新）/ figures of this day (latest)",
    )
    parser.add_argument(
        "--without-car", type=_share, help="車を使えない人の割合 0〜1 / share without a car"
    )


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"「{text}」：0から1までの数を書いてください。")
    return value


def run(arguments: argparse.Namespace) -> int:
    """Write `homes.csv`, `summary.json` and, with `--district`, `districts.csv`."""
    districts = (arguments.district,) if arguments.district else ()
    given = inputs.given(arguments, as_text=districts)
    categories = given.town.facilities.categories
    done = inputs.spoken(f"歩く距離を計算しています（{given.engine.name}）")
    results = reach_all(
        given.town, given.terms, given.engine, tell=lambda name: inputs.tell(f"  {name}")
    )
    done()
    files = {
        "homes.csv": homes_csv(given.town, results),
        "summary.json": json_bytes(_summary(given, results, arguments)),
    }
    labels = tables.district_labels(given, arguments)
    if labels is not None:
        rows = tables.districts(given.town, results, labels, arguments.hide_below)
        files["districts.csv"] = districts_csv(rows)
    if arguments.minutes:
        files["minutes.csv"] = tables.minutes_table(given, arguments.on)
    if arguments.catchment:
        files["catchment.csv"] = tables.catchments(
            given, results, arguments.catchment, arguments.on
        )
    if arguments.pairs:
        files["pairs.csv"] = pairs_csv(
            given.town, tables.all_pairs(given, results, arguments.pairs)
        )
    write_together(arguments.out, files)
    inputs.tell(f"{arguments.out} に書きました（{len(categories)}種類）。")
    return 0


def _summary(
    given: inputs.Given, results: Sequence[Reach], arguments: argparse.Namespace
) -> dict[str, Any]:
    town = given.town
    off_road = ~town.home_place.on_road
    lost = [town.facilities.ids[i] for i in (~town.facility_place.on_road).nonzero()[0].tolist()]
    return {
        "engine": given.engine.name,
        "terms": dataclasses.asdict(given.terms),
        "network": {
            "nodes": town.network.node_count,
            "streets": town.network.street_count,
            "zone": town.network.zone,
            **dataclasses.asdict(town.network.provenance),
        },
        "homes": len(town.homes.ids),
        "homes_without_road": [town.homes.ids[i] for i in off_road.nonzero()[0].tolist()],
        "facilities": {
            category: len(town.facilities.of(category)) for category in town.facilities.categories
        },
        "facilities_without_road": lost,
        "unknown_weights": {name: n for name, n in given.homes.unknown.items() if n},
        "indicators": {
            result.category: _of_category(town, result, arguments) for result in results
        },
    }


def _of_category(
    town: Town, result: Reach, arguments: argparse.Namespace
) -> dict[str, dict[str, Any]]:
    on_road = town.home_place.on_road
    straight = straight_metres(town.homes, town.facilities, result.category, town.network.zone)
    found: dict[str, dict[str, Any]] = {}
    for name, weight in town.homes.weights.items():
        row = indicators(result, weight, on_road)
        if arguments.hide_below:
            row = hidden([row], arguments.hide_below)[0]
        both = {
            key: dataclasses.asdict(
                straight_line(straight[some], weight[some], without_car_share=arguments.without_car)
            )
            for key, some in (("all", slice(None)), ("with_road_data", on_road))
        }
        found[name] = {"walking": indicators_json(row), "straight_line": both}
    return found
