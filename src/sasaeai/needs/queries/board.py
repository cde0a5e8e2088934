"""The board: open troubles by state, the most urgent and the oldest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from sasaeai.needs.models import Need
from sasaeai.needs.queries.listing import Asked, needs_found
from sasaeai.needs.rules.states import OPEN, NeedState
from sasaeai.towns.viewer import Viewer

A_COLUMN = 15


@dataclass(frozen=True)
class Column:
    """One state: how many, and those to be looked at first."""

    state: NeedState
    count: int
    needs: list[Need]


def board_of(viewer: Viewer, asked: Asked) -> list[Column]:
    """A column a state that is open (three queries)."""
    found = needs_found(viewer, asked).filter(state__in=OPEN).order_by()
    counts = dict(found.values_list("state").annotate(n=Count("pk")))
    order = (F("urgency").asc(), F("heard_on").asc(), F("pk").asc())
    place = Window(RowNumber(), partition_by=F("state"), order_by=order)
    first = found.annotate(place=place).filter(place__lte=A_COLUMN).order_by("place")
    waiting: dict[str, list[Need]] = {}
    for need in (
        first.select_related("area").defer("area__outline").prefetch_related("labels__term")
    ):
        waiting.setdefault(need.state, []).append(need)
    return [
        Column(state, counts.get(state, 0), waiting.get(state, []))
        for state in NeedState
        if state in OPEN
    ]
