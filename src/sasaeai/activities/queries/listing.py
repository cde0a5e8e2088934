"""One page of the list, and the line above it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.db.models import Count, Max, Min, Q, Sum

from sasaeai.activities.models import Activity, ActivityPartner, ActivityQuerySet, DoneBy, MonthSum
from sasaeai.activities.queries.asked import (
    KIND,
    ORDERS,
    Asked,
    Wanted,
    area_condition,
    narrowed,
)
from sasaeai.activities.queries.columns import Column
from sasaeai.activities.rules import Happening
from sasaeai.people.models import Post
from sasaeai.search.queries import newest_holding
from sasaeai.towns.viewer import Viewer
from sasaeai.ui.paging import KnownCount

A_PAGE = 50
TERM = ("label", "short_label")
# What a row says of the records it stands on.
TOLD_BY = {
    "area": ("name",),
    "means": TERM,
    "main_function": TERM,
    "lead_post": ("name",),
    "kind": TERM,
}
LONG_TEXTS = ("result_text", "issue_text", "proposal_text")
# What no column shows.
UNSEEN = (
    *("town", "home_area", "written_by", "entered_at", "changed_at", "changed_by_name"),
    *("version", "origin", "batch", "row_key"),
)


@dataclass(frozen=True)
class Summary:
    """「123件・延べ回数118回・延べ人数1,959人」: all entries found, those held, and the people at those held."""

    count: int
    held: int
    person_times: int

    def __add__(self, other: Summary) -> Summary:
        return Summary(
            self.count + other.count,
            self.held + other.held,
            self.person_times + other.person_times,
        )


def summary_of(viewer: Viewer, asked: Asked, found: ActivityQuerySet) -> Summary:
    """The exact numbers: from the monthly sums where they suffice, else counted over what was found.

    An unfiltered list of a million entries adds up some thousand sums; a filter that the sums do not know
    narrows the entries that are counted.
    """
    if not asked.is_only_months or viewer.organisation_ids() is not None:
        return _counted(found)
    summed = _summed(viewer, asked)
    areas = viewer.area_ids()
    if areas is None:
        return summed
    joined_in = DoneBy.objects.filter(is_lead=False, post__in=_posts_in(areas))
    elsewhere = Activity.objects.filter(
        ~Q(area__in=areas) | Q(area__isnull=True),
        ~Q(home_area__in=areas) | Q(home_area__isnull=True),
        town=viewer.town_id,
        pk__in=joined_in.values("activity"),
    )
    return summed + _counted(narrowed(elsewhere, viewer, asked, ()))


def _posts_in(areas: frozenset[int]) -> list[int]:
    """Posts of the areas: read first, so that the database walks the small index of joint visits."""
    return list(Post.objects.filter(area__in=areas).values_list("pk", flat=True))


def _summed(viewer: Viewer, asked: Asked) -> Summary:
    sums = MonthSum.objects.filter(town=viewer.town_id)
    areas = viewer.area_ids()
    if areas is not None:
        sums = sums.filter(Q(area__in=areas) | Q(home_area__in=areas))
    if asked.first:
        sums = sums.filter(month__gte=asked.first)
    if asked.last:
        sums = sums.filter(month__lte=asked.last)
    if asked.area:
        sums = sums.filter(area_condition(asked))
    if asked.tier:
        sums = sums.filter(tier=asked.tier)
    if asked.state:
        sums = sums.filter(happening=asked.state)
    held = Q(happening=Happening.HELD)
    return _summary(
        sums.order_by().aggregate(
            count=Sum("entries"),
            held=Sum("entries", filter=held),
            people=Sum("person_times", filter=held),
        )
    )


def _counted(found: ActivityQuerySet) -> Summary:
    held = Q(happening=Happening.HELD)
    return _summary(
        found.order_by().aggregate(
            count=Count("pk"),
            held=Count("pk", filter=held),
            people=Sum("person_times", filter=held),
        )
    )


def _summary(numbers: dict[str, int | None]) -> Summary:
    return Summary(*(numbers[name] or 0 for name in ("count", "held", "people")))


def page_of(
    viewer: Viewer, wanted: Wanted, *, columns: list[Column], number: str | None, count: int
) -> Page[Activity]:
    """A page of 50. The keys are found first, on an index alone, and only the page's rows are read."""
    pages: KnownCount[Activity] = KnownCount(wanted.found, A_PAGE, count=count)
    page = pages.get_page(number)
    keys = _keys(viewer, wanted, (page.number - 1) * A_PAGE)
    known = _rows(keys, columns)
    page.object_list = [known[key] for key in keys if key in known]
    return page


def _keys(viewer: Viewer, wanted: Wanted, start: int) -> list[int]:
    """The keys of the page that begins at a place. Where only words are asked for, their index has them in order."""
    bound = viewer.area_ids() is not None or viewer.organisation_ids() is not None
    if wanted.words and wanted.asked.is_only_words and viewer.town_id and not bound:
        keys = newest_holding(KIND, viewer.town_id, wanted.words, offset=start, limit=A_PAGE)
        if keys is not None:
            return keys
    ordered = wanted.found.order_by(*ORDERS[wanted.asked.sort][1])
    return list(ordered.values_list("pk", flat=True)[start : start + A_PAGE])


def _rows(keys: list[int], columns: list[Column]) -> dict[int, Activity]:
    """The page's rows: only what the columns show, partners by name alone."""
    lean = not {"result_text", "issue", "proposal"} & {c.key for c in columns}
    relations = {c.relation for c in columns if c.relation}
    left_out = {*UNSEEN, *(LONG_TEXTS if lean else ())}
    own = [f.attname for f in Activity._meta.concrete_fields if f.name not in left_out]
    told = (f"{name}__{field}" for name, fields in TOLD_BY.items() for field in fields)
    found = Activity.objects.filter(pk__in=keys).select_related(*TOLD_BY, *relations)
    found = found.only(*own, *told, *relations)
    needs = dict.fromkeys(name for c in columns if c.key != "partners" for name in c.needs)
    known = found.order_by().prefetch_related(*needs).in_bulk()
    if any(c.key == "partners" for c in columns):
        names: dict[int, list[str]] = defaultdict(list)
        lines = ActivityPartner.objects.filter(activity__in=keys).order_by("pk")
        for key, name in lines.values_list("activity_id", "organisation__name"):
            names[key].append(name)
        for key, activity in known.items():
            activity.names_of_partners = names[key]
    return known


def with_columns(found: ActivityQuerySet, columns: list[Column]) -> ActivityQuerySet:
    """Just what the columns print: rows of one query, and one more for each column of several lines."""
    found = found.select_related("area", "kind", "means", "main_function", "lead_post", "result")
    found = found.defer("area__outline")
    wanted = dict.fromkeys(name for c in columns for name in c.needs)
    return found.prefetch_related(*wanted)


def days_of(found: ActivityQuerySet) -> tuple[date | None, date | None]:
    """The first and last day of what was found."""
    days = found.order_by().aggregate(first=Min("on"), last=Max("on"))
    return days["first"], days["last"]
