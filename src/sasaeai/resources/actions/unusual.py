"""いつもと違う日: one at a time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.resources.models import Resource, UnusualDay
from sasaeai.resources.rules.recurrence import Unusual
from sasaeai.towns.viewer import Doer


@transaction.atomic
def add_unusual_day(*, by: Doer, at: datetime, resource: Resource, given: Unusual) -> UnusualDay:
    """A day closed, or open out of turn.

    :raises ValidationError: if the days are not in order
    """
    day = UnusualDay(resource=resource, **vars(given))
    day.full_clean()
    day.save()
    _told(by, at, resource, after={"いつもと違う日": _words(day)})
    return day


@transaction.atomic
def remove_unusual_day(*, by: Doer, at: datetime, resource: Resource, key: int) -> None:
    """Take an exception back; nothing happens if it is gone already."""
    for day in resource.unusual_days.filter(pk=key):
        _told(by, at, resource, before={"いつもと違う日": _words(day)})
        day.delete()


def _told(
    by: Doer,
    at: datetime,
    resource: Resource,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    resource.changed_at, resource.changed_by_name = at, by.doer_name[:120]
    resource.save(update_fields=["changed_at", "changed_by_name"])
    history.note(by=by, at=at, what="resources.changed", about=resource, before=before, after=after)


def _words(day: UnusualDay) -> str:
    until = f"〜{day.until:%Y-%m-%d}" if day.until else ""
    return f"{day.on:%Y-%m-%d}{until} {day.get_kind_display()} {day.reason}".strip()
