"""町の設定."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sasaeai.people import actions
from sasaeai.people.forms.accounts import TownForm
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock


@require_http_methods(["GET", "POST"])
def town_settings(request: SignedInRequest) -> HttpResponse:
    """The name shown, how 回・人 is read, how long a session idles, the second factor, small counts."""
    town = request.user.town
    form = TownForm(request.POST or None, instance=town)
    if request.method == "POST" and form.is_valid():
        actions.settle_town(by=request.user, at=clock.now(), town=town, **form.facts())
        messages.success(request, "町の設定を保存しました。")
        return redirect("town-settings")
    return render(request, "people/town.html", {"form": form, "town": town})
