"""Between signing in and the page: how long a session lives, what the person may do, what must be done first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode

from sasaeai.history import actions as history
from sasaeai.people.models import User
from sasaeai.people.queries import standing_of
from sasaeai.people.requests import SEEN, SIGNED_IN
from sasaeai.towns import clock
from sasaeai.ui.access import OPEN

Answer = Callable[[HttpRequest], HttpResponse]
WRITTEN_EVERY = 30


class SignInFirst(LoginRequiredMiddleware):
    """Leads to the sign-in page; a part of a page only tells the page, so that nothing typed there goes."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Go on, lead to the sign-in page, or say a word to the page that asked."""
        away: HttpResponseBase | None = super().process_view(
            request, view_func, view_args, view_kwargs
        )
        return _signed_out() if away and request.headers.get("HX-Request") else away


class SessionLimitMiddleware:
    """Ends a session that was idle too long or lasts too long; a shared machine keeps no page of it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End the session, or answer."""
        user = request.user
        if not isinstance(user, User):
            return self.get_response(request)
        why = self._over(request, user)
        if why:
            history.signed(by=user, at=clock.now(), what=f"people.signed_out_{why}", about=user)
            logout(request)
            if request.method == "POST" and _keeps_typed(request):
                return self.get_response(request)
            return _to_sign_in(request, why)
        answer = self.get_response(request)
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        return answer

    def _over(self, request: HttpRequest, user: User) -> str:
        now, session = int(clock.now().timestamp()), request.session
        began, seen = session.get(SIGNED_IN), session.get(SEEN)
        # The sign-in page starts both clocks; a session without them did not come through it.
        if began is None or now - began > settings.SASAEAI_SESSION_HOURS * 3600:
            return "long"
        if seen is None or now - seen > user.town.idle_minutes * 60:
            return "idle"
        if now - seen >= WRITTEN_EVERY:
            session[SEEN] = now
        return ""


def _keeps_typed(request: HttpRequest) -> bool:
    """Whether the page itself keeps what was typed for whoever is signed out by now."""
    try:
        return getattr(resolve(request.path_info).func, "keeps_typed", False) is True
    except Resolver404:
        return False


def _to_sign_in(request: HttpRequest, why: str) -> HttpResponse:
    """Lead to the sign-in page and back. A part of a page only tells the page, so that nothing typed goes."""
    if request.headers.get("HX-Request"):
        return _signed_out()
    there = request.get_full_path() if request.method == "GET" else _came_from(request)
    asked = urlencode({"why": why, "next": there})
    answer = redirect(f"{reverse(settings.LOGIN_URL)}?{asked}")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _signed_out() -> HttpResponse:
    return HttpResponse(status=401, headers={"HX-Reswap": "none", "HX-Trigger": "signed-out"})


def _came_from(request: HttpRequest) -> str:
    parts = urlsplit(request.headers.get("Referer", ""))
    return parts.path if parts.netloc == request.get_host() else "/"


class StandingMiddleware:
    """Gives `request.user` its standing."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look up and go on."""
        if isinstance(request.user, User):
            request.user.stands(standing_of(request.user, on=clock.today()))
        return self.get_response(request)


# What stands open while something else must be done first. Sign-out and the like are open to all anyway.
DOORS: dict[str, frozenset[str]] = {
    "people:second-factor-check": frozenset({"people:second-factor-check"}),
    "people:password": frozenset({"people:password"}),
    "people:second-factor": frozenset(
        {"people:second-factor", "people:account", "people:password"}
    ),
}


def must_first(user: Any) -> str:
    """The address that the person must deal with before any other; empty when nothing is due.

    The code comes before the password, so that whoever found a temporary password cannot change it.
    """
    if user.second_factor_since is not None and not user.is_verified():
        return "people:second-factor-check"
    if user.must_change_password:
        return "people:password"
    required: bool = user.town.second_factor_required and user.sees_personal
    if required and user.second_factor_since is None:
        return "people:second-factor"
    return ""


class DoorMiddleware:
    """Nothing opens before the code is checked, a temporary password changed, a required factor set up."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; the work is done when the address is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Lead to what must be done first."""
        del args, kwargs
        if not isinstance(request.user, User) or getattr(view, "permission", None) == OPEN:
            return None
        door = must_first(request.user)
        here = request.resolver_match.view_name if request.resolver_match else ""
        if not door or here in DOORS[door]:
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": reverse(door)})
        there = request.get_full_path() if request.method == "GET" else "/"
        return redirect(f"{reverse(door)}?{urlencode({'next': there})}")
