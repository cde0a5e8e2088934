"""取り込む・書き出す: look at the file, take it in, get back what was refused; the same columns go out."""

from __future__ import annotations

import io
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.councils.forms.importing import ImportForm
from sasaeai.councils.importing.kinds import KINDS, Kind
from sasaeai.councils.importing.lines import Checked
from sasaeai.councils.views.found import file_answer
from sasaeai.documents.paper import Imprint
from sasaeai.documents.reading.refused_rows import RowProblem
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.writing.lists import list_to_xlsx
from sasaeai.history import actions as history
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock
from sasaeai.ui import handed_in

MOST_REASONS, MOST_SHOWN = 30, 8


def _kind(code: str) -> Kind:
    if code not in KINDS:
        raise Http404("取り込めるのは、会議と課題です。")
    return KINDS[code]


@require_http_methods(["GET", "POST"])
def import_page(request: SignedInRequest, code: str) -> HttpResponse:
    """Choose a file → see what it holds → take it in; the refused rows come back as a workbook."""
    kind = _kind(code)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "GET" or not form.is_valid():
        return _page(request, kind, form, status=422 if form.is_bound else 200)
    try:
        given = _given(request, form)
        if request.POST.get("do") == "mended":
            return file_answer(given.data, "xlsx", given.name)
        checked = kind.check(
            given.data,
            filename=given.name,
            by=request.user,
            town=request.user.town,
            today=clock.today(),
        )
    except (CannotRead, handed_in.Gone) as why:
        form.add_error("file", str(why))
        return _page(request, kind, form, status=422)
    return _next(request, kind, form, given, checked)


def _given(request: SignedInRequest, form: ImportForm) -> handed_in.HandedIn:
    file = form.cleaned_data["file"]
    if file is None:
        return handed_in.take(by=request.user, token=form.cleaned_data["kept"])
    name = PurePath(file.name).name
    return handed_in.keep(by=request.user, at=clock.now(), name=name, data=file.read())


def _next(
    request: SignedInRequest,
    kind: Kind,
    form: ImportForm,
    given: handed_in.HandedIn,
    checked: Checked,
) -> HttpResponse:
    do = request.POST.get("do", "check")
    if do == "refused" and checked.refused:
        return file_answer(checked.workbook_of_refused(), "xlsx", _mended(given))
    if do == "apply" and checked.ready:
        return _taken(request, kind, given, checked)
    known: dict[str, Any] = {
        "checked": checked,
        "given": given,
        "sample": [kind.preview(one) for one in checked.ready[:MOST_SHOWN]],
        **_reasons(kind, checked.problems),
    }
    return _page(request, kind, form, **known)


def _taken(
    request: SignedInRequest, kind: Kind, given: handed_in.HandedIn, checked: Checked
) -> HttpResponse:
    taken = kind.take(by=request.user, at=clock.now(), checked=checked)
    handed_in.drop(given.token)
    refused = (*checked.problems, *taken.problems)
    if not refused:
        messages.success(request, f"{kind.title}を{taken.done:,}件取り込みました。")
        return redirect(kind.back)
    book = handed_in.keep(
        by=request.user,
        at=clock.now(),
        name=_mended(given),
        data=checked.workbook_of_refused(taken.problems),
    )
    known = {"taken": taken, "checked": checked, "book": book, **_reasons(kind, refused)}
    return render(request, "councils/imported.html", {"kind": kind, **known})


def _mended(given: handed_in.HandedIn) -> str:
    return f"{PurePath(given.name).stem}_直す行.xlsx"


def _reasons(kind: Kind, problems: tuple[RowProblem, ...]) -> dict[str, Any]:
    told = [(one, kind.names.get(one.field or "", "行")) for one in problems[:MOST_REASONS]]
    return {"reasons": told, "more_reasons": max(0, len(problems) - MOST_REASONS)}


def _page(
    request: SignedInRequest, kind: Kind, form: ImportForm, *, status: int = 200, **known: Any
) -> HttpResponse:
    context = {"kind": kind, "form": form, "heads": list(kind.names.values()), **known}
    return render(request, "councils/importing.html", context, status=status)


@require_GET
def export_page(request: SignedInRequest, code: str) -> HttpResponse:
    """Everything the person sees, in the columns that the import reads."""
    kind, by = _kind(code), request.user
    file = io.BytesIO()
    made = Imprint(by.doer_name, clock.today(), town=by.town.name, confidential=kind.personal)
    count = list_to_xlsx(
        kind.heads,
        kind.rows(by),
        into=file,
        title=f"{kind.title}の一覧",
        widths=kind.widths,
        imprint=made,
    )
    label = f"{kind.title}の一覧（取り込める形）"
    history.exported(by=by, at=clock.now(), what="councils.exported", label=label, count=count)
    return file_answer(file.getvalue(), "xlsx", f"{kind.title}の一覧.xlsx")
