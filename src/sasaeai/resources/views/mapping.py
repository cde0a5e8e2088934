"""地図: the register as points beside its list, the pin of one resource, points for those that have none."""

from __future__ import annotations

from typing import Any, cast

from csp.decorators import csp_update
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.people.requests import SignedInRequest
from sasaeai.places.queries import address_credits, locate
from sasaeai.resources import actions
from sasaeai.resources.forms.deeds import FilterForm
from sasaeai.resources.forms.placing import PinForm
from sasaeai.resources.queries import resources_found
from sasaeai.resources.queries.mapping import (
    boundaries,
    drawn_levels,
    points_of,
    unplaced,
    without_postcode,
)
from sasaeai.resources.rules.placing import spot_of
from sasaeai.resources.views.found import deed, resource_of
from sasaeai.resources.views.register import mays
from sasaeai.towns import clock
from sasaeai.ui import slots

PER_PAGE = 15
MOST_SHOWN = 200


@require_GET
def resource_map(request: SignedInRequest) -> HttpResponse:
    """The list on the left, the same as points on the right."""
    today = clock.today()
    filters = FilterForm(request.GET, town=request.user.town, day=today)
    found = resources_found(request.user, filters.asked(), today=today)
    rows = found.select_related("kind", "area")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    known = {
        "filters": filters,
        "page": page,
        "levels": drawn_levels(request.user.town_id or 0, today),
        "level": request.GET.get("level", ""),
        "placed": found.filter(latitude__isnull=False).count(),
        "may": mays(request),
        "map": _map(request, f"?{request.GET.urlencode()}", filters),
    }
    return _shown(request, "resources/map.html", known)


def _map(request: SignedInRequest, asked: str, filters: FilterForm | None = None) -> dict[str, Any]:
    """What the script of the map is told."""
    near = filters.near_point if filters else None
    found = {"tiles": "", "source": "", "deepest": 18, "host": ""}
    for one in slots.map_backgrounds.all():
        found |= one.of(request.user.town.code)
    return found | {
        "points": reverse("resources:map-points") + asked,
        "outlines": reverse("resources:map-outlines") + asked,
        "place": reverse("resources:list"),
        "near": near,
        "credit": "・".join(address_credits(request.user.town_id or 0)),
    }


def _shown(request: HttpRequest, template: str, known: dict[str, Any]) -> HttpResponse:
    """The page; its security policy is opened for the pictures of the chosen background alone."""

    def page(request: HttpRequest) -> HttpResponse:
        return render(request, template, known)

    host = known["map"]["host"]
    return cast(HttpResponse, (csp_update({"img-src": [host]})(page) if host else page)(request))


@gzip_page
@require_GET
def map_points(request: SignedInRequest) -> HttpResponse:
    """The points of what the filter finds."""
    today = clock.today()
    filters = FilterForm(request.GET, town=request.user.town, day=today)
    found = resources_found(request.user, filters.asked(), today=today)
    options = {"ensure_ascii": False, "separators": (",", ":")}
    return JsonResponse({"points": points_of(found)}, json_dumps_params=options)


@gzip_page
@require_GET
def map_outlines(request: SignedInRequest) -> HttpResponse:
    """Boundaries of a level, as GeoJSON."""
    typed = request.GET.get("level", "")
    level = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else None
    features = [
        {"type": "Feature", "geometry": a.outline, "properties": {"name": a.name}}
        for a in boundaries(request.user.town_id or 0, clock.today(), level)
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})


@require_http_methods(["GET", "POST"])
def resource_pin(request: SignedInRequest, pk: int) -> HttpResponse:
    """The point of one resource: by a click, by typed degrees, by its address, or taken away."""
    one = resource_of(request, pk)
    by_address = locate(one.town_id, one.address)
    form = PinForm(request.POST or None, resource=one, by_address=spot_of(by_address))
    if request.method == "POST" and form.is_valid():
        placed = deed(
            form,
            lambda: actions.place_resource(
                by=request.user, at=clock.now(), resource=one, spot=form.spot
            ),
        )
        if placed is not None:
            said = placed.get_match_level_display() if placed.match_level else "なし"
            messages.success(request, f"「{one}」の地図の位置：{said}")
            return redirect("resources:resource", pk=one.pk)
    known = {
        "form": form, "resource": one, "by_address": by_address,
        "map": _map(request, ""),
    }  # fmt: skip
    return _shown(request, "resources/pin.html", known)


@require_http_methods(["GET", "POST"])
def place_all(request: SignedInRequest) -> HttpResponse:
    """位置のない資源: what their addresses tell; written only when a person says so."""
    town = request.user.town
    if request.method == "POST" and request.POST.get("do") == "postcodes":
        count = actions.post_by_address(by=request.user, at=clock.now(), town=town)
        messages.success(request, f"{count}件に、住所から郵便番号を入れました。")
        return redirect("resources:place-all")
    if request.method == "POST":
        count = actions.place_by_address(by=request.user, at=clock.now(), town=town)
        messages.success(request, f"{count}件に、住所から位置を入れました。")
        return redirect("resources:map")
    posts = [number for _, number in without_postcode(town.pk)]
    rows = [(one, spot_of(one.located) if one.located else None) for one in unplaced(town.pk)]
    known = {
        "rows": rows[:MOST_SHOWN],
        "count": len(rows),
        "ready": sum(1 for _, spot in rows if spot is not None),
        "unposted": len(posts),
        "posts": sum(1 for number in posts if number),
        "has_list": not rows or rows[0][0].located is not None,
    }
    return render(request, "resources/unplaced.html", known)
