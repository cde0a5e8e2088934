"""What activities bring to the pages and figures of others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from sasaeai.activities import cards, feeds
from sasaeai.activities.models import Activity
from sasaeai.people.models import User
from sasaeai.reports.facts import Source, add_source
from sasaeai.reports.handover_sources import HandoverSource, add_handover_source
from sasaeai.reports.month_checks import MonthCheck, add_month_check
from sasaeai.reports.narratives import NarrativeSource, add_narrative_source
from sasaeai.ui import slots

WORDS = {
    "activities.recorded": "活動を記録した",
    "activities.edited": "記録を直した",
    "activities.removed": "記録を取り消した",
    "activities.held": "予定を実施にした",
    "activities.planned": "予定にもどした",
    "activities.cancelled": "中止にした",
    "activities.postponed": "延期にした",
    "activities.month_closed": "月を締めた",
    "activities.month_reopened": "締めた月を再開した",
    "activities.todo_added": "やることを加えた",
    "activities.todo_done": "やることを済ませた",
    "activities.todo_undone": "済みをもどした",
    "activities.todo_postponed": "やることをのばした",
    "activities.template_kept": "ひな型を作った",
    "activities.template_dropped": "ひな型を消した",
    "activities.filter_kept": "しぼりこみを残した",
    "activities.filter_dropped": "しぼりこみを消した",
    "activities.recorded_many": "活動をまとめて記録した",
    "activities.exported": "活動記録を書き出した",
    "activities.imported": "活動記録を取り込んだ",
    "activities.photos_added": "写真を加えた",
    "activities.photo_changed": "写真の説明を変えた",
    "activities.photo_removed": "写真を消した",
    "activities.sums_recounted": "件数の合計を数え直した",
}


def join() -> None:
    """Fill the slots."""
    slots.menu.fill(
        slots.MenuItem("today", "今日", "start", "start.see", 0),
        slots.MenuItem("activities", "記録", "activities:list", "activities.see", 10),
    )
    record, todo, see = "activities.record", "activities.todo", "activities.see"
    slots.start_cards.fill(
        slots.StartCard("record", "activities/_card_record.html", record, 0, cards.record_card),
        slots.StartCard("plans", "activities/_card_plans.html", see, 10, cards.plans_card),
        slots.StartCard("todos", "activities/_card_todos.html", todo, 20, cards.todos_card),
        slots.StartCard("recent", "activities/_card_recent.html", see, 50, cards.recent_card),
    )
    slots.history_words.fill(slots.HistoryWords("activities", WORDS))
    slots.record_links.fill(slots.RecordLink("activities.Activity", address, record_lines))
    slots.search_sources.fill(slots.SearchSource("activities.Activity", "活動記録", see, lines))
    slots.ready_checks.fill(
        slots.ReadyCheck(
            "activities.first",
            "最初の記録を書く・これまでの記録を取り込む",
            100,
            "activities:list",
            lambda town_id: Activity.objects.filter(town=town_id).exists(),
            why="コーディネーターが「記録する」で書くか、これまでのExcelの日報を取り込みます。ここまで来ると、月報・年報に数字が出ます。",
            permission="activities.see",
        )
    )
    add_source(Source("activities", "活動記録", rows=feeds.fact_rows))
    add_narrative_source(NarrativeSource("activities", "活動記録", feeds.flagged_passages))
    add_month_check(MonthCheck("activities.unmarked", "実施を確かめていない予定", feeds.unmarked))
    add_month_check(MonthCheck("activities.silent", "記録のない区域", feeds.silent, 1))
    add_month_check(MonthCheck("activities.issues", "課題・提案", feeds.no_issues, 2))
    add_handover_source(HandoverSource("activities", "活動", feeds.handover_parts))


def address(request: HttpRequest, key: int) -> str | None:
    """The page of an activity, if the person may see it."""
    if not request.user.is_authenticated or not request.user.may("activities.see"):
        return None
    seen = Activity.objects.visible_to(request.user).filter(pk=key).exists()
    return reverse("activities:show", args=[key]) if seen else None


def record_lines(request: HttpRequest, keys: list[int]) -> Iterable[slots.SearchLine]:
    """Lines of the activities behind a figure, for those who may see activities at all."""
    if not request.user.is_authenticated or not request.user.may("activities.see"):
        return []
    return lines(request, keys)


def lines(request: HttpRequest, keys: list[int]) -> Iterable[slots.SearchLine]:
    """Lines of the activities among the keys that the person may see, in the order of the keys."""
    seen = Activity.objects.visible_to(cast("User", request.user)).filter(pk__in=keys)
    told = [f"{name}__label" for name in ("kind", "means", "main_function")]
    seen = seen.select_related("area", "kind", "means", "main_function").order_by()
    known = seen.only("on", "title", "wording", "area__name", *told).in_bulk()
    for activity in (known[key] for key in keys if key in known):
        yield slots.SearchLine(
            key=activity.pk,
            title=activity.heading,
            detail=f"{activity.on.year}年{activity.on.month}月{activity.on.day}日・{activity.area_name}",
            url=reverse("activities:show", args=[activity.pk]),
        )
