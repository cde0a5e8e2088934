"""The board: open troubles by state, the most urgent and the oldest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from sasaeai.needs.queries.listing import LISTED, Asked, Line, labels_of, needs_found
from sasaeai.needs.rules.states import OPEN, NeedState
from sasaeai.towns.viewer import Viewer

A_COLUMN = 15


@dataclass(frozen=True)
class Column:
    """One state: how many, and those to be looked at first with their categories in words."""

    state: NeedState
    count: int
    needs: list[tuple[Line, list[str]]]

    @property
    def has_more(self) -> bool:
        """Whether there are more than are shown."""
        return self.count > len(self.needs)


def board_of(viewer: Viewer, asked: Asked) -> list[Column]:
    """A column a state that is open (two queries)."""
    found = needs_found(viewer, asked).filter(state__in=OPEN).order_by()
    order = (F("urgency").asc(), F("heard_on").asc(), F("pk").asc())
    place = Window(RowNumber(), partition_by=F("state"), order_by=order)
    first = found.annotate(place=place, n=Window(Count("pk"), partition_by=F("state")))
    rows = first.filter(place__lte=A_COLUMN).order_by("place").values_list("n", *LISTED)
    waiting = [(count, Line._make(row)) for count, *row in rows]
    labels = labels_of(line.key for _, line in waiting)
    counts = {line.state: count for count, line in waiting}
    return [
        Column(
            state,
            counts.get(state, 0),
            [(line, labels[line.key]) for _, line in waiting if line.state == state],
        )
        for state in NeedState
        if state in OPEN
    ]
