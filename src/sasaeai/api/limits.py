"""How often one address may ask: counted by the minute, kept in the cache of the process."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from sasaeai.api.asking import Wrong, told
from sasaeai.people.requests import client_address
from sasaeai.towns import clock

View = Callable[..., HttpResponseBase]
METHODS = ("GET", "HEAD", "OPTIONS")


def door(view: View, *, methods: tuple[str, ...] = METHODS) -> View:
    """What every address of the interface does: methods, limit, wrong parameters in JSON, open to other sites."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = _answered(request, view, methods, args, kwargs)
        answer.headers["Access-Control-Allow-Origin"] = "*"
        return answer

    return guarded


def _answered(
    request: HttpRequest, view: View, methods: tuple[str, ...], args: Any, kwargs: Any
) -> HttpResponseBase:
    if request.method not in methods:
        refused = told(f"{request.method} は使えません。", 405)
        refused.headers["Allow"] = ", ".join(methods)
        return refused
    wait = seconds_to_wait(client_address(request), at=int(clock.now().timestamp()))
    if wait:
        refused = told(f"1分間の回数を超えました。{wait}秒待ってください。", 429)
        refused.headers["Retry-After"] = str(wait)
        return refused
    try:
        return view(request, *args, **kwargs)
    except Wrong as wrong:
        return told(str(wrong), 400)


def seconds_to_wait(who: str, *, at: int) -> int:
    """Seconds until the address may ask again; 0 = now. Each call counts.

    :param at: seconds since 1970
    """
    minute = at // 60
    key = f"api:{who}:{minute}"
    cache.add(key, 0, timeout=120)
    try:
        count = cache.incr(key)
    except ValueError:  # thrown out of the cache in between
        return 0
    return 60 - at % 60 if count > settings.SASAEAI_API_PER_MINUTE else 0
