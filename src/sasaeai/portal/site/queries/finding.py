"""さがす: which public places answer what a resident asked, nearest or first in reading order."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q

from sasaeai.analysis.access.from_here import metres_on_foot
from sasaeai.analysis.addresses.book import FINENESS_WORDS
from sasaeai.analysis.addresses.postcodes import alone
from sasaeai.analysis.outlines import METRES_PER_DEGREE
from sasaeai.analysis.parameters import figures
from sasaeai.analysis.words.asking import query_phrases, shortest
from sasaeai.analysis.words.folding import search_key
from sasaeai.documents.walking.town_walks import network_of
from sasaeai.portal.site.models import (
    PublicMark,
    PublicPlace,
    PublicPlaceQuerySet,
    PublicTime,
    PublicTown,
)
from sasaeai.portal.site.queries.addresses import locate

DAYS = {
    "today": "きょう",
    "tomorrow": "あした",
    "week": "今週",
    "mon": "月曜",
    "tue": "火曜",
    "wed": "水曜",
    "thu": "木曜",
    "fri": "金曜",
    "sat": "土曜",
    "sun": "日曜",
}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# How far: minutes on foot at the pace of older people, or metres as the crow flies for those who are driven.
MINUTES = {"walk10": 10, "walk20": 20}
BY_CAR_METRES = 5000
WITHIN = {"walk10": "歩いて10分まで", "walk20": "歩いて20分まで", "car": "車で（まっすぐ5kmまで）"}
# "Thursday" means a Thursday of the coming four weeks, so that 第2・第4木曜 is found as well.
WEEKS_AHEAD = 4
SHORTEST_MARK = 2
MOST_MARKS = 6


@dataclass(frozen=True)
class Asked:
    """What a resident asked for; empty = no matter.

    :param near: an address, station or district as typed
    :param day: a key of `DAYS`; `within`: a key of `WITHIN`
    :param what: code of a function
    """

    words: str = ""
    near: str = ""
    day: str = ""
    what: str = ""
    kind: str = ""
    area: str = ""
    within: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return not any((self.words, self.near, self.day, self.what, self.kind, self.area))


@dataclass(frozen=True)
class Near:
    """The point that was understood, what else it could be; `name` empty: not found.

    :param how: how finely an address is known; `credit`: whose points those are
    """

    typed: str
    name: str = ""
    latitude: float = 0.0
    longitude: float = 0.0
    others: tuple[str, ...] = ()
    how: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Found:
    """Keys of the places found, in order, with the metres to each where a point was asked for.

    :param farther: how many more there are beyond the distance asked for, or without a point
    :param on_foot: whether that distance was measured along the streets
    """

    keys: tuple[int, ...]
    metres: dict[int, int]
    near: Near | None = None
    farther: int = 0
    on_foot: bool = False


@dataclass(frozen=True)
class Line:
    """One place of the list."""

    place: PublicPlace
    next_time: PublicTime | None
    metres: int | None
    walked: int | None = None

    @property
    def minutes(self) -> int | None:
        """Minutes on foot at the pace of older people: along the streets where the town has them, else as the crow
        flies, and then the way itself is longer."""
        metres = self.metres if self.walked is None else self.walked
        return None if metres is None else max(1, math.ceil(metres / _pace()))


def _pace() -> float:
    """Metres a minute of older people in good health (its source: `parameters/walking.toml`)."""
    walkers = figures("walking")["walker"]
    return float(next(w["metres_per_minute"] for w in walkers if w["kind"] == "older"))


def found(town: PublicTown, asked: Asked, *, today: date) -> Found:
    """Places that answer every part of the question (three queries at most)."""
    rows = _asked_for(town, asked, today)
    near = marks_near(town, asked.near) if asked.near.strip() else None
    if near is None or not near.name:
        return Found(tuple(rows.values_list("pk", flat=True)), {}, near)
    points: dict[int, tuple[float, float]] = {}
    elsewhere: list[int] = []
    for key, latitude, longitude in rows.values_list("pk", "latitude", "longitude"):
        if latitude is None or longitude is None:
            elsewhere.append(key)
        else:
            points[key] = latitude, longitude
    metres = {k: round(_metres(near.latitude, near.longitude, *p)) for k, p in points.items()}
    order = sorted(metres, key=metres.__getitem__)
    if asked.within not in WITHIN:
        return Found((*order, *elsewhere), metres, near)
    return _within(town, asked.within, near, points, Found((*order, *elsewhere), metres, near))


def _within(
    town: PublicTown,
    how_far: str,
    near: Near,
    points: dict[int, tuple[float, float]],
    whole: Found,
) -> Found:
    """Only what lies within the distance: on foot along the streets, where the town has laid them to where one is."""
    minutes = MINUTES.get(how_far)
    limit = minutes * _pace() if minutes else BY_CAR_METRES
    keys = [key for key in whole.keys if key in points and whole.metres[key] <= limit]
    walked = _on_foot(town, near, {k: points[k] for k in keys}) if minutes else {}
    if walked:
        keys = sorted((k for k in walked if walked[k] <= limit), key=walked.__getitem__)
    farther = len(whole.keys) - len(keys)
    return replace(whole, keys=tuple(keys), farther=farther, on_foot=bool(walked))


def _asked_for(town: PublicTown, asked: Asked, today: date) -> PublicPlaceQuerySet:
    rows = PublicPlace.objects.filter(town=town).shown_on(today)
    for ways in query_phrases(asked.words, town.about.get("synonyms", ())):
        any_way = Q()
        for way in shortest(ways):
            any_way |= Q(words__contains=way)
        rows = rows.filter(any_way)
    if asked.what:
        rows = rows.filter(functions__contains=f" {asked.what} ")
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.area:
        rows = rows.filter(areas__contains=f" {asked.area} ")
    if asked.day in DAYS:
        rows = rows.filter(pk__in=_open_then(town, asked.day, today), paused=False)
    return rows


def _open_then(town: PublicTown, day: str, today: date) -> Any:
    times = PublicTime.objects.filter(place__town=town)
    if day in WEEKDAYS:
        last = today + timedelta(weeks=WEEKS_AHEAD)
        times = times.filter(on__range=(today, last), on__iso_week_day=WEEKDAYS.index(day) + 1)
    elif day == "week":
        times = times.filter(on__range=(today, today + timedelta(days=6 - today.weekday())))
    else:
        times = times.filter(on=today + timedelta(days=day == "tomorrow"))
    return times.values("place")


def lines_of(
    keys: Sequence[int],
    metres: dict[int, int],
    *,
    today: date,
    day: str = "",
    near: Near | None = None,
) -> list[Line]:
    """The places of one page of the list with their next time (two queries)."""
    places = PublicPlace.objects.select_related("town").in_bulk(keys)
    walked = _walked(list(places.values()), near) if near is not None and near.name else {}
    weekday = WEEKDAYS.index(day) + 1 if day in WEEKDAYS else None
    times = PublicTime.objects.filter(place__in=keys, on__gte=today)
    if weekday is not None:
        times = times.filter(on__iso_week_day=weekday)
    soonest: dict[int, PublicTime] = {}
    for one in times.order_by("-on", "-starts_at"):
        soonest[one.place_id] = one
    return [
        Line(
            places[key],
            None if places[key].paused else soonest.get(key),
            metres.get(key),
            walked.get(key),
        )
        for key in keys
        if key in places
    ]


def _walked(places: Sequence[PublicPlace], near: Near) -> dict[int, int]:
    """Metres along the streets, where the town has laid them beside its portal."""
    points = {
        one.pk: (one.latitude, one.longitude)
        for one in places
        if one.latitude is not None and one.longitude is not None
    }
    return _on_foot(places[0].town, near, points) if points else {}


def _on_foot(
    town: PublicTown, near: Near, points: Mapping[int, tuple[float, float]]
) -> dict[int, int]:
    streets = network_of(Path(settings.SASAEAI_WALKING), town.code) if points else None
    if streets is None:
        return {}
    metres = metres_on_foot(streets, (near.latitude, near.longitude), list(points.values()))
    return {key: m for key, m in zip(points, metres, strict=True) if m is not None}


def marks_near(town: PublicTown, typed: str) -> Near:
    """The mark that was meant: written as typed, else the address, else written like it, beginning like it, or the
    longest one the typed text holds. Seven digits are a postcode."""
    key = search_key(typed)[:60]
    if not key:
        return Near(typed)
    rows = PublicMark.objects.filter(town=town)
    if postcode := alone(typed):
        held = list(rows.filter(name__startswith=postcode))
        return _near(typed, held) if held else Near(typed)
    if not rows.filter(Q(key=key) | Q(kana_key=key), rank=0).exists():
        by_address = _by_address(town, typed)
        if by_address is not None:
            return by_address
    like = list(rows.filter(Q(key__contains=key) | Q(kana_key__contains=key))[:200])
    if like:
        like.sort(
            key=lambda m: (
                key not in (m.key, m.kana_key),
                not m.key.startswith(key),
                m.rank,
                len(m.key),
            )
        )
        return _near(typed, like)
    held = [m for m in rows.iterator(2000) if len(m.key) >= SHORTEST_MARK and m.key in key]
    held.sort(key=lambda m: (-len(m.key), m.rank))
    return _near(typed, held) if held else Near(typed)


def _by_address(town: PublicTown, typed: str) -> Near | None:
    found = locate(town, typed)
    if found.point is None:
        return None
    credit = town.about["addresses"].get("credit", "")
    how = FINENESS_WORDS[found.fineness]
    return Near(typed, found.name, *found.point, how=how, credit=credit)


def _near(typed: str, marks: Sequence[PublicMark]) -> Near:
    best, names = marks[0], dict.fromkeys(m.name for m in marks)
    others = tuple(name for name in names if name != best.name)[:MOST_MARKS]
    return Near(typed, best.name, best.latitude, best.longitude, others)


def _metres(south: float, west: float, latitude: float, longitude: float) -> float:
    """Straight distance; within a town the earth is flat."""
    across = (longitude - west) * math.cos(math.radians(south))
    return math.hypot(latitude - south, across) * METRES_PER_DEGREE


def points(town: PublicTown, asked: Asked, *, today: date) -> list[list[Any]]:
    """`[latitude, longitude, public id, name, paused]` of every place found that has a point (one query)."""
    rows = _asked_for(town, asked, today).filter(latitude__isnull=False)
    if asked.near and asked.within:
        rows = rows.filter(pk__in=found(town, asked, today=today).keys)
    columns = rows.values_list("latitude", "longitude", "public_id", "name", "paused")
    return [
        [round(y, 6), round(x, 6), str(key), name, int(off)]
        for y, x, key, name, off in columns
        if y is not None and x is not None
    ]
