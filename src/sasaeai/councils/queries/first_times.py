"""初参加: when everybody was first seen at a council of the town."""

from __future__ import annotations

from datetime import date

from django.db.models import Min

from sasaeai.councils.models import Attendance
from sasaeai.councils.rules.meetings import MeetingState


def first_days(town_id: int | None) -> dict[int, date]:
    """Participant → the day of the first held meeting they took part in, in any council (one query)."""
    lines = Attendance.objects.took_part().filter(
        meeting__council__town=town_id, meeting__state=MeetingState.HELD
    )
    return dict(
        lines.order_by().values_list("participant").annotate(day=Min("meeting__on")).order_by()
    )
