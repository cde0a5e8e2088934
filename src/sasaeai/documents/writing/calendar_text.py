"""Lines of iCalendar (RFC 5545): escaped, folded, in the time of Japan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

ZONE: Final = "Asia/Tokyo"
LINE_OCTETS: Final = 75
_ZONE_LINES: Final = (
    *("BEGIN:VTIMEZONE", f"TZID:{ZONE}", "BEGIN:STANDARD", "DTSTART:19700101T000000"),
    *("TZOFFSETFROM:+0900", "TZOFFSETTO:+0900", "TZNAME:JST", "END:STANDARD", "END:VTIMEZONE"),
)


def calendar_of(lines: Iterable[str], *, product: str, name: str = "") -> str:
    """A whole calendar of the lines of its events.

    :param product: the capability that made it
    """
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//sasaeai//{product}//JA"]
    head += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-TIMEZONE:" + ZONE]
    if name:
        head.append(f"X-WR-CALNAME:{escaped(name)}")
    whole = [*head, *_ZONE_LINES, *lines, "END:VCALENDAR"]
    return "".join(f"{folded(line)}\r\n" for line in whole)


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
