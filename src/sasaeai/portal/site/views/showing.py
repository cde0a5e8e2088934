"""場のページ・区域の地図・カレンダー・写真・背景."""

from __future__ import annotations

from uuid import UUID

import segno
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from sasaeai.portal.site import backgrounds, counting, queries
from sasaeai.portal.site.icalendar import calendar_text
from sasaeai.portal.site.mirror import pictures_of
from sasaeai.portal.site.models import PublicTime, ViewCount
from sasaeai.portal.site.views.finding import A_PAGE, map_of
from sasaeai.portal.site.views.page import shown
from sasaeai.towns import clock

MOST_TIMES = 6
MOST_IN_CALENDAR = 400
A_WEEK = 7 * 24 * 3600


@require_safe
def place(request: HttpRequest, town: str, public_id: UUID) -> HttpResponse:
    """One place, on one A4 when printed, with a QR to carry it on."""
    kept, today = queries.town_of(town), clock.today()
    one = queries.place_of(kept, public_id, today=today)
    if one is None:  # an old QR, a flyer of last year: say so and lead on
        gone = shown(request, kept, "site/gone.html", {})
        gone.status_code = 404
        return gone
    counting.seen(
        request, kept, ViewCount.Page.PLACE,
        today=today, about=str(public_id), area=one.area_key, title=one.name,
    )  # fmt: skip
    address = request.build_absolute_uri(reverse("site:place", args=[town, public_id]))
    about = {
        "place": one,
        "told": one.content,
        "times": queries.next_times(one, today=today, most=MOST_TIMES),
        "qr": _qr(address),
        "address": address,
        "map": map_of(kept, queries.Asked()),
        "here_at": "" if one.latitude is None else f"{one.latitude:.6f},{one.longitude:.6f}",
    }
    return shown(request, kept, "site/place.html", about)


def _qr(address: str) -> SafeString:
    """A QR code as SVG, made by us from our own address."""
    drawn = segno.make(address, error="m").svg_inline(
        scale=4, border=2, title="このページのQRコード"
    )
    return mark_safe(drawn)  # noqa: S308  (segno's own drawing)


@require_safe
def areas(request: HttpRequest, town: str) -> HttpResponse:
    """Every area that has a map."""
    kept = queries.town_of(town)
    return shown(request, kept, "site/areas.html", {"areas": queries.map_areas(kept)})


@require_safe
def area(request: HttpRequest, town: str, key: str) -> HttpResponse:
    """区域の地図: the places of one area, on the map and in the list."""
    kept, today = queries.town_of(town), clock.today()
    one = queries.area_of(kept, key)
    counting.seen(
        request, kept, ViewCount.Page.AREA, today=today, about=key, area=key, title=one.name
    )
    asked = queries.Asked(area=key)
    found = queries.found(kept, asked, today=today)
    page = Paginator(found.keys, A_PAGE).get_page(request.GET.get("page"))
    about = {
        "area": one,
        "found": found,
        "page": page,
        "lines": queries.lines_of(list(page), {}, today=today),
        "map": map_of(kept, asked, area=one),
    }
    return shown(request, kept, "site/area.html", about)


@require_safe
def place_calendar(_request: HttpRequest, town: str, public_id: UUID) -> HttpResponse:
    """The coming times of a place as a calendar file."""
    kept, today = queries.town_of(town), clock.today()
    one = queries.place_of(kept, public_id, today=today)
    if one is None:
        raise Http404("この場のページは、いまは公開されていません。")
    times = queries.next_times(one, today=today, most=MOST_IN_CALENDAR)
    for each in times:
        each.place = one
    return _calendar(calendar_text(kept, one.name, times), str(public_id))


@require_safe
def area_calendar(_request: HttpRequest, town: str, key: str) -> HttpResponse:
    """The coming times of all places of an area."""
    kept, today = queries.town_of(town), clock.today()
    one = queries.area_of(kept, key)
    asked = queries.found(kept, queries.Asked(area=key), today=today)
    times = PublicTime.objects.filter(place__in=asked.keys, place__paused=False, on__gte=today)
    soon = times.select_related("place")[:MOST_IN_CALENDAR]
    return _calendar(calendar_text(kept, f"{one.name} 通いの場", soon), f"area-{key}")


def _calendar(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer


@require_safe
def picture(_request: HttpRequest, town: str, name: str) -> HttpResponse:
    """A public picture."""
    file = pictures_of(queries.town_of(town).code) / f"{name}.jpg"
    if not file.is_file():
        raise Http404("この写真は、いまは公開されていません。")
    answer = HttpResponse(file.read_bytes(), content_type="image/jpeg")
    answer.headers["Cache-Control"] = f"public, max-age={A_WEEK}"
    return answer


@require_safe
def tile(_request: HttpRequest, town: str, z: int, x: int, y: int) -> HttpResponse:
    """One piece of the town's own map background."""
    kept = queries.town_of(town)
    file = backgrounds.local_file()
    if file is None or kept.about.get("background") != backgrounds.LOCAL:
        return HttpResponse(status=204)
    found = backgrounds.tile(file, z, x, y)
    if found is None:
        return HttpResponse(status=204)
    answer = HttpResponse(found[0], content_type=found[1])
    answer.headers["Cache-Control"] = f"public, max-age={A_WEEK}"
    return answer
