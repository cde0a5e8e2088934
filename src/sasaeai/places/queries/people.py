"""How many people live in an area, with the date of the figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Count, Sum

from sasaeai.places.models import Level, Population
from sasaeai.places.queries.over_time import map_of
from sasaeai.places.rules.over_time import Map
from sasaeai.places.rules.population import (
    AGED_65,
    AGED_75,
    ALL,
    EVERYBODY,
    FEMALE,
    MALE,
    Band,
    Denominator,
    Figure,
    people_in,
)

USUAL = (EVERYBODY, AGED_65, AGED_75)
MANY = 50
NONE: frozenset[date] = frozenset()
NOTHING = "この日までの人口が入っていません。"


@dataclass(frozen=True)
class _Basis:
    """The areas and the date from which an area's figures are taken."""

    areas: tuple[int, ...]
    on: date
    level: str = ""


@dataclass
class _Held:
    """Which area has figures of which dates, and which areas lie within which on those dates."""

    map: Map
    dates: dict[int, frozenset[date]]
    level_names: dict[str, str]
    _parts: dict[date, dict[tuple[int, str], list[int]]] = field(default_factory=dict)

    def basis(self, key: int, upto: date = date.max) -> _Basis | None:
        """The area's own latest figures up to a day, or newer ones that can be added up."""
        own = max((day for day in self.dates.get(key, ()) if day <= upto), default=None)
        best = _Basis((key,), own) if own else None
        for level, name in self.level_names.items():
            found = self._added(key, level, upto)
            if found and (best is None or found[1] > best.on):
                best = _Basis(found[0], found[1], name)
        return best

    def _added(self, key: int, level: str, upto: date) -> tuple[tuple[int, ...], date] | None:
        for day in [day for day in self.days if day <= upto]:
            parts = self._within(day).get((key, level))
            if parts and all(day in self.dates.get(part, NONE) for part in parts):
                return tuple(parts), day
        return None

    @cached_property
    def days(self) -> list[date]:
        """Every date of figures, latest first."""
        return sorted({day for days in self.dates.values() for day in days}, reverse=True)

    def _within(self, day: date) -> dict[tuple[int, str], list[int]]:
        """(area, level code) → the areas of that level within it on the day; worked out once a day."""
        if day not in self._parts:
            found: dict[tuple[int, str], list[int]] = defaultdict(list)
            for part, path in self.map.paths_on(day).items():
                node = self.map.nodes[part]
                if node.span.covers(day):
                    for above in path.values():
                        if above != part:
                            found[above, node.level].append(part)
            self._parts[day] = found
        return self._parts[day]


def population_of(
    town_id: int | None, areas: Collection[int], *, on: date, bands: Sequence[Band] = USUAL
) -> dict[int, Denominator]:
    """People of each area by band, as of the latest date not after the day.

    Where an area has no figures of its own (or older ones), those of the areas of one level within it are
    added, if every one of them has figures of the same date. Five queries, and one for each area that is
    made of more than fifty.
    """
    held = _held(town_id, on)
    bases = {key: held.basis(key) for key in areas}
    parts = _parts([basis for basis in bases.values() if basis])
    return {key: _denominator(basis, parts, bands) for key, basis in bases.items()}


@dataclass(frozen=True)
class PeopleOfArea:
    """What an area's page shows: one line a date, latest first, and the bands of the latest date by sex."""

    lines: tuple[Denominator, ...]
    bands: tuple[tuple[Band, int | None, int | None, int | None], ...]


def people_page(
    town_id: int | None, area: int, *, on: date, dates: int = 5, bands: Sequence[Band] = USUAL
) -> PeopleOfArea:
    """People of an area on its latest dates (five queries, more where it is made of many areas)."""
    held = _held(town_id, on)
    found = [held.basis(area, day) for day in held.days]
    bases = list(dict.fromkeys(basis for basis in found if basis))[:dates]
    parts = _parts(bases)
    lines = tuple(_denominator(basis, parts, bands) for basis in bases)
    return PeopleOfArea(lines, _bands(parts[bases[0]]) if bases else ())


