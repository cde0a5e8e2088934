"""UUIDs of what has none of its own: always the same for the same thing (RFC 4122, version 5)."""

from __future__ import annotations

from uuid import UUID, uuid5

from sasaeai.people.models import Organisation
from sasaeai.resources.models import Resource

# Drawn once for this product; everything else follows from it.
_OURS = UUID("6f0c5c1e-6d0b-4c5e-9b7e-3a7c7a1f5d20")


def named_uuid(*names: object) -> str:
    """The number of a thing by its names, from the town down."""
    return str(uuid5(_OURS, "/".join(str(name) for name in names)))


def organisation_uuid(organisation: Organisation) -> str:
    """The number of an operator."""
    return named_uuid("organisation", organisation.town_id, organisation.pk)


def part_uuid(resource: Resource, *names: object) -> str:
    """The number of something that belongs to a resource: its place, a telephone, a line of the timetable."""
    return str(uuid5(resource.public_id, "/".join(str(name) for name in names)))
