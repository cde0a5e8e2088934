"""人材・企業・引き合わせ・財源・養成・横展開 as fact rows. Nobody's name is in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sasaeai.reports.areas import area_paths
from sasaeai.resources.models import (
    ApproachStep,
    CarriedOver,
    Funding,
    OfferMatch,
    PersonRole,
    SupporterCourse,
)

Row = dict[str, Any]


def person_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """人材: one row a person and list, from the day they joined it until they left."""
    paths = area_paths(town_id)
    lines = PersonRole.objects.filter(person__town=town_id, since__range=(first, last))
    for line in lines.select_related("person").order_by("pk"):
        yield _known(
            {
                "id": f"resources.PersonRole:{line.pk}",
                "kind": "人材",
                "date": line.since.isoformat(),
                "ended": line.until and line.until.isoformat(),
                "category": line.get_role_display(),
                "area": paths.on(line.person.area_id, line.since),
                "subjects": {"person": str(line.person_id)},
            }
        )


def company_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """企業への働きかけ: every step, with the company as partner."""
    steps = ApproachStep.objects.filter(
        company__organisation__town=town_id, on__range=(first, last)
    ).select_related("company__organisation__partner_type")
    paths = area_paths(town_id)
    for step in steps.order_by("pk"):
        firm = step.company.organisation
        kind = {"type": firm.partner_type.label} if firm.partner_type else {}
        yield _known(
            {
                "id": f"resources.ApproachStep:{step.pk}",
                "kind": "企業への働きかけ",
                "date": step.on.isoformat(),
                "result": step.get_stage_display(),
                "area": paths.on(firm.area_id, step.on),
                "partners": [{"id": str(firm.pk), "name": firm.name, **kind}],
            }
        )


def match_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """引き合わせ: every offer and wish brought together, on that day."""
    paths = area_paths(town_id)
    lines = OfferMatch.objects.filter(offer__town=town_id, made_on__range=(first, last))
    for line in lines.select_related("offer").order_by("pk"):
        yield _known(
            {
                "id": f"resources.OfferMatch:{line.pk}",
                "kind": "引き合わせ",
                "date": line.made_on.isoformat(),
                "category": line.offer.get_sort_display(),
                "result": line.get_stage_display(),
                "area": paths.on(line.offer.area_id, line.made_on),
            }
        )


def funding_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """財源: money of a fiscal year; an unknown amount is no zero."""
    paths = area_paths(town_id)
    lines = Funding.objects.filter(town=town_id).select_related("resource", "body")
    for line in lines.order_by("pk"):
        begins = date(line.fiscal_year, 4, 1)
        if not first <= begins <= last:
            continue
        owner = line.resource or line.body
        yield _known(
            {
                "id": f"resources.Funding:{line.pk}",
                "kind": "財源",
                "date": f"{line.fiscal_year}",
                "state": "planned" if line.includes_planned else "held",
                "category": line.get_sort_display(),
                "area": paths.on(owner.area_id, begins) if owner else {},
                "counts": _known({"円": line.amount_yen, "回": line.sessions}),
                "texts": _known(
                    {
                        "件名": str(owner) if owner else line.project,
                        "補助・助成": " ".join(x for x in (line.name, line.giver) if x),
                        "備考": line.remark,
                    }
                ),
            }
        )


def course_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """養成講座: who took it, who became a supporter, what was launched."""
    paths = area_paths(town_id)
    lines = SupporterCourse.objects.filter(town=town_id, started_on__range=(first, last))
    for line in lines.prefetch_related("launched").order_by("pk"):
        supporters = line.became_supporters
        yield _known(
            {
                "id": f"resources.SupporterCourse:{line.pk}",
                "kind": "養成講座",
                "date": line.started_on.isoformat(),
                "area": paths.on(line.area_id, line.started_on),
                "subjects": _known({"body": [str(b.pk) for b in line.launched.all()]}),
                "counts": _known(
                    {
                        "回": line.sessions,
                        "実人数": line.attended,
                        "担い手": supporters and {"value": supporters, "kind": "実人数"},
                    }
                ),
                "texts": {"件名": line.name},
            }
        )


def spread_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """横展開: every place that took a practice over."""
    paths = area_paths(town_id)
    lines = CarriedOver.objects.filter(practice__town=town_id, on__range=(first, last))
    for line in lines.select_related("practice").order_by("pk"):
        yield _known(
            {
                "id": f"resources.CarriedOver:{line.pk}",
                "kind": "横展開",
                "date": line.on.isoformat(),
                "category": line.practice.title,
                "area": paths.on(line.area_id, line.on),
                "texts": {"件名": line.practice.title, "場所": line.where},
            }
        )


def _known(given: Row) -> Row:
    return {key: value for key, value in given.items() if value not in (None, "", [], {})}
