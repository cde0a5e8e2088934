"""連携先: the list, the page of one, adding and changing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.history import actions as history
from sasaeai.people import actions
from sasaeai.people.forms.organisations import ContactForm, FilterForm, OrganisationForm
from sasaeai.people.models import Organisation
from sasaeai.people.queries import alike, organisations_found, with_last_contact
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock
from sasaeai.ui import slots

PER_PAGE = 50
EDIT = "people.organisations-edit"


@require_GET
def organisations(request: SignedInRequest) -> HttpResponse:
    """連携先の一覧, filtered by what stands in the address."""
    filters = FilterForm(request.GET, town=request.user.town, day=clock.today())
    found = organisations_found(request.user, filters.asked())
    page = Paginator(with_last_contact(found), PER_PAGE).get_page(request.GET.get("page"))
    known = {"filters": filters, "page": page, "may_edit": request.user.may(EDIT)}
    return render(request, "people/organisations.html", known)


def its(request: SignedInRequest, pk: int) -> Organisation:
    """The partner, if it is of the person's town; 404 otherwise."""
    known = Organisation.objects.select_related(
        "town", "partner_type__scheme", "area__level__tree", "merged_into"
    )
    return get_object_or_404(known.visible_to(request.user), pk=pk)


def organisation(request: SignedInRequest, pk: int) -> HttpResponse:
    """One partner: what is known, what was said, who met them."""
    partner = its(request, pk)
    if partner.merged_into is not None:
        messages.info(request, f"「{partner}」は「{partner.merged_into}」に統合されました。")
        return redirect("people:organisation", pk=partner.merged_into.pk)
    if partner.contact_person:
        history.saw(by=request.user, at=clock.now(), about=partner, what="people.organisation_seen")
    form = ContactForm(town=partner.town, day=clock.today(), initial={"on": clock.today()})
    return render(request, "people/organisation.html", page_of(request, partner, form))


def page_of(request: SignedInRequest, partner: Organisation, form: ContactForm) -> dict[str, Any]:
    """What the page of a partner shows."""
    entries = partner.contacts.select_related("means", "written_by")
    return {
        "organisation": partner,
        "contacts": Paginator(entries, 20).get_page(request.GET.get("page")),
        "contact_form": form,
        "panels": panels_of(request, partner),
        "today": clock.today(),
        "may_edit": request.user.may(EDIT),
    }


def panels_of(request: SignedInRequest, partner: Organisation) -> list[dict[str, Any]]:
    """Parts that upper capabilities bring (who met them …)."""
    panels = [p for p in slots.organisation_panels.all() if request.user.may(p.permission)]
    filled = [(p.template, p.context(request, partner)) for p in panels]
    return [{"template": t, "panel": found} for t, found in filled if found is not None]


@require_http_methods(["GET", "POST"])
def organisation_new(request: SignedInRequest) -> HttpResponse:
    """Add a partner; one that seems to be there already is shown first. `next` leads back to the caller."""
    day = clock.today()
    form = OrganisationForm(request.POST or None, town=request.user.town, day=day)
    known: dict[str, Any] = {"form": form, "next": _way_back(request), "alike": []}
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        same = alike(request.user, name=facts["name"], kana=facts["kana"], phone=facts["phone"])
        if not same or form.cleaned_data["sure"]:
            made = actions.record_organisation(
                by=request.user, at=clock.now(), town=request.user.town, **facts
            )
            messages.success(request, f"「{made}」を連携先に登録しました。")
            return redirect(_after(known["next"], made))
        known |= {"alike": same, "ask_sure": True}
    return render(request, "people/organisation_form.html", known)


def _way_back(request: SignedInRequest) -> str:
    there = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure())
    return there if safe else ""


def _after(way_back: str, made: Organisation) -> str:
    if not way_back:
        return reverse("people:organisation", kwargs={"pk": made.pk})
    return f"{way_back}{'&' if '?' in way_back else '?'}{urlencode({'partner': made.pk})}"


@require_http_methods(["GET", "POST"])
def organisation_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what is known of a partner."""
    partner = its(request, pk)
    day: date = clock.today()
    form = OrganisationForm(request.POST or None, instance=partner, town=request.user.town, day=day)
    if request.method == "POST" and form.is_valid():
        actions.change_organisation(
            by=request.user, at=clock.now(), organisation=partner, **form.facts()
        )
        messages.success(request, "保存しました。")
        return redirect("people:organisation", pk=partner.pk)
    known = {"form": form, "organisation": partner, "alike": []}
    return render(request, "people/organisation_form.html", known)
