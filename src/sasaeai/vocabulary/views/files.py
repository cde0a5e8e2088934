"""見本の読み込み, and a scheme as Excel or CSV, in and out."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sasaeai.documents.paper import Imprint
from sasaeai.documents.reading import ReadTable, read_table
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.writing.lists import list_to_csv, list_to_xlsx
from sasaeai.towns import clock
from sasaeai.towns.models import Town
from sasaeai.ui import handed_in
from sasaeai.ui.requests import StaffRequest
from sasaeai.vocabulary import actions
from sasaeai.vocabulary.forms import UploadForm
from sasaeai.vocabulary.models import Scheme
from sasaeai.vocabulary.presets import preset as read_preset
from sasaeai.vocabulary.queries import differs, preset_changes, term_lines
from sasaeai.vocabulary.rules.files import HEADS, READ, lines_of
from sasaeai.vocabulary.rules.years import NotPossible
from sasaeai.vocabulary.views.schemes import the_scheme

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIELD_WORDS = {
    "label": "名前",
    "short_label": "短い名前",
    "meaning": "意味",
    "shared_code": "共通コード",
    "order": "並び",
    "parent": "上の用語",
}


def preset_page(request: StaffRequest, code: str) -> HttpResponse:
    """A preset: what loading it would add and change, then loading it."""
    try:
        given = read_preset(code)
    except KeyError as unknown:
        raise Http404 from unknown
    town = get_object_or_404(Town, pk=request.user.town_id)
    if request.method == "POST":
        actions.load_preset(by=request.user, at=clock.now(), town=town, preset=code)
        messages.success(request, f"見本「{given.name}」を読み込みました。")
        return redirect("vocabulary:schemes")
    changes = preset_changes(town.pk, given)
    shown = {
        "preset": given,
        "added": [c for c in changes if c.kind == "added"],
        "updated": [(c, _words(c.before, c.after)) for c in changes if c.kind == "updated"],
        "kept": [c for c in changes if c.kind == "kept"],
        "same": sum(1 for c in changes if c.kind == "same"),
    }
    return render(request, "vocabulary/preset.html", shown)


def _words(before: Any, after: Any) -> list[str]:
    return [f"{FIELD_WORDS[k]}：{before[k] or '―'} → {after[k] or '―'}" for k in after]


def scheme_export(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    """A scheme as a workbook or a text file, in the shape that can be read back."""
    scheme = the_scheme(request, pk)
    columns = [spellings[0] for spellings in HEADS.values()]
    rows = [
        (t.code, t.label, t.short_label, t.meaning, t.parent.code if t.parent else "",
         t.shared_code, t.in_use_from, t.retired_in)
        for t in (line.term for line in term_lines(scheme))
    ]  # fmt: skip
    name = f"{scheme.code}.{kind}"
    if kind == "csv":
        answer = HttpResponse(b"".join(list_to_csv(columns, rows)), content_type="text/csv")
    else:
        file = io.BytesIO()
        imprint = Imprint(
            made_by=request.user.doer_name, made_on=clock.today(), town=scheme.town.name
        )
        widths = [18, 40, 22, 50, 18, 18, 12, 12]
        list_to_xlsx(columns, rows, into=file, title=scheme.name, widths=widths, imprint=imprint)
        answer = HttpResponse(file.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def scheme_import(request: StaffRequest, pk: int) -> HttpResponse:
    """Terms from a file: choose, look at what it would do, confirm."""
    scheme = the_scheme(request, pk)
    if token := request.POST.get("token"):
        return _confirmed(request, scheme, token)
    form = UploadForm(request.POST or None, request.FILES or None)
    shown: dict[str, Any] = {"form": form, "scheme": scheme, "heading": "ファイルから読み込む"}
    if request.method != "POST" or not form.is_valid():
        return render(request, "vocabulary/form.html", shown | {"go": "確認へ進む"})
    file = form.cleaned_data["file"]
    try:
        table = _table(file.read(), file.name)
    except CannotRead as reason:
        form.add_error("file", str(reason))
        return render(request, "vocabulary/form.html", shown | {"go": "確認へ進む"})
    file.seek(0)
    kept = handed_in.keep(by=request.user, at=clock.now(), name=file.name, data=file.read())
    return render(request, "vocabulary/import.html", _preview(scheme, table) | {"kept": kept})


def _table(data: bytes, name: str) -> ReadTable:
    return read_table(data, filename=name, known_headers=READ, required=("label",))


def _preview(scheme: Scheme, table: ReadTable) -> dict[str, Any]:
    terms = {term.code: term for term in scheme.terms.select_related("parent")}
    good, bad = lines_of(table, {code: term.label for code, term in terms.items()})
    new = [line for line in good if line.code not in terms]
    changed = [
        (line, terms[line.code])
        for line in good
        if line.code in terms and differs(terms[line.code], line)
    ]
    return {"scheme": scheme, "new": new, "changed": changed, "refused": bad, "table": table,
            "same": len(good) - len(new) - len(changed)}  # fmt: skip


def _confirmed(request: StaffRequest, scheme: Scheme, token: str) -> HttpResponse:
    try:
        kept = handed_in.take(by=request.user, token=token)
        table = _table(kept.data, kept.name)
        good, _ = lines_of(table, dict(scheme.terms.values_list("code", "label")))
        added, corrected = actions.import_terms(
            by=request.user, at=clock.now(), scheme=scheme, lines=good
        )
        handed_in.drop(token)
        messages.success(request, f"{added}件を足し、{corrected}件を直しました。")
    except (handed_in.Gone, CannotRead, NotPossible) as reason:
        messages.error(request, str(reason))
    except ValidationError as reason:
        messages.error(request, "読み込めませんでした。" + " ".join(reason.messages))
    return redirect("vocabulary:scheme", scheme.pk)
