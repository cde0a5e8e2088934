"""Timetables of public resources as iCalendar: one place, one area, or the whole town."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from sasaeai.documents.writing.calendar_text import ZONE, calendar_of, escaped
from sasaeai.resources.exporting.public import PublicRecord
from sasaeai.resources.queries.showing import is_holiday
from sasaeai.resources.rules.recurrence import ExceptionKind, Holidays, Recurrence, Unusual
from sasaeai.resources.rules.states import State

AHEAD = timedelta(days=400)  # as far as days off are written out
USUAL = timedelta(hours=1)


def calendar_text(
    records: Iterable[PublicRecord], *, name: str, host: str, made_at: datetime, today: date
) -> str:
    """A calendar; places that are closed for the time being have no days in it."""
    lines = (line for one in records for line in _events(one, host, made_at, today))
    return calendar_of(lines, product="resources", name=name)


def _events(record: PublicRecord, host: str, made_at: datetime, today: date) -> Iterator[str]:
    resource = record.resource
    if resource.state not in (State.ACTIVE, State.PREPARING) or not record.shown.has("schedule"):
        return
    unusual = [day.unusual for day in resource.unusual_days.all()]
    for number, schedule in enumerate(resource.schedules.all()):
        times = _repeated(schedule.recurrence, unusual, today)
        if times:
            yield from _event(record, f"{number}", times, host, made_at)
    for number, day in enumerate(unusual):
        if day.kind == ExceptionKind.EXTRA:
            times = _once(day)
            yield from _event(record, f"extra-{number}", times, host, made_at, day.reason)


def _event(
    record: PublicRecord, part: str, times: list[str], host: str, made_at: datetime, note: str = ""
) -> Iterator[str]:
    told = record.columns
    where = " ".join(str(told[name]) for name in ("venue", "address") if told.get(name))
    words = [note, *(str(told[n]) for n in ("description", "fee", "target") if told.get(n))]
    yield from ("BEGIN:VEVENT", f"UID:{told['public_id']}-{part}@{host}")
    yield f"DTSTAMP:{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"LAST-MODIFIED:{record.resource.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield from times
    yield f"SUMMARY:{escaped(str(told['name']))}"
    if where:
        yield f"LOCATION:{escaped(where)}"
    if any(words):
        yield "DESCRIPTION:" + escaped("\n".join(w for w in words if w))
    if told.get("latitude") is not None:
        yield f"GEO:{told['latitude']};{told['longitude']}"
    if told.get("url"):
        yield f"URL:{told['url']}"
    yield "END:VEVENT"


def _repeated(line: Recurrence, unusual: Iterable[Unusual], today: date) -> list[str]:
    """DTSTART, DTEND, RRULE and the days off; nothing if it never comes round again."""
    begin = line.valid_from or today - timedelta(days=31)
    days = list(line.days(begin, max(today, begin) + AHEAD))
    if not days:
        return []
    off = [u for u in unusual if u.kind == ExceptionKind.OFF]
    closed = [
        day
        for day in days
        if (line.holidays == Holidays.OFF and is_holiday(day)) or any(u.covers(day) for u in off)
    ]
    found = _span(days[0], line.starts_at, line.ends_at)
    found.append(f"RRULE:{_rule(line)}")
    if closed and line.starts_at:
        texts = ",".join(f"{datetime.combine(day, line.starts_at):%Y%m%dT%H%M%S}" for day in closed)
        found.append(f"EXDATE;TZID={ZONE}:{texts}")
    elif closed:
        found.append("EXDATE;VALUE=DATE:" + ",".join(f"{day:%Y%m%d}" for day in closed))
    return found


def _rule(line: Recurrence) -> str:
    """The rule; its end in the same sort of time as its beginning (RFC 5545 §3.3.10)."""
    rule = line.rrule()
    if line.valid_to and line.starts_at:
        until = datetime.combine(line.valid_to, time(23, 59, 59)) - timedelta(hours=9)
        rule = rule.replace(f"UNTIL={line.valid_to:%Y%m%d}", f"UNTIL={until:%Y%m%dT%H%M%SZ}")
    return rule


def _once(day: Unusual) -> list[str]:
    return _span(day.on, day.starts_at, day.ends_at)


def _span(on: date, starts: time | None, ends: time | None) -> list[str]:
    if starts is None:
        after = on + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{on:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    begin = datetime.combine(on, starts)
    end = datetime.combine(on, ends) if ends else begin + USUAL
    return [f"DTSTART;TZID={ZONE}:{begin:%Y%m%dT%H%M%S}", f"DTEND;TZID={ZONE}:{end:%Y%m%dT%H%M%S}"]
