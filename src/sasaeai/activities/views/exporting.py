"""書き出し: what was filtered as Excel, CSV in UTF-8 or in CP932, row by row; noted in the history."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.http import (
    HttpResponse,
    HttpResponseBase,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from sasaeai.activities import actions
from sasaeai.activities.queries.asked import Asked, asked_of
from sasaeai.activities.queries.exporting import HEADS, WIDTHS, export_rows
from sasaeai.documents.paper import Imprint
from sasaeai.documents.writing.lists import list_to_csv, list_to_xlsx
from sasaeai.documents.writing.separated_text import Cp932Text, as_cp932
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_POST
def export(request: SignedInRequest) -> HttpResponseBase:
    """Every column of everything the filters of the list find."""
    form, now, asked = request.POST.get("form", "xlsx"), clock.now(), asked_of(request.POST)
    cp932 = _as_cp932(request, asked) if form == "cp932" else None
    if cp932 is not None and cp932.unwritable and not request.POST.get("sure"):
        known = {"unwritable": cp932.unwritable, "asked": asked.query(), "fields": _fields(asked)}
        return render(request, "activities/cp932.html", known)
    actions.note_export(by=request.user, at=now, asked=asked.query(), form=form)
    answer: HttpResponseBase
    if cp932 is not None:
        answer = HttpResponse(cp932.data, content_type="text/csv; charset=Shift_JIS")
    elif form == "csv":
        pieces = list_to_csv(HEADS, export_rows(request.user, asked))
        answer = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    else:
        answer = _workbook(request, asked, now)
    ending = "xlsx" if form == "xlsx" else "csv"
    name = f"活動記録_{timezone.localdate(now):%Y%m%d}.{ending}"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def _as_cp932(request: SignedInRequest, asked: Asked) -> Cp932Text:
    pieces = b"".join(list_to_csv(HEADS, export_rows(request.user, asked)))
    return as_cp932(pieces.decode().removeprefix("\ufeff"))


def _workbook(request: SignedInRequest, asked: Asked, now: datetime) -> HttpResponse:
    user, made_on = request.user, timezone.localdate(now)
    file = BytesIO()
    list_to_xlsx(
        HEADS,
        export_rows(user, asked),
        into=file,
        title="活動記録",
        widths=WIDTHS,
        imprint=Imprint(user.doer_name, made_on, user.town.name, confidential=True),
    )
    return HttpResponse(file.getvalue(), content_type=XLSX)


def _fields(asked: Asked) -> list[tuple[str, str]]:
    """The filters as hidden fields."""
    given = QueryDict(asked.query())
    return [(name, str(value)) for name, values in given.lists() for value in values]
