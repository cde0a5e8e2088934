"""資源・活動体・参加 as fact rows, from which every table is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from sasaeai.reports.areas import area_paths
from sasaeai.resources.models import ActivityBody, BodyStage, Participation, Resource
from sasaeai.resources.rules.states import AT_WORK, State
from sasaeai.vocabulary.models import Crosswalk, Term

Row = dict[str, Any]
# Figures printed by Fuchu are of these four; a town that has the scheme reads its own kinds in it.
BODY_TABLE = "fuchu-body-4"


def resource_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """地域資源: one row each from the day it started until it ended; 準備中 ones are planned."""
    paths, readings = area_paths(town_id), _readings(town_id)
    found = Resource.objects.filter(town=town_id).kept().select_related(
        "kind", "operator__partner_type", "gathering"
    )  # fmt: skip
    functions = _names_by(Resource.functions.through, town_id, "term__label")
    for one in found.order_by("pk"):
        begun = one.started_on or localdate(one.entered_at)
        if not first <= begun <= last:
            continue
        yield _known(
            {
                "id": f"resources.Resource:{one.pk}",
                "kind": "地域資源",
                "date": begun.isoformat(),
                "ended": one.ended_on and one.ended_on.isoformat(),
                "state": "planned" if one.state == State.PREPARING else "held",
                "category": one.kind and one.kind.label,
                "functions": functions.get(one.pk),
                "area": paths.on(one.area_id, begun),
                "subjects": {"resource": {"id": str(one.pk), "name": one.name}},
                "partners": _partner(one),
                "texts": {"名称": one.name},
                "attributes": _known(
                    {
                        "状態": one.get_state_display(),
                        "公開": one.get_publishing_display(),
                        "通いの場": "はい" if hasattr(one, "gathering") else "",
                        "need-kind": functions.get(one.pk),
                        **(readings.get(one.kind_id, {}) if one.kind_id else {}),
                    }
                ),
            }
        )


def body_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """活動体: one row each from the day it first did what it is for until it ended."""
    paths, readings = area_paths(town_id), _readings(town_id)
    stages: dict[int, list[tuple[str, date]]] = defaultdict(list)
    lines = BodyStage.objects.filter(body__town=town_id).order_by("on", "pk")
    for body, stage, on in lines.values_list("body_id", "stage", "on"):
        stages[body].append((stage, on))
    for one in ActivityBody.objects.filter(town=town_id).select_related("category").order_by("pk"):
        begun = next((on for stage, on in stages[one.pk] if stage in AT_WORK), None)
        if begun is None or not first <= begun <= last:
            continue
        ended = stages[one.pk][-1] if stages[one.pk][-1][0] == "ended" else None
        read = readings.get(one.category_id, {}) if one.category_id else {}
        own = one.category.label if one.category else None
        yield _known(
            {
                "id": f"resources.ActivityBody:{one.pk}",
                "kind": "活動体",
                "date": begun.isoformat(),
                "ended": ended and ended[1].isoformat(),
                "category": read.get(BODY_TABLE, own),
                "council": one.council,
                "area": paths.on(one.area_id, begun),
                "subjects": {"body": {"id": str(one.pk), "name": one.name}},
                "texts": {"名称": one.name},
                "attributes": _known({"区分": own, "段階": one.get_stage_display(), **read}),
            }
        )


def stage_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """活動体の段階: every step of every body, on its day."""
    paths = area_paths(town_id)
    lines = BodyStage.objects.filter(body__town=town_id, on__range=(first, last))
    for line in lines.select_related("body__category").order_by("on", "pk"):
        yield _known(
            {
                "id": f"resources.BodyStage:{line.pk}",
                "kind": "活動体の段階",
                "date": line.on.isoformat(),
                "category": line.body.category and line.body.category.label,
                "result": line.get_stage_display(),
                "council": line.body.council,
                "area": paths.on(line.body.area_id, line.on),
                "subjects": {"body": {"id": str(line.body_id), "name": line.body.name}},
                "texts": _known({"名称": line.body.name, "できごと": line.remark}),
            }
        )


def participation_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """通いの場の参加: one row a place and month; distinct persons are distinct within the place and month only."""
    paths = area_paths(town_id)
    lines = Participation.objects.filter(
        resource__town=town_id, month__range=(first, last)
    ).select_related("resource__kind")
    for line in lines.order_by("month", "pk"):
        yield _known(
            {
                "id": f"resources.Participation:{line.pk}",
                "kind": "通いの場の参加",
                "date": f"{line.month:%Y-%m}",
                "category": line.resource.kind and line.resource.kind.label,
                "area": paths.on(line.resource.area_id, line.month),
                "subjects": {"resource": {"id": str(line.resource_id), "name": line.resource.name}},
                "counts": _known(
                    {
                        "回": line.held,
                        "人": line.total,
                        "実人数": line.distinct,
                        "担い手": line.supporters and {"value": line.supporters, "kind": "実人数"},
                    }
                ),
                "texts": {"名称": line.resource.name},
            }
        )


def _readings(town_id: int) -> dict[int, dict[str, str]]:
    """Term → {scheme: what it is called there}, main readings only (one query)."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    lines = Crosswalk.objects.filter(term__scheme__town=town_id, is_main=True).order_by("-pk")
    for term, scheme, label in lines.values_list("term", "target__scheme__code", "target__label"):
        found[term][scheme] = label
    own = Term.objects.filter(scheme__town=town_id, scheme__code=BODY_TABLE)
    for key, label in own.values_list("pk", "label"):
        found[key][BODY_TABLE] = label
    return found


def _names_by(through: Any, town_id: int, column: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    lines = through.objects.filter(resource__town=town_id).order_by("pk")
    for key, name in lines.values_list("resource_id", column):
        found[key].append(name)
    return found


def _partner(one: Resource) -> Row | None:
    if one.operator is None:
        return None
    kind = one.operator.partner_type
    return {"id": str(one.operator.pk), "name": one.operator.name} | (
        {"type": kind.label} if kind else {}
    )


def _known(given: Row) -> Row:
    return {key: value for key, value in given.items() if value not in (None, "", [], {})}
