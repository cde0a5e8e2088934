"""HSDS 3 services as rows of the register's own columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time
from typing import Any

from sasaeai.resources.rules.columns import OWN
from sasaeai.resources.rules.recurrence import WEEKDAYS, Freq, Recurrence
from sasaeai.resources.rules.states import HSDS_STATUS, State
from sasaeai.resources.rules.written_lines import coded_times, written_parts

STATES = {status: state for state, status in HSDS_STATUS.items()}
# Our two taxonomies by what they are called in a file (`exporting.hsds`).
TAXONOMIES = {"resource-kind": "kind", "need-kind": "functions"}
HOURS = "連絡のつく時間"
MORE_AREA = "ほかに利用できる区域"
_TEXTS = {
    "name": "name",
    "alternate_name": "other_names",
    "description": "description",
    "url": "url",
    "application_process": "application",
    "fees_description": "fee",
    "eligibility_description": "target",
    "minimum_age": "age_from",
    "maximum_age": "age_to",
    "assured_date": "assured_on",
}


def hsds_records(services: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A record for each service; one that is held at several places gives one for each place."""
    return [record for service in services for record in _records(service)]


def _records(service: dict[str, Any]) -> Iterator[dict[str, Any]]:
    told = {OWN[ours]: service.get(theirs) for theirs, ours in _TEXTS.items()}
    status = str(service.get("status", ""))
    told[OWN["state"]] = STATES.get(status, State.ACTIVE).label
    if status in ("temporarily closed", "defunct"):
        told[OWN["state_reason"]] = service.get("alert")
    told[OWN["operator"]] = _dict(service.get("organization")).get("name")
    _read_attributes(service, told)
    _read_parts(service, told)
    places = _list(service.get("service_at_locations")) or [{}]
    for number, place in enumerate(places):
        own = dict(told)
        own[OWN["public_id"]] = service.get("id") if number == 0 else place.get("id")
        _read_place(place, own, service)
        yield {label: value for label, value in own.items() if value not in (None, "")}


def _read_attributes(service: dict[str, Any], told: dict[str, Any]) -> None:
    """Terms of our taxonomies; values under the names of our columns; the rest under its own name."""
    words: dict[str, list[str]] = {"kind": [], "functions": []}
    for attribute in _list(service.get("attributes")):
        term = _dict(attribute.get("taxonomy_term"))
        label, value = attribute.get("label"), attribute.get("value")
        if term.get("name"):
            taxonomy = str(term.get("taxonomy") or "")
            words[TAXONOMIES.get(taxonomy, "functions")].append(str(term["name"]))
        elif label and value not in (None, ""):
            told[str(label)] = value
    kinds = words["kind"]
    if kinds:
        told[OWN["kind"]], told[OWN["more_kinds"]] = kinds[0], "\n".join(kinds[1:])
    told[OWN["functions"]] = "\n".join(words["functions"])


def _read_parts(service: dict[str, Any], told: dict[str, Any]) -> None:
    told[OWN["contacts"]] = "\n".join(_contacts(service))
    for cost in _list(service.get("cost_options")):
        if cost.get("amount") is not None:
            told[OWN["fee_yen"]] = cost["amount"]
    for capacity in _list(service.get("capacities")):
        told[OWN["capacity"]] = capacity.get("maximum")
    areas = [str(a["name"]) for a in _list(service.get("service_areas")) if a.get("name")]
    if areas and _list(service.get("service_areas"))[0].get("description") != MORE_AREA:
        told[OWN["area"]] = areas.pop(0)
    if areas:
        told[OWN["more_areas"]] = "\n".join(areas)


def _contacts(service: dict[str, Any]) -> Iterator[str]:
    """A line for each contact; telephones that belong to none stand alone."""
    for contact in _list(service.get("contacts")):
        yield written_parts(
            {
                "役": str(contact.get("title") or ""),
                "氏名": str(contact.get("name") or ""),
                **_numbers(_list(contact.get("phones"))),
                "メール": str(contact.get("email") or ""),
                "時間": _hours(contact),
            },
            ["公開"],
        )
    for phone in _list(service.get("phones")):
        if phone.get("number"):
            yield written_parts(_numbers([phone]), ["公開"])
    if service.get("email"):
        yield written_parts({"メール": str(service["email"])}, ["公開"])


def _hours(contact: dict[str, Any]) -> str:
    return next(
        (
            str(a.get("value", ""))
            for a in _list(contact.get("attributes"))
            if a.get("label") == HOURS
        ),
        "",
    )


def _numbers(phones: Sequence[dict[str, Any]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for phone in phones:
        name = "FAX" if phone.get("type") == "fax" else "電話"
        found.setdefault(name, str(phone.get("number") or ""))
    return found


def _read_place(place: dict[str, Any], told: dict[str, Any], service: dict[str, Any]) -> None:
    location = _dict(place.get("location"))
    told[OWN["venue"]] = location.get("name")
    told[OWN["latitude"]], told[OWN["longitude"]] = (
        location.get("latitude"),
        location.get("longitude"),
    )
    told[OWN["access"]] = location.get("transportation")
    for address in _list(location.get("addresses"))[:1]:
        told[OWN["postcode"]] = address.get("postal_code")
        told.setdefault(OWN["address"], _address(address))
    schedules = _list(place.get("schedules")) or _list(service.get("schedules"))
    lines = [line for schedule in schedules if (line := _recurrence(schedule))]
    told.setdefault(OWN["coded_times"], coded_times(lines))
    notes = [str(s["description"]) for s in schedules if not s.get("freq") and s.get("description")]
    if notes:
        told.setdefault(OWN["schedule_note"], "、".join(notes))


def _address(address: dict[str, Any]) -> str:
    """Prefecture, city, street; what one part already begins with is not said twice."""
    street = str(address.get("address_1") or "")
    for part in (address.get("city"), address.get("state_province")):
        if part and not street.startswith(str(part)) and str(part) not in street:
            street = f"{part}{street}"
    more = address.get("address_2")
    return f"{street} {more}" if more else street


def _recurrence(schedule: dict[str, Any]) -> Recurrence | None:
    freq = schedule.get("freq")
    if freq not in (Freq.WEEKLY, Freq.MONTHLY, Freq.DAILY):
        return None
    byday = tuple(part for part in str(schedule.get("byday") or "").split(",") if part)
    interval = int(schedule.get("interval") or 1)
    if freq == Freq.WEEKLY and byday == WEEKDAYS and interval == 1:
        freq, byday = Freq.DAILY, ()
    try:
        return Recurrence(
            freq=str(freq),
            byday=byday,
            bymonthday=_ints(schedule.get("bymonthday")),
            interval=interval,
            starts_at=_time(schedule.get("opens_at")),
            ends_at=_time(schedule.get("closes_at")),
            valid_from=_date(schedule.get("valid_from")),
            valid_to=_date(schedule.get("valid_to")),
            holidays="off" if schedule.get("notes") == "祝日休み" else "held",
            note=str(schedule.get("description") or "")[:100],
        )
    except ValueError:
        return None


def _ints(text: Any) -> tuple[int, ...]:
    return tuple(int(part) for part in str(text or "").split(",") if part.strip())


def _time(text: Any) -> time | None:
    return time.fromisoformat(str(text)[:5]) if text else None


def _date(text: Any) -> date | None:
    return date.fromisoformat(str(text)[:10]) if text else None


def _list(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
