"""計画と実績: the grid of indicators and years, and the forms behind it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasaeai.analysis.figures.periods import fiscal_year_of
from sasaeai.analysis.figures.refusals import FigureRefused
from sasaeai.people.requests import SignedInRequest
from sasaeai.places.models import Area
from sasaeai.reports.actions import plans as deeds
from sasaeai.reports.asking import read_asked
from sasaeai.reports.forms.plans import CorrectionForm, IndicatorForm, PlanForm, TargetsForm
from sasaeai.reports.models import PlanPeriod
from sasaeai.reports.plan_grid import counted, counted_table, plan_grids, tier_row
from sasaeai.reports.queries import plans as plan_queries
from sasaeai.reports.record_lines import record_page
from sasaeai.reports.years import year_label
from sasaeai.towns import clock


@require_GET
def plans(request: SignedInRequest) -> HttpResponse:
    """The plan that is asked for: every indicator with actuals, targets and rates."""
    today = clock.today()
    asked = read_asked(request.GET, town_id=request.user.town_id, today=today)
    known = plan_queries.plans_of(request.user)
    plan = plan_queries.plan_for(
        known, wish=request.GET.get("plan", ""), year=fiscal_year_of(asked.as_of)
    )
    return render(
        request,
        "reports/plans.html",
        {
            "plans": known,
            "plan": plan,
            "asked": asked,
            "grids": plan_grids(request.user.town, plan.years, as_of=asked.as_of) if plan else [],
            "may_plan": request.user.may("reports.plans"),
            "may_export": request.user.may("reports.export"),
        },
    )


@require_http_methods(["GET", "POST"])
def plan_new(request: SignedInRequest) -> HttpResponse:
    """Add a plan period."""
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            plan = deeds.add_plan(by=request.user, at=clock.now(), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"「{plan.name}」を加えました。つぎに指標と目標を入れます。")
            return redirect(_to(plan))
    return _form(request, form, "計画期間を加える")


@require_http_methods(["GET", "POST"])
def plan_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a plan period."""
    plan = plan_queries.plan_or_404(request.user, pk)
    form = PlanForm(request.POST or None, instance=plan)
    if request.method == "POST" and form.is_valid():
        kept = plan_queries.plan_or_404(request.user, pk)
        try:
            deeds.change_plan(by=request.user, at=clock.now(), plan=kept, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "保存しました。")
            return redirect(_to(kept))
    return _form(request, form, "計画期間を直す")


@require_http_methods(["GET", "POST"])
def indicator_new(request: SignedInRequest) -> HttpResponse:
    """Add an indicator."""
    form = IndicatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {f: form.cleaned_data[f] for f in (*IndicatorForm.Meta.fields, "measure")}
        code = deeds.free_code(request.user.town_id)
        indicator = deeds.add_indicator(by=request.user, at=clock.now(), code=code, **facts)
        messages.success(request, f"「{indicator.name}」を加えました。つぎに目標を入れます。")
        return redirect("reports:targets", indicator.pk)
    return _form(request, form, "指標を加える")


