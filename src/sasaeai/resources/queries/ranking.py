"""Found resources in an order: the nearest first, or those whose name says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, IntegerField, Value, When

from sasaeai.people.rules import match_key
from sasaeai.resources.models import Resource
from sasaeai.resources.queries.finding import Asked, resources_found
from sasaeai.resources.queries.near import by_distance, metres_between
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
    within: int | None = None,
    limit: int = 20,
    public_only: bool = False,
) -> list[Ranked]:
    """The best found (two queries). With `near` the nearest first, those without a point last; otherwise those
    whose name holds the words, the newest confirmed first."""
    found = resources_found(viewer, Asked(words=words), today=today)
    if public_only:
        found = found.public(today)
    if near is not None:
        found = by_distance(found, near, within)
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
    return [
        Ranked(n, one, metres_between(near, one) if near else None)
        for n, one in enumerate(rows, start=1)
    ]
