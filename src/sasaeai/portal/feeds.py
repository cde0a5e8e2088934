"""閲覧 and 号 as fact rows, from which every table is counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sasaeai.portal.models import Newsletter
from sasaeai.portal.site.models import ViewCount
from sasaeai.reports.areas import area_paths
from sasaeai.towns.models import Town

Row = dict[str, Any]


def view_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """閲覧: one row a month and page."""
    paths = area_paths(town_id)
    code = Town.objects.values_list("code", flat=True).get(pk=town_id)
    lines = ViewCount.objects.filter(
        town_code=code, month__range=(first.replace(day=1), last)
    ).order_by("month", "pk")
    for line in lines:
        row: Row = {
            "id": f"site.ViewCount:{line.pk}",
            "kind": "閲覧",
            "date": f"{line.month:%Y-%m}",
            "category": line.get_page_display(),
            "counts": {"閲覧": line.count},
            "texts": {"題": line.title or line.get_page_display()},
        }
        if line.area_key.isdigit():
            row["area"] = paths.on(int(line.area_key), line.month)
        if line.page in (ViewCount.Page.PLACE, ViewCount.Page.AREA):
            sort = "resource" if line.page == ViewCount.Page.PLACE else "map"
            # Where the views were: what "how many maps" is counted from.
            row["source"] = f"{line.page}:{line.about}"
            row["subjects"] = {sort: {"id": line.about, "name": line.title}}
        yield row


def newsletter_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """通信: one row an issue that was given out, in the areas of the places it introduced."""
    paths = area_paths(town_id)
    issues = Newsletter.objects.filter(town=town_id, issued_on__range=(first, last))
    for issue in issues.prefetch_related("items__resource").order_by("issued_on", "pk"):
        on = issue.issued_on or first
        told = [i.resource.area_id for i in issue.items.all() if i.taken and i.resource]
        areas = [paths.on(key, on) for key in dict.fromkeys([issue.area_id, *told])]
        yield {
            "id": f"portal.Newsletter:{issue.pk}",
            "kind": "通信",
            "date": on.isoformat(),
            "number": str(issue.number),
            "area": [path for path in areas if path],
            "counts": {"号": 1},
            "texts": {"題": str(issue)},
        }
