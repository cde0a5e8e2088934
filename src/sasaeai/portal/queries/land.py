"""Areas with maps, what lies within what, and the names that residents ask near."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from sasaeai.analysis.outlines import NotAnOutline, middle_of, polygons_of, thinned
from sasaeai.places.models import Area, Belonging
from sasaeai.places.queries import points_of_postcodes
from sasaeai.portal.models import Landmark, PortalSettings
from sasaeai.portal.queries.settings import default_level

MOST_OUTLINE_POINTS = 400
POSTCODE = "郵便番号"
# 支合市みどり町2丁目3-4 → みどり町2丁目; みどり町345 → みどり町
_BLOCK = re.compile(r"^(.+?[0-9０-９一二三四五六七八九十]+丁目|[^0-9０-９]+)")
_TOWN = re.compile(r"^.{1,12}?[都道府県]?.{0,8}?[市区町村](?=.)")


@dataclass(frozen=True)
class Land:
    """The areas of the town as published: `areas` those with a map, `above` all that each lies in."""

    level: str
    areas: list[dict[str, Any]]
    above: Mapping[int, frozenset[int]]

    def around(self, keys: Iterable[int | None]) -> list[int]:
        """The areas themselves and all they lie in, in order of their keys."""
        found = frozenset().union(*(self.above.get(k, {k}) for k in keys if k is not None))
        return sorted(found)


def land_of(town_id: int, decided: PortalSettings, today: date) -> Land:
    """The areas with maps and what lies within what on the day (three queries)."""
    level = decided.map_level or default_level(town_id)
    rows = Area.objects.filter(level=level).in_use_on(today) if level else Area.objects.none()
    areas = [_area(one, level.name if level else "") for one in rows]
    return Land(level.name if level else "", areas, _above(town_id, today))


def _area(area: Area, level: str) -> dict[str, Any]:
    outline, middle = _outline(area)
    return {
        "key": str(area.pk),
        "name": area.name,
        "kana": area.kana,
        "level": level,
        "has_map": True,
        "latitude": area.latitude or (middle and middle[1]),
        "longitude": area.longitude or (middle and middle[0]),
        "outline": outline,
        "outline_source": area.outline_source,
    }


def _outline(area: Area) -> tuple[dict[str, Any] | None, tuple[float, float] | None]:
    if not area.outline:
        return None, None
    try:
        polygons = polygons_of(area.outline)
    except NotAnOutline:
        return None, None
    simple = thinned(polygons, most_points=MOST_OUTLINE_POINTS)
    return simple.as_geojson(), middle_of(polygons)


def _above(town_id: int, today: date) -> dict[int, frozenset[int]]:
    """Area → itself and everything it lies in on the day, in every tree."""
    parents: dict[int, list[int]] = defaultdict(list)
    lines = Belonging.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=today),
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        parent__level__tree__town=town_id,
    )
    for area, parent in lines.values_list("area_id", "parent_id"):
        parents[area].append(parent)
    return {area: _walked(area, parents) for area in parents}


def _walked(area: int, parents: Mapping[int, Sequence[int]]) -> frozenset[int]:
    found, waiting = {area}, [area]
    while waiting:
        new = set(parents.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return frozenset(found)


def marks_of(town_id: int, land: Land, places: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Landmarks, town blocks (the middle of what stands there), areas, venues and postcodes, best first."""
    marks = [
        _mark(m.name, m.get_sort_display(), 0, m.latitude, m.longitude, m.kana)
        for m in Landmark.objects.filter(town=town_id)
    ]
    known = [p for p in places if p["latitude"] is not None]
    marks += _middles(((block_of(p["content"]["address"]), p) for p in known), "町名", 1)
    named = Area.objects.of_town(town_id).filter(Q(latitude__isnull=False))
    marks += [
        _mark(a.name, "区域", 2, a.latitude, a.longitude, a.kana)
        for a in named
        if a.latitude is not None and a.longitude is not None
    ]
    there = {m["name"] for m in marks}
    marks += [
        _mark(a["name"], "区域", 2, a["latitude"], a["longitude"], a["kana"])
        for a in land.areas
        if a["latitude"] is not None and a["name"] not in there
    ]
    marks += _middles(((p["content"]["venue"], p) for p in known), "会場", 3)
    return marks + [
        _mark(name[:120], POSTCODE, 4, *point) for name, point in points_of_postcodes(town_id)
    ]


def block_of(address: str) -> str:
    """The town block of an address.

    >>> block_of("支合市みどり町2丁目3-4"), block_of("みどり町３４５")
    ('みどり町2丁目', 'みどり町')
    """
    rest = _TOWN.sub("", address.strip()) if "市" in address[:8] else address.strip()
    found = _BLOCK.match(rest)
    return found[1].strip("　 字") if found else ""


def _middles(
    named: Iterable[tuple[str, Mapping[str, Any]]], sort: str, rank: int
) -> list[dict[str, Any]]:
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for name, place in named:
        if name:
            points[name[:120]].append((place["latitude"], place["longitude"]))
    return [
        _mark(name, sort, rank, sum(y for y, _ in at) / len(at), sum(x for _, x in at) / len(at))
        for name, at in sorted(points.items())
    ]


def _mark(
    name: str, sort: str, rank: int, latitude: float, longitude: float, kana: str = ""
) -> dict[str, Any]:
    return {
        "name": name, "kana": kana, "sort": sort, "rank": rank,
        "latitude": latitude, "longitude": longitude,
    }  # fmt: skip
