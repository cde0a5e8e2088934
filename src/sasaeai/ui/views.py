"""Pages that belong to the frame itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from sasaeai.ui import slots
from sasaeai.ui.frame import TEXT_SIZES


@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Switch the size of the text and stay on the page."""
    there = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure())
    answer = redirect(there if safe else "/")
    size = request.POST.get("size", "m")
    if size in dict(TEXT_SIZES):
        answer.set_cookie("text-size", size, max_age=365 * 24 * 3600, samesite="Lax")
    return answer


def start(request: HttpRequest) -> HttpResponse:
    """今日: what the capabilities bring for this person."""
    may = getattr(request.user, "may", lambda _: False)
    cards = [
        (card, card.context(request)) for card in slots.start_cards.all() if may(card.permission)
    ]
    shown = [
        {"template": card.template, "card": found} for card, found in cards if found is not None
    ]
    return render(request, "ui/start.html", {"cards": shown})


def gallery(request: HttpRequest) -> HttpResponse:
    """部品見本: every component once, for those who build pages."""
    return render(request, "ui/gallery.html")
