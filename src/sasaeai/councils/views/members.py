"""構成員: somebody sits in a council, their term changes, it ends."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from sasaeai.councils import actions
from sasaeai.councils.forms.bodies import MemberForm
from sasaeai.councils.models import Council, Membership
from sasaeai.councils.refused import deed
from sasaeai.councils.views.found import council_of, partner_names
from sasaeai.history import actions as history
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock


@require_http_methods(["GET", "POST"])
def member_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody becomes a member; who is known by the name already is asked for first."""
    one = council_of(request, pk)
    form = MemberForm(request.POST or None, town=one.town, day=clock.today())
    ready = request.method == "POST" and form.is_valid() and not form.asks_who()
    if ready and deed(form, lambda: _seated(request, one, form)) is not None:
        messages.success(request, f"{form.cleaned_data['name']}さんを構成員に加えました。")
        return redirect("councils:council", pk=one.pk)
    known = {"form": form, "council": one, "partners": partner_names(request)}
    return render(request, "councils/member_form.html", known)


def _seated(request: SignedInRequest, council: Council, form: MemberForm) -> Membership:
    return actions.add_member(
        by=request.user,
        at=clock.now(),
        council=council,
        person=form.person(),
        seat=form.chair(),
        known=form.cleaned_data["known"],
    )


@require_http_methods(["GET", "POST"])
def member_edit(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Correct a member, or end the term."""
    one = council_of(request, pk)
    seats = one.memberships.select_related("participant__body", "council", "kind")
    seat = get_object_or_404(seats, pk=number)
    form = MemberForm(request.POST or None, town=one.town, day=clock.today(), membership=seat)
    if request.method == "GET":
        history.saw(by=request.user, at=clock.now(), about=seat.participant)
    if request.method == "POST" and form.is_valid():
        done = deed(
            form,
            lambda: actions.change_member(
                by=request.user,
                at=clock.now(),
                membership=seat,
                person=form.person(),
                seat=form.chair(),
            ),
        )
        if done is not None:
            messages.success(request, "保存しました。")
            return redirect("councils:council", pk=one.pk)
    known = {"form": form, "council": one, "seat": seat, "partners": partner_names(request)}
    return render(request, "councils/member_form.html", known)