@require_http_methods(["GET", "POST"])
def indicator_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change how an indicator is named or counted."""
    indicator = plan_queries.indicator_or_404(request.user, pk)
    form = IndicatorForm(request.POST or None, instance=indicator)
    if request.method == "POST" and form.is_valid():
        facts = {f: form.cleaned_data[f] for f in (*IndicatorForm.Meta.fields, "measure")}
        kept = plan_queries.indicator_or_404(request.user, pk)
        deeds.change_indicator(by=request.user, at=clock.now(), indicator=kept, **facts)
        messages.success(request, "保存しました。")
        return redirect("reports:plans")
    return _form(request, form, f"「{indicator.name}」の数え方")


@require_http_methods(["GET", "POST"])
def targets(request: SignedInRequest, pk: int) -> HttpResponse:
    """The targets of an indicator: years of a plan × tiers, for the town or one area."""
    indicator = plan_queries.indicator_or_404(request.user, pk)
    plan = _plan(request)
    if plan is None:
        messages.warning(request, "先に計画期間を加えてください。")
        return redirect("reports:plan-new")
    areas = Area.objects.of_town(request.user.town_id).in_use_on(clock.today())
    wish = request.GET.get("area", "")
    area = areas.filter(pk=wish).first() if wish.isdigit() else None
    form = TargetsForm(request.POST or None, indicator=indicator, years=plan.years, area=area)
    if request.method == "POST" and form.is_valid():
        count = deeds.set_targets(
            by=request.user, at=clock.now(), indicator=indicator, aims=form.aims
        )
        messages.success(request, f"保存しました（{count}か所を変えました）。")
        return redirect(_to(plan))
    found = {"form": form, "indicator": indicator, "plan": plan, "areas": areas, "area": area}
    years = [year_label(year) for year in plan.years]
    return render(request, "reports/targets.html", found | {"years": years})


@require_http_methods(["GET", "POST"])
def correction_new(request: SignedInRequest, pk: int, year: int) -> HttpResponse:
    """Correct the actual of a year, with the reason."""
    indicator = plan_queries.indicator_or_404(request.user, pk)
    tier = request.GET.get("tier", "")
    tier = tier if tier in ("1", "2") else ""
    found = counted(request.user.town, indicator, year, tier, as_of=clock.today())
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deeds.correct_actual(
            by=request.user,
            at=clock.now(),
            indicator=indicator,
            fiscal_year=year,
            tier=tier,
            counted=found,
            **form.cleaned_data,
        )
        messages.success(request, "訂正しました。表には※と理由が印刷されます。")
        return redirect("reports:plans")
    shown = "まだありません" if found is None else f"{found:,f}{indicator.unit}"
    lead = (
        f"記録からの集計は{shown}です。記録のまちがいは、訂正でなく記録そのものを直してください。"
    )
    where = f"{year_label(year)} {dict(TIERS).get(tier, '')}"
    return _form(request, form, f"{indicator.name} {where}の実績を訂正", lead)


@require_GET
def indicator_records(request: SignedInRequest, pk: int) -> HttpResponse:
    """The records behind the actual of a year and tier."""
    indicator = plan_queries.indicator_or_404(request.user, pk)
    asked = read_asked(request.GET, town_id=request.user.town_id, today=clock.today())
    year, tier = request.GET.get("year", ""), request.GET.get("tier", "")
    year_of = int(year) if year.isdigit() and len(year) == 4 else fiscal_year_of(asked.as_of)
    known: dict[str, Any] = {"asked": asked, "back": reverse("reports:plans")}
    try:
        made = counted_table(
            request.user.town, indicator, range(year_of, year_of + 1), as_of=asked.as_of
        )
    except FigureRefused as refusal:
        known["refusal"] = str(refusal)
    else:
        row = tier_row(indicator, tier)
        page = request.GET.get("page", "")
        known |= {
            "title": indicator.name,
            "heads": [made.table.rows[row].head[0], year_label(year_of)],
            "figure": made.table.rows[row].cells[0],
            "unit": indicator.unit,
            "page": record_page(
                request, made.records(row, 0), number=int(page) if page.isdigit() else 1
            ),
        }
    return render(request, "reports/records.html", known)


TIERS = (("1", "第1層"), ("2", "第2層"))


@require_POST
def correction_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go back to the counted figure."""
    correction = plan_queries.correction_or_404(request.user, pk)
    deeds.withdraw_correction(by=request.user, at=clock.now(), correction=correction)
    messages.success(request, "訂正を取り消しました。記録から集計した数に戻ります。")
    return redirect("reports:plans")


def _plan(request: SignedInRequest) -> PlanPeriod | None:
    known = plan_queries.plans_of(request.user)
    year = fiscal_year_of(clock.today())
    return plan_queries.plan_for(known, wish=request.GET.get("plan", ""), year=year)


def _to(plan: PlanPeriod) -> str:
    return f"{reverse('reports:plans')}?plan={plan.pk}"


def _form(request: SignedInRequest, form: Any, title: str, lead: str = "") -> HttpResponse:
    return render(request, "reports/plan_form.html", {"form": form, "title": title, "lead": lead})
