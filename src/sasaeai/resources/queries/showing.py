"""What residents may see: the one place from which portal, API, exports and newsletter take public resources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import jpholiday

from sasaeai.resources.models import Resource, ResourceContact, ResourcePhoto, ResourceQuerySet
from sasaeai.resources.rules.recurrence import Occurrence, occurrences


def public_resources(town_id: int, *, today: date) -> ResourceQuerySet:
    """Resources residents are shown on the day, with all their parts loaded."""
    return Resource.objects.filter(town=town_id).public(today).with_parts()


@dataclass(frozen=True)
class Shown:
    """A resource as residents see it: every value goes through `rules.publishing`.

    `values`: by field name, only those shown and not empty; `contacts`: only those marked public.
    """

    resource: Resource
    values: dict[str, Any]
    contacts: tuple[ResourceContact, ...]
    photos: tuple[ResourcePhoto, ...]

    def has(self, name: str) -> bool:
        """Whether the field is shown and says something."""
        return name in self.values


def shown(resource: Resource) -> Shown:
    """What residents see of a resource (no query if it came `with_parts`)."""
    fields = resource.shown_fields
    raw: dict[str, Any] = {name: _value(resource, name) for name in fields}
    contacts = tuple(c for c in resource.contacts.all() if c.is_public)
    photos = tuple(
        p
        for p in resource.photos.all()
        if p.may_publish and ("photos" if p.sort == p.Sort.PHOTO else "flyer") in fields
    )
    return Shown(
        resource,
        {name: value for name, value in raw.items() if value not in (None, "", [])},
        contacts if "contacts" in fields else (),
        photos,
    )


def _value(resource: Resource, name: str) -> Any:
    if name == "functions":
        return [term.label for term in resource.functions.all()]
    if name == "schedule":
        return schedule_words(resource)
    if name == "point":
        known = resource.latitude is not None
        return (resource.latitude, resource.longitude) if known else None
    if name in ("trial", "steps", "toilet"):
        return getattr(resource, f"get_{name}_display")()
    if name in ("contacts", "photos", "flyer"):
        return None
    value = getattr(resource, name)
    return str(value) if name in ("kind", "area", "operator") and value is not None else value


def schedule_words(resource: Resource) -> list[str]:
    """毎週火曜 10:00〜12:00（祝日休み）, a line each, and the remark."""
    words = [line.recurrence.words() for line in resource.schedules.all()]
    return [*words, resource.schedule_note] if resource.schedule_note else words


def occurrences_of(resource: Resource, first: date, last: date) -> list[Occurrence]:
    """Every time from first to last day that people can come, holidays and exceptions looked at."""
    return occurrences(
        [line.recurrence for line in resource.schedules.all()],
        [day.unusual for day in resource.unusual_days.all()],
        first,
        last,
        is_holiday,
    )


def is_holiday(day: date) -> bool:
    """国民の祝日・休日"""
    return bool(jpholiday.is_holiday(day))
