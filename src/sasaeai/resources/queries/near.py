"""Near a place that somebody names: what point is meant, and the order by distance as the crow flies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import cos, radians
from typing import Any, Protocol

import numpy as np
from django.db.models import F, FloatField, Q
from django.db.models.expressions import ExpressionWrapper

from sasaeai.analysis.access.plane import ground_metres
from sasaeai.analysis.addresses.book import FINENESS_WORDS
from sasaeai.analysis.addresses.postcodes import alone
from sasaeai.analysis.outlines import METRES_PER_DEGREE
from sasaeai.people.rules import match_key
from sasaeai.places.models import Area
from sasaeai.places.queries import locate, point_of_postcode
from sasaeai.resources.models import Resource, ResourceQuerySet

_DEGREES = re.compile(r"^\s*(\d{2}(?:\.\d+)?)\s*[,、 ]\s*(\d{3}(?:\.\d+)?)\s*$")


class Placed(Protocol):
    """Something that may have a point."""

    @property
    def pk(self) -> int:
        """Its key."""

    @property
    def latitude(self) -> float | None:
        """Degrees north."""

    @property
    def longitude(self) -> float | None:
        """Degrees east."""


@dataclass(frozen=True)
class Near:
    """A point by which a list is ordered.

    :param how: how it was understood (番地（街区）までの位置, 区域の中心 …)
    """

    name: str
    how: str
    latitude: float
    longitude: float

    @property
    def point(self) -> tuple[float, float]:
        """Latitude and longitude in degrees."""
        return self.latitude, self.longitude

    def metres_to(self, one: Placed) -> int | None:
        """Straight distance; None for what has no point."""
        return metres_between(self.point, one)


def metres_between(point: tuple[float, float], one: Placed) -> int | None:
    """Straight distance in metres from a point (latitude, longitude); None for what has no point."""
    if one.latitude is None or one.longitude is None:
        return None
    ends = (point[1], point[0], one.longitude, one.latitude)
    return round(float(ground_metres(*(np.array([end]) for end in ends))[0]))


def point_near(town_id: int, typed: str) -> Near | None:
    """The point meant by coordinates, a postcode, an address, an area, or the name of a place in the register.

    None where nothing of the town is called so (four queries at most).
    """
    degrees = _DEGREES.match(typed)
    if degrees:
        south, west = float(degrees[1]), float(degrees[2])
        inside = 20 <= south <= 46 and 122 <= west <= 154
        return Near(typed.strip(), "緯度・経度", south, west) if inside else None
    if postcode := alone(typed):
        middle = point_of_postcode(town_id, postcode)
        return None if middle is None else Near(postcode, "郵便番号の町域の真ん中", *middle)
    found = locate(town_id, typed)
    if found.point is not None:
        return Near(found.name, FINENESS_WORDS[found.fineness], *found.point)
    area = Area.objects.of_town(town_id).filter(name=typed.strip(), latitude__isnull=False).first()
    if area is not None and area.latitude is not None and area.longitude is not None:
        return Near(area.name, "区域の中心", area.latitude, area.longitude)
    return _called(town_id, typed)


def _called(town_id: int, typed: str) -> Near | None:
    key = match_key(typed)
    if not key:
        return None
    rows = Resource.objects.filter(town=town_id, latitude__isnull=False).kept()
    one = rows.filter(Q(name_key=key) | Q(venue=typed.strip())).order_by("pk").first()
    if one is None or one.latitude is None or one.longitude is None:
        return None
    return Near(
        one.name if one.name_key == key else one.venue, "資源の位置", one.latitude, one.longitude
    )


def by_distance(
    found: ResourceQuerySet, near: tuple[float, float], within: int | None = None
) -> ResourceQuerySet:
    """The nearest first, those without a point last; with `within` only those so many metres away at most."""
    south, west = near
    narrow = cos(radians(south)) ** 2
    up, across = F("latitude") - south, F("longitude") - west
    away = ExpressionWrapper(up * up + across * across * narrow, FloatField())
    placed: Any = found.annotate(away=away)
    if within is not None:
        degrees = within / METRES_PER_DEGREE
        wide = degrees / cos(radians(south))
        # The box first: an index answers it.
        placed = placed.filter(
            latitude__range=(south - degrees, south + degrees),
            longitude__range=(west - wide, west + wide),
            away__lte=degrees**2,
        )
    nearest: ResourceQuerySet = placed.order_by(F("away").asc(nulls_last=True), "sort_key", "pk")
    return nearest
