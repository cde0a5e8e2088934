"""What plans bring to the pages of others: start page, search, the way from the history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse

from sasaeai.councils.models import DistrictPlan
from sasaeai.councils.queries.plans import late_steps
from sasaeai.people.models import User
from sasaeai.towns import clock
from sasaeai.ui import slots

SEE, RECORD = "councils.see", "councils.record"
PLAN = "councils.DistrictPlan"


def join() -> None:
    """Fill the slots."""
    slots.record_links.fill(slots.RecordLink(PLAN, address, lines))
    slots.search_sources.fill(slots.SearchSource(PLAN, "地区の計画", SEE, lines))
    slots.start_cards.fill(
        slots.StartCard("district-plans", "councils/plans/_card.html", RECORD, 60, card)
    )


def card(request: HttpRequest) -> dict[str, Any] | None:
    """Steps of the person's districts that should have been done (one query)."""
    steps = late_steps(cast("User", request.user), today=clock.today())
    return {"steps": steps[:3], "count": len(steps)} if steps else None


def address(request: HttpRequest, key: int) -> str | None:
    """The page of a plan, if the person may see it."""
    return next((line.url for line in lines(request, [key])), None)


def lines(request: HttpRequest, keys: list[int]) -> Iterable[slots.SearchLine]:
    """Lines of the plans among the keys, in the order of the keys."""
    user = request.user
    if not isinstance(user, User) or not user.may(SEE):
        return
    known = DistrictPlan.objects.visible_to(user).select_related("area").in_bulk(keys)
    for one in (known[key] for key in keys if key in known):
        yield slots.SearchLine(
            key=one.pk,
            title=one.title,
            detail=f"地区の計画・{one.area.name}・{one.get_state_display()}",
            url=reverse("plans:plan", args=[one.pk]),
        )
