"""The month by area: what was written, what is missing, what is closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import jpholiday
from django.db.models import Count, Q

from sasaeai.activities.models import Activity, Draft, MonthClosing, MonthSum
from sasaeai.activities.rules import ClosingState, Happening, next_month
from sasaeai.people.models import Post, Tenure, User
from sasaeai.people.queries.posts import covering
from sasaeai.places.models import Area
from sasaeai.places.queries import areas_within_each
from sasaeai.towns.rules import Tier
from sasaeai.towns.viewer import Viewer


@dataclass(frozen=True)
class MonthLine:
    """One area and tier: what there is and what is missing.

    :param silent_days: working days until today without a record, by post
    """

    area: Area | None
    tier: str
    held: int
    unmarked: int
    flagged: int
    drafts: int
    silent_days: tuple[tuple[Post, int, int], ...]
    closing: MonthClosing | None

    @property
    def name(self) -> str:
        """第1圏域（第2層）."""
        return f"{self.area.name if self.area else '全市'}（{Tier(self.tier).label}）"

    @property
    def is_closed(self) -> bool:
        """Whether this line itself is closed."""
        return self.closing is not None and self.closing.state == ClosingState.CLOSED

    @property
    def lacks(self) -> bool:
        """Whether anything should be looked at before closing."""
        return bool(self.unmarked or self.drafts or not self.held or not self.flagged)


def month_lines(viewer: Viewer, month: date, today: date) -> list[MonthLine]:
    """A line for every area and tier that has a post, within what the viewer sees."""
    last = next_month(month) - timedelta(days=1)
    areas = viewer.area_ids()
    posts = [
        p
        for p in Post.objects.visible_to(viewer).select_related("area")
        if (areas is None or p.area_id in areas) and (p.closed_on is None or p.closed_on >= month)
    ]
    counts = _Counts(viewer, month, last)
    days = working_days(month, min(last, today))
    within = areas_within_each({p.area_id for p in posts if p.area_id})
    lines = []
    for (area_id, tier), group in _by_area_and_tier(posts).items():
        covered = within.get(area_id) if area_id else None
        lines.append(
            MonthLine(
                area=group[0].area,
                tier=tier,
                held=counts.entries(covered, tier, Happening.HELD),
                unmarked=counts.entries(covered, tier, Happening.PLANNED),
                flagged=counts.flagged_in(covered, tier),
                drafts=sum(counts.drafts.get(p.pk, 0) for p in group),
                silent_days=tuple(
                    (p, len(days - counts.days.get(p.pk, set())), len(days)) for p in group
                ),
                closing=counts.closings.get((area_id, tier)),
            )
        )
    return lines


def whole_closing(viewer: Viewer, month: date) -> MonthClosing | None:
    """The closing of the whole month, if there ever was one."""
    return MonthClosing.objects.filter(town=viewer.town_id, month=month, area=None, tier="").first()


def working_days(first: date, last: date) -> set[date]:
    """Monday to Friday without public holidays."""
    days = (first + timedelta(days=n) for n in range(max(0, (last - first).days + 1)))
    return {d for d in days if d.weekday() < 5 and not jpholiday.is_holiday(d)}


def _by_area_and_tier(posts: Iterable[Post]) -> dict[tuple[int | None, str], list[Post]]:
    groups: dict[tuple[int | None, str], list[Post]] = {}
    for post in posts:
        groups.setdefault((post.area_id, post.tier), []).append(post)
    return groups


class _Counts:
    """The numbers of a month, read in six queries whatever the number of areas."""

    def __init__(self, viewer: Viewer, month: date, last: date) -> None:
        town = viewer.town_id
        sums = MonthSum.objects.filter(town=town, month=month, entries__gt=0)
        self.sums = list(
            sums.values_list("area_id", "home_area_id", "tier", "happening", "entries")
        )
        mine = Activity.objects.filter(town=town).in_period(month, last)
        self.flags = list(
            mine.filter(is_issue=True)
            .order_by()
            .values_list("area_id", "home_area_id", "tier")
            .annotate(n=Count("pk"))
        )
        self.days: dict[int, set[date]] = {}
        wrote = mine.held().order_by().values_list("done_by__post", "on").distinct()
        for post, day in wrote:
            self.days.setdefault(post, set()).add(day)
        closings = MonthClosing.objects.filter(town=town, month=month).select_related("area")
        self.closings = {(c.area_id, c.tier): c for c in closings.prefetch_related("steps")}
        self.drafts = _drafts(town, month, last)

    def entries(self, areas: frozenset[int] | None, tier: str, state: Happening) -> int:
        """Entries of a tier in some areas (None: everywhere)."""
        return sum(
            n
            for area, home, of_tier, happening, n in self.sums
            if (of_tier, happening) == (tier, state) and (areas is None or (area or home) in areas)
        )

    def flagged_in(self, areas: frozenset[int] | None, tier: str) -> int:
        """Entries flagged for the monthly report."""
        return sum(
            n
            for area, home, of_tier, n in self.flags
            if of_tier == tier and (areas is None or (area or home) in areas)
        )


def _drafts(town: int | None, month: date, last: date) -> dict[int, int]:
    """Unfinished entries of the month by the post of their writer."""
    writers = User.objects.filter(town=town)
    held = Tenure.objects.filter(covering(last), holder__in=writers)
    posts = {t.holder_id: t.post_id for t in held}
    drafts = Draft.objects.filter(Q(on__range=(month, last)), user__in=list(posts))
    counts: dict[int, int] = {}
    for user in drafts.values_list("user_id", flat=True):
        counts[posts[user]] = counts.get(posts[user], 0) + 1
    return counts
