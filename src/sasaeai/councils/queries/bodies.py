"""協議体: the list and what a page of one shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q, QuerySet

from sasaeai.councils.models import Council, Meeting, MeetingTask, Membership
from sasaeai.councils.rules.meetings import TOOK_PART, MeetingState
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


@dataclass(frozen=True)
class CouncilPage:
    """What the page of a council shows."""

    seats: list[Membership]
    former: int
    kinds: list[tuple[str, int]]
    coming: list[Meeting]
    meetings: list[Meeting]
    tasks: list[MeetingTask]


def council_page(council: Council, *, today: date, past: bool = False) -> CouncilPage:
    """Members of the day (or everybody who ever was), meetings to come and gone, open tasks (five queries)."""
    everybody = council.memberships.select_related("participant__body", "kind")
    seats = list(everybody if past else everybody.held_on(today))
    kinds = Counter(seat.kind.label if seat.kind else "立場なし" for seat in seats)
    known = council.meetings.select_related("council").annotate(
        came=Count("attendances", filter=Q(attendances__took__in=sorted(TOOK_PART)))
    )
    waiting = (MeetingState.PLANNED, MeetingState.POSTPONED)
    return CouncilPage(
        seats=seats,
        former=0 if past else council.memberships.count() - len(seats),
        kinds=kinds.most_common(),
        coming=list(known.filter(state__in=waiting).order_by("on", "pk")),
        meetings=list(known.exclude(state__in=waiting).order_by("-on", "-pk")[:24]),
        tasks=list(
            MeetingTask.objects.open()
            .filter(meeting__council=council)
            .select_related("meeting__council", "post")
        ),
    )
