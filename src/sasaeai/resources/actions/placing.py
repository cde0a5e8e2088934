"""Points of resources: set by a person, or for all that lack one by their addresses."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.resources.actions.given import Given
from sasaeai.resources.actions.writing import change_resource
from sasaeai.resources.models import Resource
from sasaeai.resources.queries.mapping import unplaced, without_postcode
from sasaeai.resources.rules.placing import Spot, spot_of
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer


def place_resource(*, by: Doer, at: datetime, resource: Resource, spot: Spot | None) -> Resource:
    """Set the point of a resource, or take it away.

    :raises ValidationError: if it does not lie in Japan
    """
    facts = {
        "latitude": spot.latitude if spot else None,
        "longitude": spot.longitude if spot else None,
        "match_level": str(spot.level) if spot else "",
    }
    return change_resource(by=by, at=at, resource=resource, given=Given(facts=facts))  # type: ignore[arg-type]


@transaction.atomic
def post_by_address(*, by: Doer, at: datetime, town: Town) -> int:
    """Give a postcode to every resource that lacks one and whose address leaves no choice; how many got one."""
    posted = []
    for resource, number in without_postcode(town.pk):
        if number:
            resource.postcode, resource.changed_at = number, at
            resource.changed_by_name = by.doer_name[:120]
            posted.append(resource)
    fields = ["postcode", "changed_at", "changed_by_name"]
    Resource.objects.bulk_update(posted, fields, batch_size=500)
    if posted:
        after = {"件数": len(posted), "名称": [one.name for one in posted[:50]]}
        history.note(by=by, at=at, what="resources.posted_many", about=town, after=after)
    return len(posted)


@transaction.atomic
def place_by_address(*, by: Doer, at: datetime, town: Town) -> int:
    """Give a point to every resource that lacks one and whose address tells it; how many got one."""
    placed = []
    for one in unplaced(town.pk):
        spot = spot_of(one.located) if one.located else None
        if spot is not None:
            resource = one.resource
            resource.latitude, resource.longitude = spot.latitude, spot.longitude
            resource.match_level, resource.changed_at = spot.level, at
            resource.changed_by_name = by.doer_name[:120]
            placed.append(resource)
    fields = ["latitude", "longitude", "match_level", "changed_at", "changed_by_name"]
    Resource.objects.bulk_update(placed, fields, batch_size=500)
    if placed:
        after = {"件数": len(placed), "名称": [one.name for one in placed[:50]]}
        history.note(by=by, at=at, what="resources.placed_many", about=town, after=after)
    return len(placed)
