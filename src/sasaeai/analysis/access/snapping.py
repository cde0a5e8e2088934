"""Points onto the nearest street: exact, by a grid of street segments, on arrays only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sasaeai.analysis.access.arrays import NONE, Flags, Floats, Ints, Longs, millimetres, spans
from sasaeai.analysis.access.network import Network

SNAP_LIMIT_METRES: Final = 400.0
CELL_METRES: Final = 100.0
_LONGEST_PART: Final = 4 * CELL_METRES  # longer segments are entered in the grid in parts
_POINTS_AT_ONCE: Final = 16_384


@dataclass(frozen=True, slots=True, eq=False)
class Snapped:
    """Where points stand on the network.

    :param street: street of each point, `NONE` where no road lies within the limit
    :param fraction: place along the street, 0 at its tail and 1 at its head
    :param off_mm: straight way between point and street; `NONE` where not snapped
    """

    street: Ints
    fraction: Floats
    off_mm: Ints

    @property
    def on_road(self) -> Flags:
        found: Flags = self.street != NONE
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Straight pieces of all streets: start, direction, street, metres before it, whole metres."""

    x: Floats
    y: Floats
    dx: Floats
    dy: Floats
    street: Ints
    before: Floats
    whole: Floats


def segments(network: Network) -> Segments:
    """Cut every street at its bends."""
    bends = np.diff(network.shape_start)
    street = np.repeat(np.arange(network.street_count), bends + 1)
    starts = np.cumsum(bends + 1) - (bends + 1)
    rank = np.arange(len(street)) - starts[street]
    shape = network.shape_start[street] + rank
    first, last = rank == 0, rank == bends[street]
    x0, y0 = network.x[network.tail[street]], network.y[network.tail[street]]
    x1, y1 = network.x[network.head[street]], network.y[network.head[street]]
    if len(network.shape_x):
        before, after = shape - 1, np.minimum(shape, len(network.shape_x) - 1)
        x0, y0 = (
            np.where(first, x0, network.shape_x[before]),
            np.where(first, y0, network.shape_y[before]),
        )
        x1, y1 = (
            np.where(last, x1, network.shape_x[after]),
            np.where(last, y1, network.shape_y[after]),
        )
    dx, dy = x1 - x0, y1 - y0
    metres = np.hypot(dx, dy)
    along = np.cumsum(metres) - metres
    whole = np.add.reduceat(metres, starts) if len(starts) else metres
    return Segments(
        x0, y0, dx, dy, street.astype(np.int32), along - along[starts][street], whole[street]
    )


def snap(
    network: Network, x: Floats, y: Floats, *, limit_metres: float = SNAP_LIMIT_METRES
) -> Snapped:
    """The nearest street of each point within the limit, measured to its full geometry.

    Between streets equally near the one with the lowest number is taken.

    :param x, y: metres in the zone of the network
    """
    if not len(x) or not network.street_count:
        return _nowhere(len(x))
    box = (float(x.min()), float(y.min()), float(x.max()), float(y.max()))
    return snap_on(StreetGrid(network, box, limit_metres), x, y, limit_metres=limit_metres)


def _nowhere(count: int) -> Snapped:
    return Snapped(np.full(count, NONE, np.int32), np.zeros(count), np.full(count, NONE, np.int32))


def snap_on(
    grid: StreetGrid, x: Floats, y: Floats, *, limit_metres: float = SNAP_LIMIT_METRES
) -> Snapped:
    """`snap` on a grid made before, which must reach as far as the points and the limit."""
    found = _nowhere(len(x))
    todo = np.arange(len(x))
    radius = CELL_METRES / 2
    while len(todo):
        radius = min(radius, limit_metres)
        settled = [
            _snap_within(grid, found, x, y, todo[i : i + _POINTS_AT_ONCE], radius)
            for i in range(0, len(todo), _POINTS_AT_ONCE)
        ]
        todo = todo[~np.concatenate(settled)]
        if radius >= limit_metres:
            break
        radius *= 2
    return found


Box = tuple[float, float, float, float]  # west, south, east, north in metres


