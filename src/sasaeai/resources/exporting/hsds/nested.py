"""A public resource as an HSDS service, alone or with everything that hangs on it.

What HSDS has a field for stands there; what it has none for, or says less exactly, stands among the attributes under
the name that our own list gives it, so that a file of ours is read back without loss.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sasaeai.people.models import Organisation
from sasaeai.resources.exporting.hsds.numbers import organisation_uuid, part_uuid
from sasaeai.resources.exporting.hsds.places import location, schedules
from sasaeai.resources.exporting.hsds.taxonomies import LINKS, term
from sasaeai.resources.exporting.public import PublicRecord
from sasaeai.resources.importing.hsds import HOURS, MORE_AREA
from sasaeai.resources.models import ResourceContact
from sasaeai.resources.rules.columns import OWN
from sasaeai.resources.rules.states import HSDS_STATUS, State
from sasaeai.vocabulary.models import Term

# Columns kept under their own names.
KEPT = (
    *("kana", "easy_text", "capacity", "trial", "transport", "parking", "steps", "toilet"),
    *("schedule_note", "unusual", "coded_times", "address", "match_level", "started_on"),
    *("state_on", "state_reason", "state_conditions"),
)
Json = dict[str, Any]


def service_basic(record: PublicRecord) -> Json:
    """The service's own fields."""
    told, resource, operator = record.columns, record.resource, operator_of(record)
    plain = {
        "id": told["public_id"],
        "organization_id": organisation_uuid(operator) if operator else None,
        "name": told["name"],
        "description": told.get("description"),
        "url": told.get("url"),
        "status": HSDS_STATUS[State(resource.state)],
        "application_process": told.get("application"),
        "fees_description": told.get("fee"),
        "eligibility_description": told.get("target"),
        "minimum_age": told.get("age_from"),
        "maximum_age": told.get("age_to"),
        "assured_date": resource.assured_on.isoformat() if resource.assured_on else None,
        "alert": _alert(record),
        "last_modified": resource.changed_at.isoformat(),
    }
    return _known(plain)


def operator_of(record: PublicRecord) -> Organisation | None:
    """Who runs it, if that is shown."""
    return record.resource.operator if "operator" in record.columns else None


def _alert(record: PublicRecord) -> str | None:
    """Why it is closed, or under which conditions it is open."""
    told = record.columns
    closed = record.resource.state in (State.PAUSED, State.ENDED)
    words = [told.get("state_reason") if closed else None, told.get("state_conditions")]
    return "　".join(str(w) for w in words if w) or None


def organization_basic(organisation: Organisation) -> Json:
    """An operator: of it only the name and the kind are open."""
    kind = organisation.partner_type
    return {
        "id": organisation_uuid(organisation),
        "name": organisation.name,
        "description": kind.label if kind else organisation.name,
    }


def service_listed(record: PublicRecord) -> Json:
    """A service as lists show it: with its organisation, without what hangs on it."""
    told = service_basic(record)
    operator = operator_of(record)
    if operator is not None:
        told["organization"] = organization_basic(operator)
    return told


def service_full(record: PublicRecord, *, with_organization: bool = True) -> Json:
    """A service with everything."""
    told = service_listed(record) if with_organization else service_basic(record)
    contacts = list(_contacts(record))
    place = _service_at_location(record)
    parts = {
        "phones": list(_phones(record)),
        "schedules": schedules(record),
        "service_areas": list(_areas(record)),
        "service_at_locations": [place] if place else [],
        "cost_options": list(_costs(record)),
        "contacts": contacts,
        "attributes": list(_attributes(record)),
    }
    return told | parts


def _service_at_location(record: PublicRecord) -> Json | None:
    place = location(record)
    if place is None:
        return None
    return {
        "id": part_uuid(record.resource, "service-at-location"),
        "service_id": record.columns["public_id"],
        "location_id": place["id"],
        "location": place,
    }


def service_at_location_listed(record: PublicRecord) -> Json | None:
    """Where a service is held, as lists show it; None if no place of it is shown."""
    place = _service_at_location(record)
    if place is None:
        return None
    bare = ("addresses", "accessibility")
    place["location"] = {k: v for k, v in place["location"].items() if k not in bare}
    return place | {"service": service_listed(record)}


