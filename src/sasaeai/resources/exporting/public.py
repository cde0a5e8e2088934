"""What residents are shown of a resource, in the register's own columns: nothing else ever leaves the office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sasaeai.resources.exporting.register import contact_line, in_parts, own_columns
from sasaeai.resources.models import Resource, ResourceQuerySet
from sasaeai.resources.queries.showing import Shown, shown
from sasaeai.resources.rules.columns import OWN

# Columns that are shown with a field of `rules.publishing.PUBLISHABLE`.
WITH_FIELD: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "kana": ("kana",),
    "kind": ("kind", "more_kinds"),
    "functions": ("functions",),
    "operator": ("operator",),
    "area": ("area", "more_areas"),
    "description": ("description",),
    "easy_text": ("easy_text",),
    "schedule": ("times", "coded_times", "schedule_note", "unusual"),
    "venue": ("venue",),
    "address": ("address", "postcode"),
    "point": ("latitude", "longitude", "match_level"),
    "target": ("target", "age_from", "age_to"),
    "fee": ("fee", "fee_yen"),
    "capacity": ("capacity",),
    "trial": ("trial",),
    "application": ("application",),
    "access": ("access",),
    "transport": ("transport",),
    "parking": ("parking",),
    "steps": ("steps",),
    "toilet": ("toilet",),
    "url": ("url",),
    "started_on": ("started_on",),
}
ALWAYS = ("public_id", "state", "state_on", "state_reason", "state_conditions", "assured_on")
# Columns of a file for everybody, in the register's order.
COLUMNS: tuple[str, ...] = tuple(
    name
    for name in OWN
    if name in ALWAYS or name == "contacts" or any(name in c for c in WITH_FIELD.values())
)


@dataclass(frozen=True)
class PublicRecord:
    """A public resource: what is shown of it, and the same as columns."""

    shown: Shown
    columns: dict[str, Any]
    prefecture: str = ""

    @property
    def resource(self) -> Resource:
        """The resource itself; only its shown columns may leave."""
        return self.shown.resource


def public_records(
    found: ResourceQuerySet, *, today: date, area_names: dict[int, str], prefecture: str = ""
) -> Iterator[PublicRecord]:
    """The public ones among the resources, each with what residents see of it."""
    for resource in in_parts(found.public(today)):
        yield public_record(resource, area_names, prefecture)


def public_record(
    resource: Resource, area_names: dict[int, str], prefecture: str = ""
) -> PublicRecord:
    """What residents see of one resource that came `with_parts`.

    :param prefecture: of the town, for addresses that do not say it
    """
    seen = shown(resource)
    open_columns = {c for f in resource.shown_fields for c in WITH_FIELD.get(f, ())}
    open_columns |= set(ALWAYS)
    told = {
        name: value
        for name, value in own_columns(resource, area_names).items()
        if name in open_columns
    }
    if seen.contacts:
        told["contacts"] = "\n".join(contact_line(c) for c in seen.contacts)
    return PublicRecord(seen, told, prefecture)
