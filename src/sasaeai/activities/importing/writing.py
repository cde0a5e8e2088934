"""Taking in what was checked: all of it in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from sasaeai.activities.actions import record_many
from sasaeai.activities.importing.checking import Checked
from sasaeai.activities.importing.rows import partner_key
from sasaeai.activities.models import ImportBatch
from sasaeai.people.actions import record_organisation
from sasaeai.people.models import Organisation
from sasaeai.people.rules import match_key
from sasaeai.reports.fact_store import count_ahead
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

MANY = 5_000  # rows, from which on the first report would be waited for


@dataclass(frozen=True)
class Taken:
    """What an import did."""

    batch: ImportBatch | None
    rows: int
    partners: int


@transaction.atomic
def take_in(
    *,
    by: Doer,
    at: datetime,
    town: Town,
    checked: Checked,
) -> Taken:
    """Write every row that is ready, with its partners; the refused ones stay in `checked`."""
    if not checked.ready:
        return Taken(None, 0, 0)
    partners = _partners(by=by, at=at, town=town, checked=checked)
    batch = ImportBatch.objects.create(
        town=town,
        at=at,
        by_name=by.doer_name[:120],
        file_name=checked.filename[:200],
        file_hash=checked.file_hash,
        rows=len(checked.ready),
    )
    entries = [
        replace(r.entry, partners=tuple(partners[partner_key(name)] for name in r.partners))
        for r in checked.ready
    ]
    keys = [ready.key for ready in checked.ready]
    record_many(by=by, at=at, entries=entries, batch=batch, row_keys=keys)
    if len(entries) >= MANY:
        count_ahead(town)
    return Taken(batch, len(entries), len(checked.new_partners))


def _partners(*, by: Doer, at: datetime, town: Town, checked: Checked) -> dict[str, Organisation]:
    """Every partner by the key of its name; those not registered yet are added."""
    for name in checked.new_partners:
        record_organisation(by=by, at=at, town=town, name=name)
    found: dict[str, Organisation] = {}
    known = Organisation.objects.filter(town=town).select_related("merged_into").order_by("-pk")
    for partner in known:
        for name in (partner.name, partner.kana):
            if name:
                found[match_key(name)] = partner.merged_into or partner
    return found
