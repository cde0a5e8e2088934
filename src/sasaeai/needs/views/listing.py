"""一覧・ボード: what was heard, filtered; what waits, by state."""

from __future__ import annotations

from io import BytesIO

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from sasaeai.documents.paper import Imprint
from sasaeai.documents.writing.lists import list_to_csv, list_to_xlsx
from sasaeai.needs import actions
from sasaeai.needs.forms.filters import BoardFilter, FilterForm
from sasaeai.needs.models import NeedQuerySet
from sasaeai.needs.queries.board import board_of
from sasaeai.needs.queries.letters import waiting_letters
from sasaeai.needs.queries.listing import (
    HEADS,
    WIDTHS,
    export_rows,
    labels_of,
    needs_found,
    page_of,
    summary_of,
)
from sasaeai.needs.views.found import mays
from sasaeai.needs.views.lines import entries_of, rows_of
from sasaeai.people.queries import posts_of
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock
from sasaeai.ui import slots

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def need_list(request: SignedInRequest) -> HttpResponse:
    """困りごとの一覧, newest first; what was put aside only when asked for."""
    filters = FilterForm(request.GET, town=request.user.town, day=clock.today())
    found = _found(request, filters)
    summary = summary_of(found)
    page = page_of(found, number=request.GET.get("page"), count=summary.count)
    deeds = [one for one in slots.need_deeds.all() if request.user.may(one.permission)]
    part = request.headers.get("HX-Target") == "found"
    known = {
        "filters": filters,
        "page": page,
        "rows": rows_of(page, labels_of(one.key for one in page), choosable=bool(deeds)),
        "letters": [] if part else waiting_letters(request.user),
        "summary": summary,
        "said": filters.said(),
        "may": mays(request),
        "deeds": deeds,
        "as_of": clock.now(),
    }
    return render(request, "needs/_found.html" if part else "needs/list.html", known)


def _found(request: SignedInRequest, filters: FilterForm) -> NeedQuerySet:
    asked = filters.asked()
    posts = [p.pk for p in posts_of(request.user, clock.today())] if asked.mine else []
    return needs_found(request.user, asked, posts=posts)


@require_GET
def board(request: SignedInRequest) -> HttpResponse:
    """ボード: what waits, by state."""
    filters = BoardFilter(request.GET, town=request.user.town, day=clock.today())
    columns = board_of(request.user, filters.asked())
    known = {
        "columns": [(column, entries_of(column)) for column in columns],
        "filters": filters,
        "may": mays(request),
    }
    return render(request, "needs/board.html", known)


@require_POST
def export(request: SignedInRequest) -> HttpResponseBase:
    """Everything the filters of the list find, without names of those who told it."""
    filters, now = FilterForm(request.POST, town=request.user.town, day=clock.today()), clock.now()
    found = _found(request, filters)
    form = "csv" if request.POST.get("form") == "csv" else "xlsx"
    actions.note_export(
        by=request.user, at=now, said=filters.said(), form=form, count=found.count()
    )
    answer: HttpResponseBase
    if form == "csv":
        pieces = list_to_csv(HEADS, export_rows(found))
        answer = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    else:
        file = BytesIO()
        made = Imprint(
            request.user.doer_name,
            timezone.localdate(now),
            request.user.town.name,
            confidential=True,
        )
        list_to_xlsx(
            HEADS, export_rows(found), into=file, title="困りごと", widths=WIDTHS, imprint=made
        )
        answer = HttpResponse(file.getvalue(), content_type=XLSX)
    name = f"困りごと_{timezone.localdate(now):%Y%m%d}.{form}"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer
