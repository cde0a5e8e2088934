"""Answers about walking access as files: `homes.csv`, `districts.csv`, `summary.json`."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from sasaeai.analysis.access.arrays import NONE, UNREACHED, Floats
from sasaeai.analysis.access.indicators import DistrictIndicators, Indicators, Within
from sasaeai.analysis.access.reach import Pairs, Reach, Town
from sasaeai.analysis.access.walkers import Minutes

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?")


def metres_text(mm: int) -> str:
    """Millimetres as metres with two decimals, halves up.

    >>> metres_text(295_855), metres_text(40)
    ('295.86', '0.04')
    """
    centimetres = (mm + 5) // 10
    return f"{centimetres // 100}.{centimetres % 100:02d}"


def radius_text(metres: float) -> str:
    """A radius as it stands in a column name: 500, or 62.5."""
    return f"{metres:g}"


def homes_csv(town: Town, results: Sequence[Reach]) -> bytes:
    """One row a category and home. Homes without a road have snap_m −1.00, no distances, counts 0."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    terms = results[0].terms
    writer.writerow(
        ["category", "id", "snap_m", "nearest_id", "nearest_m"]
        + [f"d{i + 1}" for i in range(terms.k)]
        + [f"n{radius_text(radius)}" for radius in terms.radii_metres]
    )
    snapped = ["-1.00" if mm == NONE else metres_text(mm) for mm in town.home_place.off_mm.tolist()]
    names = [*(guarded(name) for name in town.facilities.ids), ""]
    ids = [guarded(name) for name in town.homes.ids]
    for result in results:
        nearest = [names[i] for i in result.nearest[:, 0].tolist()]
        distances = [
            ["" if mm == UNREACHED else metres_text(mm) for mm in row]
            for row in result.nearest_mm.tolist()
        ]
        rows = zip(ids, snapped, nearest, distances, result.counts.tolist(), strict=True)
        writer.writerows(
            [guarded(result.category), home, snap, name, far[0], *far, *counts]
            for home, snap, name, far, counts in rows
        )
    return text.getvalue().encode()


def pairs_csv(town: Town, tables: Iterable[tuple[str, Pairs]]) -> bytes:
    """One row a category, home and facility, nearest first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["category", "id", "facility_id", "metres"])
    homes = [guarded(name) for name in town.homes.ids]
    places = [guarded(name) for name in town.facilities.ids]
    for category, pairs in tables:
        kind = guarded(category)
        rows = zip(pairs.home.tolist(), pairs.facility.tolist(), pairs.mm.tolist(), strict=True)
        writer.writerows(
            [kind, homes[home], places[place], metres_text(mm)] for home, place, mm in rows
        )
    return text.getvalue().encode()


def minutes_csv(
    town: Town, kinds: Sequence[str], tables: Mapping[tuple[str, str], Minutes]
) -> bytes:
    """Minutes of each kind of walker there and back; blank where nothing is reached."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["category", "id"] + [f"{k}_{way}" for k in kinds for way in ("there", "back")])
    ids = [guarded(name) for name in town.homes.ids]
    for category in town.facilities.categories:
        columns = [
            way.tolist()
            for kind in kinds
            for way in (tables[category, kind].there, tables[category, kind].back)
        ]
        for home, *found in zip(ids, *columns, strict=True):
            cells = ["" if value == np.inf else f"{value:.1f}" for value in found]
            writer.writerow([guarded(category), home, *cells])
    return text.getvalue().encode()


def catchment_csv(town: Town, tables: Mapping[tuple[str, str], Floats]) -> bytes:
    """Facilities per 1,000 people, one row a category and home, one column a weight."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    weights = list(town.homes.weights)
    writer.writerow(["category", "id", *(f"per1000_{name}" for name in weights)])
    ids = [guarded(name) for name in town.homes.ids]
    for category in town.facilities.categories:
        columns = [tables[category, name].tolist() for name in weights]
        for home, *found in zip(ids, *columns, strict=True):
            writer.writerow([guarded(category), home, *(f"{1000 * value:.6f}" for value in found)])
    return text.getvalue().encode()


def guarded(text: str) -> str:
    """A text that a spreadsheet would take for a formula, made harmless; numbers stay numbers.

    >>> guarded("=1+1"), guarded("-123"), guarded("H1")
    ("'=1+1", '-123', 'H1')
    """
    return f"'{text}" if text[:1] in _FORMULA and not _NUMBER.fullmatch(text) else text


def indicators_json(found: Indicators) -> dict[str, Any]:
    """Indicators as plain data; radii as keys."""
    data = _rounded(dataclasses.asdict(found))
    data["within"] = {
        radius_text(w.radius_metres): {
            key: value
            for key, value in _rounded(dataclasses.asdict(w)).items()
            if key != "radius_metres"
        }
        for w in found.within
    }
    return data


def _rounded(data: dict[str, Any]) -> dict[str, Any]:
    return {
        key: round(value, 6) if isinstance(value, float) and np.isfinite(value) else value
        for key, value in data.items()
    }


def districts_csv(rows: Iterable[tuple[str, str, DistrictIndicators]]) -> bytes:
    """One row a category, weight and district; hidden figures are 「-」."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    head: list[str] | None = None
    for category, weight, row in rows:
        found = row.indicators
        if head is None:
            head = _district_head(found.within)
            writer.writerow(head)
        figures = [found.people, found.no_road, found.unreached, found.mean_metres]
        figures += [found.median_metres, found.p90_metres]
        for w in found.within:
            figures += [w.beyond, w.beyond_share, *w.choices, w.mean_choices]
        writer.writerow(
            [guarded(category), weight, guarded(row.district), row.rank or "-"]
            + ["-" if value is None else f"{value:.4f}" for value in figures]
        )
    return text.getvalue().encode("utf-8-sig")


def _district_head(within: Sequence[Within]) -> list[str]:
    head = ["category", "weight", "district", "rank", "people", "no_road", "unreached"]
    head += ["mean_m", "median_m", "p90_m"]
    for w in within:
        radius = radius_text(w.radius_metres)
        head += [f"beyond{radius}", f"beyond{radius}_share"]
        head += [f"choices{n}_{radius}_share" for n in (1, 2, 3)] + [f"mean_choices{radius}"]
    return head


def json_bytes(data: dict[str, Any]) -> bytes:
    """Readable JSON, Japanese as it is; ends with a line end."""
    return (json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
