"""The register on a map: points of what was found, boundaries to see them by, and what has no point yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from sasaeai.analysis.addresses.book import Located
from sasaeai.places.models import Area, Level
from sasaeai.places.queries import locator, postcodes_of
from sasaeai.resources.models import Resource, ResourceQuerySet
from sasaeai.resources.rules.states import State


def points_of(found: ResourceQuerySet) -> list[list[Any]]:
    """`[latitude, longitude, key, name, paused]` of everything found that has a point (one query)."""
    rows = found.filter(latitude__isnull=False).order_by()
    columns = rows.values_list("latitude", "longitude", "pk", "name", "state")
    return [
        [round(y, 6), round(x, 6), pk, name, int(state == State.PAUSED)]
        for y, x, pk, name, state in columns
        if y is not None and x is not None
    ]


def drawn_levels(town_id: int, on: date) -> list[Level]:
    """Levels whose areas have outlines, those of the second tier first (one query)."""
    drawn = Area.objects.of_town(town_id).in_use_on(on).filter(outline__isnull=False)
    counts = dict(drawn.order_by().values_list("level").annotate(n=Count("pk")))
    levels = Level.objects.filter(pk__in=counts).select_related("tree")
    return sorted(levels, key=lambda one: ("2" not in one.tier, -one.depth, one.pk))


def boundaries(town_id: int, on: date, level: int | None) -> list[Area]:
    """Areas with outlines of the level, or of the first drawn one (two queries)."""
    levels = drawn_levels(town_id, on)
    chosen = next((one for one in levels if one.pk == level), levels[0] if levels else None)
    if chosen is None:
        return []
    drawn = Area.objects.filter(level=chosen, outline__isnull=False).in_use_on(on)
    return list(drawn)


@dataclass(frozen=True)
class Unplaced:
    """A resource with an address and no point, and what the town's lists say of the address."""

    resource: Resource
    located: Located | None


def unplaced(town_id: int, *, most: int | None = None) -> list[Unplaced]:
    """Resources without a point whose address may tell it (three queries)."""
    rows = Resource.objects.filter(town=town_id, latitude__isnull=True).alive().exclude(address="")
    locate = locator(town_id)
    return [Unplaced(one, locate(one.address) if locate else None) for one in rows[:most]]


def without_postcode(town_id: int) -> list[tuple[Resource, str]]:
    """Resources with an address and no postcode, and the number their address has, "" if unclear (two queries)."""
    known = postcodes_of(town_id)
    rows = Resource.objects.filter(town=town_id, postcode="").alive().exclude(address="")
    return [(one, known.of_address(one.address)) for one in rows]
