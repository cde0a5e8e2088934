"""Reading plans: the present period, indicators with their targets, corrections that stand."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404

from sasaeai.reports.models import Correction, Indicator, PlanPeriod, Target
from sasaeai.towns.viewer import Viewer

CellKey = tuple[int, int, str, int | None]  # indicator, fiscal year, tier, area


def plans_of(viewer: Viewer) -> list[PlanPeriod]:
    """Plan periods of the viewer's town, oldest first."""
    return list(PlanPeriod.objects.filter(town=viewer.town_id))


def plan_for(plans: Iterable[PlanPeriod], *, wish: str, year: int) -> PlanPeriod | None:
    """The plan that is asked for, else the one of the year, else the last."""
    plans = list(plans)
    wished = [plan for plan in plans if str(plan.pk) == wish]
    present = [plan for plan in plans if year in plan.years]
    return next(iter([*wished, *present, *reversed(plans)]), None)


def indicators_of(town_id: int | None, *, years: range | None = None) -> list[Indicator]:
    """Indicators in use in any of the years, in their order."""
    found = Indicator.objects.filter(town=town_id)
    return [i for i in found if years is None or i.retired_in is None or i.retired_in > years[0]]


def indicator_or_404(viewer: Viewer, pk: int) -> Indicator:
    """An indicator of the viewer's town."""
    return _or_404(Indicator.objects.filter(town=viewer.town_id, pk=pk).first())


def plan_or_404(viewer: Viewer, pk: int) -> PlanPeriod:
    """A plan period of the viewer's town."""
    found = PlanPeriod.objects.filter(town=viewer.town_id, pk=pk).first()
    if found is None:
        raise Http404("計画が見つかりません。")
    return found


def correction_or_404(viewer: Viewer, pk: int) -> Correction:
    """A correction of the viewer's town."""
    found = Correction.objects.filter(indicator__town=viewer.town_id, pk=pk)
    correction = found.select_related("indicator").first()
    if correction is None:
        raise Http404("訂正が見つかりません。")
    return correction


def targets_of(town_id: int | None, years: range) -> dict[CellKey, Target]:
    """Targets of the years by indicator, year, tier and area (one query)."""
    found = Target.objects.filter(
        indicator__town=town_id, fiscal_year__gte=years[0], fiscal_year__lte=years[-1]
    )
    return {(t.indicator_id, t.fiscal_year, t.tier, t.area_id): t for t in found}


def corrections_of(town_id: int | None, years: range) -> dict[CellKey, Correction]:
    """Corrections that stand, by indicator, year, tier and area (one query)."""
    found = Correction.objects.filter(
        indicator__town=town_id,
        withdrawn_at=None,
        fiscal_year__gte=years[0],
        fiscal_year__lte=years[-1],
    )
    return {(c.indicator_id, c.fiscal_year, c.tier, c.area_id): c for c in found}


def _or_404(found: Indicator | None) -> Indicator:
    if found is None:
        raise Http404("指標が見つかりません。")
    return found
