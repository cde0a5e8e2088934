"""閲覧の数 of the town by month, for the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from sasaeai.portal.site.models import ViewCount


@dataclass(frozen=True)
class ViewTable:
    """Views of twelve months: a line a page or area, a column a month."""

    months: tuple[date, ...]
    lines: tuple[tuple[str, str, tuple[int, ...], int], ...]
    total: int


def view_table(town_code: str, *, until: date) -> ViewTable:
    """The twelve months up to the one of the day (one query)."""
    months = tuple(reversed([_back(until.replace(day=1), n) for n in range(12)]))
    rows = (
        ViewCount.objects.filter(town_code=town_code, month__range=(months[0], months[-1]))
        .values("page", "about", "month")
        .annotate(views=Sum("count"))
        .order_by("page", "about", "month")
    )
    titles = dict(
        ViewCount.objects.filter(town_code=town_code)
        .order_by("month")
        .values_list("about", "title")
    )
    found: dict[tuple[str, str], dict[date, int]] = {}
    for row in rows:
        found.setdefault((row["page"], row["about"]), {})[row["month"]] = row["views"]
    labels = dict(ViewCount.Page.choices)
    lines = tuple(
        (
            str(labels[page]),
            titles.get(about, "") if about else "",
            tuple(by.get(m, 0) for m in months),
            sum(by.values()),
        )
        for (page, about), by in found.items()
    )
    return ViewTable(months, lines, sum(line[3] for line in lines))


def _back(month: date, n: int) -> date:
    count = month.year * 12 + month.month - 1 - n
    return date(count // 12, count % 12 + 1, 1)
