"""Who asked for what they may not see: one line of history."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from sasaeai.history import actions
from sasaeai.towns import clock

NO_RIGHT, NOT_THEIRS = 403, 404


class DeniedMiddleware:
    """Notes refused pages (403) and records that are missing or another's (404) of signed-in people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and note a refusal."""
        answer = self.get_response(request)
        if answer.status_code in (NO_RIGHT, NOT_THEIRS):
            self._note(request, answer.status_code)
        return answer

    def _note(self, request: HttpRequest, status: int) -> None:
        match, user = request.resolver_match, request.user
        if match is None or not user.is_authenticated or getattr(user, "town_id", None) is None:
            return
        if status == NOT_THEIRS and not match.kwargs:
            return
        what = "history.refused" if status == NO_RIGHT else "history.not_theirs"
        actions.denied(by=user, at=clock.now(), what=what, label=request.path)
