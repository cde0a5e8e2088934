"""Writing plans: periods, indicators, targets and corrections of actuals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.history.actions import note, town_of
from sasaeai.places.models import Area
from sasaeai.reports.models import Correction, Indicator, PlanPeriod, Target
from sasaeai.reports.rules import TargetState, target_text
from sasaeai.towns.viewer import Doer


@dataclass(frozen=True)
class Aim:
    """One cell of the grid of targets, as it shall be. Tier "" is the sum of tiers; area None the town."""

    fiscal_year: int
    value: Decimal | None
    state: str = TargetState.VALUE
    tier: str = ""
    area: Area | None = None
    remark: str = ""


@transaction.atomic
def add_plan(
    *, by: Doer, at: datetime, name: str, first_year: int, last_year: int, remark: str = ""
) -> PlanPeriod:
    """Add a plan period.

    :raises ValidationError: if the name is taken or its years lie in another plan
    """
    plan = PlanPeriod(
        town_id=town_of(by), name=name, first_year=first_year, last_year=last_year, remark=remark
    )
    _save_plan(plan)
    note(by=by, at=at, what="reports.plan_added", about=plan, after=_of_plan(plan))
    return plan


@transaction.atomic
def change_plan(
    *, by: Doer, at: datetime, plan: PlanPeriod, name: str, first_year: int, last_year: int
) -> PlanPeriod:
    """Change a plan period's name or years.

    :raises ValidationError: if the name is taken or its years lie in another plan
    """
    before = _of_plan(plan)
    plan.name, plan.first_year, plan.last_year = name, first_year, last_year
    _save_plan(plan)
    note(by=by, at=at, what="reports.plan_changed", about=plan, before=before, after=_of_plan(plan))
    return plan


def _save_plan(plan: PlanPeriod) -> None:
    plan.full_clean()
    others = PlanPeriod.objects.filter(town=plan.town_id).exclude(pk=plan.pk)
    clash = others.filter(first_year__lte=plan.last_year, last_year__gte=plan.first_year).first()
    if clash:
        raise ValidationError(
            f"年度が「{clash.name}」（{clash.first_year}〜{clash.last_year}年度）と重なります。"
            "1つの年度は1つの計画だけに入れてください。"
        )
    plan.save()


def _of_plan(plan: PlanPeriod) -> dict[str, object]:
    return {"name": plan.name, "first_year": plan.first_year, "last_year": plan.last_year}


INDICATOR_FIELDS = ("name", "unit", "measure", "definition", "by_tier", "order", "retired_in")


def free_code(town_id: int) -> str:
    """A code that no indicator of the town has yet."""
    taken = set(Indicator.objects.filter(town=town_id).values_list("code", flat=True))
    return next(c for c in (f"i{n}" for n in range(1, len(taken) + 2)) if c not in taken)


@transaction.atomic
def add_indicator(*, by: Doer, at: datetime, code: str, **given: Any) -> Indicator:
    """Add an indicator: `name`, `unit`, `measure`, `definition`, `by_tier`, `order`.

    :raises ValidationError: if the code is taken or a field is wrong
    """
    indicator = Indicator(town_id=town_of(by), code=code, **given)
    indicator.full_clean()
    indicator.save()
    note(by=by, at=at, what="reports.indicator_added", about=indicator, after=_of(indicator))
    return indicator


@transaction.atomic
def change_indicator(*, by: Doer, at: datetime, indicator: Indicator, **given: Any) -> Indicator:
    """Change how an indicator is named or counted.

    :raises ValidationError: if a field is wrong
    """
    before = _of(indicator)
    for field, value in given.items():
        setattr(indicator, field, value)
    indicator.full_clean()
    indicator.save(update_fields=list(given))
    note(
        by=by,
        at=at,
        what="reports.indicator_changed",
        about=indicator,
        before=before,
        after=_of(indicator),
    )
    return indicator


def _of(indicator: Indicator) -> dict[str, object]:
    return {field: getattr(indicator, field) for field in INDICATOR_FIELDS}


@transaction.atomic
def set_targets(*, by: Doer, at: datetime, indicator: Indicator, aims: Iterable[Aim]) -> int:
    """Make the named cells of an indicator's targets as given; others stay. How many changed.

    One line of history for all of them, so that a plan typed in one go reads as one deed.
    """
    kept = {
        (t.fiscal_year, t.tier, t.area_id): t
        for t in Target.objects.select_for_update(of=("self",)).filter(indicator=indicator)
    }
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for aim in aims:
        target = kept.get((aim.fiscal_year, aim.tier, aim.area.pk if aim.area else None))
        if target is None:
            target = Target(
                indicator=indicator,
                fiscal_year=aim.fiscal_year,
                tier=aim.tier,
                area=aim.area,
                state=TargetState.BLANK,
            )
        if (target.value, target.state, target.remark) == (aim.value, aim.state, aim.remark):
            continue
        cell = f"{aim.fiscal_year}年度 {target.get_tier_display() or '計'} {aim.area or ''}".strip()
        before[cell] = target_text(target.value, target.state) if target.pk else None
        target.value, target.state, target.remark = aim.value, aim.state, aim.remark
        target.full_clean()
        target.save()
        after[cell] = target_text(target.value, target.state)
    if after:
        note(
            by=by,
            at=at,
            what="reports.targets_set",
            about=indicator,
            before=before,
            after=after,
        )
    return len(after)


@transaction.atomic
def correct_actual(
    *,
    by: Doer,
    at: datetime,
    indicator: Indicator,
    fiscal_year: int,
    value: Decimal,
    reason: str,
    tier: str = "",
    area: Area | None = None,
    counted: Decimal | None = None,
) -> Correction:
    """Print another figure than the counted one, with the reason. A former correction is withdrawn.

    :raises ValidationError: if no reason is given
    """
    if not reason.strip():
        raise ValidationError({"reason": "訂正の理由を書いてください。表の注に印刷されます。"})
    where = {"indicator": indicator, "fiscal_year": fiscal_year, "tier": tier, "area": area}
    former = (
        Correction.objects.select_for_update(of=("self",))
        .filter(**where, withdrawn_at=None)
        .first()
    )
    if former:
        former.withdrawn_at = at
        former.save(update_fields=["withdrawn_at"])
    correction = Correction(
        **where,
        value=value,
        counted=counted,
        reason=reason.strip(),
        at=at,
        by_key=by.doer_key,
        by_name=by.doer_name[:120],
    )
    correction.full_clean()
    correction.save()
    note(
        by=by,
        at=at,
        what="reports.actual_corrected",
        about=correction,
        before={"value": former.value if former else counted},
        after={"value": value, "reason": correction.reason},
    )
    return correction


@transaction.atomic
def withdraw_correction(*, by: Doer, at: datetime, correction: Correction) -> Correction:
    """Go back to the counted figure. Doing it twice changes nothing."""
    if correction.withdrawn_at is not None:
        return correction
    correction.withdrawn_at = at
    correction.save(update_fields=["withdrawn_at"])
    note(
        by=by,
        at=at,
        what="reports.correction_withdrawn",
        about=correction,
        before={"value": correction.value, "reason": correction.reason},
    )
    return correction
