"""A new partner typed into the entry form: taken if it is known, added if it is not."""

from __future__ import annotations

from sasaeai.activities.forms.entry import Typed
from sasaeai.people.actions import record_organisation
from sasaeai.people.forms.organisations import QuickOrganisationForm
from sasaeai.people.queries import alike
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock


def with_new_partner(request: SignedInRequest, typed: Typed) -> Typed:
    """A partner still standing in the little form becomes a ticked one: nobody has to press twice."""
    form = QuickOrganisationForm(request.POST, town=request.user.town, day=clock.today())
    if not request.user.may("people.organisations-edit") or not form.is_valid():
        return typed
    facts = form.cleaned_data
    known = alike(request.user, name=facts["name"], kana=facts["kana"], phone=facts["phone"])
    partner = (
        known[0]
        if known
        else record_organisation(by=request.user, at=clock.now(), town=request.user.town, **facts)
    )
    ticked = [*typed.get("partners", []), str(partner.pk)]
    return {**typed, "partners": list(dict.fromkeys(ticked)), "quick-name": []}
