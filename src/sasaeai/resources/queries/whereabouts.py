"""In which areas a point lies, where the town has drawn their outlines: offered, never decided."""

from __future__ import annotations

from datetime import date

from sasaeai.places.models import Area
from sasaeai.places.queries import outlines_of
from sasaeai.resources.models import Resource
from sasaeai.resources.rules.placing import Spot


def areas_around(town_id: int, spot: Spot | None, on: date) -> list[Area]:
    """Areas whose outline holds the point, the smallest of each way of dividing first (one query)."""
    return outlines_of(town_id, on).around(spot.latitude, spot.longitude) if spot else []


def areas_offered(resource: Resource, on: date) -> list[Area]:
    """Areas for a resource that names none though it has a point (one query at most)."""
    if resource.area_id is not None or resource.latitude is None or resource.longitude is None:
        return []
    return outlines_of(resource.town_id, on).around(resource.latitude, resource.longitude)
