"""What councils bring to the start page and to the lines of others: meetings to come, replies missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse

from sasaeai.councils.models import Council, Meeting
from sasaeai.councils.rules.meetings import MeetingState
from sasaeai.councils.rules.replies import Reply
from sasaeai.people.models import User
from sasaeai.towns import clock
from sasaeai.ui import slots

SOON = timedelta(days=14)
MOST = 4


def _viewer(request: HttpRequest) -> User | None:
    user = request.user
    return user if isinstance(user, User) and user.may("councils.see") else None


def meetings_card(request: HttpRequest) -> dict[str, Any] | None:
    """会議: the next two weeks with the replies still missing, and what nobody marked as held (one query).

    `first`: all of today, or the very next one.
    """
    user, today = _viewer(request), clock.today()
    if user is None:
        return None
    mine = Meeting.objects.visible_to(user).filter(state=MeetingState.PLANNED, on__lte=today + SOON)
    counted = mine.select_related("council").annotate(
        missing=Count("invitations", filter=Q(invitations__reply=Reply.NONE))
    )
    found = list(counted.order_by("on", "pk")[:40])
    coming = [one for one in found if one.on >= today]
    unmarked = [one for one in found if one.on < today]
    if not found:
        return None
    first = [one for n, one in enumerate(coming) if n == 0 or one.on == today]
    return {
        "first": first,
        "coming": coming[len(first) : MOST],
        "unmarked": unmarked[:MOST],
        "more": len(unmarked) > MOST,
    }


def council_address(request: HttpRequest, key: int) -> str | None:
    """The page of a council, if the person may see it."""
    user = _viewer(request)
    seen = user and Council.objects.visible_to(user).filter(pk=key).exists()
    return reverse("councils:council", args=[key]) if seen else None


def meeting_address(request: HttpRequest, key: int) -> str | None:
    """The page of a meeting, if the person may see it."""
    user = _viewer(request)
    seen = user and Meeting.objects.visible_to(user).filter(pk=key).exists()
    return reverse("councils:meeting", args=[key]) if seen else None


def council_lines(request: HttpRequest, keys: list[int]) -> Iterable[slots.SearchLine]:
    """Lines of the councils among the keys that the person may see, in the order of the keys."""
    user = _viewer(request)
    if user is None:
        return
    seen = Council.objects.visible_to(user).filter(pk__in=keys).prefetch_related("areas")
    known = {one.pk: one for one in seen}
    for one in (known[key] for key in keys if key in known):
        yield slots.SearchLine(
            key=one.pk,
            title=one.name,
            detail=f"協議体・{one.area_names}",
            url=reverse("councils:council", args=[one.pk]),
        )


def meeting_lines(request: HttpRequest, keys: list[int]) -> Iterable[slots.SearchLine]:
    """Lines of the meetings among the keys that the person may see, in the order of the keys."""
    user = _viewer(request)
    if user is None:
        return
    seen = Meeting.objects.visible_to(user).filter(pk__in=keys).select_related("council")
    known = {one.pk: one for one in seen}
    for one in (known[key] for key in keys if key in known):
        day = f"{one.on.year}年{one.on.month}月{one.on.day}日"
        yield slots.SearchLine(
            key=one.pk,
            title=one.name,
            detail=f"会議・{day}・{one.get_state_display()}",
            url=reverse("councils:meeting", args=[one.pk]),
        )
