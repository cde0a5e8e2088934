"""分類: the list, one scheme with its terms, adding and changing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sasaeai.towns import clock
from sasaeai.towns.models import Town
from sasaeai.ui.requests import StaffRequest
from sasaeai.vocabulary import actions
from sasaeai.vocabulary.forms import NewSchemeForm, SchemeForm
from sasaeai.vocabulary.models import Scheme
from sasaeai.vocabulary.presets import presets
from sasaeai.vocabulary.queries import read_in, schemes_of, term_lines
from sasaeai.vocabulary.rules.years import NotPossible, fiscal_year_of, name_in, year_words


def scheme_list(request: StaffRequest) -> HttpResponse:
    """用語・分類: every scheme of the town, and the presets."""
    schemes = list(schemes_of(request.user))
    there = {scheme.code for scheme in schemes}
    town = get_object_or_404(Town, pk=request.user.town_id)
    shown = {
        "schemes": schemes,
        "presets": presets(),
        "missing": {preset.code for preset in presets()} - there,
        "entry": town.entry_scheme,
        "may_edit": request.user.may("vocabulary.edit"),
    }
    return render(request, "vocabulary/schemes.html", shown)


def scheme_page(request: StaffRequest, pk: int) -> HttpResponse:
    """One scheme: its terms as a tree, in a fiscal year or altogether."""
    scheme = the_scheme(request, pk)
    this_year = fiscal_year_of(clock.today())
    year = _year(request.GET.get("year", ""), this_year)
    shown: dict[str, Any] = {
        "scheme": scheme,
        "lines": [_shown(line, year) for line in term_lines(scheme) if _in(line, year)],
        "others": read_in(scheme),
        "year": year,
        "years": [(y, year_words(y)) for y in range(this_year + 1, this_year - 8, -1)],
        "may_edit": request.user.may("vocabulary.edit"),
        "is_entry": scheme.town.entry_scheme == scheme.code,
    }
    return render(request, "vocabulary/scheme.html", shown)


def the_scheme(request: StaffRequest, pk: int) -> Scheme:
    """A scheme of the person's town, or 404."""
    return get_object_or_404(Scheme.objects.visible_to(request.user).select_related("town"), pk=pk)


def _year(given: str, this_year: int) -> int | None:
    return int(given) if given.isdigit() and abs(int(given) - this_year) < 100 else None


def _in(line: Any, year: int | None) -> bool:
    term = line.term
    if year is None:
        return True
    begun = term.in_use_from is None or term.in_use_from <= year
    return begun and (term.retired_in is None or term.retired_in > year)


def _shown(line: Any, year: int | None) -> dict[str, Any]:
    former = [(old.until_year, old.label) for old in line.former]
    return {"line": line, "term": line.term, "label": name_in(year, line.term.label, former)}


def scheme_new(request: StaffRequest) -> HttpResponse:
    """分類を足す."""
    form = NewSchemeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        town = get_object_or_404(Town, pk=request.user.town_id)
        try:
            scheme = actions.add_scheme(
                by=request.user, at=clock.now(), town=town, **form.cleaned_data
            )
        except ValidationError:
            form.add_error("code", "このコードの分類はもうあります。別のコードにしてください。")
        else:
            messages.success(
                request, f"「{scheme.name}」を足しました。つづけて用語を足してください。"
            )
            return redirect("vocabulary:scheme", scheme.pk)
    return render(request, "vocabulary/form.html", {"form": form, "heading": "分類を足す"})


def scheme_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """分類の名前と使いみちを直す."""
    scheme = the_scheme(request, pk)
    form = SchemeForm(request.POST or None, instance=scheme)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        scheme.refresh_from_db()
        actions.change_scheme(by=request.user, at=clock.now(), scheme=scheme, **given)
        messages.success(request, "保存しました。")
        return redirect("vocabulary:scheme", scheme.pk)
    shown = {"form": form, "heading": f"「{scheme.name}」を直す", "scheme": scheme}
    return render(request, "vocabulary/form.html", shown)


def scheme_entry(request: StaffRequest, pk: int) -> HttpResponse:
    """記録に使う業務項目にする, after saying what that means."""
    scheme = the_scheme(request, pk)
    before = Scheme.objects.filter(town=scheme.town, code=scheme.town.entry_scheme).first()
    if request.method == "POST":
        try:
            actions.choose_entry_scheme(by=request.user, at=clock.now(), scheme=scheme)
            messages.success(request, f"これからの記録は「{scheme.name}」から選びます。")
        except NotPossible as reason:
            messages.error(request, str(reason))
        return redirect("vocabulary:scheme", pk)
    lines = [
        f"これからの記録では、業務項目を「{scheme.name}」から選びます。",
        f"これまでの記録は「{before.name if before else '前の分類'}」の用語のまま残ります。",
        "両方を通した表は、読み替えを決めてある分類の見出しで作れます。",
    ]
    shown = {"scheme": scheme, "heading": "記録に使う業務項目にする", "lines": lines}
    return render(request, "vocabulary/confirm.html", shown)
