"""A fictional town as files that `sasaeai access` reads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence

import numpy as np

from sasaeai.analysis.access.fictional import FictionalTown
from sasaeai.analysis.access.plane import to_degrees


def town_files(town: FictionalTown) -> dict[str, bytes]:
    """`nodes.csv`, `edges.csv`, `homes.csv`, `facilities.csv` and `town.json` with origin and licence."""
    return {
        "nodes.csv": _nodes(town),
        "edges.csv": _edges(town),
        "homes.csv": _homes(town),
        "facilities.csv": _facilities(town),
        "town.json": _about(town),
    }


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode()


def _nodes(town: FictionalTown) -> bytes:
    network = town.network
    lon, lat = to_degrees(network.x, network.y, network.zone)
    rows = zip(lon.tolist(), lat.tolist(), network.x.tolist(), network.y.tolist(), strict=True)
    return _table(
        ["node", "lon", "lat", "x", "y", "height_m"],
        (
            [i, f"{a:.7f}", f"{b:.7f}", f"{x:.2f}", f"{y:.2f}", f"{high:.1f}"]
            for i, ((a, b, x, y), high) in enumerate(zip(rows, town.height.tolist(), strict=True))
        ),
    )


def _edges(town: FictionalTown) -> bytes:
    network = town.network
    columns = (network.tail, network.head, network.forward_mm, network.slope)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return _table(
        ["u", "v", "length_m", "slope"],
        ([u, v, f"{mm / 1000:.2f}", f"{slope:.4f}"] for u, v, mm, slope in rows),
    )


def _homes(town: FictionalTown) -> bytes:
    homes = town.homes
    columns = [weight.astype(np.int64).tolist() for weight in homes.weights.values()]
    places = zip(homes.ids, homes.lat.tolist(), homes.lon.tolist(), strict=True)
    return _table(
        ["id", "lat", "lon", *homes.weights, "school", "area"],
        (
            [name, f"{lat:.7f}", f"{lon:.7f}", *people, school, area]
            for (name, lat, lon), *people, school, area in zip(
                places, *columns, town.school, town.area, strict=True
            )
        ),
    )


def _facilities(town: FictionalTown) -> bytes:
    places = town.facilities
    rows = zip(
        places.ids,
        town.names,
        places.lat.tolist(),
        places.lon.tolist(),
        places.category,
        strict=True,
    )
    return _table(
        ["id", "name", "lat", "lon", "category"],
        ([name, label, f"{lat:.7f}", f"{lon:.7f}", kind] for name, label, lat, lon, kind in rows),
    )


def _about(town: FictionalTown) -> bytes:
    people = {name: int(weight.sum()) for name, weight in town.homes.weights.items()}
    about = {
        "seed": town.seed,
        "zone": town.network.zone,
        "source": town.network.provenance.source,
        "licence": town.network.provenance.licence,
        "homes": len(town.homes.ids),
        **people,
        "nodes": town.network.node_count,
        "streets": town.network.street_count,
        "facilities": {kind: len(town.facilities.of(kind)) for kind in town.facilities.categories},
    }
    return (json.dumps(about, ensure_ascii=False, indent=2) + "\n").encode()
