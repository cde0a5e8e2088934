"""The lines below a resource: replaced as a whole, told in one line of history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models

from sasaeai.resources.actions.given import Given, GivenContact
from sasaeai.resources.models import (
    GatheringPlace,
    Resource,
    ResourceCode,
    ResourceContact,
    Schedule,
    UnusualDay,
)

LINES = ("functions", "more_kinds", "more_areas", "schedules", "unusual_days", "contacts")
WORDS = {
    "functions": "できること",
    "more_kinds": "ほかの種別",
    "more_areas": "ほかに利用できる区域",
    "schedules": "日時",
    "unusual_days": "いつもと違う日",
    "contacts": "問い合わせ先",
    "gathering": "通いの場の区分",
    "codes": "外部の番号",
}


def said_parts(resource: Resource) -> dict[str, Any]:
    """The lines below a resource in words, by their Japanese names, for the history."""
    place = GatheringPlace.objects.filter(resource=resource).first()
    return {
        WORDS["functions"]: [t.label for t in resource.functions.all()],
        WORDS["more_kinds"]: [t.label for t in resource.more_kinds.all()],
        WORDS["more_areas"]: [a.name for a in resource.more_areas.all()],
        WORDS["schedules"]: [s.recurrence.words() for s in resource.schedules.all()],
        WORDS["unusual_days"]: [str(u) for u in resource.unusual_days.all()],
        WORDS["contacts"]: [_given(c).words() for c in resource.contacts.all()],
        WORDS["gathering"]: _gathering_words(place),
        WORDS["codes"]: [str(c) for c in resource.codes.all()],
    }


def _given(contact: ResourceContact) -> GivenContact:
    return GivenContact(
        *(contact.name, contact.role, contact.phone, contact.fax, contact.mail),
        hours=contact.hours,
        is_public=contact.is_public,
    )


def _gathering_words(place: GatheringPlace | None) -> list[str]:
    if place is None:
        return []
    kinds = (place.main_activity, place.operator_kind, place.place_kind, place.funding_kind)
    said = [term.label for term in kinds if term]
    return said if place.in_survey else [*said, f"調査に数えない：{place.why_not}"]


def write_parts(*, resource: Resource, given: Given) -> None:
    """Replace the lists that were given; those that are None stay.

    :raises ValidationError: if a line says nothing or contradicts itself
    """
    for name in ("functions", "more_kinds", "more_areas"):
        rows = getattr(given, name)
        if rows is not None:
            getattr(resource, name).set(rows)
    if given.schedules is not None:
        lines = [Schedule.of(resource, line, n) for n, line in enumerate(given.schedules)]
        _replace(resource.schedules, lines)
    if given.unusual_days is not None:
        days = [UnusualDay(resource=resource, **vars(u)) for u in given.unusual_days]
        _replace(resource.unusual_days, days)
    if given.contacts is not None:
        contacts = [
            ResourceContact(resource=resource, order=n, **vars(c))
            for n, c in enumerate(given.contacts)
        ]
        _replace(resource.contacts, contacts)
    if given.gathering is not None:
        GatheringPlace.objects.update_or_create(
            resource=resource, defaults=dict(vars(given.gathering))
        )
    for system, code in given.codes.items():
        ResourceCode.objects.update_or_create(
            town_id=resource.town_id, system=system, code=code, defaults={"resource": resource}
        )
    resource.__dict__.pop("_prefetched_objects_cache", None)


def _replace(kept: Any, rows: Sequence[models.Model]) -> None:
    for row in rows:
        row.full_clean()
    kept.all().delete()
    kept.model.objects.bulk_create(rows)
