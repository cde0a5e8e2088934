"""Parts that the register brings to the start page and to the page of a partner."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest

from sasaeai.people.models import Organisation, User
from sasaeai.places.queries import areas_within
from sasaeai.resources.models import ChangeProposal, ProposalState, Resource
from sasaeai.towns import clock


def resources_card(request: HttpRequest) -> dict[str, Any] | None:
    """届いたもの: what operators sent and what is to be confirmed where the person works (three queries)."""
    user, today = cast(User, request.user), clock.today()
    due = Resource.objects.visible_to(user).to_confirm(today)
    areas = user.area_ids()
    if areas is not None:
        due = due.filter(area__in=areas_within(areas))
    waiting = ChangeProposal.objects.filter(
        resource__town=user.town_id, state=ProposalState.WAITING
    ).count()
    count = due.count()
    if not count and not waiting:
        return None
    first = due.select_related("area").order_by("leaves_public_on", "pk")[:3]
    return {"due": count, "waiting": waiting, "first": list(first)}


def of_organisation(request: HttpRequest, organisation: Organisation) -> dict[str, Any] | None:
    """What a partner runs (one query)."""
    mine = Resource.objects.visible_to(cast(User, request.user)).kept()
    found = list(mine.filter(operator=organisation).select_related("kind", "area")[:30])
    return {"resources": found} if found else None