def _bands(
    parts: Sequence[_Part],
) -> tuple[tuple[Band, int | None, int | None, int | None], ...]:
    known = {figure.band for part in parts for figure in part.figures} - {EVERYBODY}
    finest = [b for b in known if not any(o != b and o.within(b) for o in known)]
    found = []
    for band in sorted(finest, key=lambda band: band.age_from):
        male, female, both = (
            _sum(people_in(part.figures, band, sex) for part in parts)
            for sex in (MALE, FEMALE, ALL)
        )
        found.append((band, male, female, both))
    return tuple(found)


def _held(town_id: int | None, on: date) -> _Held:
    names = dict(Level.objects.filter(tree__town=town_id).values_list("code", "name"))
    return _Held(map_of(town_id), _dates(town_id, on), names)


def _dates(town_id: int | None, on: date) -> dict[int, frozenset[date]]:
    held = Population.objects.filter(area__level__tree__town=town_id, on__lte=on)
    found: dict[int, set[date]] = defaultdict(set)
    for area, day in held.order_by().values_list("area_id", "on").distinct():
        found[area].add(day)
    return {area: frozenset(days) for area, days in found.items()}


@dataclass
class _Part:
    """Figures that are added with those of the other parts: one area, or many already added."""

    figures: list[Figure] = field(default_factory=list)
    households: int | None = None
    sources: set[str] = field(default_factory=set)


def _parts(bases: Sequence[_Basis]) -> dict[_Basis, list[_Part]]:
    """What each basis is added from; many areas with the same bands are added by the database."""
    found: dict[_Basis, list[_Part]] = {}
    for basis in bases:
        whole = _added_up(basis) if len(basis.areas) > MANY else None
        if whole:
            found[basis] = [whole]
    left = [basis for basis in bases if basis not in found]
    single = _single({(area, basis.on) for basis in left for area in basis.areas})
    return found | {b: [single[area, b.on] for area in b.areas] for b in left}


def _added_up(basis: _Basis) -> _Part | None:
    """The sum over all areas of the basis; None where they do not all have the same bands."""
    held = Population.objects.filter(area__in=basis.areas, on=basis.on).order_by()
    groups = held.values_list("sex", "age_from", "age_to", "source").annotate(
        Count("pk"), Count("people"), Sum("people"), Count("households"), Sum("households")
    )
    totals: dict[tuple[str, int, int | None], list[int]] = defaultdict(lambda: [0] * 5)
    part = _Part()
    for sex, first, last, source, *numbers in groups:
        totals[sex, first, last] = [
            a + (b or 0) for a, b in zip(totals[sex, first, last], numbers, strict=True)
        ]
        part.sources |= {source} - {""}
    size = len(basis.areas)
    for (sex, first, last), (lines, known, people, homes, households) in totals.items():
        if lines != size:
            return None
        part.figures.append(Figure(Band(first, last), sex, people if known == size else None))
        part.households = households if homes == size else part.households
    return part


def _single(wanted: Collection[tuple[int, date]]) -> dict[tuple[int, date], _Part]:
    found: dict[tuple[int, date], _Part] = defaultdict(_Part)
    if not wanted:
        return found
    held = Population.objects.filter(
        area__in={area for area, _ in wanted}, on__in={day for _, day in wanted}
    )
    fields = ("area_id", "on", "sex", "age_from", "age_to", "people", "households", "source")
    for area, day, sex, first, last, people, households, source in held.order_by().values_list(
        *fields
    ):
        if (area, day) in wanted:
            part = found[area, day]
            part.figures.append(Figure(Band(first, last), sex, people))
            part.households = households if households is not None else part.households
            part.sources |= {source} - {""}
    return found


def _denominator(
    basis: _Basis | None, parts: Mapping[_Basis, list[_Part]], bands: Sequence[Band]
) -> Denominator:
    if basis is None:
        return Denominator(None, "", dict.fromkeys(bands), why=NOTHING)
    each = parts[basis]
    people = {band: _sum(people_in(part.figures, band) for part in each) for band in bands}
    missing = [band.label for band, number in people.items() if number is None]
    return Denominator(
        on=basis.on,
        source="、".join(sorted(set[str]().union(*(part.sources for part in each)))),
        people=people,
        households=_sum(part.households for part in each),
        added_from=basis.level,
        why=f"{'、'.join(missing)}は、もとの統計の年齢の区切りでは出せません。" if missing else "",
    )


def _sum(numbers: Iterable[int | None]) -> int | None:
    found = list(numbers)
    known = [n for n in found if n is not None]
    return sum(known) if known and len(known) == len(found) else None
