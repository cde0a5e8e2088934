"""What follows every write: the search index. Figures are asked afresh for every table (`councils.feeds`)."""

from __future__ import annotations

from typing import Any

from sasaeai.councils.models import Council, Meeting
from sasaeai.search import actions as search

COUNCIL, MEETING = "councils.Council", "councils.Meeting"


def council_written(council: Council) -> None:
    """A council was written."""
    texts = (
        *(council.name, council.kana, council.kind.label if council.kind else ""),
        *(council.area_names, council.purpose),
        council.secretariat.name if council.secretariat else "",
    )
    search.put(
        town_id=council.town_id,
        kind=COUNCIL,
        key=council.pk,
        text="\n".join(text for text in texts if text),
        day=council.founded_on,
        **_sight(council),
    )


def meeting_written(meeting: Meeting) -> None:
    """A meeting or its minutes were written; what was said word for word and the office's notes are not found."""
    council = meeting.council
    items = (f"{i.title} {i.digest} {i.decision}" for i in meeting.items.all())
    texts = (meeting.name, meeting.place, meeting.summary, council.area_names, *items)
    search.put(
        town_id=council.town_id,
        kind=MEETING,
        key=meeting.pk,
        text="\n".join(text for text in texts if text),
        day=meeting.on,
        **_sight(council),
    )


def _sight(council: Council) -> Any:
    """Who finds it: everybody of the town, or the people of its areas."""
    if council.is_of_whole_town:
        return {"area_id": None, "open_to_town": True}
    first, *more = (area.pk for area in council.areas.all())
    return {"area_id": first, "more_area_ids": more}
