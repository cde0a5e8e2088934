"""連携先の取り込みと書き出し: Excel and CSV."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.documents.paper import Imprint
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.report import ListValue
from sasaeai.documents.writing.lists import list_to_csv, list_to_xlsx
from sasaeai.history import actions as history
from sasaeai.people import actions
from sasaeai.people.forms.organisations import FilterForm, UploadForm
from sasaeai.people.queries import organisations_found
from sasaeai.people.queries.organisation_sheet import (
    COLUMNS,
    Sheet,
    kind_names,
    read_organisations,
)
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock

KEPT = "people-import"
WIDTHS = (28, 24, 20, 16, 16, 16, 16, 24, 32, 14, 32)


@require_GET
def organisation_export(request: SignedInRequest) -> HttpResponseBase:
    """The filtered list as Excel, or as CSV with `sort=csv`."""
    filters = FilterForm(request.GET, town=request.user.town, day=clock.today())
    found = organisations_found(request.user, filters.asked())
    now = clock.now()
    history.exported(
        by=request.user,
        at=now,
        what="people.organisations_exported",
        label=filters.said(),
        count=found.count(),
    )
    rows = (
        (
            *(o.name, o.kana, str(o.partner_type or ""), str(o.area or ""), o.contact_person),
            *(o.phone, o.fax, o.mail, o.address, o.code, o.notes),
        )
        for o in found.iterator(chunk_size=500)
    )
    name = f"連携先_{localtime(now):%Y%m%d}"
    if request.GET.get("sort") == "csv":
        return _csv(rows, f"{name}.csv")
    return _workbook(request, COLUMNS, rows, f"{name}.xlsx")


def _csv(rows: Iterator[tuple[ListValue, ...]], name: str) -> HttpResponseBase:
    answer = StreamingHttpResponse(
        list_to_csv(COLUMNS, rows), content_type="text/csv; charset=utf-8"
    )
    header = content_disposition_header(as_attachment=True, filename=name)
    answer["Content-Disposition"] = header or "attachment"
    return answer


def _workbook(
    request: SignedInRequest,
    columns: tuple[str, ...],
    rows: Iterator[tuple[ListValue, ...]],
    name: str,
) -> FileResponse:
    file = io.BytesIO()
    imprint = Imprint(
        request.user.doer_name, clock.today(), town=request.user.town.name, confidential=True
    )
    title = name.split("_", maxsplit=1)[0]
    list_to_xlsx(columns, rows, into=file, title=title, widths=WIDTHS, imprint=imprint)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name)


@require_http_methods(["GET", "POST"])
def organisation_import(request: SignedInRequest) -> HttpResponse:
    """取り込み: choose a file, see what would happen, then keep it."""
    if request.method == "POST" and request.POST.get("keep"):
        return _keep(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    known: dict[str, Any] = {"form": form, "columns": COLUMNS, "kinds": kind_names(request.user)}
    if request.method == "POST" and form.is_valid():
        uploaded = form.cleaned_data["file"]
        data = uploaded.read()
        try:
            known["sheet"] = read_organisations(request.user, data, uploaded.name)
        except CannotRead as why:
            form.add_error("file", str(why))
        else:
            _forget(request)
            path = default_storage.save(f"imports/{uuid4()}", ContentFile(data))
            request.session[KEPT] = {"path": path, "name": PurePath(uploaded.name).name}
    return render(request, "people/organisation_import.html", known)


def _kept_sheet(request: SignedInRequest) -> Sheet | None:
    kept = request.session.get(KEPT)
    if kept is None or not default_storage.exists(kept["path"]):
        return None
    with default_storage.open(kept["path"]) as file:
        return read_organisations(request.user, file.read(), kept["name"])


def _forget(request: SignedInRequest) -> None:
    kept = request.session.pop(KEPT, None)
    if kept is not None:
        default_storage.delete(kept["path"])


def _keep(request: SignedInRequest) -> HttpResponse:
    sheet = _kept_sheet(request)
    if sheet is None:
        messages.warning(request, "ファイルをもう一度お選びください。")
        return redirect("people:organisation-import")
    made, filled = actions.import_organisations(
        by=request.user, at=clock.now(), town=request.user.town, sheet=sheet
    )
    said = f"{made}件を登録し、{filled}件の空欄を補いました。"
    if sheet.refused:
        said += f"{len(sheet.refused)}件は取り込んでいません。理由の表で直して、もう一度お選びください。"
    else:
        _forget(request)
    messages.success(request, said)
    return redirect("people:organisations")


@require_GET
def organisation_import_refused(request: SignedInRequest) -> HttpResponseBase:
    """The refused rows of the last file with their reasons, to be corrected and chosen again."""
    sheet = _kept_sheet(request)
    if sheet is None:
        messages.warning(request, "ファイルをもう一度お選びください。")
        return redirect("people:organisation-import")
    rows: Iterator[tuple[ListValue, ...]] = (
        (*row.texts, row.number, row.why) for row in sheet.refused
    )
    return _workbook(
        request, (*COLUMNS, "もとの行", "理由"), rows, "取り込めなかった行_連携先.xlsx"
    )
