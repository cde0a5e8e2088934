"""What waits: troubles nobody has begun with, people without a reply, texts without a category."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from sasaeai.needs.models import Need
from sasaeai.needs.queries.letters import count_waiting
from sasaeai.needs.rules.states import OPEN, NeedState, Urgency
from sasaeai.towns.viewer import Viewer

LONG = timedelta(days=14)
SHOWN = 3


@dataclass(frozen=True)
class Waiting:
    """Numbers of what waits, and the oldest.

    :param long: heard two weeks ago or earlier, and nobody has begun
    """

    received: int
    long: int
    without_reply: int
    unsettled: int
    unmet: int
    letters: int
    oldest: list[Need]

    @property
    def urgent(self) -> list[Need]:
        """Those of the oldest that wait for help at once: never folded away."""
        return [one for one in self.oldest if one.urgency == Urgency.NOW]

    @property
    def others(self) -> list[Need]:
        """The others of the oldest."""
        return [one for one in self.oldest if one.urgency != Urgency.NOW]

    @property
    def any(self) -> bool:
        """Whether anything waits."""
        return bool(
            self.letters or self.received or self.without_reply or self.unsettled or self.unmet
        )


def waiting_for(viewer: Viewer, today: date) -> Waiting:
    """What waits among the troubles the viewer may see (three queries)."""
    mine = Need.objects.visible_to(viewer).filter(state__in=OPEN)
    begun = Q(state=NeedState.RECEIVED)
    numbers = mine.order_by().aggregate(
        received=Count("pk", filter=begun),
        long=Count("pk", filter=begun & Q(heard_on__lte=today - LONG)),
        without_reply=Count("pk", filter=Q(intake__wants_reply=True, first_reply_on__isnull=True)),
        unsettled=Count("pk", filter=Q(settled_at__isnull=True)),
        unmet=Count("pk", filter=Q(unmet=True)),
    )
    oldest = mine.filter(begun).select_related("area").defer("area__outline")
    letters = count_waiting(viewer)
    return Waiting(
        **numbers,
        letters=letters,
        oldest=list(oldest.order_by("urgency", "heard_on", "pk")[:SHOWN]),
    )
