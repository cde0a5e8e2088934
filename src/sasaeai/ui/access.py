"""The access rule of an address: every `urls.py` states the permission beside the view.

`path("new/", needs("activities.record", views.activity_new), name="new")`. What states no rule is refused by
the access test; `open_to_all` (sign-in page, help) and `signed_in` (own account) say so by name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]

OPEN = "*"
SIGNED_IN = "+"


class NoRight(PermissionDenied):
    """A right is missing; the words are shown to the person."""


def needs(permission: str, view: View) -> View:
    """Only for those whose role gives the permission; others get 403 with what to do."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        may: Callable[[str], bool] = getattr(request.user, "may", lambda _: False)
        if not may(permission):
            raise NoRight("このページを開く権限がありません。必要なときは管理者にご相談ください。")
        return view(request, *args, **kwargs)

    guarded.permission = permission  # type: ignore[attr-defined]
    return guarded


def signed_in(view: View) -> View:
    """For everyone who is signed in, whatever the role."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    guarded.permission = SIGNED_IN  # type: ignore[attr-defined]
    return guarded


def open_to_all(view: View) -> View:
    """For everyone, signed in or not."""
    opened: View = login_not_required(view)
    opened.permission = OPEN  # type: ignore[attr-defined]
    return opened
