"""Near by the way on foot, where the streets of the town are there (docs/manual/walking.md)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db.models import Case, IntegerField, Value, When

from sasaeai.analysis.access.from_here import FARTHEST_METRES, metres_on_foot
from sasaeai.analysis.access.network import Network
from sasaeai.documents.walking.town_walks import network_of
from sasaeai.resources.models import ResourceQuerySet
from sasaeai.resources.queries.near import Placed, by_distance

# So many of the nearest as the crow flies are walked to; what is farther is not asked for on foot.
MOST_WALKED = 1000


def streets_of(town_code: str) -> Network | None:
    """The walking network of the town, if an administrator has laid one."""
    return network_of(Path(settings.SASAEAI_WALKING), town_code)


def by_way_on_foot(
    found: ResourceQuerySet, network: Network, near: tuple[float, float], within: int | None
) -> ResourceQuerySet:
    """The nearest on foot first, at most `within` metres (or five kilometres) away; the others are left out.

    The way is never shorter than the straight line, so only what lies within that is walked to (one more query).
    """
    limit = float(within or FARTHEST_METRES)
    rows = by_distance(found, near, round(limit)).values_list("pk", "latitude", "longitude")
    some = [(pk, y, x) for pk, y, x in rows[:MOST_WALKED] if y is not None and x is not None]
    metres = metres_on_foot(network, near, [(y, x) for _, y, x in some], limit_metres=limit)
    walked = sorted((m, pk) for m, (pk, _, _) in zip(metres, some, strict=True) if m is not None)
    if not walked:
        return found.none()
    places = [When(pk=pk, then=Value(place)) for place, (_, pk) in enumerate(walked)]
    chosen = found.filter(pk__in=[pk for _, pk in walked])
    return chosen.order_by(Case(*places, output_field=IntegerField()))


def walked_to(
    network: Network | None, near: tuple[float, float], some: Iterable[Placed]
) -> dict[int, int]:
    """Metres on foot to each of some resources, by key; those too far or off the streets are left out."""
    placed = [
        (one.pk, one.latitude, one.longitude)
        for one in some
        if one.latitude is not None and one.longitude is not None
    ]
    if network is None or not placed:
        return {}
    metres = metres_on_foot(network, near, [(y, x) for _, y, x in placed])
    return {pk: m for (pk, _, _), m in zip(placed, metres, strict=True) if m is not None}
