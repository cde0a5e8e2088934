"""What was written down as an activity before becomes a meeting of its council; nothing is counted twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from sasaeai.activities.models import Activity
from sasaeai.councils.actions.meetings import hold_meeting, plan_meeting
from sasaeai.councils.models import Council, Meeting
from sasaeai.towns.viewer import Doer


@transaction.atomic
def make_meetings_of(
    *, by: Doer, at: datetime, council: Council, records: Iterable[Activity]
) -> list[Meeting]:
    """Each record becomes a meeting that was held, linked to it; numbers follow the days.

    People counted in the record who have no name in the council stay as its 名簿にない参加者.

    :raises ValidationError: if a record is of another town or belongs to a meeting already; then none is made
    """
    made = []
    for record in sorted(records, key=lambda one: (one.on, one.pk)):
        meeting = plan_meeting(
            by=by,
            at=at,
            council=council,
            on=record.on,
            posts=list(record.doers.all()),
            starts_at=record.starts_at,
            place=record.place,
            area=record.area if record.area_id else None,
            others=min(record.person_times, 2000),
            summary=record.wording,
        )
        made.append(hold_meeting(by=by, at=at, meeting=meeting, known=record))
    return made
