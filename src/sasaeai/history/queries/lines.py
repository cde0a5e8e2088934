"""The auditor's list: filtered by one index, turned page by page with a key instead of an offset."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import make_aware

from sasaeai.history.models import Event, Review
from sasaeai.towns.viewer import Viewer

PER_PAGE = 50
COUNTED_UP_TO = 10_000
LABELS_AT_MOST = 300
NOT_LISTED = ("before", "previous_hash", "hash")


@dataclass(frozen=True)
class Asked:
    """What the list is filtered by. `words`: part of the name of a record."""

    person: str = ""
    first: date | None = None
    last: date | None = None
    kind: str = ""
    what: str = ""
    words: str = ""


@dataclass(frozen=True)
class Page:
    """One page of lines, newest first; numbers to ask for the older and the newer page."""

    lines: list[Event]
    older: int | None
    newer: int | None
    count: int

    @property
    def count_said(self) -> str:
        """「123件」, or more than we care to count."""
        return f"{self.count:,}件" if self.count <= COUNTED_UP_TO else f"{COUNTED_UP_TO:,}件以上"


def day_start(day: date) -> datetime:
    """The first moment of a day in Japan."""
    return make_aware(datetime.combine(day, time()))


def lines_asked(viewer: Viewer, asked: Asked) -> QuerySet[Event]:
    """Lines of the viewer's town, newest first."""
    found = Event.objects.filter(town=viewer.town_id)
    if asked.person:
        found = found.filter(by_key=asked.person)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.what:
        found = found.filter(what=asked.what)
    if asked.first:
        found = found.filter(at__gte=day_start(asked.first))
    if asked.last:
        found = found.filter(at__lt=day_start(asked.last + timedelta(days=1)))
    if asked.words:
        # The index of names answers first; then only the lines of those records are looked at.
        named = Event.objects.filter(town=viewer.town_id, about_label__contains=asked.words)
        keys = named.exclude(about="").order_by().values_list("about", flat=True).distinct()
        found = found.filter(about__in=list(keys[:LABELS_AT_MOST]))
    return found.order_by("-at", "-number")


def page_of(lines: QuerySet[Event], *, before: int | None = None, after: int | None = None) -> Page:
    """The page older than the line `before`, newer than the line `after`, or the newest."""
    lines = lines.defer(*NOT_LISTED)
    if after is not None and (mark := lines.filter(number=after).first()):
        newer = lines.filter(at__gte=mark.at).filter(Q(at__gt=mark.at) | Q(number__gt=after))
        found = list(newer.order_by("at", "number")[: PER_PAGE + 1])
        more_newer, found = len(found) > PER_PAGE, found[:PER_PAGE][::-1]
        return _page(lines, found, more_older=True, more_newer=more_newer)
    mark = lines.filter(number=before).first() if before is not None else None
    if mark is not None:
        older = lines.filter(at__lte=mark.at).filter(Q(at__lt=mark.at) | Q(number__lt=mark.number))
        found = list(older[: PER_PAGE + 1])
    else:
        found = list(lines[: PER_PAGE + 1])
    return _page(
        lines,
        found[:PER_PAGE],
        more_older=len(found) > PER_PAGE,
        more_newer=mark is not None,
    )


def _page(
    lines: QuerySet[Event], found: list[Event], *, more_older: bool, more_newer: bool
) -> Page:
    return Page(
        lines=found,
        older=found[-1].number if found and more_older else None,
        newer=found[0].number if found and more_newer else None,
        count=lines.order_by()[: COUNTED_UP_TO + 1].count(),
    )


def month_counts(viewer: Viewer, month: date) -> dict[str, int]:
    """How many lines of each kind a month has (`month`: its first day)."""
    following = (month + timedelta(days=32)).replace(day=1)
    lines = Event.objects.filter(
        town=viewer.town_id, at__gte=day_start(month), at__lt=day_start(following)
    )
    return dict(lines.order_by().values_list("kind").annotate(Count("pk")))


def reviews_by_month(viewer: Viewer, months: list[date]) -> list[tuple[date, list[Review]]]:
    """Who looked through each of the months."""
    found = Review.objects.filter(town=viewer.town_id, month__in=months)
    by_month: dict[date, list[Review]] = {month: [] for month in months}
    for review in found:
        by_month[review.month].append(review)
    return list(by_month.items())
