"""用語: adding, correcting, renaming, retiring, placing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from sasaeai.towns import clock
from sasaeai.towns.uses import uses_of
from sasaeai.ui.requests import StaffRequest
from sasaeai.vocabulary import actions
from sasaeai.vocabulary.forms import RenameTermForm, RetireTermForm, TermForm
from sasaeai.vocabulary.models import Term
from sasaeai.vocabulary.rules.years import NotPossible, fiscal_year_of
from sasaeai.vocabulary.views.schemes import the_scheme


def term_new(request: StaffRequest, pk: int) -> HttpResponse:
    """用語を足す."""
    scheme = the_scheme(request, pk)
    year = fiscal_year_of(clock.today())
    form = TermForm(request.POST or None, scheme=scheme, year=year)
    form.instance.scheme = scheme
    if request.method == "POST" and form.is_valid():
        try:
            term = actions.add_term(
                by=request.user, at=clock.now(), scheme=scheme, **form.cleaned_data
            )
        except NotPossible as reason:
            form.add_error("label", str(reason))
        else:
            messages.success(request, f"「{term.label}」を足しました。")
            return redirect("vocabulary:scheme", scheme.pk)
    shown = {"form": form, "heading": "用語を足す", "scheme": scheme}
    return render(request, "vocabulary/form.html", shown)


def term_page(request: StaffRequest, pk: int) -> HttpResponse:
    """One term: what it means, what it was called, what became of it, how it is read, what uses it."""
    term = the_term(request, pk)
    shown = {
        "term": term,
        "former": term.former_labels.all(),
        "came_from": term.came_from.select_related("old"),
        "became": term.became.select_related("new"),
        "readings": term.read_as.select_related("target__scheme").order_by(
            "target__scheme__name", "-is_main", "target__order"
        ),
        "uses": uses_of([term], leave_out=("vocabulary",)),
        "may_edit": request.user.may("vocabulary.edit"),
    }
    return render(request, "vocabulary/term.html", shown)


def the_term(request: StaffRequest, pk: int) -> Term:
    """A term of the person's town, or 404."""
    terms = Term.objects.visible_to(request.user).select_related("scheme", "parent")
    return get_object_or_404(terms, pk=pk)


def term_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """用語を直す（すべての年度）."""
    term = the_term(request, pk)
    form = TermForm(
        request.POST or None, instance=term, scheme=term.scheme, year=fiscal_year_of(clock.today())
    )
    if request.method == "POST" and form.is_valid():
        fresh = the_term(request, pk)
        try:
            actions.correct_term(
                by=request.user, at=clock.now(), term=fresh, given=form.cleaned_data
            )
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "保存しました。")
            return redirect("vocabulary:term", pk)
    note = (
        "ここで直すと、過去の年度の表でも新しい書き方になります。"
        "年度の途中で呼び名が変わったときは「年度から名前を変える」をお使いください。"
    )
    shown = {
        "form": form,
        "heading": f"「{term.label}」を直す",
        "scheme": term.scheme,
        "note": note,
    }
    return render(request, "vocabulary/form.html", shown | {"term": term})


def term_rename(request: StaffRequest, pk: int) -> HttpResponse:
    """年度から名前を変える."""
    term = the_term(request, pk)
    form = RenameTermForm(request.POST or None, year=fiscal_year_of(clock.today()))
    done = _done(request, form, actions.rename_term, term)
    note = f"いまの名前は「{term.label}」です。変えた年度より前の表には、前の名前を印刷します。"
    shown = {"form": form, "heading": "年度から名前を変える", "term": term, "note": note}
    return done or render(request, "vocabulary/form.html", shown | {"scheme": term.scheme})


def term_retire(request: StaffRequest, pk: int) -> HttpResponse:
    """使わないことにする."""
    term = the_term(request, pk)
    form = RetireTermForm(request.POST or None, year=fiscal_year_of(clock.today()))
    done = _done(request, form, actions.retire_term, term)
    note = (
        f"「{term.label}」は、その年度から選べなくなります。それまでの記録と表はそのまま残ります。"
    )
    shown = {"form": form, "heading": "使わないことにする", "term": term, "note": note}
    return done or render(request, "vocabulary/form.html", shown | {"scheme": term.scheme})


def _done(request: StaffRequest, form: forms.Form, deed: Any, term: Term) -> HttpResponse | None:
    """Do the deed if the form may; None where the form has to be shown (again)."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        deed(by=request.user, at=clock.now(), term=term, **form.cleaned_data)
    except NotPossible as reason:
        form.add_error(None, str(reason))
        return None
    messages.success(request, "保存しました。")
    return redirect("vocabulary:term", term.pk)


def term_take_up(request: StaffRequest, pk: int) -> HttpResponse:
    """また使う."""
    term = the_term(request, pk)
    if request.method != "POST":
        return redirect("vocabulary:term", pk)
    try:
        actions.take_up_term(by=request.user, at=clock.now(), term=term)
        messages.success(request, f"「{term.label}」をまた選べるようにしました。")
    except NotPossible as reason:
        messages.error(request, str(reason))
    return redirect("vocabulary:term", pk)


def term_place(request: StaffRequest, pk: int) -> HttpResponse:
    """上へ・下へ."""
    term = the_term(request, pk)
    if request.method == "POST":
        up = request.POST.get("to") == "up"
        actions.place_term(by=request.user, at=clock.now(), term=term, up=up)
    return redirect(f"{reverse('vocabulary:scheme', args=[term.scheme_id])}#term-{term.pk}")
