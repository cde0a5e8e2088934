"""Postcodes and distances between places."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from sasaeai.api.asking import Wrong
from sasaeai.resources.exporting.public import PublicRecord

METRES_PER_DEGREE = 111_320.0
Point = tuple[float, float]


def digits(postcode: str) -> str:
    """The figures of a postcode.

    >>> digits("〒920-0000")
    '9200000'
    """
    return re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", postcode))


def metres_of(asked: Any) -> float | None:
    """`proximity` in metres.

    :raises Wrong: if it is no number from 0 on
    """
    text = asked.get("proximity", "").strip()
    if not text:
        return None
    try:
        metres = float(text)
    except ValueError:
        raise Wrong("proximity", "メートルの数にしてください。") from None
    if not 0 <= metres < math.inf:
        raise Wrong("proximity", "0以上の数にしてください。")
    return metres


def point_of(record: PublicRecord) -> Point | None:
    """Latitude and longitude, if they are shown."""
    latitude, longitude = record.columns.get("latitude"), record.columns.get("longitude")
    return None if latitude is None or longitude is None else (latitude, longitude)


def middle_of(points: Sequence[Point]) -> Point | None:
    """The middle of points; None of none."""
    if not points:
        return None
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def metres_between(one: Point, other: Point) -> float:
    """Distance in metres, good for the size of a town.

    >>> round(metres_between((36.56, 136.65), (36.57, 136.65)))
    1113
    """
    north = (one[0] - other[0]) * METRES_PER_DEGREE
    east = (one[1] - other[1]) * METRES_PER_DEGREE * math.cos(math.radians(one[0]))
    return math.hypot(north, east)
