"""Until a town exists every address leads to its founding; who founds it must know the code `./run` prints."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sasaeai.towns.models import Town


def founding_code() -> str:
    """Eight digits kept in the data folder until the town is founded."""
    kept = settings.DATA / "founding-code"
    if not kept.exists():
        settings.DATA.mkdir(parents=True, exist_ok=True)
        kept.write_text(f"{secrets.randbelow(10**8):08d}", encoding="ascii")
        kept.chmod(0o600)
    return kept.read_text(encoding="ascii").strip()


def is_founding_code(given: str) -> bool:
    """Whether the given digits are the printed ones."""
    return hmac.compare_digest(given.strip().encode(), founding_code().encode())


class FoundFirst:
    """Middleware: an empty product has one page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.founded = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Lead to the founding page while there is no town; afterwards cost nothing."""
        self.founded = self.founded or Town.objects.exists()
        door = reverse("newtown:found")
        if not self.founded and request.path != door and not request.path.startswith("/static/"):
            return redirect(door)
        return self.get_response(request)
