"""P6: who took part in a period, council by council."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sasaeai.analysis.taking_part import Came, Diversity, diversity
from sasaeai.councils.models import Attendance, Council
from sasaeai.councils.queries.first_times import first_days
from sasaeai.councils.rules.meetings import MeetingState
from sasaeai.towns.viewer import Viewer

NO_KIND = "立場なし"


@dataclass(frozen=True)
class TakingPart:
    """Participation of a period: of all councils together, and of each."""

    whole: Diversity
    councils: tuple[tuple[Council, Diversity], ...]


def taking_part(viewer: Viewer, *, first: date, last: date) -> TakingPart:
    """Diversity of the held meetings that the viewer may see (three queries).

    A person who comes to several councils is one person in the whole, and one in each.
    """
    seen = list(Council.objects.visible_to(viewer).prefetch_related("areas"))
    debut = first_days(viewer.town_id)
    lines = Attendance.objects.took_part().filter(
        meeting__council__in=[c.pk for c in seen],
        meeting__state=MeetingState.HELD,
        meeting__on__range=(first, last),
    )
    by_council: dict[int, list[Came]] = defaultdict(list)
    values = lines.order_by("meeting__on", "pk").values_list(
        "meeting__council", "meeting", "meeting__on", "participant", "kind__label"
    )
    for council, meeting, on, person, kind in values:
        is_first = debut.get(person) == on
        by_council[council].append(Came(meeting, on, person, kind or NO_KIND, is_first))
    return TakingPart(
        whole=diversity(line for lines in by_council.values() for line in lines),
        councils=tuple((c, diversity(by_council[c.pk])) for c in seen if by_council.get(c.pk)),
    )
