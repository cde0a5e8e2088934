"""まとめて取り込む: look at the file, take it in, get back what was refused; the bundles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.activities.importing.keeping import keep, kept
from sasaeai.documents.reading import HeadsNotFound
from sasaeai.documents.refusals import CannotRead
from sasaeai.needs.forms.importing import ImportForm
from sasaeai.needs.importing import Checked, as_file, check_file, take_in
from sasaeai.needs.importing.checking import PASTED
from sasaeai.needs.importing.heads import NAMES
from sasaeai.needs.queries.sheet import batches_of
from sasaeai.needs.views.found import mays
from sasaeai.people.queries import main_post_of
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock
from sasaeai.vocabulary.models import Term

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_REASONS = 30


@require_GET
def batches(request: SignedInRequest) -> HttpResponse:
    """声の束: surveys taken in, and how far their sorting is."""
    known = {"batches": batches_of(request.user), "may": mays(request)}
    return render(request, "needs/batches.html", known)


@require_http_methods(["GET", "POST"])
def import_page(request: SignedInRequest) -> HttpResponse:
    """Choose or paste → see what it holds → take it in."""
    town, today = request.user.town, clock.today()
    survey = {
        name: Term.objects.of(town.pk, scheme).filter(code=code).first()
        for name, scheme, code in (
            ("channel", "need-channel", "survey"),
            ("route", "referral-route", "questionnaire"),
        )
    }
    initial = {"heard_on": today, **{name: term and term.pk for name, term in survey.items()}}
    form = ImportForm(
        request.POST or None, request.FILES or None, town=town, day=today, initial=initial
    )
    if request.method == "GET" or not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    given = _given(request, form)
    if given is None:
        form.add_error("file", "ファイルがもう残っていません。もう一度お選びください。")
        return _page(request, form, status=422)
    data, name, token = given
    wishes = form.wishes(main_post_of(request.user, today))
    try:
        checked = check_file(data, filename=name, town=town, today=today, wishes=wishes)
    except HeadsNotFound:
        form.add_error(
            "file",
            "文の列が見つかりません。見出しを「困りごと」「内容」「自由記述」のどれかにしてください。",
        )
        return _page(request, form, status=422)
    except CannotRead as reason:
        form.add_error("file", str(reason))
        return _page(request, form, status=422)
    return _next(request, form, checked, token)


def _next(request: SignedInRequest, form: ImportForm, checked: Checked, token: str) -> HttpResponse:
    do = request.POST.get("do", "check")
    if do == "refused" and checked.refused:
        answer = HttpResponse(checked.workbook_of_refused(), content_type=XLSX)
        stem = checked.table.filename.rpartition(".")[0] or "声"
        name = content_disposition_header(True, f"{stem}_直す行.xlsx")
        answer.headers["Content-Disposition"] = name or ""
        return answer
    if do == "apply":
        batch = take_in(by=request.user, at=clock.now(), town=request.user.town, checked=checked)
        if batch is not None:
            messages.success(
                request, f"{len(checked.ready)}件を受け付けました。つづけて分類できます。"
            )
            if checked.refused:
                messages.warning(
                    request,
                    f"{checked.refused}件は読み込めませんでした。理由を書いた表を直して、同じ束の名前で取り込んでください。",
                )
            return redirect(f"{reverse('needs:sort')}?batch={batch.pk}")
    known: dict[str, Any] = {
        "checked": checked,
        "token": token,
        "sample": checked.ready[:8],
        "reasons": checked.problems[:MOST_REASONS],
        "names": NAMES,
    }
    return _page(request, form, **known)


def _given(request: SignedInRequest, form: ImportForm) -> tuple[bytes, str, str] | None:
    said, user = form.cleaned_data, request.user.pk
    if said["file"] is not None:
        data, name = said["file"].read(), said["file"].name
    elif said["pasted"].strip() and not said["kept"]:
        data, name = as_file(said["pasted"]), PASTED
    else:
        found = kept(said["kept"], user_id=user)
        return None if found is None else (found, said["file_name"] or "声", said["kept"])
    return data, name, keep(data, user_id=user, now=clock.now())


def _page(
    request: SignedInRequest, form: ImportForm, *, status: int = 200, **known: Any
) -> HttpResponse:
    return render(request, "needs/import.html", {"form": form, **known}, status=status)
