"""発足のあゆみ: councils by founding year, and where there is none yet (F2)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sasaeai.councils.models import Council
from sasaeai.people.rules import fiscal_year_of
from sasaeai.places.models import Area
from sasaeai.towns.viewer import Viewer


@dataclass(frozen=True)
class FoundingYear:
    """One fiscal year: the councils founded in it, and how many there were at its end."""

    year: int
    founded: list[Council]
    ended: int
    standing: int


@dataclass(frozen=True)
class Founding:
    """The years, and each area of the tier's level with its councils.

    :param areas: area, its councils (empty: none yet)
    """

    years: list[FoundingYear]
    undated: list[Council]
    areas: list[tuple[Area, list[Council]]]


def founding(viewer: Viewer, *, today: date, tier: str = "2") -> Founding:
    """Councils of a tier by the fiscal year of their founding (three queries)."""
    found = Council.objects.visible_to(viewer).prefetch_related("areas")
    councils = list(found.filter(tier__contains=tier) if tier else found)
    dated = sorted((c for c in councils if c.founded_on), key=lambda c: (c.founded_on, c.pk))
    by_year: dict[int, list[Council]] = defaultdict(list)
    ended: dict[int, int] = defaultdict(int)
    for council in dated:
        if council.founded_on:
            by_year[fiscal_year_of(council.founded_on)].append(council)
        if council.closed_on and council.closed_on <= today:
            ended[fiscal_year_of(council.closed_on)] += 1
    years, standing = [], 0
    for year in sorted({*by_year, *ended}):
        standing += len(by_year[year]) - ended[year]
        years.append(FoundingYear(year, by_year[year], ended[year], standing))
    return Founding(
        years=years,
        undated=[c for c in councils if not c.founded_on],
        areas=_areas(viewer, councils, today=today, tier=tier),
    )


def _areas(
    viewer: Viewer, councils: list[Council], *, today: date, tier: str
) -> list[tuple[Area, list[Council]]]:
    """Every area of the levels that carry the tier, with the councils that stand there."""
    areas = Area.objects.visible_to(viewer).in_use_on(today).filter(level__tier__contains=tier)
    of_area: dict[int, list[Council]] = defaultdict(list)
    for council in councils:
        if council.closed_on is None or council.closed_on > today:
            for area in council.areas.all():
                of_area[area.pk].append(council)
    return [(area, of_area[area.pk]) for area in (areas if tier else areas.none())]
