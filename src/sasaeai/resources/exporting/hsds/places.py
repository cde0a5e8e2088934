"""Where and when: location with address and accessibility, and the lines of the timetable."""

from __future__ import annotations

import re
from typing import Any

from sasaeai.resources.exporting.hsds.numbers import part_uuid
from sasaeai.resources.exporting.public import PublicRecord
from sasaeai.resources.rules.recurrence import WEEKDAYS, Freq, Holidays, Recurrence

_PREFECTURE = re.compile(r"^(?:東京都|北海道|(?:京都|大阪)府|.{2,3}県)")
HOURS_AHEAD = 9  # Japan, in hours from UTC
Json = dict[str, Any]


def location(record: PublicRecord) -> Json | None:
    """The place; None if neither name, address nor point of it is shown."""
    told, resource = record.columns, record.resource
    if not any(told.get(name) for name in ("venue", "address", "latitude")):
        return None
    own = part_uuid(resource, "location")
    place: Json = {"id": own, "location_type": "physical"}
    for ours, theirs in (
        ("venue", "name"),
        ("access", "transportation"),
        ("latitude", "latitude"),
        ("longitude", "longitude"),
    ):
        if told.get(ours) not in (None, ""):
            place[theirs] = told[ours]
    if told.get("address"):
        place["addresses"] = [_address(record, own)]
    words = [told.get(name) for name in ("steps", "toilet")]
    if any(words):
        place["accessibility"] = [
            {
                "id": part_uuid(resource, "accessibility"),
                "location_id": own,
                "description": "、".join(str(w) for w in words if w),
            }
        ]
    return place


def _address(record: PublicRecord, location_id: str) -> Json:
    whole = str(record.columns["address"])
    found = _PREFECTURE.match(whole)
    return {
        "id": part_uuid(record.resource, "address"),
        "location_id": location_id,
        "address_1": whole,
        "city": record.resource.town.name,
        "state_province": found[0] if found else record.prefecture,
        "postal_code": str(record.columns.get("postcode") or ""),
        "country": "JP",
        "address_type": "physical",
    }


def schedules(record: PublicRecord) -> list[Json]:
    """The timetable, a line each; days that differ and remarks have no rule, only words."""
    if not record.shown.has("schedule"):
        return []
    found = [
        _schedule(record, number, row.recurrence)
        for number, row in enumerate(record.resource.schedules.all())
    ]
    note = record.columns.get("schedule_note")
    if note:
        found.append(
            {
                "id": part_uuid(record.resource, "schedule-note"),
                "service_id": record.columns["public_id"],
                "description": note,
            }
        )
    return found


def _schedule(record: PublicRecord, number: int, line: Recurrence) -> Json:
    daily = line.freq == Freq.DAILY
    told: Json = {
        "id": part_uuid(record.resource, "schedule", number),
        "service_id": record.columns["public_id"],
        "freq": Freq.WEEKLY.value if daily else str(line.freq),
        "interval": 1 if daily else line.interval,
        "wkst": "MO",
        "timezone": HOURS_AHEAD,
        "description": line.words(),
    }
    byday = WEEKDAYS if daily else line.byday
    values = {
        "byday": ",".join(byday),
        "bymonthday": ",".join(str(d) for d in line.bymonthday),
        "opens_at": f"{line.starts_at:%H:%M}" if line.starts_at else "",
        "closes_at": f"{line.ends_at:%H:%M}" if line.ends_at else "",
        "valid_from": line.valid_from.isoformat() if line.valid_from else "",
        "valid_to": line.valid_to.isoformat() if line.valid_to else "",
        "dtstart": line.valid_from.isoformat() if line.valid_from else "",
        "until": line.valid_to.isoformat() if line.valid_to else "",
        "notes": "祝日休み" if line.holidays == Holidays.OFF else "",
    }
    return told | {name: value for name, value in values.items() if value}
