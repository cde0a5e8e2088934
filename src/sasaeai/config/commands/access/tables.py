"""The further tables of `sasaeai access compute`: districts, minutes, floating catchments."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from sasaeai.analysis.access.arrays import Floats
from sasaeai.analysis.access.catchment import floating_catchment, zones_within
from sasaeai.analysis.access.indicators import DistrictIndicators, by_district
from sasaeai.analysis.access.reach import Pairs, Reach, Town, reach, walking_pairs
from sasaeai.analysis.access.walkers import minutes, timed, walkers
from sasaeai.config.commands.access import inputs
from sasaeai.documents.walking.answers import catchment_csv, minutes_csv


def district_labels(given: inputs.Given, arguments: argparse.Namespace) -> Sequence[str] | None:
    """The district of each home: a column, or the nearest facility of a category."""
    if arguments.district:
        return given.homes.texts[arguments.district]
    if not arguments.district_by:
        return None
    inputs.check_category(given.town, arguments.district_by)
    terms = dataclasses.replace(given.terms, k=1, radii_metres=())
    areas = reach(given.town, arguments.district_by, terms, given.engine).nearest[:, 0]
    names = [*given.town.facilities.ids, "（なし）"]
    return [names[i] for i in areas.tolist()]


def minutes_table(given: inputs.Given, on: date) -> bytes:
    """Minutes of three kinds of walkers there and back, for every home and category."""
    done = inputs.spoken("3種類の人の徒歩分数を計算しています")
    kinds = walkers(on)
    tables = {}
    for walker in kinds:
        place = timed(given.town, walker)
        for category in given.town.facilities.categories:
            tables[category, walker.kind] = minutes(place, category, given.engine)
    done()
    return minutes_csv(given.town, [walker.kind for walker in kinds], tables)


def all_pairs(
    given: inputs.Given, results: Sequence[Reach], metres: float
) -> Iterator[tuple[str, Pairs]]:
    """For every category all pairs of home and facility within a walking distance."""
    terms = dataclasses.replace(given.terms, k=0, radii_metres=(metres,), limit_metres=metres)
    for result in results:
        if result.complete_metres >= metres:
            yield result.category, result.pairs.within(round(metres * 1000))
        else:
            places = given.town.facilities.of(result.category)
            yield result.category, walking_pairs(given.town, places, terms, given.engine)


def catchments(given: inputs.Given, results: Sequence[Reach], radius: float, on: date) -> bytes:
    """Facilities per 1,000 people by the floating catchment, for every home, category and weight."""
    town, zones = given.town, zones_within(radius, on)
    supply = np.ones(len(town.facilities.ids))
    rows: dict[tuple[str, str], Floats] = {}
    for category, pairs in all_pairs(given, results, radius):
        for name, weight in town.homes.weights.items():
            rows[category, name] = floating_catchment(pairs, supply, weight, zones)
    return catchment_csv(town, rows)


def districts(
    town: Town, results: Sequence[Reach], labels: Sequence[str], hide_below: float | None
) -> Iterator[tuple[str, str, DistrictIndicators]]:
    """Every category, weight and district."""
    on_road = town.home_place.on_road
    for result in results:
        for name, weight in town.homes.weights.items():
            radius = 500.0 if 500.0 in result.terms.radii_metres else result.terms.radii_metres[0]
            for row in by_district(
                result,
                weight,
                on_road,
                labels,
                rank_radius_metres=radius,
                hide_below=hide_below,
            ):
                yield result.category, name, row
