"""台帳 as rows: every column of the register, which the import reads back without loss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sasaeai.documents.report import ListValue
from sasaeai.resources.models import GatheringPlace, Resource, ResourceQuerySet, StateLine
from sasaeai.resources.queries.beside import beside_of
from sasaeai.resources.queries.naming import area_names_of
from sasaeai.resources.rules.beside_lines import money_lines, month_lines, support_lines
from sasaeai.resources.rules.columns import GATHERING, IN_SURVEY, LEFT_OUT, OWN
from sasaeai.resources.rules.publishing import HIDEABLE
from sasaeai.resources.rules.written_lines import (
    coded_times,
    told_lines,
    unusual_lines,
    written_parts,
)

HEADS: tuple[str, ...] = tuple(OWN.values())
WIDTHS: tuple[float, ...] = tuple(
    {"name": 26, "description": 40, "address": 30, "times": 26, "contacts": 36}.get(name, 14)
    for name in OWN
)
LABELLED = (
    "match_level",
    "trial",
    "steps",
    "toilet",
    "state",
    "publishing",
    "assured_how",
    "source",
)
_APIECE = 500


def in_parts(found: ResourceQuerySet) -> Iterator[Resource]:
    """Resources with all their parts, so many at a time that memory stays small."""
    keys = list(found.order_by("sort_key", "pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _APIECE):
        part = keys[start : start + _APIECE]
        survey = (f"gathering__{name}" for name in GATHERING)
        kind = ("kind__scheme", "kind__parent__scheme")
        whole = Resource.objects.with_parts().select_related(*kind, "town", *survey)
        words = (f"{n}__{of}scheme" for n in ("functions", "more_kinds") for of in ("", "parent__"))
        lines = (*words, "participations__counts")
        known = whole.prefetch_related(*lines).in_bulk(part)
        yield from (known[key] for key in part if key in known)


def register_rows(found: ResourceQuerySet, town_id: int) -> Iterator[Sequence[ListValue]]:
    """A row for each resource, in the order of `HEADS`."""
    names = area_names_of(town_id)
    for resource in in_parts(found):
        told = own_columns(resource, names)
        yield [told.get(name) for name in OWN]


def own_columns(resource: Resource, area_names: dict[int, str]) -> dict[str, Any]:
    """Every column of one resource that came `with_parts`."""
    told: dict[str, Any] = {n: getattr(resource, n) for n in OWN if hasattr(Resource, n)}
    told["public_id"] = str(resource.public_id)
    for name in LABELLED:
        told[name] = getattr(resource, f"get_{name}_display")()
    told["kind"] = resource.kind.label if resource.kind else None
    told["operator"] = resource.operator.name if resource.operator else None
    told["area"] = area_names.get(resource.area_id or 0)
    told["more_areas"] = "、".join(area_names[a.pk] for a in resource.more_areas.all())
    for name in ("functions", "more_kinds"):
        told[name] = "、".join(term.label for term in getattr(resource, name).all())
    lines = [line.recurrence for line in resource.schedules.all()]
    told["times"] = "\n".join(line.words() for line in lines)
    told["coded_times"] = coded_times(lines)
    told["unusual"] = unusual_lines(day.unusual for day in resource.unusual_days.all())
    told["contacts"] = "\n".join(contact_line(c) for c in resource.contacts.all())
    told["hidden"] = "\n".join(HIDEABLE.get(name, name) for name in resource.hidden)
    told["codes"] = "\n".join(told_lines({c.system: c.code}) for c in resource.codes.all())
    told["extras"] = told_lines(resource.extras)
    told |= _state(resource) | _gathering(resource) | _beside(resource)
    return {name: value for name, value in told.items() if value not in (None, "")}


def contact_line(contact: Any) -> str:
    """役：代表｜氏名：江川｜電話：000-111-2222｜公開"""
    parts = {
        "役": contact.role,
        "氏名": contact.name,
        "電話": contact.phone,
        "FAX": contact.fax,
        "メール": contact.mail,
        "時間": contact.hours,
    }
    return written_parts(parts, ["公開"] if contact.is_public else [])


def last_state(resource: Resource) -> StateLine | None:
    """The line that tells why it is as it is."""
    return next((one for one in resource.state_lines.all() if one.state == resource.state), None)


def _state(resource: Resource) -> dict[str, Any]:
    line = last_state(resource)
    if line is None:
        return {}
    return {"state_reason": line.reason, "state_conditions": line.conditions}


def _beside(resource: Resource) -> dict[str, Any]:
    beside = beside_of(resource)
    return {
        "supports": support_lines(beside.supports),
        "fundings": money_lines(beside.money),
        "participations": month_lines(beside.months),
    }


def _gathering(resource: Resource) -> dict[str, Any]:
    place: GatheringPlace | None = getattr(resource, "gathering", None)
    if place is None:
        return {}
    told: dict[str, Any] = {}
    for name in GATHERING:
        term = getattr(place, name)
        told[name] = term.label if term else None
    told["survey"] = IN_SURVEY if place.in_survey else f"{LEFT_OUT}：{place.why_not}"
    return told
