"""A request whose person is known, and where it came from."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from sasaeai.people.models import User

SEEN, SIGNED_IN = "seen_at", "signed_in_at"


class SignedInRequest(HttpRequest):
    """What a view behind `needs(…)` receives."""

    user: User


def client_address(request: HttpRequest) -> str:
    """The address that asked.

    Behind proxies (`SASAEAI_PROXIES` of them, ours) it is what the outermost of ours saw; what came before
    was written by the asker and is not believed.
    """
    behind: int = settings.SASAEAI_PROXIES
    seen = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    if behind and len(seen) >= behind:
        return seen[-behind].strip()
    return str(request.META.get("REMOTE_ADDR") or "127.0.0.1")


def start_session(session: SessionBase, at: datetime) -> None:
    """Start the clocks of a session: since when it lasts, and when something was last done in it."""
    session[SIGNED_IN] = session[SEEN] = int(at.timestamp())


def come_in(request: HttpRequest, user: User, at: datetime) -> None:
    """Sign somebody in who has shown otherwise who they are: a new session, its clocks started."""
    login(request, user, "sasaeai.people.backends.TownBackend")
    start_session(request.session, at)
