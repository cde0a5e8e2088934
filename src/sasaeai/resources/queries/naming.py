"""Names of areas as a file writes them: none means two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sasaeai.places.models import Area


def area_names(areas: Sequence[Area]) -> dict[int, str]:
    """A name for every area that means no other: with its level where two are called the same."""
    times = Counter(area.name for area in areas)
    return {
        a.pk: a.name if times[a.name] == 1 else f"{a.name}〔{a.level.name}・{a.code or a.pk}〕"
        for a in areas
    }


def area_names_of(town_id: int) -> dict[int, str]:
    """The names of all areas of a town (one query)."""
    areas = Area.objects.of_town(town_id).select_related("level").defer("outline")
    return area_names(list(areas))
