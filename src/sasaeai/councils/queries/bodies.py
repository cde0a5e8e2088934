"""協議体: the list and what a page of one shows."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Max, Min, Q, QuerySet

from sasaeai.councils.models import Council
from sasaeai.councils.rules.meetings import MeetingState
from sasaeai.people.rules import fiscal_year_of
from sasaeai.towns.viewer import Viewer


def councils_found(
    viewer: Viewer, *, today: date, tier: str = "", kind: int | None = None, words: str = ""
) -> QuerySet[Council]:
    """Councils the viewer may see, filtered; each with the next meeting and the count of this fiscal year."""
    year = fiscal_year_of(today)
    held = Q(meetings__state=MeetingState.HELD, meetings__fiscal_year=year)
    coming = Q(meetings__state=MeetingState.PLANNED, meetings__on__gte=today)
    found = Council.objects.visible_to(viewer).select_related("kind", "secretariat")
    if tier:
        found = found.filter(tier=tier)
    if kind is not None:
        found = found.filter(kind=kind)
    for word in words.split():
        found = found.filter(Q(name__contains=word) | Q(kana__contains=word))
    counted = found.annotate(
        held_this_year=Count("meetings", filter=held, distinct=True),
        last_held_on=Max("meetings__on", filter=Q(meetings__state=MeetingState.HELD)),
        next_on=Min("meetings__on", filter=coming),
    )
    in_order = counted.order_by("tier", "founded_on", "kana", "name", "pk")
    return in_order.prefetch_related("areas")
