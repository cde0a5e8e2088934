"""What the frame of every page needs: the menu this person may use, the text size."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from sasaeai.ui import slots

ON_BAR = 4  # entries of the menu on a phone's bar; the others open under ほか
TEXT_SIZES = (("s", "小"), ("m", "中"), ("l", "大"))


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: `menu`, `settings_menu`, `under_more`, `banners`, `text_size`, `can_search`."""
    size = request.COOKIES.get("text-size", "m")
    always = {"text_size": size if size in dict(TEXT_SIZES) else "m", "text_sizes": TEXT_SIZES}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return always
    mine = [item for item in slots.menu.all() if user.may(item.permission)]
    main, settings = (_entries(mine, group, request.path) for group in ("main", "settings"))
    return {
        **always,
        "menu": main,
        "settings_menu": settings,
        "on_bar": ON_BAR,
        "under_more": main[ON_BAR:] + settings,
        "banners": _banners(request),
        "can_search": user.may("search.find"),
    }


def _banners(request: HttpRequest) -> list[dict[str, Any]]:
    """What stands above every page for this person. A banner asks nothing of the database."""
    may = getattr(request.user, "may", lambda _: False)
    found = [(b.template, b.context(request)) for b in slots.banners.all() if may(b.permission)]
    return [{"template": template, "card": card} for template, card in found if card is not None]


def _entries(items: list[slots.MenuItem], group: str, path: str) -> list[dict[str, Any]]:
    found = [(item, _address(item.url_name)) for item in items if item.group == group]
    return [{"item": item, "url": url, "here": _is_here(path, url)} for item, url in found]


@cache
def _address(url_name: str) -> str:
    """The address of a page of the menu; the same on every page, so it is worked out once."""
    return reverse(url_name)


def _is_here(path: str, url: str) -> bool:
    start = _address("start")
    return path == url if url == start else path.startswith(url)
