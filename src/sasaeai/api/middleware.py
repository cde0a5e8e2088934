"""Wrong addresses told in JSON; `Authorization: Bearer …` stands for the session of the token's person."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from sasaeai.api import actions
from sasaeai.api.asking import told
from sasaeai.api.models import ApiToken
from sasaeai.people.models import User
from sasaeai.towns import clock

STAFF = "/api/staff/"


class PlainErrorsMiddleware:
    """An address that the specification does not have is told in JSON, as everything there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let pages through; replace the page that says 404."""
        answer = self.get_response(request)
        page = answer.headers.get("Content-Type", "").startswith("text/html")
        if answer.status_code == HTTPStatus.NOT_FOUND and page and _is_hsds(request):
            return told("この住所はHSDSにありません。", 404)
        return answer


def _is_hsds(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/hsds/")


class TokenMiddleware:
    """Stands behind the limits of sessions, which a token has none of."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the person in, or refuse a token that opens nothing."""
        if not request.path_info.startswith(STAFF):
            return self.get_response(request)
        given = request.headers.get("Authorization", "")
        if not given:
            if not request.user.is_authenticated and "json" in request.headers.get("Accept", ""):
                return _refused("Authorization: Bearer に合いことばを入れてください。")
            return self.get_response(request)
        user = self._person(given)
        if user is None:
            return _refused("合いことばが正しくないか、期限が切れています。")
        request.user = user
        return self.get_response(request)

    def _person(self, given: str) -> User | None:
        word, _, plain = given.partition(" ")
        found = ApiToken.objects.good_on(clock.today()).select_related("user__town")
        token = found.filter(token_hash=actions.hash_of(plain.strip())).first()
        if word.lower() != "bearer" or token is None or not token.user.is_active:
            return None
        user = token.user
        # A token is something the person has; it cannot ask for a second one.
        user.is_verified = lambda: True  # type: ignore[attr-defined]
        actions.note_use(by=user, at=clock.now(), token=token)
        return user


def _refused(words: str) -> HttpResponse:
    answer = told(words, 401)
    answer.headers["WWW-Authenticate"] = 'Bearer realm="sasaeai"'
    return answer
