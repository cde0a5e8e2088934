"""Points of addresses as published: what residents type as どこの近く is looked up among them on the public machine."""

from __future__ import annotations

from typing import Any

from sasaeai.places.models import AddressBook, AddressPoint
from sasaeai.places.queries import address_credits

# A town with more lots than this publishes its 町丁目 alone; the file stays small enough to be carried.
MOST_POINTS = 200_000
FIELDS = ("city", "base", "chome", "number", "name", "latitude", "longitude")


def addresses_of(town_id: int) -> dict[str, Any]:
    """`cities`, `credit` and `rows` in the order of `FIELDS` (three queries)."""
    rows = AddressPoint.objects.filter(book__town=town_id).order_by("pk")
    if rows.count() > MOST_POINTS:
        rows = rows.filter(number="")
    lists = AddressBook.objects.filter(town=town_id).values_list("cities", flat=True)
    return {
        "cities": [pair for cities in lists for pair in cities],
        "credit": "・".join(address_credits(town_id)),
        "rows": [list(row) for row in rows.values_list(*FIELDS).iterator(5000)],
    }
