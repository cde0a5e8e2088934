"""Outlines of areas: checked, thinned out, drawn. Coordinates are (longitude, latitude) in degrees."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ring = NDArray[np.float64]
METRES_PER_DEGREE = 111_320.0
JAPAN = (122.0, 20.0, 154.0, 46.0)  # west, south, east, north


class NotAnOutline(ValueError):
    """The geometry cannot be used; the words are for the person."""


@dataclass(frozen=True)
class Thinned:
    """An outline with fewer points.

    :param polygons: each a list of rings, the first the outer one
    :param points: how many points there are now, and were before
    :param metres: how far the new line may lie from the old one at most
    """

    polygons: list[list[Ring]]
    points: int
    points_before: int
    metres: float

    def as_geojson(self) -> dict[str, Any]:
        """A MultiPolygon with five decimals (about a metre)."""
        coordinates = [
            [_closed(ring).round(5).tolist() for ring in rings] for rings in self.polygons
        ]
        return {"type": "MultiPolygon", "coordinates": coordinates}


def polygons_of(geometry: Mapping[str, Any]) -> list[list[Ring]]:
    """Rings of a Polygon or MultiPolygon.

    :raises NotAnOutline: if it is neither, is broken, or lies outside Japan (or has its axes swapped)
    """
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon":
        coordinates = [coordinates]
    elif kind != "MultiPolygon":
        raise NotAnOutline(
            f"形の種類「{kind}」は境界に使えません。面（Polygon）のデータをお使いください。"
        )
    try:
        found = [[_ring(ring) for ring in rings] for rings in coordinates or ()]
    except (TypeError, ValueError, LookupError) as broken:
        raise NotAnOutline("座標が壊れています。もとのデータを確かめてください。") from broken
    found = [rings for rings in found if rings and len(rings[0]) >= 3]
    if not found:
        raise NotAnOutline("境界の点が足りません。もとのデータを確かめてください。")
    refuse_abroad(np.concatenate([rings[0] for rings in found]))
    return found


def _ring(points: Sequence[Sequence[float]]) -> Ring:
    ring = np.array([(float(p[0]), float(p[1])) for p in points], dtype=np.float64)
    if len(ring) > 1 and (ring[0] == ring[-1]).all():
        ring = ring[:-1]
    if not np.isfinite(ring).all():
        raise ValueError("not finite")
    return ring


def refuse_abroad(points: Ring) -> None:
    """Coordinates must be longitude and latitude in degrees, in Japan.

    :raises NotAnOutline: if not
    """
    west, south, east, north = JAPAN
    x, y = points[:, 0], points[:, 1]
    if ((x >= west) & (x <= east) & (y >= south) & (y <= north)).all():
        return
    if ((y >= west) & (y <= east) & (x >= south) & (x <= north)).all():
        raise NotAnOutline("緯度と経度が逆になっています。経度・緯度の順のデータをお使いください。")
    raise NotAnOutline(
        "日本の緯度・経度ではありません。世界測地系の緯度・経度（度）のデータをお使いください。"
    )


def thinned(polygons: list[list[Ring]], *, most_points: int) -> Thinned:
    """The outline with at most so many points: the least deviation, doubled from half a metre until it fits."""
    before = _count(polygons)
    metres, now = 0.0, polygons
    tolerance = 0.5
    while _count(now) > most_points and tolerance < 100_000:
        now = list(_simpler(polygons, tolerance))
        metres, tolerance = tolerance, tolerance * 2
    return Thinned(now, _count(now), before, metres)


def _count(polygons: list[list[Ring]]) -> int:
    return sum(len(ring) for rings in polygons for ring in rings)


def _simpler(polygons: list[list[Ring]], metres: float) -> Iterator[list[Ring]]:
    """Every polygon simpler; holes and islands smaller than the tolerance go, the largest stays."""
    simple = [[_simplified(ring, metres) for ring in rings] for rings in polygons]
    kept = [[r for n, r in enumerate(rings) if n == 0 or len(r) >= 3] for rings in simple]
    whole = [rings for rings in kept if len(rings[0]) >= 3]
    yield from whole or [max(polygons, key=lambda rings: abs(area_of(rings[0])))]


def _simplified(ring: Ring, metres: float) -> Ring:
    """Douglas–Peucker on a closed ring, split at the two points farthest apart along it."""
    flat = _metres(ring)
    far = int(np.argmax(((flat - flat[0]) ** 2).sum(axis=1)))
    closed = np.vstack([flat, flat[:1]])
    keep = np.zeros(len(closed), dtype=bool)
    keep[[0, far, len(closed) - 1]] = True
    stack = [(0, far), (far, len(closed) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        distances = _distances(closed[first + 1 : last], closed[first], closed[last])
        worst = int(np.argmax(distances))
        if distances[worst] > metres:
            middle = first + 1 + worst
            keep[middle] = True
            stack += [(first, middle), (middle, last)]
    kept: Ring = ring[keep[:-1]]
    return kept


def _distances(points: Ring, start: Ring, end: Ring) -> Ring:
    """Distance of points to the segment from start to end."""
    line = end - start
    length = float((line**2).sum())
    if length == 0:
        nearest = np.broadcast_to(start, points.shape)
    else:
        along = np.clip(((points - start) @ line) / length, 0, 1)
        nearest = start + along[:, None] * line
    found: Ring = np.sqrt(((points - nearest) ** 2).sum(axis=1))
    return found


def _metres(ring: Ring) -> Ring:
    scale = math.cos(math.radians(float(ring[:, 1].mean())))
    flat: Ring = ring * np.array([METRES_PER_DEGREE * scale, METRES_PER_DEGREE])
    return flat


def _closed(ring: Ring) -> Ring:
    closed: Ring = np.vstack([ring, ring[:1]])
    return closed


def area_of(ring: Ring) -> float:
    """Signed area of a ring in square degrees."""
    x, y = ring[:, 0], ring[:, 1]
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2)


def middle_of(polygons: list[list[Ring]]) -> tuple[float, float]:
    """Longitude and latitude of the middle of the largest part."""
    ring = max((rings[0] for rings in polygons), key=lambda r: abs(area_of(r)))
    x, y = ring[:, 0], ring[:, 1]
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    size = float(cross.sum()) / 2
    if abs(size) < 1e-12:
        return float(x.mean()), float(y.mean())
    across = float(((x + np.roll(x, -1)) * cross).sum() / (6 * size))
    up = float(((y + np.roll(y, -1)) * cross).sum() / (6 * size))
    return across, up


def holds(polygons: Sequence[Sequence[Ring]], longitude: float, latitude: float) -> bool:
    """Whether a point lies in an outline and in none of its holes (even-odd rule, in degrees)."""
    return any(
        sum(_crossings(ring, longitude, latitude) for ring in rings) % 2 for rings in polygons
    )


def _crossings(ring: Ring, longitude: float, latitude: float) -> int:
    """How often a line from the point to the east crosses the ring."""
    x, y = ring[:, 0], ring[:, 1]
    to_x, to_y = np.roll(x, -1), np.roll(y, -1)
    spans = (y > latitude) != (to_y > latitude)
    rise = np.where(spans, to_y - y, 1.0)
    at = x + (latitude - y) * (to_x - x) / rise
    return int((spans & (at > longitude)).sum())


@dataclass(frozen=True)
class Drawing:
    """SVG paths in one picture of the given size; `paths` and their `middles` in the order given."""

    width: float
    height: float
    paths: tuple[str, ...]
    middles: tuple[tuple[float, float], ...] = ()


def drawing(outlines: Sequence[Mapping[str, Any]], *, width: float = 320) -> Drawing:
    """Draw outlines side by side in one picture, north up, shapes true at their latitude."""
    shapes = [polygons_of(outline) for outline in outlines]
    points = np.concatenate([ring for polygons in shapes for rings in polygons for ring in rings])
    west, north = float(points[:, 0].min()), float(points[:, 1].max())
    scale = math.cos(math.radians(float(points[:, 1].mean())))
    across = max(float(np.ptp(points[:, 0])) * scale, 1e-9)
    up = max(float(np.ptp(points[:, 1])), 1e-9)
    unit = width / max(across, up)
    paths = tuple(_path(polygons, west, north, scale, unit) for polygons in shapes)
    places = (middle_of(polygons) for polygons in shapes)
    middles = tuple(
        (round((x - west) * scale * unit, 1), round((north - y) * unit, 1)) for x, y in places
    )
    return Drawing(round(across * unit, 1), round(up * unit, 1), paths, middles)


def _path(polygons: list[list[Ring]], west: float, north: float, scale: float, unit: float) -> str:
    pieces = []
    for rings in polygons:
        for ring in rings:
            x = (ring[:, 0] - west) * scale * unit
            y = (north - ring[:, 1]) * unit
            points = "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(x, y, strict=True))
            pieces.append(f"M{points}Z")
    return "".join(pieces)
