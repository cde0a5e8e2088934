"""引き上げの決めごと: the routes a town has, and what it calls too long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.councils.models import RaisingSettings, Route
from sasaeai.councils.rules.raising import PRESETS, Level, path_refusal
from sasaeai.history import actions as history
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer


@transaction.atomic
def decide_raising(
    *, by: Doer, at: datetime, town: Town, days: int, tell_days: int, common_areas: int
) -> RaisingSettings:
    """Decide what waits too long (days) and from how many areas on a trouble is common.

    :raises ValidationError: by field
    """
    kept = RaisingSettings.objects.filter(town=town).first() or RaisingSettings(town=town)
    names = ("days", "tell_days", "common_areas")
    before = {name: getattr(kept, name) for name in names}
    kept.days, kept.tell_days, kept.common_areas, kept.changed_at = (
        days,
        tell_days,
        common_areas,
        at,
    )
    kept.full_clean()
    kept.save()
    after = {name: getattr(kept, name) for name in names}
    history.note(
        by=by, at=at, what="councils.raising_decided", about=kept, before=before, after=after
    )
    return kept


@transaction.atomic
def keep_route(
    *,
    by: Doer,
    at: datetime,
    town: Town,
    route: Route | None,
    name: str,
    levels: Sequence[Level],
    order: int = 0,
    closed_on: date | None = None,
) -> Route:
    """Write a route down, or change it. Issues that are under way keep the one they set out on.

    :raises ValidationError: by field, if it has no meeting, too many, or two of one name
    """
    if refusal := path_refusal([level.name for level in levels]):
        raise ValidationError({"levels": refusal})
    kept = route or Route(town=town)
    before = _said(kept) if route else None
    kept.name, kept.order, kept.closed_on, kept.changed_at = name.strip(), order, closed_on, at
    kept.levels = [level.kept() for level in levels]
    kept.full_clean()
    kept.save()
    history.note(
        by=by, at=at, what="councils.route_kept", about=kept, before=before, after=_said(kept)
    )
    return kept


@transaction.atomic
def load_routes(*, by: Doer, at: datetime, town: Town, codes: Sequence[str] = ("two",)) -> None:
    """Give a town the routes of the product that it lacks, the first as the usual one."""
    known = set(Route.objects.filter(town=town).values_list("name", flat=True))
    for order, code in enumerate(codes, start=len(known)):
        name, levels = PRESETS[code]
        if name not in known:
            keep_route(by=by, at=at, town=town, route=None, name=name, levels=levels, order=order)


def _said(route: Route) -> dict[str, object]:
    return {"name": route.name, "会議の順番": [level.name for level in route.path]}
