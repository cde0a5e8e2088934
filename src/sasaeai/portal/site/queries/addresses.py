"""Where a resident's address lies, by the published points: no outside host, and nothing of what was typed is kept."""

from __future__ import annotations

from sasaeai.analysis.addresses.book import NOWHERE, Book, Cities, Located, Place, names_in
from sasaeai.portal.site.models import PublicAddress, PublicTown

_FIELDS = ("city", "base", "chome", "number", "name", "latitude", "longitude")


def locate(town: PublicTown, typed: str) -> Located:
    """The finest published point for an address (one query)."""
    cities = town.about.get("addresses", {}).get("cities", [])
    if not cities or not typed.strip():
        return NOWHERE
    known = Cities([(prefecture, city) for prefecture, city in cities])
    rows = PublicAddress.objects.filter(town_code=town.code, base__in=names_in(typed, known))
    return Book(known, (Place(*row) for row in rows.values_list(*_FIELDS))).locate(typed)
