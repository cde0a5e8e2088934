"""Where a target and a statistic behind a figure are found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from sasaeai.people.models import User
from sasaeai.reports.models import Statistic, Target
from sasaeai.reports.rules import target_text
from sasaeai.reports.years import year_label
from sasaeai.ui.slots import SearchLine


def target_lines(request: HttpRequest, keys: list[int]) -> Iterator[SearchLine]:
    """A line for each target of the person's town."""
    user = cast("User", request.user)
    found = Target.objects.filter(indicator__town=user.town_id, pk__in=keys)
    for one in found.select_related("indicator", "area"):
        places = (one.get_tier_display(), one.area.name if one.area else "")
        where = " ".join(place for place in places if place)
        yield SearchLine(
            key=one.pk,
            title=f"目標：{one.indicator.name} {year_label(one.fiscal_year)} {where}".strip(),
            detail=f"{target_text(one.value, one.state)}{one.indicator.unit}",
            url=f"{reverse('reports:plans')}#indicator-{one.indicator_id}",
        )


def target_address(request: HttpRequest, key: int) -> str | None:
    """The plan page, at the indicator."""
    return next((line.url for line in target_lines(request, [key])), None)


def statistic_lines(request: HttpRequest, keys: list[int]) -> Iterator[SearchLine]:
    """A line for each statistic of the person's town."""
    user = cast("User", request.user)
    found = Statistic.objects.visible_to(user).filter(pk__in=keys)
    for one in found.select_related("area"):
        value = "―" if one.value is None else f"{one.value.normalize():,f}"
        yield SearchLine(
            key=one.pk,
            title=f"{one.item} {one.area or '全市'} {one.on:%Y-%m-%d}",
            detail=f"{value}{one.unit}（{one.source}）",
            url=f"{reverse('reports:statistics')}?{urlencode({'item': one.item})}",
        )


def statistic_address(request: HttpRequest, key: int) -> str | None:
    """The page of the statistic's item."""
    return next((line.url for line in statistic_lines(request, [key])), None)
