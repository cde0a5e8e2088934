"""A page of the register: what a line of the list says of each, read as plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator

from sasaeai.resources.models import ResourceContact, ResourceQuerySet, Schedule
from sasaeai.resources.models.timetable import TIMES, recurrence_of

A_PAGE = 50
LISTED = (
    *("pk", "name", "state", "assured_on", "due_on", "leaves_public_on", "latitude", "longitude"),
    *("kind__label", "area__name", "operator__name"),
)


class Line(NamedTuple):
    """What the list shows of a resource, and what tells how fresh and how far it is."""

    pk: int
    name: str
    state: str
    assured_on: date | None
    due_on: date | None
    leaves_public_on: date | None
    latitude: float | None
    longitude: float | None
    kind: str | None
    area: str | None
    operator: str | None


def page_of(found: ResourceQuerySet, number: str | None) -> Page[Line]:
    """A page of the list (two queries)."""
    page: Page[Any] = Paginator(found.values_list(*LISTED), A_PAGE).get_page(number)
    page.object_list = list(map(Line._make, page.object_list))
    return page


def times_of(keys: Iterable[int]) -> dict[int, list[str]]:
    """When each is open, in words, a line each (one query)."""
    found: dict[int, list[str]] = defaultdict(list)
    lines = Schedule.objects.filter(resource__in=list(keys)).order_by("order", "pk")
    for key, *times in lines.values_list("resource_id", *TIMES):
        found[key].append(_words(*times))
    return found


@lru_cache(maxsize=1024)
def _words(*times: Any) -> str:
    """Many places are open at the same hours."""
    return recurrence_of(*times).words()


def telephones_of(keys: Iterable[int]) -> dict[int, str]:
    """The telephone of the first contact of each, empty if that has none (one query)."""
    contacts = ResourceContact.objects.filter(resource__in=list(keys)).order_by("-order", "-pk")
    return dict(contacts.values_list("resource_id", "phone"))
