"""はじめのページ・さがす・地図の点."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from sasaeai.portal.site import counting, queries
from sasaeai.portal.site.backgrounds import background_of
from sasaeai.portal.site.models import PublicArea, PublicMark, PublicPiece, PublicTown, ViewCount
from sasaeai.portal.site.views.page import shown
from sasaeai.towns import clock

A_PAGE = 20
MOST_OFFERED = 300


@require_safe
def towns(request: HttpRequest) -> HttpResponse:
    """Towns that publish on this machine; a single one is shown at once."""
    from_all = list(PublicTown.objects.all())
    if len(from_all) == 1:
        return home(request, from_all[0].code)
    if not from_all:
        return render(request, "site/nothing.html")
    return _choice(request, from_all)


def _choice(request: HttpRequest, towns: list[PublicTown]) -> HttpResponse:
    return shown(request, towns[0], "site/towns.html", {"towns": towns})


@require_safe
def home(request: HttpRequest, town: str) -> HttpResponse:
    """どこで・いつ・なにを."""
    kept, today = queries.town_of(town), clock.today()
    counting.seen(request, kept, ViewCount.Page.HOME, today=today)
    about = {
        "asked": queries.Asked(),
        "newsletters": queries.pieces_of(kept, PublicPiece.Sort.NEWSLETTER)[:2],
        "has_board": queries.pieces_of(kept, PublicPiece.Sort.CALL).exists(),
        "has_practices": queries.pieces_of(kept, PublicPiece.Sort.PRACTICE).exists(),
        "areas": queries.map_areas(kept),
    }
    return shown(request, kept, "site/home.html", about | _choices(kept))


@require_safe
def find(request: HttpRequest, town: str) -> HttpResponse:
    """The places found: big rows, and the map beside or below."""
    kept, today = queries.town_of(town), clock.today()
    asked = _asked(request)
    found = queries.found(kept, asked, today=today)
    counting.seen(request, kept, ViewCount.Page.FIND, today=today)
    page = Paginator(found.keys, A_PAGE).get_page(request.GET.get("page"))
    lines = queries.lines_of(list(page), found.metres, today=today, day=asked.day, near=found.near)
    about = {
        "asked": asked,
        "found": found,
        "page": page,
        "lines": lines,
        "laid": any(line.walked is not None for line in lines),
        "range_name": queries.WITHIN.get(asked.within, ""),
        "day_name": queries.DAYS.get(asked.day, ""),
        "map": map_of(kept, asked, found.near),
    }
    return shown(request, kept, "site/find.html", about | _choices(kept))


def map_of(
    town: PublicTown,
    asked: queries.Asked,
    near: queries.Near | None = None,
    area: PublicArea | None = None,
) -> dict[str, Any]:
    """What the map beside a list is told."""
    given = {name: value for name, value in vars(asked).items() if value}
    tiles = reverse("site:home", args=[town.code]) + "tiles/{z}/{x}/{y}/"
    there = near if near is not None and near.name else None
    sources = PublicArea.objects.filter(town=town).exclude(outline_source="")
    return {
        "points": f"{reverse('site:points', args=[town.code])}?{urlencode(given)}",
        "outlines": reverse("site:outlines", args=[town.code])
        + (f"?area={area.key}" if area else ""),
        "place": reverse("site:home", args=[town.code]) + "places/",
        "near": there,
        "boundaries": "、".join(sorted(set(sources.values_list("outline_source", flat=True)))),
        **background_of(town, tiles),
    }


def _asked(request: HttpRequest) -> queries.Asked:
    names = {
        "words": "q",
        "near": "near",
        "day": "day",
        "what": "what",
        "kind": "kind",
        "area": "area",
        "within": "within",
    }
    return queries.Asked(**{field: _typed(request, name) for field, name in names.items()})


def _typed(request: HttpRequest, name: str) -> str:
    """What was typed, without what no database takes."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:80]


def _choices(town: PublicTown) -> dict[str, Any]:
    """What the form offers (one query)."""
    marks = PublicMark.objects.filter(town=town, rank__lt=4).values_list("name", flat=True)
    return {
        "days": queries.DAYS,
        "ranges": queries.WITHIN,
        "functions": town.about.get("functions", []),
        "kinds": town.about.get("kinds", []),
        "marks": list(dict.fromkeys(marks[:MOST_OFFERED])),
    }


@gzip_page
@require_safe
def points(request: HttpRequest, town: str) -> HttpResponse:
    """The points of the places found, for the map."""
    kept = queries.town_of(town)
    asked = queries.Asked(**{name: _typed(request, name) for name in vars(queries.Asked())})
    found = queries.points(kept, asked, today=clock.today())
    return JsonResponse(
        {"points": found}, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")}
    )


@gzip_page
@require_safe
def outlines(request: HttpRequest, town: str) -> HttpResponse:
    """Boundaries of the areas that have maps, or of one of them, as GeoJSON."""
    kept = queries.town_of(town)
    areas = PublicArea.objects.filter(town=kept, has_map=True, outline__isnull=False)
    if key := _typed(request, "area"):
        areas = areas.filter(key=key)
    features = [
        {"type": "Feature", "geometry": a.outline, "properties": {"name": a.name, "key": a.key}}
        for a in areas
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})
