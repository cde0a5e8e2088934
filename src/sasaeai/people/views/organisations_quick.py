"""連携先をその場で足す: parts for the forms of other capabilities, and the same without scripts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.people import actions
from sasaeai.people.forms.organisations import QuickOrganisationForm
from sasaeai.people.models import Organisation
from sasaeai.people.queries import Asked, alike, organisations_found
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock

FIELDS = frozenset({"partners", "partner", "organisation", "organisations", "employer"})


def _field_name(request: SignedInRequest) -> str:
    """Name of the checkbox that the caller's form expects."""
    asked = request.POST.get("field") or request.GET.get("field", "")
    return asked if asked in FIELDS else "partners"


@require_GET
def organisation_pick(request: SignedInRequest) -> HttpResponse:
    """Partners whose name, reading or telephone contains the typed words, as checkboxes (at most 20)."""
    words = request.GET.get("q", "").strip()
    found = organisations_found(request.user, Asked(words=words))[:20] if words else ()
    known = {"found": found, "words": words, "field": _field_name(request)}
    return render(request, "people/_organisation_pick.html", known)


@require_http_methods(["GET", "POST"])
def organisation_quick(request: SignedInRequest) -> HttpResponse:
    """A small form; when saved, the new partner stands above it as a ticked checkbox.

    Without scripts the ordinary page takes its place and leads back to `next` with `partner` in the address.
    A partner that seems to exist already is offered instead, with a second button for "another one".
    """
    if request.method == "GET" and not request.headers.get("HX-Request"):
        asked = urlencode({"next": request.GET.get("next", "")})
        return redirect(f"{reverse('people:organisation-new')}?{asked}")
    form = QuickOrganisationForm(request.POST or None, town=request.user.town, day=clock.today())
    known: dict[str, Any] = {"form": form, "field": _field_name(request), "alike": []}
    fresh: Organisation | None = None
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        same = alike(request.user, name=facts["name"], kana=facts["kana"], phone=facts["phone"])
        if same and not request.POST.get("quick-sure"):
            known["alike"] = same
        else:
            fresh = actions.record_organisation(
                by=request.user, at=clock.now(), town=request.user.town, **facts
            )
            known["form"] = QuickOrganisationForm(town=request.user.town, day=clock.today())
    known |= {"fresh": fresh, "made": _made(request, known["field"], fresh)}
    return render(request, "people/_organisation_quick.html", known)


def _made(
    request: SignedInRequest, field: str, fresh: Organisation | None
) -> list[tuple[Organisation, bool]]:
    """Partners added on this page so far, with whether they are ticked."""
    keys = {key for key in request.POST.getlist("quick-made") if key.isdigit()}
    ticked = set(request.POST.getlist(field))
    found = organisations_found(request.user).filter(pk__in=keys)
    made = [(organisation, str(organisation.pk) in ticked) for organisation in found]
    return [*made, (fresh, True)] if fresh else made
