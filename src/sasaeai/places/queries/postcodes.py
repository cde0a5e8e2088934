"""郵便番号: which 町域 have a number, which number an address has, by the town's own list. No outside host."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sasaeai.analysis.addresses.book import Located
from sasaeai.analysis.addresses.postcodes import Postcodes, PostLine, shown
from sasaeai.places.models import AddressBook, Postcode
from sasaeai.places.queries.whereabouts import locate, locator

_FIELDS = ("number", "prefecture", "city", "place", "note")


def postcodes_of(town_id: int) -> Postcodes:
    """The town's whole list, made for asking (one query)."""
    rows = Postcode.objects.filter(town=town_id).order_by("pk")
    return Postcodes(PostLine(*row) for row in rows.values_list(*_FIELDS))


def address_of_postcode(town_id: int, number: str) -> str:
    """Municipality and 町域, where the number has exactly one; else "" (one query)."""
    found = {one.city + one.place for one in postcodes_of(town_id).places_of(number)}
    return found.pop() if len(found) == 1 else ""


def point_of_postcode(town_id: int, number: str) -> tuple[float, float] | None:
    """The middle of the 町域 that have the number, as far as the lists of addresses know them."""
    places = postcodes_of(town_id).places_of(number)
    return _middle(locate(town_id, one.city + one.place) for one in places if one.place)


def points_of_postcodes(town_id: int) -> list[tuple[str, tuple[float, float]]]:
    """`000-0000 町域` with its middle, of every number whose 町域 the lists of addresses know (three queries)."""
    located = locator(town_id)
    if located is None:
        return []
    places: dict[str, dict[str, Located]] = defaultdict(dict)
    for one in Postcode.objects.filter(town=town_id).exclude(place="").order_by("number", "pk"):
        places[one.number][one.place] = located(one.city + one.place)
    middles = {number: _middle(known.values()) for number, known in places.items()}
    return [
        (f"{shown(number)} {'・'.join(places[number])}", middle)
        for number, middle in middles.items()
        if middle is not None
    ]


def _middle(located: Iterable[Located]) -> tuple[float, float] | None:
    points = [point for one in located if (point := one.point) is not None]
    if not points:
        return None
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def prefecture_of(town_id: int) -> str:
    """Name of the prefecture, if a list of the town says it (two queries at most)."""
    own = Postcode.objects.filter(town=town_id).values_list("prefecture", flat=True).first()
    if own:
        return own
    pairs = AddressBook.objects.filter(town=town_id).values_list("cities", flat=True)
    return next((str(prefecture) for cities in pairs for prefecture, _ in cities if prefecture), "")
