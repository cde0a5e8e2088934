"""引き継ぎ帳: what the successor must know of the activities of a post or an area."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Max, Q

from sasaeai.activities.models import Activity, ActivityPartner, Todo
from sasaeai.reports.handover_sources import HandoverAsked, HandoverPart

MOST_TOLD = 300


def handover_parts(asked: HandoverAsked) -> Iterator[HandoverPart]:
    """Open to-dos, coming plans, activities since a day, and the partners met, the most met first."""
    yield _todos(asked)
    yield _plans(asked)
    yield _activities(asked)
    yield _partners(asked)


def _of(asked: HandoverAsked) -> Q:
    """Which activities belong to the book."""
    mine = Q(town=asked.town_id)
    if asked.post_id is not None:
        mine &= Q(done_by__post=asked.post_id)
    if asked.area_ids is not None:
        mine &= Q(area__in=asked.area_ids) | Q(home_area__in=asked.area_ids)
    return mine


def _todos(asked: HandoverAsked) -> HandoverPart:
    found = Todo.objects.filter(town=asked.town_id).open().select_related("post")
    if asked.post_id is not None:
        found = found.filter(post=asked.post_id)
    if asked.area_ids is not None:
        found = found.filter(post__area__in=asked.area_ids)
    rows = [
        (t.due_on.isoformat() if t.due_on else "―", t.wording, str(t.post or "")) for t in found
    ]
    return HandoverPart(
        title="続いている用件",
        heads=("いつまでに", "すること", "担当"),
        rows=tuple(rows),
        empty="続いている用件はありません。",
        personal=True,
    )


def _plans(asked: HandoverAsked) -> HandoverPart:
    plans = Activity.objects.planned().filter(_of(asked), on__gte=asked.as_of).distinct()
    found = plans.select_related("area", "kind", "means", "main_function").order_by("on", "pk")
    rows = [(a.on.isoformat(), a.heading, a.area_name) for a in found[:MOST_TOLD]]
    return HandoverPart(
        title="これからの予定",
        heads=("日", "内容", "区域"),
        rows=tuple(rows),
        empty="決まっている予定はありません。",
    )


def _activities(asked: HandoverAsked) -> HandoverPart:
    held = Activity.objects.held().filter(_of(asked), on__lte=asked.as_of).distinct()
    older = held.filter(on__lt=asked.since).count()
    recent = held.filter(on__gte=asked.since).with_parts().order_by("-on", "-pk")[:MOST_TOLD]
    rows = [
        (
            a.on.isoformat(),
            a.heading,
            "、".join(line.organisation.name for line in a.partner_lines.all()),
            a.wording,
        )
        for a in recent
    ]
    return HandoverPart(
        title="最近の活動",
        heads=("日", "件名", "連携先", "内容"),
        rows=tuple(rows),
        intro=f"これより前の活動は{older:,}件あります。" if older else "",
        personal=True,
    )


def _partners(asked: HandoverAsked) -> HandoverPart:
    met = Activity.objects.held().filter(_of(asked), on__lte=asked.as_of)
    lines = (
        ActivityPartner.objects.filter(activity__in=met.values("pk"))
        .order_by()
        .values_list("organisation__name", "organisation__partner_type__label")
        .annotate(times=Count("activity", distinct=True), last=Max("activity__on"))
        .order_by("-times", "organisation__name")
    )
    rows = [
        (name, sort or "", f"{times:,}回", last.isoformat())
        for name, sort, times, last in lines[:MOST_TOLD]
    ]
    return HandoverPart(
        title="連携先（会った回数の多い順）",
        heads=("連携先", "種別", "回数", "最後に会った日"),
        rows=tuple(rows),
    )