class StreetGrid:
    """Segments of streets by the square cells that their boxes touch.

    :param box: enter only what lies within so many metres of it (default: everything)
    """

    def __init__(self, network: Network, box: Box | None = None, metres: float = 0.0) -> None:
        self.parts = parts = segments(network)
        west, south, east, north = box or _box_of(parts)
        self.west, self.south = west - metres, south - metres
        self.columns = int((east + metres - self.west) // CELL_METRES) + 1
        self.rows = int((north + metres - self.south) // CELL_METRES) + 1
        number, low_x, high_x, low_y, high_y = _boxes(parts)
        left, right = self.column(low_x), self.column(high_x)
        bottom, top = self.row(low_y), self.row(high_y)
        inside = (right >= 0) & (left < self.columns) & (top >= 0) & (bottom < self.rows)
        number, left, right = number[inside], left[inside], right[inside]
        bottom, top = bottom[inside], top[inside]
        np.clip(left, 0, None, out=left)
        np.clip(right, None, self.columns - 1, out=right)
        np.clip(bottom, 0, None, out=bottom)
        np.clip(top, None, self.rows - 1, out=top)
        height = top - bottom + 1
        lines = np.repeat(np.arange(len(number)), height)
        start = spans(bottom, height) * self.columns + left[lines]
        width = (right - left + 1)[lines]
        cell = spans(start, width)
        entry = np.repeat(number[lines], width)
        order = np.argsort(cell, kind="stable")
        self.cell, self.entry = cell[order], entry[order]

    def column(self, x: Floats) -> Longs:
        return np.floor((x - self.west) / CELL_METRES).astype(np.int64)

    def row(self, y: Floats) -> Longs:
        return np.floor((y - self.south) / CELL_METRES).astype(np.int64)

    def near(self, x: Floats, y: Floats, radius: float) -> tuple[Longs, Longs]:
        """Pairs (point, segment) that may lie within the radius, point by point."""
        left, right = self.column(x - radius), self.column(x + radius)
        bottom, top = self.row(y - radius), self.row(y + radius)
        np.clip(left, 0, None, out=left)
        np.clip(right, None, self.columns - 1, out=right)
        height = np.where(right >= left, top - bottom + 1, 0)
        point = np.repeat(np.arange(len(x)), height)
        line = spans(bottom, height) * self.columns
        start = np.searchsorted(self.cell, line + left[point], "left")
        stop = np.searchsorted(self.cell, line + right[point], "right")
        pairs = spans(start, stop - start)
        return np.repeat(point, stop - start), self.entry[pairs]


def _box_of(parts: Segments) -> Box:
    x, y = (
        np.concatenate([parts.x, parts.x + parts.dx]),
        np.concatenate([parts.y, parts.y + parts.dy]),
    )
    return float(x.min()), float(y.min()), float(x.max()), float(y.max())


def _boxes(parts: Segments) -> tuple[Longs, Floats, Floats, Floats, Floats]:
    """Boxes around segments, long ones in several parts so that slanting ones touch few cells."""
    pieces = np.maximum(np.ceil(np.hypot(parts.dx, parts.dy) / _LONGEST_PART), 1).astype(np.int64)
    number = np.repeat(np.arange(len(pieces)), pieces)
    rank = spans(np.zeros(len(pieces), np.int64), pieces)
    low, high = rank / pieces[number], (rank + 1) / pieces[number]
    xa, xb = (
        parts.x[number] + low * parts.dx[number],
        parts.x[number] + high * parts.dx[number],
    )
    ya, yb = (
        parts.y[number] + low * parts.dy[number],
        parts.y[number] + high * parts.dy[number],
    )
    return number, np.minimum(xa, xb), np.maximum(xa, xb), np.minimum(ya, yb), np.maximum(ya, yb)


def _snap_within(
    grid: StreetGrid, found: Snapped, x: Floats, y: Floats, points: Longs, radius: float
) -> Flags:
    """Snap those points that have a street within the radius; tells which."""
    settled = np.zeros(len(points), np.bool_)
    point, segment = grid.near(x[points], y[points], radius)
    if not len(point):
        return settled
    parts = grid.parts
    dx, dy = parts.dx[segment], parts.dy[segment]
    to_x, to_y = x[points][point] - parts.x[segment], y[points][point] - parts.y[segment]
    square = dx * dx + dy * dy
    share = np.clip((to_x * dx + to_y * dy) / np.where(square > 0, square, 1.0), 0.0, 1.0)
    apart = np.hypot(to_x - share * dx, to_y - share * dy)
    first = np.flatnonzero(np.diff(point, prepend=-1))
    least = np.minimum.reduceat(apart, first)
    best = apart == np.repeat(least, np.diff(first, append=len(point)))
    lowest = np.minimum.reduceat(np.where(best, segment, len(parts.x)), first)
    good = least <= radius
    chosen = np.flatnonzero(
        best & (segment == np.repeat(lowest, np.diff(first, append=len(point))))
    )
    chosen = chosen[np.diff(point[chosen], prepend=-1) != 0][good]
    which, owner = segment[chosen], points[point[chosen]]
    whole = parts.whole[which]
    along = parts.before[which] + share[chosen] * np.sqrt(square[chosen])
    found.street[owner] = parts.street[which]
    found.fraction[owner] = np.clip(along / np.where(whole > 0, whole, 1.0), 0.0, 1.0)
    found.off_mm[owner] = millimetres(apart[chosen])
    settled[point[chosen]] = True
    return settled
