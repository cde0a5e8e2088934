"""Lists of address points: taken in, taken away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.places.models import AddressBook, AddressPoint
from sasaeai.places.rules.address_file import AddressFile
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

_APIECE = 2000


@transaction.atomic
def load_addresses(
    *, by: Doer, at: datetime, town: Town, file: AddressFile, edition: str = "", source: str = ""
) -> AddressBook:
    """Keep the points of a file; those of the same municipalities in an older list of the kind go.

    :param source: where a list of the town's own is from; empty for 位置参照情報
    """
    kind = AddressBook.Kind.BLOCK if file.has_blocks else AddressBook.Kind.TOWN_BLOCK
    if source:
        kind = AddressBook.Kind.OWN
    _make_room(town, kind, {city for _, city in file.cities})
    book = AddressBook(
        town=town, kind=kind, edition=edition, source=source, filename=file.filename[:200],
        cities=[list(pair) for pair in file.cities], count=len(file.places),
        loaded_at=at, loaded_by_name=by.doer_name[:120],
    )  # fmt: skip
    book.full_clean()
    book.save()
    for start in range(0, len(file.places), _APIECE):
        part = file.places[start : start + _APIECE]
        AddressPoint.objects.bulk_create(AddressPoint(book=book, **vars(one)) for one in part)
    after = {"一覧": str(book), "点": book.count, "市区町村": [city for _, city in file.cities]}
    history.note(
        by=by, at=at, what="places.addresses_loaded", about=town, after=after, label=file.filename
    )
    return book


def _make_room(town: Town, kind: str, cities: set[str]) -> None:
    for older in AddressBook.objects.filter(town=town, kind=kind):
        older.points.filter(city__in=cities).delete()
        older.cities = [pair for pair in older.cities if pair[1] not in cities]
        older.count = older.points.count()
        if older.cities:
            older.save(update_fields=["cities", "count"])
        else:
            older.delete()


@transaction.atomic
def remove_addresses(*, by: Doer, at: datetime, book: AddressBook) -> None:
    """Take a list away; points that resources got from it stay with them."""
    before = {"一覧": str(book), "点": book.count}
    what = "places.addresses_removed"
    history.note(by=by, at=at, what=what, about=book.town, before=before, label=book.filename)
    book.delete()
