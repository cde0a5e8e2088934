"""Found resources in an order: the nearest first, or those whose name says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import cos, radians

import numpy as np
from django.db.models import Case, F, FloatField, IntegerField, Value, When
from django.db.models.expressions import ExpressionWrapper

from sasaeai.analysis.access.plane import ground_metres
from sasaeai.people.rules import match_key
from sasaeai.resources.models import Resource
from sasaeai.resources.queries.finding import Asked, resources_found
from sasaeai.towns.viewer import Viewer


@dataclass(frozen=True)
class Ranked:
    """A found resource with its place in the order; `metres` as the crow flies, None without a point."""

    rank: int
    resource: Resource
    metres: int | None


def ranked(
    viewer: Viewer,
    words: str,
    *,
    today: date,
    near: tuple[float, float] | None = None,
    limit: int = 20,
    public_only: bool = False,
) -> list[Ranked]:
    """The best found (two queries). With `near` the nearest first, those without a point last; otherwise those
    whose name holds the words, the newest confirmed first."""
    found = resources_found(viewer, Asked(words=words), today=today)
    if public_only:
        found = found.public(today)
    if near is not None:
        lat, lon = near
        narrow = cos(radians(lat)) ** 2
        away = (F("latitude") - lat) * (F("latitude") - lat) + (F("longitude") - lon) * (
            F("longitude") - lon
        ) * narrow
        found = found.annotate(away=ExpressionWrapper(away, FloatField()))
        found = found.order_by(F("away").asc(nulls_last=True), "sort_key", "pk")
    else:
        key = match_key(words)
        named = Case(
            When(name_key__contains=key, then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
        found = found.annotate(named=named).order_by(
            "named", F("assured_on").desc(nulls_last=True), "sort_key", "pk"
        )
    rows = found.select_related("kind", "area").prefetch_related("schedules")[:limit]
    return [Ranked(n, one, _metres(one, near)) for n, one in enumerate(rows, start=1)]


def _metres(one: Resource, near: tuple[float, float] | None) -> int | None:
    if near is None or one.latitude is None or one.longitude is None:
        return None
    ends = (near[1], near[0], one.longitude, one.latitude)
    return round(float(ground_metres(*(np.array([end]) for end in ends))[0]))
