"""計画 as files: targets in from a table, the grid out as a workbook that can be read in again."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.analysis.figures.rendered import (
    RenderedCell,
    RenderedColumn,
    RenderedRow,
    RenderedTable,
)
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.tables import table_to_xlsx
from sasaeai.people.requests import SignedInRequest
from sasaeai.reports.actions.plans import set_targets
from sasaeai.reports.asking import read_asked
from sasaeai.reports.file_answers import file_answer
from sasaeai.reports.forms.plans import PlanFileForm
from sasaeai.reports.plan_grid import PlanGrid, plan_grids
from sasaeai.reports.plan_import import ReadPlan, read_plan
from sasaeai.reports.queries import plans as plan_queries
from sasaeai.towns import clock


@require_http_methods(["GET", "POST"])
def plan_import(request: SignedInRequest) -> HttpResponse:
    """Read targets in: all of them, or none and the reasons."""
    form = PlanFileForm(request.POST or None, request.FILES or None)
    known: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        indicators = plan_queries.indicators_of(request.user.town_id)
        try:
            found = read_plan(given.read(), filename=given.name, indicators=indicators)
        except CannotRead as refusal:
            form.add_error("file", str(refusal))
        else:
            if found.aims and not found.refused:
                return _set(request, found)
            known["found"] = found
    return render(request, "reports/plan_import.html", known)


def _set(request: SignedInRequest, found: ReadPlan) -> HttpResponse:
    at = clock.now()
    with transaction.atomic():
        changed = sum(
            set_targets(by=request.user, at=at, indicator=indicator, aims=aims)
            for indicator, aims in found.aims.items()
        )
    messages.success(request, f"目標{found.count}か所を読み、{changed}か所を変えました。")
    return redirect("reports:plans")


@require_GET
def plan_export(request: SignedInRequest, pk: int) -> HttpResponse:
    """The grid of a plan as a workbook: targets on one sheet (readable again), actuals on another."""
    plan = plan_queries.plan_or_404(request.user, pk)
    today = clock.today()
    asked = read_asked(request.GET, town_id=request.user.town_id, today=today)
    grids = plan_grids(request.user.town, plan.years, as_of=asked.as_of)
    tables = [
        _sheet(f"{plan.name} 目標", grids, "target"),
        _sheet(f"{plan.name} 実績（{asked.as_of:%Y-%m-%d}現在）", grids, "actual"),
        _sheet(f"{plan.name} 達成率", grids, "rate"),
    ]
    content = table_to_xlsx(
        tables, made_by=request.user.doer_name, made_on=today, town=request.user.town.name
    )
    return file_answer(content, name=f"{plan.name}_計画と実績", kind="xlsx")


def _cell(text: str) -> RenderedCell:
    """A number as a number, so that a workbook can go on counting with it."""
    try:
        return RenderedCell(text, Decimal(text.replace(",", "").removesuffix("%")))
    except InvalidOperation:
        return RenderedCell(text)


def _sheet(title: str, grids: list[PlanGrid], what: str) -> RenderedTable:
    rows = [
        RenderedRow(
            (grid.indicator.name, row.tier, grid.indicator.unit),
            tuple(_cell(getattr(cell, what)) for cell in row.cells),
        )
        for grid in grids
        for row in grid.rows
    ]
    labels = [year["label"] for year in grids[0].years] if grids else []
    return RenderedTable(
        title=title,
        columns=tuple(RenderedColumn((label,)) for label in labels),
        rows=tuple(rows),
        row_head_titles=("指標", "層", "単位"),
        footnotes=tuple(c.words for grid in grids for c in grid.corrections)
        if what == "actual"
        else (),
    )
