"""Small towns for tests and documents: metres in a zone, streets by hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np

from sasaeai.analysis.access.arrays import Floats
from sasaeai.analysis.access.joining import joined
from sasaeai.analysis.access.network import Network, in_walking_order, straight_network
from sasaeai.analysis.access.plane import to_degrees
from sasaeai.analysis.access.reach import Facilities, Homes

ZONE = 9
Place = tuple[float, float]
Street = tuple[int, int] | tuple[int, int, float]


def a_network(
    nodes: Sequence[Place],
    streets: Sequence[Street],
    *,
    oneway: Sequence[int] = (),
    slope: Mapping[int, float] | None = None,
    bends: Mapping[int, Sequence[Place]] | None = None,
) -> Network:
    """A network ready for searching.

    :param streets: (from, to) as long as the crow flies, or (from, to, metres)
    :param oneway: numbers of the streets that go only forward
    :param bends: points between the ends of a street, by its number
    """
    x, y = np.array([n[0] for n in nodes], float), np.array([n[1] for n in nodes], float)
    tail = np.array([s[0] for s in streets], np.int32)
    head = np.array([s[1] for s in streets], np.int32)
    metres = [
        s[2] if len(s) > 2 else float(np.hypot(x[s[0]] - x[s[1]], y[s[0]] - y[s[1]]))
        for s in streets
    ]
    flags = np.zeros(len(streets), np.bool_)
    flags[list(oneway)] = True
    slopes = np.zeros(len(streets))
    for street, value in (slope or {}).items():
        slopes[street] = value
    network = straight_network(
        x,
        y,
        tail,
        head,
        np.rint(np.array(metres) * 1000).astype(np.int32),
        zone=ZONE,
        oneway=flags,
        slope=slopes,
    )
    return in_walking_order(joined(_bent(network, bends or {})))


def _bent(network: Network, bends: Mapping[int, Sequence[Place]]) -> Network:
    points = [bends.get(street, ()) for street in range(network.street_count)]
    flat = [point for several in points for point in several]
    start = np.concatenate([[0], np.cumsum([len(several) for several in points])])
    return dataclasses.replace(
        network,
        shape_start=start.astype(np.int64),
        shape_x=np.array([p[0] for p in flat], float),
        shape_y=np.array([p[1] for p in flat], float),
    )


def some_homes(places: Sequence[Place], people: Sequence[float] | None = None) -> Homes:
    """Homes h0, h1, … at metres of the zone, one person each unless given."""
    lon, lat = _degrees(places)
    weight = np.ones(len(places)) if people is None else np.array(people, float)
    return Homes([f"h{i}" for i in range(len(places))], lon, lat, {"people": weight})


def some_facilities(places: Sequence[Place], category: Sequence[str] | None = None) -> Facilities:
    """Facilities f0, f1, … at metres of the zone, all shops unless told."""
    lon, lat = _degrees(places)
    return Facilities(
        [f"f{i}" for i in range(len(places))], lon, lat, category or ["shop"] * len(places)
    )


def _degrees(places: Sequence[Place]) -> tuple[Floats, Floats]:
    x = np.array([p[0] for p in places], float)
    y = np.array([p[1] for p in places], float)
    return to_degrees(x, y, ZONE)
