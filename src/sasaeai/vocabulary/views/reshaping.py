"""用語を1つにする・分ける, each with a page that says what will change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sasaeai.towns import clock
from sasaeai.towns.uses import uses_of
from sasaeai.ui.requests import StaffRequest
from sasaeai.vocabulary import actions
from sasaeai.vocabulary.forms import MergeTermsForm, SplitTermForm
from sasaeai.vocabulary.rules.years import NotPossible, fiscal_year_of, year_words
from sasaeai.vocabulary.views.schemes import the_scheme
from sasaeai.vocabulary.views.terms import the_term


def terms_merge(request: StaffRequest, pk: int) -> HttpResponse:
    """いくつかの用語を1つにする."""
    scheme = the_scheme(request, pk)
    form = MergeTermsForm(request.POST or None, scheme=scheme, year=fiscal_year_of(clock.today()))
    shown: dict[str, Any] = {"form": form, "scheme": scheme, "heading": "いくつかの用語を1つにする"}
    if request.method != "POST" or not form.is_valid():
        return render(request, "vocabulary/form.html", shown | {"go": "確認へ進む"})
    given = form.cleaned_data | {"terms": list(form.cleaned_data["terms"])}
    if "sure" in request.POST:
        try:
            new = actions.merge_terms(by=request.user, at=clock.now(), **given)
        except NotPossible as reason:
            form.add_error(None, str(reason))
            return render(request, "vocabulary/form.html", shown | {"go": "確認へ進む"})
        messages.success(request, f"「{new.label}」に1つにしました。")
        return redirect("vocabulary:term", new.pk)
    names = "」「".join(term.label for term in given["terms"] if term != given["into"])
    target = given["into"].label if given["into"] else given["label"]
    year = year_words(given["from_year"])
    lines = [
        f"{year}から、「{names}」は選べなくなり、「{target}」で記録します。",
        f"{year}より前の記録と表は、いまのまま残ります。",
        f"年度をまたぐ表では、前の記録も「{target}」に寄せて数えられます。",
    ]
    if not given["into"]:
        lines.append(f"「{target}」のほかの分類への読み替えは、元の用語の読み替えを引き継ぎます。")
    uses = uses_of(given["terms"], leave_out=("vocabulary",))
    return _confirm(request, form, shown | {"lines": lines, "uses": uses})


def term_split(request: StaffRequest, pk: int) -> HttpResponse:
    """1つの用語を分ける."""
    term = the_term(request, pk)
    form = SplitTermForm(request.POST or None, year=fiscal_year_of(clock.today()))
    heading = f"「{term.label}」を分ける"
    shown: dict[str, Any] = {"form": form, "scheme": term.scheme, "term": term, "heading": heading}
    if request.method != "POST" or not form.is_valid():
        return render(request, "vocabulary/form.html", shown | {"go": "確認へ進む"})
    given = form.cleaned_data
    if "sure" in request.POST:
        try:
            new = actions.split_term(by=request.user, at=clock.now(), term=term, **given)
        except NotPossible as reason:
            form.add_error(None, str(reason))
            return render(request, "vocabulary/form.html", shown | {"go": "確認へ進む"})
        messages.success(request, f"{len(new)}つに分けました。")
        return redirect("vocabulary:scheme", term.scheme_id)
    year = year_words(given["from_year"])
    lines = [
        f"{year}から、「{term.label}」の代わりに「{'」「'.join(given['labels'])}」から選びます。",
        f"{year}より前の記録は「{term.label}」のまま残ります。どちらに当たるかは記録からは決められないため、"
        "年度をまたぐ表では前の名前の行に数えます。",
        "ほかの分類への読み替えは、元の用語と同じものを付けます。あとで読み替えの表で直せます。",
    ]
    return _confirm(
        request, form, shown | {"lines": lines, "uses": uses_of([term], leave_out=("vocabulary",))}
    )


def _confirm(request: StaffRequest, form: forms.Form, shown: dict[str, Any]) -> HttpResponse:
    """The page that says what will change; it carries what was filled in."""
    carried = [(name, value) for name, values in request.POST.lists() for value in values]
    hidden = [(n, v) for n, v in carried if n not in ("csrfmiddlewaretoken", "sure")]
    return render(request, "vocabulary/confirm.html", shown | {"hidden": hidden, "form": form})
