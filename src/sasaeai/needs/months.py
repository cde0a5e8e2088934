"""For the monthly pack: what of the month's troubles is still open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode

from sasaeai.needs.models import Need, NeedLetter
from sasaeai.needs.rules.states import OPEN
from sasaeai.reports.month_checks import Missing


def without_category(town_id: int, first: date, last: date) -> Iterator[Missing]:
    """Troubles heard in the month that nobody classified, by the area of the post: no table knows them."""
    yield from _by_area(
        town_id,
        (first, last),
        Q(settled_at__isnull=True),
        "分類を決めていない困りごとが{}件あります。表では「まだ決めていない」に入ります。",
        {"label": "none"},
    )


def without_reply(town_id: int, first: date, last: date) -> Iterator[Missing]:
    """Troubles heard in the month whose teller still waits for a reply, by the area of the post."""
    yield from _by_area(
        town_id,
        (first, last),
        Q(intake__wants_reply=True, first_reply_on__isnull=True, state__in=OPEN),
        "返事を待っている困りごとが{}件あります。",
        {"state": "open"},
    )


def letters_unread(town_id: int, _first: date, last: date) -> Iterator[Missing]:
    """Letters of the public pages that came by the end of the month and that nobody decided."""
    found = NeedLetter.objects.filter(town=town_id, sent_at__date__lte=last).waiting()
    if count := found.count():
        yield Missing(
            area_id=None,
            text=f"住民のページから届いて、まだ読んでいない声が{count}件あります。",
            count=count,
            url=reverse("needs:letters"),
        )


def _by_area(
    town_id: int, days: tuple[date, date], which: Q, words: str, asked: dict[str, str]
) -> Iterator[Missing]:
    found = Need.objects.filter(which, town=town_id).heard_between(*days).counted()
    by_area = found.order_by("post__area").values_list("post__area")
    period = {"first": days[0].isoformat(), "last": days[1].isoformat()}
    for area, count in by_area.annotate(n=Count("pk")):
        yield Missing(
            area_id=area,
            text=words.format(count),
            count=count,
            url=f"{reverse('needs:list')}?{urlencode(period | asked)}",
        )
