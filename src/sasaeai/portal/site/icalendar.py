"""Times of public places as iCalendar text (RFC 5545): every coming time an event, holidays and exceptions applied."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sasaeai.portal.site.models import PublicTime, PublicTown

ZONE = "Asia/Tokyo"
USUAL_HOURS = 2
LINE_OCTETS = 75
_ZONE_LINES = (
    *("BEGIN:VTIMEZONE", f"TZID:{ZONE}", "BEGIN:STANDARD", "DTSTART:19700101T000000"),
    *("TZOFFSETFROM:+0900", "TZOFFSETTO:+0900", "TZNAME:JST", "END:STANDARD", "END:VTIMEZONE"),
)


def calendar_text(town: PublicTown, title: str, times: Iterable[PublicTime]) -> str:
    """A whole calendar; the times come with their places."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sasaeai//site//JA"]
    lines += ["CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_escaped(title)}", *_ZONE_LINES]
    for one in times:
        lines += _event(town, one)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(town: PublicTown, one: PublicTime) -> list[str]:
    place = one.place
    where = "　".join(place.content.get(name, "") for name in ("venue", "address")).strip()
    begins = one.starts_at.strftime("%H%M") if one.starts_at else "day"
    return [
        "BEGIN:VEVENT",
        f"UID:{place.public_id}-{one.on:%Y%m%d}-{begins}@{town.code}.sasaeai",
        f"DTSTAMP:{town.made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        *_hours(one),
        f"SUMMARY:{_escaped(place.name)}",
        *([f"LOCATION:{_escaped(where)}"] if where else []),
        *([f"DESCRIPTION:{_escaped(f'電話 {place.phone}')}"] if place.phone else []),
        "END:VEVENT",
    ]


def _hours(one: PublicTime) -> list[str]:
    if one.starts_at is None:
        after = one.on + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    start = datetime.combine(one.on, one.starts_at)
    end = (
        datetime.combine(one.on, one.ends_at)
        if one.ends_at
        else start + timedelta(hours=USUAL_HOURS)
    )
    return [f"DTSTART;TZID={ZONE}:{start:%Y%m%dT%H%M%S}", f"DTEND;TZID={ZONE}:{end:%Y%m%dT%H%M%S}"]


def _escaped(text: str) -> str:
    for given, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(given, written)
    return text


def _folded(line: str) -> str:
    """Lines of at most 75 octets, never cut inside a letter."""
    pieces: list[str] = []
    now = ""
    for letter in line:
        if len((now + letter).encode()) > LINE_OCTETS - bool(pieces):
            pieces.append(now)
            now = ""
        now += letter
    return "\r\n ".join([*pieces, now])
