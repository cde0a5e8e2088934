"""担当ごとの負担: activities, hours and consultations of each post, beside its share of a full post."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth

from sasaeai.activities.models import Activity, DoneBy
from sasaeai.activities.rules import next_month
from sasaeai.people.models import Post, Tenure
from sasaeai.towns.viewer import Viewer

CONSULTATION_KINDS = ("phone", "consultation")
CONSULTATION_MEANS = ("phone", "visitor")


@dataclass
class Load:
    """One post in a period. `full_posts`: full posts times months, from the tenures' FTE."""

    post: Post
    holders: str
    full_posts: Decimal
    activities: int = 0
    minutes: int = 0
    timed: int = 0
    consultations: int = 0
    by_month: dict[date, int] = field(default_factory=dict)

    @property
    def hours(self) -> Decimal:
        """Hours written down, to a tenth."""
        return (Decimal(self.minutes) / 60).quantize(Decimal("0.1"))

    @property
    def per_full_post(self) -> Decimal | None:
        """Activities a month of one full post; None where nobody held it."""
        if not self.full_posts:
            return None
        return (Decimal(self.activities) / self.full_posts).quantize(Decimal("0.1"))

    def months(self, months: Iterable[date]) -> list[int]:
        """Activities month by month."""
        return [self.by_month.get(month, 0) for month in months]


def months_between(first: date, last: date) -> list[date]:
    """First days of the months from first to last."""
    months, month = [], first.replace(day=1)
    while month <= last:
        months.append(month)
        month = next_month(month)
    return months


def loads(viewer: Viewer, first: date, last: date) -> list[Load]:
    """Every post one may see, with what it did from first to last day (four queries).

    A joint activity counts for each post that took part. Consultations are entries of the kinds 電話相談 and
    来所相談, and of the means 電話 and 来所 where no kind is given.
    """
    areas = viewer.area_ids()
    posts = Post.objects.visible_to(viewer).select_related("area")
    employers = viewer.organisation_ids()
    if employers is not None:
        posts = posts.filter(tenures__employer__in=employers).distinct()
    found = {p.pk: p for p in posts if areas is None or p.area_id in areas}
    tenures: dict[int, list[Tenure]] = {}
    held = Tenure.objects.filter(post__in=list(found), valid_from__lte=last).select_related(
        "holder"
    )
    for tenure in held.exclude(valid_to__lt=first):
        tenures.setdefault(tenure.post_id, []).append(tenure)
    lines = {
        key: Load(
            post=post,
            holders="、".join(dict.fromkeys(t.holder.name for t in tenures.get(key, []))),
            full_posts=_full_posts(tenures.get(key, []), first, last),
        )
        for key, post in found.items()
    }
    for key, month, n, minutes, timed, consultations in _counted(viewer, first, last, list(found)):
        line = lines[key]
        line.activities += n
        line.minutes += minutes or 0
        line.timed += timed
        line.consultations += consultations
        line.by_month[month] = n
    return [line for line in lines.values() if line.activities or line.full_posts]


def _counted(
    viewer: Viewer, first: date, last: date, posts: list[int]
) -> Iterable[tuple[int, date, int, int | None, int, int]]:
    asked = Q(activity__kind__code__in=CONSULTATION_KINDS)
    asked |= Q(activity__kind__isnull=True, activity__means__code__in=CONSULTATION_MEANS)
    held = Activity.objects.visible_to(viewer).held().in_period(first, last)
    lines = DoneBy.objects.filter(post__in=posts, activity__in=held.values("pk"))
    return (
        lines.order_by()
        .annotate(month=TruncMonth("activity__on"))
        .values_list("post_id", "month")
        .annotate(
            n=Count("pk"),
            minutes=Sum("activity__minutes"),
            timed=Count("activity__minutes"),
            consultations=Count("pk", filter=asked),
        )
    )


def _full_posts(tenures: Iterable[Tenure], first: date, last: date) -> Decimal:
    """FTE times the share of each month that the tenure covered."""
    total = Decimal(0)
    for tenure in tenures:
        for month in months_between(first, last):
            end = next_month(month) - timedelta(days=1)
            begins = max(month, tenure.valid_from, first)
            ends = min(end, tenure.valid_to or end, last)
            days = (ends - begins).days + 1
            if days > 0:
                total += tenure.fte * days / end.day
    return total.quantize(Decimal("0.01"))
