"""届いた声を取り込む: from a portal elsewhere, or what stayed in the box of this machine."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sasaeai.documents.refusals import CannotRead
from sasaeai.people.requests import SignedInRequest
from sasaeai.portal import actions, queries
from sasaeai.portal.actions.letters import TakenIn
from sasaeai.portal.forms.publishing import LettersForm
from sasaeai.portal.site.letters import waiting_letters
from sasaeai.towns import clock


def letters(request: SignedInRequest) -> HttpResponse:
    """What lies in the box, and the file carried from elsewhere."""
    town, by, at = request.user.town, request.user, clock.now()
    if request.method == "POST" and request.POST.get("do") == "empty":
        return _told(request, actions.empty_box(by=by, at=at, town=town))
    form = LettersForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = cast("bytes", form.cleaned_data["file"].read())
        try:
            taken = actions.take_in_letters(by=by, at=at, town=town, data=data)
        except CannotRead as reason:
            form.add_error("file", str(reason))
        else:
            return _told(request, taken)
    about = {
        "form": form,
        "box": len(waiting_letters(town.code)),
        "decided": queries.settings_of(town.pk),
    }
    return render(request, "portal/letters.html", about, status=422 if form.errors else 200)


def _told(request: SignedInRequest, taken: TakenIn) -> HttpResponse:
    known = f"{taken.known}件は前に受け取っています。" if taken.known else ""
    messages.success(request, f"新しい声を{taken.new}件受け取りました。{known}")
    for reason in taken.refused[:5]:
        messages.warning(request, reason)
    return redirect("needs:letters" if taken.new else "portal:letters")
