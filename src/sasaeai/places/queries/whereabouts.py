"""Where an address lies, by the town's own lists; in which areas a point lies, by their outlines. No outside host."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import QuerySet

from sasaeai.analysis.addresses.book import NOWHERE, Book, Cities, Located, Place, names_in
from sasaeai.analysis.outlines import NotAnOutline, Ring, holds, polygons_of
from sasaeai.places.models import AddressBook, AddressPoint, Area

Box = tuple[float, float, float, float]
_FIELDS = ("city", "base", "chome", "number", "name", "latitude", "longitude")


def locate(town_id: int, text: str) -> Located:
    """The finest point that the town's lists have for an address (two queries)."""
    cities = _cities_of(town_id)
    if cities is None or not text.strip():
        return NOWHERE
    rows = AddressPoint.objects.filter(book__town=town_id, base__in=names_in(text, cities))
    return Book(cities, _places(rows)).locate(text)


def locator(town_id: int) -> Callable[[str], Located] | None:
    """Like `locate`, for many addresses at once; None where the town has no list (two queries)."""
    cities = _cities_of(town_id)
    if cities is None:
        return None
    rows = AddressPoint.objects.filter(book__town=town_id)
    return Book(cities, _places(rows)).locate


def _cities_of(town_id: int) -> Cities | None:
    lists = AddressBook.objects.filter(town=town_id).values_list("cities", flat=True)
    pairs = [(str(prefecture), str(city)) for cities in lists for prefecture, city in cities]
    return Cities(pairs) if pairs else None


def _places(rows: QuerySet[AddressPoint]) -> Iterable[Place]:
    return (Place(*row) for row in rows.values_list(*_FIELDS).iterator(5000))


def address_credits(town_id: int) -> list[str]:
    """What has to be named wherever the points are shown."""
    books = AddressBook.objects.filter(town=town_id)
    return list(dict.fromkeys(book.credit for book in books if book.credit))


@dataclass(frozen=True)
class Outlines:
    """The outlines of a town's areas, read once for many points."""

    shapes: tuple[tuple[Area, list[list[Ring]], Box], ...]

    def around(self, latitude: float, longitude: float) -> list[Area]:
        """Areas whose outline holds the point, the smallest level of each way of dividing first."""
        return [
            area
            for area, shape, (west, south, east, north) in self.shapes
            if west <= longitude <= east
            and south <= latitude <= north
            and holds(shape, longitude, latitude)
        ]


def _box(shape: list[list[Ring]]) -> Box:
    """West, south, east and north of an outline: most points are told to lie outside by these alone."""
    ends = np.concatenate([rings[0] for rings in shape])
    (west, south), (east, north) = ends.min(axis=0), ends.max(axis=0)
    return float(west), float(south), float(east), float(north)


def outlines_of(town_id: int, on: date) -> Outlines:
    """Outlines of the areas in use on the day (one query)."""
    rows = Area.objects.of_town(town_id).in_use_on(on).filter(outline__isnull=False)
    found = []
    for area in rows.select_related("level__tree").order_by("level__tree__order", "-level__depth"):
        try:
            shape = polygons_of(area.outline or {})
            found.append((area, shape, _box(shape)))
        except NotAnOutline:
            continue
    return Outlines(tuple(found))
