"""郵便番号の一覧: taken in anew, or taken away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.places.models import Postcode
from sasaeai.places.rules.postcode_file import PostcodeFile
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer


@transaction.atomic
def load_postcodes(*, by: Doer, at: datetime, town: Town, file: PostcodeFile) -> int:
    """Keep the lines of a file instead of those before; how many there are."""
    before = {"郵便番号": _clear(town)}
    rows = (Postcode(town=town, **vars(line)) for line in file.lines)
    Postcode.objects.bulk_create(rows, batch_size=1000)
    history.note(
        by=by, at=at, what="places.postcodes_loaded", about=town, label=file.filename,
        before=before, after={"郵便番号": len(file.lines)},
    )  # fmt: skip
    return len(file.lines)


@transaction.atomic
def remove_postcodes(*, by: Doer, at: datetime, town: Town) -> None:
    """Take the list away; the numbers that records have stay with them."""
    before = {"郵便番号": _clear(town)}
    history.note(by=by, at=at, what="places.postcodes_removed", about=town, before=before)


def _clear(town: Town) -> int:
    return Postcode.objects.filter(town=town).delete()[0]
