"""For the monthly pack: the flagged words, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode

from sasaeai.activities.models import Activity
from sasaeai.activities.rules import Happening
from sasaeai.people.models import Post, Tenure
from sasaeai.people.queries.posts import covering
from sasaeai.reports.month_checks import Missing
from sasaeai.reports.narratives import Passage


def flagged_passages(town_id: int, first: date, last: date) -> Iterator[Passage]:
    """課題 and 提案 of entries flagged for the monthly report; a flagged entry without either tells its content."""
    flagged = Activity.objects.filter(town=town_id, is_issue=True).in_period(first, last)
    for activity in flagged.held().select_related("area", "means", "kind", "main_function"):
        texts = {"issue": activity.issue_text, "proposal": activity.proposal_text}
        if not any(texts.values()):
            texts = {"summary": activity.wording or activity.title}
        for heading, text in texts.items():
            if text:
                yield Passage(
                    heading=heading,
                    text=text,
                    day=activity.on,
                    record=f"activities.Activity:{activity.pk}",
                    area_id=activity.area_id,
                    tier=activity.tier if len(activity.tier) == 1 else "",
                    origin=f"{activity.on.month}月{activity.on.day}日 {activity.heading} {activity.area_name}",
                )


def unmarked(town_id: int, first: date, last: date) -> Iterator[Missing]:
    """Plans of the month that nobody marked as held, cancelled or postponed, by the area of the post."""
    plans = Activity.objects.filter(town=town_id).planned().in_period(first, last)
    by_area = plans.order_by("home_area").values_list("home_area")
    for area, count in by_area.annotate(n=Count("pk")):
        yield Missing(
            area_id=area,
            text=f"実施したか確かめていない予定が{count}件あります。",
            count=count,
            url=_listed(first, last, area, state=Happening.PLANNED),
            blocks=True,
        )


def silent(town_id: int, first: date, last: date) -> Iterator[Missing]:
    """Areas whose post was held but wrote nothing in the month."""
    held = Tenure.objects.filter(covering(last))
    posts = Post.objects.filter(town=town_id, tenures__in=held).distinct()
    wrote = set(
        Activity.objects.filter(town=town_id)
        .held()
        .in_period(first, last)
        .values_list("lead_post", flat=True)
        .order_by()
        .distinct()
    )
    for post in posts.order_by("pk"):
        if post.pk not in wrote:
            text = f"{post.name}の記録がありません。"
            yield Missing(post.area_id, text, url=_listed(first, last, post.area_id))


def no_issues(town_id: int, first: date, last: date) -> Iterator[Missing]:
    """Areas of posts with activities but no 課題・提案 flagged for the report."""
    held = Activity.objects.filter(town=town_id).held().in_period(first, last)
    counted = held.order_by("home_area").values_list("home_area")
    for area, flagged in counted.annotate(n=Count("pk", filter=Q(is_issue=True))):
        if not flagged:
            text = "月報にのせる課題・提案がまだありません。"
            yield Missing(area, text, count=0, url=_listed(first, last, area))


def _listed(first: date, last: date, area: int | None, *, state: str = "") -> str:
    asked = {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "area": str(area or "none"),
        "state": state,
    }
    return f"{reverse('activities:list')}?{urlencode({k: v for k, v in asked.items() if v})}"
