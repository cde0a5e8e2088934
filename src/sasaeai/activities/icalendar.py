"""Plans as iCalendar text (RFC 5545): local times of Japan, lines folded at 75 octets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sasaeai.activities.models import Activity

ZONE = "Asia/Tokyo"
USUAL_MINUTES = 60
LINE_OCTETS = 75


def calendar_text(plans: Iterable[Activity], *, host: str, made_at: datetime) -> str:
    """A whole calendar; a plan without a time fills its day."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sasaeai//activities//JA"]
    lines += ["CALSCALE:GREGORIAN", "X-WR-TIMEZONE:" + ZONE, *_zone()]
    for plan in plans:
        lines += _event(plan, host, made_at)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _zone() -> list[str]:
    return [
        "BEGIN:VTIMEZONE",
        f"TZID:{ZONE}",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0900",
        "TZNAME:JST",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


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


def escaped(text: str) -> str:
    r"""Text as RFC 5545 §3.3.11 wants it.

    >>> escaped("体操,お茶;雨天\n中止")
    '体操\\,お茶\\;雨天\\n中止'
    """
    for plain, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"), ("\r", "")):
        text = text.replace(plain, safe)
    return text


def folded(line: str) -> str:
    """A line of at most 75 octets, gone on after a line end and a space, never within a letter.

    >>> max(len(part.encode()) for part in folded("SUMMARY:" + "体" * 60).split("\\r\\n"))
    74
    """
    parts, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LINE_OCTETS:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += octets
    return "\r\n".join(parts)
