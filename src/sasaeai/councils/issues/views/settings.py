"""上げ方 and what the town calls too long."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from sasaeai.councils.actions.raising_settings import decide_raising, keep_route, load_routes
from sasaeai.councils.issues.forms import RaisingForm, RouteForm
from sasaeai.councils.issues.views.reading import mays
from sasaeai.councils.models import Route
from sasaeai.councils.queries.raising import settings_of
from sasaeai.councils.refused import deed
from sasaeai.councils.rules.raising import PRESETS
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock


@require_http_methods(["GET", "POST"])
def raising_settings(request: SignedInRequest) -> HttpResponse:
    """The routes and the days; a preset is taken over with one press."""
    town = request.user.town
    preset = request.POST.get("preset", "")
    if preset in PRESETS:
        load_routes(by=request.user, at=clock.now(), town=town, codes=[preset])
        messages.success(request, f"「{PRESETS[preset][0]}」を加えました。名前や日数を直せます。")
        return redirect("issues:settings")
    form = RaisingForm(request.POST or None, instance=settings_of(town.pk))
    if request.method == "POST" and form.is_valid():
        kept = deed(
            form,
            lambda: decide_raising(by=request.user, at=clock.now(), town=town, **form.cleaned_data),
        )
        if kept is not None:
            messages.success(request, "保存しました。")
            return redirect("issues:settings")
    routes = list(Route.objects.filter(town=town))
    names = {route.name for route in routes}
    presets = [
        (code, name, "→".join(level.name for level in path))
        for code, (name, path) in PRESETS.items()
        if name not in names
    ]
    known = {"form": form, "routes": routes, "presets": presets, "may": mays(request)}
    return render(request, "councils/issues/settings.html", known)


@require_http_methods(["GET", "POST"])
def route_new(request: SignedInRequest) -> HttpResponse:
    """Add a route."""
    return _route(request, None)


@require_http_methods(["GET", "POST"])
def route(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a route."""
    return _route(request, get_object_or_404(Route, town=request.user.town, pk=pk))


def _route(request: SignedInRequest, one: Route | None) -> HttpResponse:
    town = request.user.town
    form = RouteForm(request.POST or None, instance=one or Route(town=town))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kept = deed(
            form,
            lambda: keep_route(
                by=request.user,
                at=clock.now(),
                town=town,
                route=one,
                name=given["name"],
                levels=form.levels(),
                order=given["order"] or 0,
                closed_on=given["closed_on"],
            ),
        )
        if kept is not None:
            messages.success(request, f"上げ方「{kept}」を保存しました。")
            return redirect("issues:settings")
    return render(request, "councils/issues/route.html", {"form": form, "route": one})
