"""町の様式: upload a form with placeholders, see what fills each, download it filled."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasaeai.analysis.figures.periods import fiscal_year, fiscal_year_of
from sasaeai.analysis.figures.rendered import RenderedCell, RenderedTable
from sasaeai.documents.forms_filled import FormValue, fill, placeholders
from sasaeai.documents.kinds import kind_of
from sasaeai.documents.refusals import CannotRead
from sasaeai.history.actions import note
from sasaeai.history.models import Kind
from sasaeai.people.requests import SignedInRequest
from sasaeai.reports.actions import town_forms as deeds
from sasaeai.reports.asking import last_month, read_asked
from sasaeai.reports.file_answers import file_answer
from sasaeai.reports.form_values import FormValues, suggestions
from sasaeai.reports.forms.town_forms import UploadForm
from sasaeai.reports.models import TownForm
from sasaeai.towns import clock


@require_http_methods(["GET", "POST"])
def town_forms(request: SignedInRequest) -> HttpResponse:
    """Every form of the town, and the place to upload one."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        made = _uploaded(request, form)
        if made is not None:
            messages.success(request, "登録しました。差し込むものを確かめてください。")
            return redirect("reports:form", made.pk)
    known = TownForm.objects.visible_to(request.user).defer("content")
    return render(request, "reports/town_forms.html", {"form": form, "forms": known})


def _uploaded(request: SignedInRequest, form: UploadForm) -> TownForm | None:
    given = form.cleaned_data["file"]
    content = given.read()
    try:
        return deeds.add_form(
            by=request.user,
            at=clock.now(),
            name=form.cleaned_data["name"],
            kind=kind_of(content).value,
            file_name=given.name,
            content=content,
            placeholders=placeholders(content),
            mapping={},
        )
    except CannotRead as refusal:
        form.add_error("file", str(refusal))
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
    return None


@require_http_methods(["GET", "POST"])
def town_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """One form: each placeholder with what fills it today, or that nothing does."""
    form = _or_404(request, pk)
    if request.method == "POST":
        mapping = {
            name: wish
            for n, name in enumerate(form.placeholders)
            if (wish := request.POST.get(f"fill-{n}", "").strip()) and wish != name
        }
        deeds.map_form(by=request.user, at=clock.now(), form=form, mapping=mapping)
        messages.success(request, "差し込みを保存しました。")
        return redirect(request.get_full_path())
    values = _values(request)
    lines = [_line(n, name, form, values) for n, name in enumerate(form.placeholders)]
    known = {
        "town_form": form,
        "lines": lines,
        "unmatched": [line for line in lines if not line["matched"]],
        "refusals": values.refusals,
        "suggestions": suggestions(request.user.town),
        "asked": _asked(request),
        "query": request.GET.urlencode(),
    }
    return render(request, "reports/town_form.html", known)


@require_GET
def town_form_filled(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form, filled. What nothing fills stands in it as 〔未記入: …〕."""
    form = _or_404(request, pk)
    values = _values(request)
    answers: dict[str, FormValue] = {}
    for name in form.placeholders:
        answer = values.answer(form.mapping.get(name, name))
        if answer is not None:
            answers[name] = answer
    try:
        filled = fill(bytes(form.content), answers)
    except CannotRead as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:form", pk)
    note(
        by=request.user,
        at=clock.now(),
        what="reports.form_filled",
        about=form,
        kind=Kind.EXPORT,
        after={"unmatched": list(filled.unmatched)},
    )
    return file_answer(filled.data, name=form.name, kind=form.kind)


@require_POST
def town_form_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a form, after asking once."""
    form = _or_404(request, pk)
    if request.POST.get("sure") != "yes":
        return render(request, "reports/town_form_remove.html", {"town_form": form})
    deeds.remove_form(by=request.user, at=clock.now(), form=form)
    messages.success(request, f"「{form.name}」を消しました。")
    return redirect("reports:forms")


def _or_404(request: SignedInRequest, pk: int) -> TownForm:
    found = TownForm.objects.visible_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404("その様式は見つかりません。")
    return found


def _asked(request: SignedInRequest) -> Any:
    return read_asked(request.GET, town_id=request.user.town_id, today=clock.today())


def _values(request: SignedInRequest) -> FormValues:
    asked, today = _asked(request), clock.today()
    period = asked.period or fiscal_year(fiscal_year_of(last_month(today).first))
    return FormValues(request.user.town, period, asked.as_of, request.user.doer_name, today)


def _line(n: int, name: str, form: TownForm, values: FormValues) -> dict[str, Any]:
    wish = form.mapping.get(name, name)
    answer = values.answer(wish)
    return {
        "field": f"fill-{n}",
        "name": name,
        "wish": wish,
        "matched": answer is not None,
        "shown": _shown(answer),
    }


def _shown(answer: FormValue | None) -> str:
    if isinstance(answer, RenderedTable):
        return f"表「{answer.title}」{len(answer.rows)}行×{len(answer.columns)}列"
    if isinstance(answer, RenderedCell):
        return answer.text or "（空欄）"
    return "" if answer is None else str(answer)
