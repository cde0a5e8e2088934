"""集計: the list of tables, a table as it will be printed, and the records behind each figure."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sasaeai.analysis.figures.refusals import FigureRefused
from sasaeai.analysis.figures.rendered import RenderedTable
from sasaeai.history.actions import note
from sasaeai.history.models import Kind
from sasaeai.people.requests import SignedInRequest
from sasaeai.places.models import Area
from sasaeai.reports.asking import Asked, read_asked, recent_years
from sasaeai.reports.file_answers import KINDS, file_answer
from sasaeai.reports.making import made_table
from sasaeai.reports.record_lines import record_page
from sasaeai.reports.shelf import own_tables, presets, table_or_404
from sasaeai.reports.shown import shown_table
from sasaeai.reports.table_files import table_file
from sasaeai.towns import clock


@require_GET
def tables(request: SignedInRequest) -> HttpResponse:
    """Every table: the town's own first, then what comes with the product."""
    known = {
        "own": own_tables(request.user),
        "presets": list(presets().values()),
        "may": _rights(request),
    }
    return render(request, "reports/tables.html", known)


@require_GET
def table(request: SignedInRequest, code: str) -> HttpResponse:
    """One table with the choices above it; an htmx request gets the table alone."""
    shelved = table_or_404(request.user, code)
    asked = read_asked(request.GET, town_id=request.user.town_id, today=clock.today())
    known: dict[str, Any] = {"shelved": shelved, "asked": asked, **_choices(request, asked)}
    try:
        made = made_table(request.user.town, shelved.text, asked)
    except FigureRefused as refusal:
        known["refusal"] = str(refusal)
    else:
        url = reverse("reports:records", args=[code])
        link = f"{url}?{asked.query}&row={{row}}&column={{column}}"
        known["table"] = shown_table(made.table, records_url=link)
    part = request.headers.get("HX-Request") and "HX-Boosted" not in request.headers
    return render(request, "reports/_table_part.html" if part else "reports/table.html", known)


@require_GET
def records(request: SignedInRequest, code: str) -> HttpResponse:
    """The records behind one figure, with its definition; as a part for htmx, as a page without."""
    shelved = table_or_404(request.user, code)
    asked = read_asked(request.GET, town_id=request.user.town_id, today=clock.today())
    known: dict[str, Any] = {"shelved": shelved, "asked": asked}
    try:
        made = made_table(request.user.town, shelved.text, asked)
        place = _place(request, made.table)
        ids = made.records(*place) if place else ()
    except FigureRefused as refusal:
        known["refusal"] = str(refusal)
    else:
        known |= _figure(made.table, place)
        page = request.GET.get("page", "")
        known["page"] = record_page(request, ids, number=int(page) if page.isdigit() else 1)
    part = bool(request.headers.get("HX-Request"))
    return render(request, "reports/_records.html" if part else "reports/records.html", known)


@require_GET
def table_download(request: SignedInRequest, code: str, kind: str) -> HttpResponse:
    """The table as a file; what was taken out is written into the history."""
    if kind not in KINDS:
        raise Http404("その形式では書き出せません。")
    shelved = table_or_404(request.user, code)
    asked = read_asked(request.GET, town_id=request.user.town_id, today=clock.today())
    try:
        made = made_table(request.user.town, shelved.text, asked)
    except FigureRefused as refusal:
        return render(
            request,
            "reports/table.html",
            {"shelved": shelved, "asked": asked, "refusal": str(refusal)}
            | _choices(request, asked),
            status=422,
        )
    content = table_file(
        made,
        kind,
        by=request.user,
        town=request.user.town.name,
        made_on=clock.today(),
        request=request,
    )
    note(
        by=request.user,
        at=clock.now(),
        what="reports.exported",
        kind=Kind.EXPORT,
        label=f"{shelved.title} {asked.words}（{kind}）",
    )
    return file_answer(content, name=f"{made.table.title}_{asked.words}", kind=kind)


def _place(request: SignedInRequest, made: RenderedTable) -> tuple[int, int] | None:
    row, column = request.GET.get("row", ""), request.GET.get("column", "")
    if not (row.isdigit() and column.isdigit()):
        return None
    inside = int(row) < len(made.rows) and int(column) < len(made.columns)
    return (int(row), int(column)) if inside else None


def _figure(made: RenderedTable, place: tuple[int, int] | None) -> dict[str, Any]:
    if place is None:
        return {"problem": "その数字は今の表にありません。表からもう一度お選びください。"}
    row, column = made.rows[place[0]], made.columns[place[1]]
    heads = dict.fromkeys(head for head in (*row.head, *column.heads) if head)
    return {
        "figure": row.cells[place[1]],
        "heads": list(heads),
        "title": made.title,
        "place": place,
    }


def _choices(request: SignedInRequest, asked: Asked) -> dict[str, Any]:
    areas = Area.objects.of_town(request.user.town_id).select_related("level")
    return {
        "years": recent_years(clock.today()),
        "areas": areas.in_use_on(asked.as_of),
        "may": _rights(request),
        "kinds": list(KINDS),
    }


def _rights(request: SignedInRequest) -> dict[str, bool]:
    may = request.user.may
    return {
        "export": may("reports.export"),
        "layouts": may("reports.layouts"),
        "prepare": may("reports.monthly-prepare"),
        "forms": may("reports.forms"),
        "handover": may("reports.handover"),
    }
