"""A map for paper: outlines, numbered marks and a scale in one frame, in millimetres. No tiles, no Django."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sasaeai.analysis.outlines import METRES_PER_DEGREE, NotAnOutline, Ring, middle_of, polygons_of

# Round lengths of a scale bar in metres.
BARS = (50, 100, 200, 500, 1000, 2000, 5000, 10_000)
LEAST_METRES = 600.0
AROUND = 0.08
# Marks nearer than this on paper (millimetres) are one mark with their numbers beside each other.
TOO_NEAR = 5.0


@dataclass(frozen=True)
class Shape:
    """An outline with its name (GeoJSON in degrees)."""

    name: str
    outline: Mapping[str, Any]


@dataclass(frozen=True)
class Mark:
    """One mark: the numbers (1 …) that stand at it, millimetres from the left and the top."""

    numbers: tuple[int, ...]
    x: float
    y: float


@dataclass(frozen=True)
class MapSheet:
    """What is drawn: SVG paths, names with their places, marks, the scale."""

    width: float
    height: float
    paths: tuple[str, ...]
    names: tuple[tuple[str, float, float], ...]
    marks: tuple[Mark, ...]
    bar_metres: int
    bar: float


@dataclass(frozen=True)
class _Frame:
    west: float
    north: float
    across: float  # millimetres a degree of longitude
    up: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        return (
            round((longitude - self.west) * self.across, 2),
            round((self.north - latitude) * self.up, 2),
        )


def map_sheet(
    shapes: Sequence[Shape],
    points: Sequence[tuple[int, float, float]],
    *,
    width: float,
    height: float,
) -> MapSheet:
    """Lay outlines and points into a frame; the points decide what is seen, without points the outlines do.

    :param points: (number, latitude, longitude)
    :param width: of the map in millimetres
    """
    drawn = [(shape.name, polygons) for shape in shapes if (polygons := _polygons(shape))]
    if points:
        ends = np.array([(longitude, latitude) for _, latitude, longitude in points])
    elif drawn:
        ends = np.concatenate(
            [ring for _, polygons in drawn for rings in polygons for ring in rings]
        )
    else:
        ends = np.array([(136.0, 36.0)])
    frame, metre = _frame(ends, width, height)
    return MapSheet(
        width,
        height,
        tuple(_path(polygons, frame) for _, polygons in drawn),
        _names(drawn, frame, width, height),
        _marks(points, frame),
        *_bar(metre, width),
    )


def _polygons(shape: Shape) -> list[list[Ring]]:
    try:
        return polygons_of(shape.outline)
    except NotAnOutline:
        return []


def _frame(ends: Ring, width: float, height: float) -> tuple[_Frame, float]:
    """The frame around the points, and how many millimetres a metre is."""
    middle = (ends.min(axis=0) + ends.max(axis=0)) / 2
    narrow = math.cos(math.radians(float(middle[1])))
    wide = max(float(np.ptp(ends[:, 0])) * narrow * METRES_PER_DEGREE, LEAST_METRES)
    tall = max(float(np.ptp(ends[:, 1])) * METRES_PER_DEGREE, LEAST_METRES)
    metre = min(width / (wide * (1 + 2 * AROUND)), height / (tall * (1 + 2 * AROUND)))
    across, up = metre * METRES_PER_DEGREE * narrow, metre * METRES_PER_DEGREE
    west = float(middle[0]) - width / 2 / across
    north = float(middle[1]) + height / 2 / up
    return _Frame(west, north, across, up), metre


def _path(polygons: Sequence[Sequence[Ring]], frame: _Frame) -> str:
    return "".join(
        "M" + "L".join("{} {}".format(*frame.at(*point)) for point in ring.tolist()) + "Z"
        for rings in polygons
        for ring in rings
    )


def _names(
    drawn: Sequence[tuple[str, list[list[Ring]]]], frame: _Frame, width: float, height: float
) -> tuple[tuple[str, float, float], ...]:
    placed = [(name, *frame.at(*middle_of(polygons))) for name, polygons in drawn]
    return tuple((n, x, y) for n, x, y in placed if 4 < x < width - 4 and 4 < y < height - 4)


def _marks(points: Sequence[tuple[int, float, float]], frame: _Frame) -> tuple[Mark, ...]:
    """One mark for points too near each other on paper; it stands at the first of them."""
    made: list[tuple[list[int], float, float]] = []
    for number, latitude, longitude in points:
        x, y = frame.at(longitude, latitude)
        near = next((m for m in made if math.hypot(m[1] - x, m[2] - y) < TOO_NEAR), None)
        if near is None:
            made.append(([number], x, y))
        else:
            near[0].append(number)
    return tuple(Mark(tuple(numbers), x, y) for numbers, x, y in made)


def _bar(metre: float, width: float) -> tuple[int, float]:
    """The longest round length that takes at most a quarter of the width."""
    length = max(length for length in BARS if length * metre <= width / 4)
    return length, round(length * metre, 2)
