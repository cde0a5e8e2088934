"""課題 as fact rows: what was raised, every step of its way, and what was talked about where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from sasaeai.councils.models import Issue, IssueArea, IssueStep
from sasaeai.councils.queries.issue_figures import led_by
from sasaeai.councils.rules.raising import Move, Stage
from sasaeai.reports.areas import AreaPaths, area_paths
from sasaeai.reports.facts import Source

Row = dict[str, Any]
REACHED = {
    "予算・事業化": Stage.FUNDED,
    "地域で解決": Stage.SOLVED,
    "見送り": Stage.DECLINED,
    "回答": Stage.ANSWERED,
}


def issue_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """課題: one row each on the day it was raised, with what became of it until today (`政策反映` はい／いいえ)."""
    paths, areas = area_paths(town_id), _areas_by_issue(town_id)
    reached: dict[int, set[str]] = defaultdict(set)
    for issue, stage in IssueStep.objects.filter(issue__town=town_id).values_list(
        "issue_id", "stage"
    ):
        reached[issue].add(stage)
    found, leads = (
        Issue.objects.filter(town=town_id, opened_on__range=(first, last)),
        led_by(town_id),
    )
    for one in found.select_related("category", "council").order_by("opened_on", "pk"):
        stages = reached[one.pk] | reached[leads.get(one.pk, one.pk)]
        became = {name: "はい" if stage in stages else "いいえ" for name, stage in REACHED.items()}
        yield _known(
            {
                "id": f"councils.Issue:{one.pk}",
                "kind": "課題",
                "date": one.opened_on.isoformat(),
                "category": one.category and one.category.label,
                "council": one.council and one.council.name,
                "area": _only(paths, areas[one.pk], one.opened_on),
                "subjects": {"issue": {"id": str(one.pk), "name": one.title}},
                "texts": {"課題": one.title},
                "attributes": {"段階": one.place_name, **became},
            }
        )


def step_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """課題の歩み: one row a step; `日` is how long the issue lay at the place it left (`前の段階`)."""
    paths, areas = area_paths(town_id), _areas_by_issue(town_id)
    left: dict[int, str] = {}
    lines = IssueStep.objects.filter(issue__town=town_id, on__lte=last)
    for step in lines.select_related("issue__category").order_by("issue_id", "number"):
        before, left[step.issue_id] = left.get(step.issue_id), step.place_name
        if step.on < first:
            continue
        yield _known(
            {
                "id": f"councils.IssueStep:{step.pk}",
                "kind": "課題の歩み",
                "date": step.on.isoformat(),
                "result": step.words_of_move,
                "category": step.issue.category and step.issue.category.label,
                "area": _only(paths, areas[step.issue_id], step.on),
                "subjects": {"issue": {"id": str(step.issue_id), "name": step.issue.title}},
                "counts": _known({"日": step.days_before}),
                "texts": {"課題": step.issue.title},
                "attributes": _known({"段階": step.place_name, "前の段階": before}),
            }
        )


def topic_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """課題の議題: an issue talked about on a day, once for every area it is felt in (K4: topics by block)."""
    paths, areas = area_paths(town_id), _areas_by_issue(town_id)
    lines = IssueStep.objects.filter(issue__town=town_id, on__range=(first, last))
    spoken = lines.exclude(move__in=(Move.OPEN, Move.ANSWER)).select_related("issue__category")
    for step in spoken.order_by("on", "pk"):
        for area in areas[step.issue_id] or [None]:
            yield _known(
                {
                    "id": f"councils.IssueTopic:{step.pk}-{area or 0}",
                    "kind": "課題の議題",
                    "date": step.on.isoformat(),
                    "category": step.issue.category and step.issue.category.label,
                    "area": paths.on(area, step.on),
                    "subjects": {"issue": {"id": str(step.issue_id), "name": step.issue.title}},
                    "texts": {"議題": step.issue.title},
                }
            )


def _areas_by_issue(town_id: int) -> dict[int, list[int | None]]:
    found: dict[int, list[int | None]] = defaultdict(list)
    lines = IssueArea.objects.filter(issue__town=town_id).order_by("pk")
    for issue, area in lines.values_list("issue_id", "area_id"):
        found[issue].append(area)
    return found


def _only(paths: AreaPaths, areas: list[int | None], day: date) -> dict[str, str]:
    """Where an issue is felt: what its areas have in common (an issue of two districts lies in their 圏域)."""
    if not areas:
        return {}
    first, *others = [paths.on(area, day) for area in areas]
    return {
        level: name
        for level, name in first.items()
        if all(other.get(level) == name for other in others)
    }


def _known(given: Row) -> Row:
    return {key: value for key, value in given.items() if value not in (None, "", [], {})}


# A table counts them only if it names the kind.
SOURCES: tuple[Source, ...] = tuple(
    Source(code, title, rows, named=(f'"{title}"',), by_month=False, dimensions=dimensions)
    for code, title, rows, dimensions in (
        ("issues", "課題", issue_rows, tuple(f"attribute.{name}" for name in REACHED)),
        ("issue-steps", "課題の歩み", step_rows, ("attribute.段階", "attribute.前の段階")),
        ("issue-topics", "課題の議題", topic_rows, ("area.ブロック",)),
    )
)
