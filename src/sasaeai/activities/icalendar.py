"""Plans as iCalendar text (RFC 5545): local times of Japan, lines folded at 75 octets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sasaeai.activities.models import Activity
from sasaeai.documents.writing.calendar_text import ZONE, calendar_of, escaped

USUAL_MINUTES = 60


def calendar_text(plans: Iterable[Activity], *, host: str, made_at: datetime) -> str:
    """A whole calendar; a plan without a time fills its day."""
    lines = (line for plan in plans for line in _event(plan, host, made_at))
    return calendar_of(lines, product="activities")


def _event(plan: Activity, host: str, made_at: datetime) -> list[str]:
    where = "・".join(text for text in (plan.area_name, plan.place) if text)
    return [
        "BEGIN:VEVENT",
        f"UID:activity-{plan.pk}@{host}",
        f"DTSTAMP:{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        *_times(plan),
        f"SUMMARY:{escaped(plan.heading)}",
        f"LOCATION:{escaped(where)}",
        f"SEQUENCE:{plan.version}",
        "END:VEVENT",
    ]


def _times(plan: Activity) -> list[str]:
    if plan.starts_at is None:
        after = plan.on + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{plan.on:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    start = datetime.combine(plan.on, plan.starts_at)
    end = start + timedelta(minutes=plan.minutes or USUAL_MINUTES)
    return [f"DTSTART;TZID={ZONE}:{start:%Y%m%dT%H%M%S}", f"DTEND;TZID={ZONE}:{end:%Y%m%dT%H%M%S}"]
