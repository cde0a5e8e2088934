"""What happened to public records, in order: changed, confirmed, gone. A cursor says how far one has read."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware

from sasaeai.api.asking import Wrong
from sasaeai.resources.models import Confirmation, Resource
from sasaeai.resources.rules.publishing import Publishing
from sasaeai.towns.models import Town

CHANGED, CONFIRMED, LAPSED = 0, 1, 2


@dataclass(frozen=True, order=True)
class Event:
    """Something that happened to a resource.

    :param sort: changed, confirmed, or left the public because nobody confirmed it
    :param key: orders events of one moment
    """

    at: datetime
    sort: int
    key: int
    resource: int


def written(event: Event) -> str:
    """The cursor behind an event."""
    told = [event.at.astimezone(UTC).isoformat(), event.sort, event.key]
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def read_cursor(text: str) -> tuple[datetime, int, int] | None:
    """Where to go on; None = from the beginning.

    :raises Wrong: if it is no cursor of ours
    """
    if not text:
        return None
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        at, sort, key = json.loads(raw)
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise ValueError(text)
        return moment, int(sort), int(key)
    except (ValueError, TypeError, binascii.Error):
        raise Wrong("cursor", "この窓口が返したものをそのまま使ってください。") from None


def events_after(
    town: Town, cursor: tuple[datetime, int, int] | None, *, today: date, most: int
) -> list[Event]:
    """The next events, oldest first; one more than `most` where there are more (three queries)."""
    found = [
        *_changed(town, cursor, most + 1),
        *_confirmed(town, cursor, most + 1),
        *_lapsed(town, cursor, today, most + 1),
    ]
    return sorted(found)[: most + 1]


def _changed(town: Town, cursor: Any, most: int) -> Iterator[Event]:
    rows = Resource.objects.filter(town=town).was_public()
    after = _after(rows, cursor, CHANGED, "changed_at")
    for at, key in after.values_list("changed_at", "pk")[:most]:
        yield Event(at, CHANGED, key, key)


def _confirmed(town: Town, cursor: Any, most: int) -> Iterator[Event]:
    rows = Confirmation.objects.filter(resource__town=town, resource__first_public_at__isnull=False)
    after = _after(rows, cursor, CONFIRMED, "at")
    for at, key, resource in after.values_list("at", "pk", "resource")[:most]:
        yield Event(at, CONFIRMED, key, resource)


def _lapsed(town: Town, cursor: Any, today: date, most: int) -> Iterator[Event]:
    """Those that were not confirmed in time left at midnight of their day."""
    rows = Resource.objects.filter(town=town).was_public().alive()
    rows = rows.exclude(publishing=Publishing.STAFF).filter(leaves_public_on__lte=today)
    if cursor is not None:
        local = cursor[0].astimezone(make_aware(datetime(2000, 1, 1)).tzinfo).date()  # noqa: DTZ001
        rows = rows.filter(leaves_public_on__gte=local)
    ordered = rows.order_by("leaves_public_on", "pk").values_list("leaves_public_on", "pk")
    count = 0
    for on, key in ordered:
        if on is None:
            continue
        event = Event(make_aware(datetime.combine(on, time())), LAPSED, key, key)
        if cursor is None or (event.at, event.sort, event.key) > cursor:
            yield event
            count += 1
        if count >= most:
            return


def _after(rows: QuerySet[Any], cursor: Any, sort: int, name: str) -> QuerySet[Any]:
    if cursor is not None:
        at, last, key = cursor
        later = Q(**{f"{name}__gt": at})
        if sort > last:
            later |= Q(**{name: at})
        elif sort == last:
            later |= Q(**{name: at, "pk__gt": key})
        rows = rows.filter(later)
    return rows.order_by(name, "pk")
