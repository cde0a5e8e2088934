"""`sasaeai access site`: the n stops that bring most people within reach."""

from __future__ import annotations

import argparse
import csv
import dataclasses
import io
from pathlib import Path

import numpy as np

from sasaeai.analysis.access.reach import Facilities, Terms, reach, settle, walking_pairs
from sasaeai.analysis.access.siting import Choice, best_stops
from sasaeai.config.commands.access import inputs
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.together import write_together
from sasaeai.documents.walking.answers import guarded, json_bytes
from sasaeai.documents.walking.points import read_places

_CANDIDATE = "候補"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `site`."""
    inputs.add_arguments(parser)
    parser.add_argument(
        "--choose", type=int, required=True, metavar="N", help="何か所選ぶか / stops"
    )
    parser.add_argument(
        "--candidates", type=Path, help="候補地 id,lat,lon（なければ自宅の場所）/ candidates"
    )
    parser.add_argument(
        "--radius", type=inputs.metres, default=500.0, help="歩ける距離m / reach (500)"
    )
    parser.add_argument("--category", help="すでにあるこの種類の施設を数える / existing category")
    parser.add_argument("--weight", help="だれのために（自宅の列）/ weight column")
    parser.add_argument(
        "--prove",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="よりよい組合せと証明を探す秒数 / seconds of exact search",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write `stops.csv` and `site.json`."""
    given = inputs.given(arguments)
    town = given.town
    if arguments.category:
        inputs.check_category(town, arguments.category)
    weight = _weight(given, arguments.weight)
    places = (
        read_places(arguments.candidates)
        if arguments.candidates
        else (list(town.homes.ids), town.homes.lon, town.homes.lat)
    )
    if not 1 <= arguments.choose <= len(places[0]):
        raise CannotRead(f"--choose は1から候補の数（{len(places[0])}）までにしてください。")
    done = inputs.spoken("候補地から歩ける範囲を計算しています")
    whole = settle(town.network, town.homes, _with_candidates(town.facilities, places))
    terms = Terms((arguments.radius,), k=1, limit_metres=arguments.radius)
    pairs = walking_pairs(
        whole, whole.facilities.of(_CANDIDATE), dataclasses.replace(terms, k=0), given.engine
    )
    first = len(town.facilities.ids)
    pairs = dataclasses.replace(pairs, facility=(pairs.facility - first).astype(np.int32))
    covered = ~town.home_place.on_road
    if arguments.category:
        covered |= reach(whole, arguments.category, terms, given.engine).counts[:, 0] > 0
    choice = best_stops(
        pairs,
        weight,
        covered,
        len(places[0]),
        arguments.choose,
        radius_metres=arguments.radius,
        prove_seconds=arguments.prove,
    )
    done()
    write_together(arguments.out, _files(choice, places, arguments))
    inputs.tell(
        f"{len(choice.stops)}か所で{choice.reached:,.0f}人に届きます"
        f"（どう選んでも{choice.at_most:,.0f}人まで）。{arguments.out} に書きました。"
    )
    return 0


def _weight(given: inputs.Given, name: str | None) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    weights = given.town.homes.weights
    if not weights:
        raise CannotRead("自宅のファイルに人数の列がありません。")
    if name is None:
        return next(iter(weights.values()))
    if name not in weights:
        raise CannotRead(
            f"自宅のファイルに{name}という数の列がありません（{'、'.join(weights)}）。"
        )
    return weights[name]


Places = tuple[
    list[str],
    np.ndarray[tuple[int], np.dtype[np.float64]],
    np.ndarray[tuple[int], np.dtype[np.float64]],
]


def _with_candidates(facilities: Facilities, places: Places) -> Facilities:
    ids, lon, lat = places
    return Facilities(
        [*facilities.ids, *ids],
        np.concatenate([facilities.lon, lon]),
        np.concatenate([facilities.lat, lat]),
        [*facilities.category, *[_CANDIDATE] * len(ids)],
    )


def _files(choice: Choice, places: Places, arguments: argparse.Namespace) -> dict[str, bytes]:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["order", "id", "lat", "lon", "adds"])
    for order, stop in enumerate(choice.stops, start=1):
        at = stop.candidate
        where = [f"{places[2][at]:.7f}", f"{places[1][at]:.7f}"]
        writer.writerow([order, guarded(places[0][at]), *where, f"{stop.adds:.4f}"])
    report = {
        "radius_metres": arguments.radius,
        "choose": arguments.choose,
        "waiting": round(choice.waiting, 6),
        "reached": round(choice.reached, 6),
        "at_most": round(choice.at_most, 6),
        "gap": round(choice.gap, 6),
    }
    return {"stops.csv": text.getvalue().encode(), "site.json": json_bytes(report)}
