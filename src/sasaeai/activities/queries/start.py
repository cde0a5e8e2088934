"""What the start page shows of one's own work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from sasaeai.activities.models import Activity, Todo
from sasaeai.activities.rules import Happening, last_month
from sasaeai.people.models import Post, User

LOOKING_AHEAD = timedelta(days=7)
LOOKING_BACK = timedelta(days=62)


def plans_of(user: User, posts: Sequence[Post], today: date) -> list[Activity]:
    """What the posts have before them in a week, and what should have been marked since (two months)."""
    plans = Activity.objects.visible_to(user).planned().filter(done_by__post__in=posts)
    return list(
        plans.in_period(today - LOOKING_BACK, today + LOOKING_AHEAD)
        .select_related("area", "kind", "means", "main_function")
        .distinct()
        .order_by("on", "starts_at", "pk")[:12]
    )


def todos_of(user: User, posts: Sequence[Post]) -> list[Todo]:
    """What is to be done by the posts, or was noted for oneself; the most urgent first."""
    mine = Q(post__in=posts) | Q(post__isnull=True, written_by_key=user.doer_key)
    return list(Todo.objects.visible_to(user).open().filter(mine).select_related("activity")[:50])


def recent_of(user: User, posts: Sequence[Post]) -> list[Activity]:
    """The five latest entries of the posts."""
    own = Activity.objects.visible_to(user).filter(lead_post__in=posts)
    own = own.exclude(happening=Happening.PLANNED)
    return list(
        own.select_related("area", "kind", "means", "main_function").order_by("-on", "-id")[:5]
    )


@dataclass(frozen=True)
class OwnMonth:
    """今月の自分: held activities by means, and how many more than last month by the same day."""

    total: int
    by_means: list[tuple[str, int]]
    last_month: int

    @property
    def more(self) -> int:
        """Compared with last month."""
        return self.total - self.last_month


def own_month(posts: Sequence[Post], today: date) -> OwnMonth:
    """Held activities of the posts this month and last month up to the same day (two queries)."""
    held = Activity.objects.held().filter(lead_post__in=posts)
    lines = (
        held.in_period(today.replace(day=1), today)
        .order_by()
        .values_list("means__label", "means__short_label")
        .annotate(n=Count("pk"))
    )
    means: Counter[str] = Counter()
    for label, short, n in lines:
        means[short or label or "手段なし"] += n
    before = last_month(today)
    until = before + timedelta(days=min(today.day, 28 if before.month == 2 else 30) - 1)
    return OwnMonth(
        total=means.total(),
        by_means=means.most_common(5),
        last_month=held.in_period(before, until).count(),
    )


def unmarked(plans: Sequence[Activity], today: date) -> list[Activity]:
    """Plans whose day has passed."""
    return [p for p in plans if p.on < today and p.happening == Happening.PLANNED]
