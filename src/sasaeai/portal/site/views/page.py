"""What every public page has: the town, the day, the size of the text, easy Japanese."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from sasaeai.portal.site.backgrounds import with_tiles
from sasaeai.portal.site.models import PublicTown

SIZES = (("s", "小"), ("m", "中"), ("l", "大"))
YEAR = 365 * 24 * 3600


def shown(
    request: HttpRequest,
    town: PublicTown,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """A public page. Switches that a reader set stay on the reader's own machine."""
    size = request.COOKIES.get("text-size", "m")
    known = {
        "town": town,
        "office": town.about.get("office", {}),
        "text_size": size if size in dict(SIZES) else "m",
        "text_sizes": SIZES,
        "easy": is_easy(request),
        "here": request.get_full_path(),
        "staff": getattr(request, "user", None) is not None and request.user.is_authenticated,
    }

    def page(request: HttpRequest) -> HttpResponse:
        return render(request, template, known | context, status=status)

    return cast(HttpResponse, with_tiles(page, town)(request))


def is_easy(request: HttpRequest) -> bool:
    """Whether the reader asked for easy Japanese."""
    return request.COOKIES.get("easy") == "1"


def switch(request: HttpRequest, town: str, what: str, to: str) -> HttpResponse:
    """文字の大きさ・やさしい日本語: kept on the reader's machine because the reader asked for it."""
    there = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure())
    answer = redirect(there if safe else reverse("site:home", args=[town]))
    if what == "size" and to in dict(SIZES):
        answer.set_cookie("text-size", to, max_age=YEAR, samesite="Lax")
    elif what == "easy":
        answer.set_cookie("easy", "1" if to == "on" else "0", max_age=YEAR, samesite="Lax")
    return answer