def service_at_location_full(record: PublicRecord) -> Json | None:
    """The same with everything. Name and status stand here too: the specification's own description of the
    address answers with a service."""
    place = _service_at_location(record)
    if place is None:
        return None
    service = service_full(record)
    return place | {
        "name": service["name"],
        "status": service["status"],
        "service": {k: v for k, v in service.items() if k != "service_at_locations"},
        "schedules": service["schedules"],
        "service_areas": service["service_areas"],
        "contacts": service["contacts"],
        "phones": service["phones"],
    }


def _contacts(record: PublicRecord) -> Iterator[Json]:
    for number, contact in enumerate(record.shown.contacts):
        if _is_bare_phone(contact):
            continue
        own = part_uuid(record.resource, "contact", number)
        told = _known(
            {
                "id": own,
                "service_id": record.columns["public_id"],
                "name": contact.name,
                "title": contact.role,
                "email": contact.mail,
            }
        )
        numbers = (("voice", contact.phone), ("fax", contact.fax))
        told["phones"] = [
            {"id": part_uuid(record.resource, "contact", number, sort), "contact_id": own}
            | {"number": text, "type": sort}
            for sort, text in numbers
            if text
        ]
        if contact.hours:
            told["attributes"] = [_value(record, HOURS, contact.hours, "contact", own)]
        yield told


def _is_bare_phone(contact: ResourceContact) -> bool:
    others = (contact.name, contact.role, contact.mail, contact.fax, contact.hours)
    return bool(contact.phone) and not any(others)


def _phones(record: PublicRecord) -> Iterator[Json]:
    for number, contact in enumerate(record.shown.contacts):
        if _is_bare_phone(contact):
            yield {
                "id": part_uuid(record.resource, "phone", number),
                "service_id": record.columns["public_id"],
                "number": contact.phone,
                "type": "voice",
            }


def _areas(record: PublicRecord) -> Iterator[Json]:
    names = [("", record.columns.get("area"))]
    names += [(MORE_AREA, name) for name in str(record.columns.get("more_areas", "")).split("、")]
    for number, (description, name) in enumerate(names):
        if name:
            yield _known(
                {
                    "id": part_uuid(record.resource, "area", number),
                    "service_id": record.columns["public_id"],
                    "name": name,
                    "description": description,
                }
            )


def _costs(record: PublicRecord) -> Iterator[Json]:
    amount = record.columns.get("fee_yen")
    if amount is not None:
        yield {
            "id": part_uuid(record.resource, "cost"),
            "service_id": record.columns["public_id"],
            "currency": "JPY",
            "amount": amount,
            "amount_description": str(record.columns.get("fee") or f"{amount}円"),
        }


def _attributes(record: PublicRecord) -> Iterator[Json]:
    resource = record.resource
    if resource.kind is not None:
        for kind in (resource.kind, *resource.more_kinds.all()):
            yield _term(record, kind)
    if "functions" in record.columns:
        for need in resource.functions.all():
            yield _term(record, need)
    for name in KEPT:
        value = record.columns.get(name)
        if value not in (None, ""):
            yield _value(record, OWN[name], str(value), "service", record.columns["public_id"])


def _term(record: PublicRecord, word: Term) -> Json:
    return {
        "id": part_uuid(record.resource, "term", word.pk),
        "link_id": record.columns["public_id"],
        "link_type": LINKS.get(word.scheme.code, "語"),
        "link_entity": "service",
        "taxonomy_term_id": term(word)["id"],
        "taxonomy_term": term(word, word.parent),
    }


def _value(record: PublicRecord, label: str, value: str, entity: str, of: str) -> Json:
    return {
        "id": part_uuid(record.resource, "value", label, of),
        "link_id": of,
        "link_entity": entity,
        "label": label,
        "value": value,
    }


def _known(given: Json) -> Json:
    """Fields that say something: HSDS has no nulls."""
    return {name: value for name, value in given.items() if value not in (None, "")}
