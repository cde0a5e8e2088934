"""What is done with a partner: talks written down, closed, opened again, two entries made one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.people import actions
from sasaeai.people.forms.organisations import CloseForm, ContactForm
from sasaeai.people.models import ContactLog
from sasaeai.people.queries import Asked, alike, organisations_found, same_bodies
from sasaeai.people.requests import SignedInRequest
from sasaeai.people.views.organisations import its, page_of
from sasaeai.towns import clock


def contact_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add an entry to the contact log."""
    partner = its(request, pk)
    if request.method != "POST":
        return redirect("people:organisation", pk=partner.pk)
    form = ContactForm(request.POST, town=partner.town, day=clock.today(), of=partner)
    if not form.is_valid():
        known = page_of(request, partner, form)
        return render(request, "people/organisation.html", known, status=422)
    actions.write_contact(
        by=request.user, at=clock.now(), organisation=partner, **form.cleaned_data
    )
    messages.success(request, "連絡の記録を保存しました。")
    return redirect("people:organisation", pk=partner.pk)


def _entry(request: SignedInRequest, pk: int) -> ContactLog:
    entries = ContactLog.objects.select_related("organisation__town", "written_by")
    return get_object_or_404(entries, organisation__town=request.user.town_id, pk=pk)


@require_http_methods(["GET", "POST"])
def contact_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an entry."""
    entry = _entry(request, pk)
    town = entry.organisation.town
    form = ContactForm(request.POST or None, instance=entry, town=town, day=clock.today())
    if request.method == "POST" and form.is_valid():
        actions.change_contact(by=request.user, at=clock.now(), entry=entry, **form.cleaned_data)
        messages.success(request, "保存しました。")
        return redirect("people:organisation", pk=entry.organisation_id)
    known = {"form": form, "entry": entry, "organisation": entry.organisation}
    return render(request, "people/contact_form.html", known)


def contact_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take out an entry written by mistake."""
    entry = _entry(request, pk)
    if request.POST.get("sure") != "1":
        return redirect("people:contact-edit", pk=entry.pk)
    partner = entry.organisation
    actions.remove_contact(by=request.user, at=clock.now(), entry=entry)
    messages.success(request, "連絡の記録を1件消しました。消した内容は変更の履歴に残ります。")
    return redirect("people:organisation", pk=partner.pk)


@require_http_methods(["GET", "POST"])
def organisation_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """The partner is no more."""
    partner = its(request, pk)
    form = CloseForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        actions.close_organisation(
            by=request.user, at=clock.now(), organisation=partner, on=form.cleaned_data["on"]
        )
        messages.success(request, f"「{partner}」を「なくなった連携先」にしました。")
        return redirect("people:organisation", pk=partner.pk)
    known = {"form": form, "organisation": partner}
    return render(request, "people/organisation_close.html", known)


def organisation_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """The partner exists after all."""
    partner = its(request, pk)
    if request.method != "POST":
        return redirect("people:organisation", pk=partner.pk)
    actions.reopen_organisation(by=request.user, at=clock.now(), organisation=partner)
    messages.success(request, f"「{partner}」を活動中に戻しました。")
    return redirect("people:organisation", pk=partner.pk)


@require_GET
def organisation_twins(request: SignedInRequest) -> HttpResponse:
    """重複の候補: groups of partners that may be one body."""
    groups = same_bodies(request.user)
    return render(request, "people/organisation_twins.html", {"groups": groups})


@require_http_methods(["GET", "POST"])
def organisation_merge(request: SignedInRequest, pk: int) -> HttpResponse:
    """統合: choose the other entry, compare side by side, confirm."""
    keep = its(request, pk)
    words = request.GET.get("q", "").strip()
    known: dict[str, Any] = {"keep": keep, "words": words}
    chosen = request.POST.get("drop") or request.GET.get("drop", "")
    if not chosen.isdigit():
        likely = alike(request.user, name=keep.name, kana=keep.kana, phone=keep.phone, but=keep.pk)
        others = organisations_found(request.user, Asked(words=words)).exclude(pk=keep.pk)
        return render(
            request,
            "people/organisation_merge.html",
            known | {"likely": likely, "found": others[:20] if words else ()},
        )
    known["drop"] = drop = its(request, int(chosen))
    if request.method == "POST":
        try:
            actions.merge_organisations(by=request.user, at=clock.now(), keep=keep, drop=drop)
        except actions.MergeRefused as why:
            messages.error(request, str(why))
        else:
            messages.success(request, f"「{drop}」を「{keep}」に統合しました。")
            return redirect("people:organisation", pk=keep.pk)
    return render(request, "people/organisation_merge.html", known)
