"""Facts of what this floor and the floors below it know: posts, plans, statistics, population."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from sasaeai.people.models import Post, Tenure
from sasaeai.places.models import Population
from sasaeai.reports.areas import area_paths
from sasaeai.reports.models import Statistic, Target
from sasaeai.towns.rules import Tier

Row = dict[str, Any]


def post_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """配置: every post from the day it was set up (or first held), until it was closed.

    Its coordinator is the seat, not the person: a hand-over deploys nobody anew.
    """
    paths = area_paths(town_id)
    posts = Post.objects.filter(town=town_id).select_related("area").prefetch_related("tenures")
    for post in posts:
        held = [tenure.valid_from for tenure in post.tenures.all()]
        begun = post.set_up_on or min(held, default=None)
        if begun is None or not first <= begun <= last:
            continue
        yield {
            "id": f"people.Post:{post.pk}",
            "kind": "配置",
            "date": begun.isoformat(),
            "ended": post.closed_on and post.closed_on.isoformat(),
            "tier": _tiers(post.tier),
            "area": paths.on(post.area_id, begun),
            "coordinators": [{"id": f"post-{post.pk}", "name": post.name}],
        }


def tenure_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """任期: who held a post from when until when, with employer and share of a full post."""
    paths = area_paths(town_id)
    tenures = Tenure.objects.filter(post__town=town_id, valid_from__range=(first, last))
    for tenure in tenures.select_related("post", "holder", "employer"):
        yield {
            "id": f"people.Tenure:{tenure.pk}",
            "kind": "任期",
            "date": tenure.valid_from.isoformat(),
            "ended": tenure.valid_to and tenure.valid_to.isoformat(),
            "tier": _tiers(tenure.post.tier),
            "area": paths.on(tenure.post.area_id, tenure.valid_from),
            "coordinators": [{"id": str(tenure.holder_id), "name": tenure.holder.name}],
            "subjects": {"post": {"id": str(tenure.post_id), "name": tenure.post.name}},
            "counts": {"常勤換算": str(tenure.fte)},
            "attributes": _known({"雇用主": tenure.employer and tenure.employer.name}),
        }


def target_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """目標: what the plan promises for a year, tier and area; a state where it is no number.

    A total that is the sum of its tiers is left out, for it would count twice. A target of a single
    area carries the indicator's name with （区域）, so that it never mixes with the town's.
    """
    paths = area_paths(town_id)
    targets = list(Target.objects.filter(indicator__town=town_id).select_related("indicator"))
    sums = _tier_sums(targets)
    for target in targets:
        begins = date(target.fiscal_year, 4, 1)
        whole = not target.tier and sums.get(_cell(target)) == target.value
        if whole or not first <= begins <= last or target.state == "blank":
            continue
        yield _known(
            {
                "id": f"reports.Target:{target.pk}",
                "indicator": target.indicator.name + ("（区域）" if target.area_id else ""),
                "date": str(target.fiscal_year),
                "unit": target.indicator.unit,
                "target": target.value,
                "state": None if target.state == "actual" else target.state,
                "tier": _tiers(target.tier),
                "area": paths.on(target.area_id, begins),
                "note": target.remark,
            }
        )


def _tier_sums(targets: list[Target]) -> dict[tuple[int, int, int | None], Decimal]:
    sums: dict[tuple[int, int, int | None], Decimal] = {}
    for target in targets:
        if target.tier and target.value is not None:
            sums[_cell(target)] = sums.get(_cell(target), Decimal(0)) + target.value
    return sums


def _cell(target: Target) -> tuple[int, int, int | None]:
    return target.indicator_id, target.fiscal_year, target.area_id


def statistic_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """外からの数字: surveys and counts of other offices."""
    paths = area_paths(town_id)
    found = Statistic.objects.filter(town=town_id, on__range=(first, last))
    for statistic in found:
        yield _known(
            {
                "id": f"reports.Statistic:{statistic.pk}",
                "indicator": statistic.item,
                "category": statistic.detail,
                "date": statistic.on.isoformat(),
                "value": statistic.value,
                "state": "not_filled" if statistic.value is None else None,
                "unit": statistic.unit,
                "area": paths.on(statistic.area_id, statistic.on),
                "source": statistic.source,
                "note": statistic.remark,
            }
        )


def population_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """人口: people and households of an area, age band and sex on a date."""
    paths = area_paths(town_id)
    found = Population.objects.filter(area__level__tree__town=town_id, on__range=(first, last))
    for line in found.iterator():
        shared = {
            "date": line.on.isoformat(),
            "area": paths.on(line.area_id, line.on),
            "source": line.source,
            "attributes": _known(
                {
                    "段": paths.names[line.area_id][0],
                    "性別": line.get_sex_display(),
                    "年齢": _band(line),
                }
            ),
        }
        for name, unit, value in (("人口", "人", line.people), ("世帯数", "世帯", line.households)):
            if value is not None:
                yield shared | {
                    "id": f"places.Population:{line.pk}:{unit}",
                    "indicator": name,
                    "unit": unit,
                    "value": value,
                }


def _band(line: Population) -> str:
    """`65歳以上`, `75〜79歳`, `総数`."""
    if line.age_to is None:
        return f"{line.age_from}歳以上" if line.age_from else "総数"
    return f"{line.age_from}〜{line.age_to}歳"


def _tiers(tier: str) -> list[str]:
    return [Tier(one).label for one in tier] if tier else []


def _known(given: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if value not in (None, "", [], {})}
