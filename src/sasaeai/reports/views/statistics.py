"""外からの数字: statistics of other offices and surveys, listed and read in from tables."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.documents.refusals import CannotRead
from sasaeai.people.requests import SignedInRequest
from sasaeai.reports.actions.statistics import put_statistics
from sasaeai.reports.forms.statistics import StatisticsFileForm
from sasaeai.reports.models import Statistic
from sasaeai.reports.statistics_import import ReadStatistics, read_statistics
from sasaeai.towns import clock


@require_GET
def statistics(request: SignedInRequest) -> HttpResponse:
    """Which items there are, and the figures of one of them."""
    mine = Statistic.objects.visible_to(request.user)
    items = mine.values("item").annotate(count=Count("pk"), newest=Max("on")).order_by("item")
    item = request.GET.get("item", "")
    lines = mine.filter(item=item).select_related("area").order_by("-on", "area", "detail")
    page = Paginator(lines, 50).get_page(request.GET.get("page"))
    known = {"items": items, "item": item, "page": page}
    return render(
        request, "reports/statistics.html", known | {"may_edit": request.user.may("reports.plans")}
    )


@require_http_methods(["GET", "POST"])
def statistics_import(request: SignedInRequest) -> HttpResponse:
    """Read a table in: first shown, then put."""
    form = StatisticsFileForm(request.POST or None, request.FILES or None)
    known: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            found = _read(request, form)
        except CannotRead as refusal:
            form.add_error("file", str(refusal))
        else:
            if found.rows and (not found.refused or form.cleaned_data["skip"]):
                return _put(request, form, found)
            known["found"] = found
    return render(request, "reports/statistics_import.html", known)


def _read(request: SignedInRequest, form: StatisticsFileForm) -> ReadStatistics:
    given = form.cleaned_data["file"]
    return read_statistics(
        given.read(),
        filename=given.name,
        town_id=request.user.town_id,
        unit=form.cleaned_data["unit"],
        source=form.cleaned_data["source"],
    )


def _put(request: SignedInRequest, form: StatisticsFileForm, found: ReadStatistics) -> HttpResponse:
    label = str(form.cleaned_data["file"].name)
    added, changed = put_statistics(
        by=request.user, at=clock.now(), rows=found.rows, label=label[:200]
    )
    left = f"{len(found.refused)}行は入れていません。" if found.refused else ""
    messages.success(
        request, f"{added}件を加え、{changed}件を直しました（同じ数字はそのままです）。{left}"
    )
    return redirect("reports:statistics")
