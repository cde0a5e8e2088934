"""Whether a row says anything that the register does not know yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sasaeai.people.rules import match_key, phone_key
from sasaeai.resources.actions.given import GivenContact
from sasaeai.resources.actions.taking_in import standing_differs
from sasaeai.resources.importing.said import Said
from sasaeai.resources.models import GatheringPlace, Resource
from sasaeai.resources.queries.beside import missing

LISTS = ("functions", "more_kinds", "more_areas")
CONTACT = ("name", "role", "phone", "fax", "mail", "hours", "is_public")


def for_known(said: Said, resource: Resource, *, strict: bool) -> Said:
    """What is left to say of a known resource: lists of others never take away what coordinators wrote.

    In our own list a blank cell clears; elsewhere contacts are added, extras joined, and where it was first
    heard of stays.
    """
    if strict:
        return said
    facts = dict(said.facts)
    facts.pop("source", None)
    facts.pop("source_note", None)
    if "extras" in facts:
        facts["extras"] = {**resource.extras, **facts["extras"]}
    if facts.get("match_level") == "given" and resource.match_level == "pin":
        for name in ("latitude", "longitude", "match_level"):
            facts.pop(name, None)
    return replace(said, facts=facts, contacts=_with_known(said.contacts, resource))


def _with_known(
    contacts: Sequence[GivenContact] | None, resource: Resource
) -> list[GivenContact] | None:
    if contacts is None:
        return None
    kept = kept_contacts(resource)
    known = {_who(c) for c in kept}
    new = [c for c in contacts if _who(c) not in known]
    return [*kept, *new] if new else None


def _who(contact: GivenContact) -> str:
    return phone_key(contact.phone) or contact.mail or match_key(contact.name) or contact.fax


def kept_contacts(resource: Resource) -> list[GivenContact]:
    """The contacts as they stand."""
    return [
        GivenContact(**{name: getattr(c, name) for name in CONTACT})
        for c in resource.contacts.all()
    ]


def differs(said: Said, resource: Resource) -> bool:
    """Whether the row says anything else than the register (no query if it came `with_parts`)."""
    return (
        _facts_differ(said, resource)
        or _lists_differ(said, resource)
        or _gathering_differs(said, resource)
        or standing_differs(resource, said.standing)
        or _beside_differs(said, resource)
        or bool(set(_codes(said).items()) - {(c.system, c.code) for c in resource.codes.all()})
    )


def _beside_differs(said: Said, resource: Resource) -> bool:
    new = missing(resource, said.beside)
    return bool(new.supports or new.money or new.months)


def _codes(said: Said) -> Mapping[str, str]:
    own = {said.system: said.number} if said.system and said.number else {}
    return {**said.codes, **own}


def _facts_differ(said: Said, resource: Resource) -> bool:
    if said.operator is not None:
        now = resource.operator.name if resource.operator else ""
        if match_key(now) != match_key(said.operator):
            return True
    for name, value in said.facts.items():
        if name in ("kind", "area"):
            if getattr(resource, f"{name}_id") != (value.pk if value else None):
                return True
        elif getattr(resource, name) != value:
            return True
    return False


def _lists_differ(said: Said, resource: Resource) -> bool:
    for name in LISTS:
        given = getattr(said, name)
        if given is not None and {g.pk for g in given} != {
            k.pk for k in getattr(resource, name).all()
        }:
            return True
    if said.schedules is not None and list(said.schedules) != [
        line.recurrence for line in resource.schedules.all()
    ]:
        return True
    if said.unusual_days is not None and list(said.unusual_days) != [
        day.unusual for day in resource.unusual_days.all()
    ]:
        return True
    return said.contacts is not None and list(said.contacts) != kept_contacts(resource)


def _gathering_differs(said: Said, resource: Resource) -> bool:
    if said.gathering is None:
        return False
    kept: GatheringPlace | None = getattr(resource, "gathering", None)
    return kept is None or any(
        getattr(kept, name) != value for name, value in vars(said.gathering).items()
    )
