"""閲覧の数: one more for a page, a month and an area. No cookies, no addresses kept; bots and staff do not count."""

from __future__ import annotations

import ipaddress
import re
from datetime import date

from django.conf import settings
from django.db import OperationalError
from django.db.models import F
from django.http import HttpRequest

from sasaeai.portal.site.models import PublicTown, ViewCount

Page = ViewCount.Page
# Machines that say what they are: crawlers, checkers, libraries. A browser that hides is a person to us.
_MACHINES = re.compile(
    r"bot|crawl|spider|slurp|curl|wget|python|java/|go-http|okhttp|httpclient|headless|monitor|preview|"
    r"lighthouse|scan|feed|archiver|facebookexternalhit|axios|node-fetch|libwww|ruby|perl|^$",
    re.IGNORECASE,
)


def seen(
    request: HttpRequest,
    town: PublicTown,
    page: ViewCount.Page,
    *,
    today: date,
    about: str = "",
    area: str = "",
    title: str = "",
) -> bool:
    """Count one view, unless a machine or somebody of the office looks. Answers whether it was counted."""
    if not is_counted(request):
        return False
    try:
        _one_more(town, page, today.replace(day=1), about[:40], area, title[:160])
    except OperationalError:  # somebody writes for long: a view lost is better than a page lost
        return False
    return True


def _one_more(
    town: PublicTown, page: ViewCount.Page, month: date, about: str, area: str, title: str
) -> None:
    kept, made = ViewCount.objects.get_or_create(
        town_code=town.code, origin="", month=month, page=page, about=about, area_key=area,
        defaults={"title": title, "count": 1},
    )  # fmt: skip
    if not made:
        ViewCount.objects.filter(pk=kept.pk).update(count=F("count") + 1, title=title)


def is_counted(request: HttpRequest) -> bool:
    """Whether a resident looks: a GET of a person's browser, not fetched ahead, not from the office."""
    user = getattr(request, "user", None)
    ahead = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return (
        request.method == "GET"
        and "prefetch" not in ahead
        and not _MACHINES.search(request.headers.get("User-Agent", ""))
        and not (user is not None and user.is_authenticated)
        and not _is_office(request)
    )


def _is_office(request: HttpRequest) -> bool:
    """Whether the request comes from a network of the office (`SASAEAI_OFFICE_NETWORKS`)."""
    networks = getattr(settings, "SASAEAI_OFFICE_NETWORKS", ())
    if not networks:
        return False
    try:
        address = ipaddress.ip_address(whence(request))
    except ValueError:
        return False
    return any(address in ipaddress.ip_network(network) for network in networks)


def whence(request: HttpRequest) -> str:
    """The address that asks, as the outermost of our own proxies saw it."""
    proxies = settings.SASAEAI_PROXIES
    passed = [p.strip() for p in request.headers.get("X-Forwarded-For", "").split(",") if p.strip()]
    return passed[-proxies] if proxies and len(passed) >= proxies else request.META["REMOTE_ADDR"]
