"""活動体: the list, and the table of how they grew."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from sasaeai.resources.models import ActivityBody, BodyStage
from sasaeai.resources.rules.states import AT_WORK, Stage
from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import Term


def bodies_found(
    viewer: Viewer, *, stage: str = "", category: int | None = None, words: str = ""
) -> QuerySet[ActivityBody]:
    """Bodies of the town, filtered."""
    found = ActivityBody.objects.visible_to(viewer).select_related("category", "area", "operator")
    found = found.defer("area__outline")
    if stage:
        found = found.filter(stage=stage)
    if category is not None:
        found = found.filter(category=category)
    for word in words.split():
        found = found.filter(name__contains=word) | found.filter(council__contains=word)
    return found.prefetch_related(Prefetch("stages", BodyStage.objects.order_by("on", "pk")))


@dataclass(frozen=True)
class Growth:
    """活動体の推移: categories × ends of fiscal years, how many were at work; the last column is today.

    :param councils: the same of today by council
    """

    years: list[date]
    rows: list[tuple[str, list[int]]]
    totals: list[int]
    councils: list[str]
    table: list[tuple[str, list[int], int]]
    council_totals: list[int]


def growth(viewer: Viewer, *, today: date, years: int = 5) -> Growth:
    """How many bodies were at work (試行・活動・自立) at the end of each fiscal year (three queries)."""
    now = today.year if today.month >= 4 else today.year - 1
    days = [date(year, 3, 31) for year in range(now - years + 1, now + 1)]
    days = [day for day in days if day < today] + [today]
    stages = _stages(viewer)
    bodies = list(ActivityBody.objects.visible_to(viewer).select_related("category"))
    labels = list(Term.objects.of(viewer.town_id, "body-type").values_list("label", flat=True))
    found: Counter[tuple[str, date]] = Counter()
    by_council: Counter[tuple[str, str]] = Counter()
    for body in bodies:
        label = body.category.label if body.category else "区分なし"
        for day in days:
            found[label, day] += _stage_on(stages.get(body.pk, []), day) in AT_WORK
        if _stage_on(stages.get(body.pk, []), today) in AT_WORK:
            by_council[label, body.council or "協議体なし"] += 1
    labels = [n for n in (*labels, "区分なし") if any(found[n, day] for day in days)]
    councils = sorted({council for _, council in by_council})
    return Growth(
        years=days,
        rows=[(label, [found[label, day] for day in days]) for label in labels],
        totals=[sum(found[label, day] for label in labels) for day in days],
        councils=councils,
        table=[
            (label, [by_council[label, c] for c in councils], found[label, today])
            for label in labels
        ],
        council_totals=[sum(by_council[label, c] for label in labels) for c in councils],
    )


def _stages(viewer: Viewer) -> dict[int, list[tuple[date, str]]]:
    found: dict[int, list[tuple[date, str]]] = {}
    lines = BodyStage.objects.filter(body__town=viewer.town_id).order_by("on", "pk")
    for body, on, stage in lines.values_list("body_id", "on", "stage"):
        found.setdefault(body, []).append((on, stage))
    return found


def _stage_on(lines: list[tuple[date, str]], day: date) -> Stage | None:
    before = [stage for on, stage in lines if on <= day]
    return Stage(before[-1]) if before else None
