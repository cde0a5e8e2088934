"""取り込み and 書き出し: look at the file, say what it means, take it in; choose a form, get the file."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from sasaeai.documents.reading import HeadsNotFound
from sasaeai.documents.refusals import CannotRead
from sasaeai.people.requests import SignedInRequest
from sasaeai.places.models import Area
from sasaeai.places.queries import area_choices
from sasaeai.resources.actions.exporting import note_export
from sasaeai.resources.exchange.forms import ExportForm, ImportForm
from sasaeai.resources.exporting.files import FORMS, Wanted
from sasaeai.resources.importing import Checked, check_file, take_in
from sasaeai.resources.importing.heads import FIELD_NAMES
from sasaeai.resources.importing.opening import IsPopulation
from sasaeai.resources.importing.packs import Pack, PicturesTaken, open_pack, take_pictures
from sasaeai.resources.importing.showing import columns_of, preview_rows, words_of
from sasaeai.resources.models import Resource
from sasaeai.towns import clock
from sasaeai.ui.handed_in import Gone, HandedIn, keep, take

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_REASONS = 30
NOTHING_WRITTEN = (
    "書き込めない行があったため、1件も取り込みませんでした。行を直してからお選びください。"
)


@require_http_methods(["GET", "POST"])
def import_page(request: SignedInRequest) -> HttpResponse:
    """Choose a file → see what it holds → take it in; the refused rows come back as a workbook."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "GET" or not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    try:
        given = _given(request, form)
        pack = open_pack(given.data, filename=given.name)
        checked = _checked(request, form, pack)
    except Gone as lost:
        form.add_error("file", str(lost))
        return _page(request, form, status=422)
    except HeadsNotFound as missing:
        columns = columns_of(missing.preview.suggestions)
        rows = [cells for _, cells in missing.preview.rows]
        more = {"given": given, "columns": columns, "sample": rows, "refusal": str(missing)}
        return _page(request, form, status=422, **more)
    except IsPopulation as reason:
        form.add_error("file", str(reason))
        more = {"people": given} if request.user.may("places.import") else {}
        return _page(request, form, status=422, **more)
    except CannotRead as reason:
        form.add_error("file", str(reason))
        return _page(request, form, status=422)
    return _done(request, form, given, checked, pack)


@require_http_methods(["GET", "POST"])
def export_page(request: SignedInRequest) -> HttpResponse:
    """Choose a form and an area → the file; before CP932 the letters that it cannot write are shown."""
    form = ExportForm(
        request.POST or None, areas=area_choices(request.user.town_id, on=clock.today())
    )
    if request.method == "GET" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "resources/exchange/export.html", {"form": form}, status=status)
    user, at, sort = request.user, clock.now(), FORMS[form.cleaned_data["form"]]
    found = Resource.objects.visible_to(user).kept()
    if form.cleaned_data["area"]:
        found = found.within(*Area.objects.visible_to(user).filter(pk=form.cleaned_data["area"]))
    try:
        made = sort.make(Wanted(found, user.town, user, at, request.get_host()))
    except CannotRead as too_much:
        form.add_error("area", str(too_much))
        return render(request, "resources/exchange/export.html", {"form": form}, status=422)
    if made.unwritable and not request.POST.get("sure"):
        known = {"form": form, "unwritable": made.unwritable, "posted": _posted(request)}
        return render(request, "resources/exchange/export.html", known)
    if not sort.open:
        note_export(by=user, at=at, form=sort.title, count=found.count())
    answer = HttpResponse(made.data, content_type=made.content_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, made.name) or ""
    return answer


def _done(
    request: SignedInRequest, form: ImportForm, given: HandedIn, checked: Checked, pack: Pack
) -> HttpResponse:
    do = request.POST.get("do", "check")
    if do == "refused" and checked.refused:
        answer = HttpResponse(checked.workbook_of_refused(), content_type=XLSX)
        name = f"{given.name.rpartition('.')[0] or given.name}_直す行.xlsx"
        answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
        return answer
    if do == "apply":
        try:
            taken = take_in(
                by=request.user, at=clock.now(), town=request.user.town, checked=checked
            )
        except ValidationError as wrong:
            # Whatever a row may hold that the check let pass: nothing was written, and the person is told.
            form.add_error("file", f"{NOTHING_WRITTEN}（{'、'.join(wrong.messages)}）")
            return _page(request, form, status=422)
        known = {
            "taken": taken,
            "checked": checked,
            "given": given,
            "posted": _posted(request),
            "pictures": _pictures(request, pack),
        }
        return render(request, "resources/exchange/imported.html", known)
    reasons = [(sheet, problem) for sheet, found in checked.problems.items() for problem in found]
    return _page(
        request,
        form,
        given=given,
        checked=checked,
        pictures=len(pack.pictures),
        columns=columns_of(checked.tables[0]),
        sample=preview_rows(checked.tables[0]),
        words=words_of(request.user.town, checked),
        reasons=reasons[:MOST_REASONS],
        more_reasons=max(0, len(reasons) - MOST_REASONS),
        remarks=checked.remarks[:MOST_REASONS],
    )


def _pictures(request: SignedInRequest, pack: Pack) -> PicturesTaken | None:
    if not pack.pictures:
        return None
    user = request.user
    return take_pictures(by=user, at=clock.now(), town=user.town, pictures=pack.pictures)


def _checked(request: SignedInRequest, form: ImportForm, pack: Pack) -> Checked:
    may_add = request.user.may("people.organisations-edit")
    return check_file(
        pack.table,
        filename=pack.name,
        town=request.user.town,
        today=clock.today(),
        wishes=form.wishes(may_add_partners=may_add),
    )


def _given(request: SignedInRequest, form: ImportForm) -> HandedIn:
    file = form.cleaned_data["file"]
    if file is not None:
        return keep(by=request.user, at=clock.now(), name=file.name, data=file.read())
    return take(by=request.user, token=form.cleaned_data["token"])


def _page(
    request: SignedInRequest, form: ImportForm, *, status: int = 200, **known: Any
) -> HttpResponse:
    fields = [("?", "（見出しのとおり）"), ("", "使わない"), *FIELD_NAMES.items()]
    context = {"form": form, "fields": fields, **known}
    return render(request, "resources/exchange/import.html", context, status=status)


def _posted(request: SignedInRequest) -> list[tuple[str, str]]:
    """What was said about the file, to ask for the refused rows once more."""
    left_out = {"csrfmiddlewaretoken", "do"}
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in left_out
        for value in values
    ]
