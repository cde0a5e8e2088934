"""What is missing in a month, and what a successor must know of councils."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from sasaeai.councils.models import Council, Meeting, MeetingTask
from sasaeai.reports.handover_sources import HandoverAsked, HandoverPart
from sasaeai.reports.month_checks import Missing


def unmarked(town_id: int, first: date, last: date) -> Iterator[Missing]:
    """Meetings of the month that nobody marked as held, postponed or cancelled, each by the council's area."""
    found = Meeting.objects.planned().in_period(first, last).filter(council__town=town_id)
    for one in found.select_related("council").prefetch_related("council__areas"):
        areas = list(one.council.areas.all())
        day = f"{one.on.month}月{one.on.day}日"
        yield Missing(
            area_id=areas[0].pk if len(areas) == 1 else None,
            text=f"{day}の「{one.council.name}」を開いたか、まだ書いていません。",
            url=reverse("councils:meeting", args=[one.pk]),
            blocks=True,
        )


def handover_parts(asked: HandoverAsked) -> Iterator[HandoverPart]:
    """協議体: which the post looks after, the meetings to come, what was decided and is not done (three queries)."""
    mine = Q(town=asked.town_id)
    if asked.post_id is not None:
        mine &= Q(post=asked.post_id)
    if asked.area_ids is not None:
        mine &= Q(areas__in=asked.area_ids)
    councils = list(Council.objects.filter(mine).standing_on(asked.as_of).distinct())
    keys = [one.pk for one in councils]
    meetings = Meeting.objects.filter(council__in=keys, on__gte=asked.since)
    rows = [
        (m.on.isoformat(), m.name, m.get_state_display(), m.summary)
        for m in meetings.select_related("council").order_by("-on", "-pk")[:100]
    ]
    tasks = MeetingTask.objects.open().filter(meeting__council__in=keys)
    yield HandoverPart(
        title="協議体と会議",
        heads=("日", "会議", "状態", "まとめ"),
        rows=tuple(rows),
        intro="受け持つ協議体：" + ("、".join(one.name for one in councils) or "なし"),
        empty="この期間の会議はありません。",
        personal=True,
    )
    yield HandoverPart(
        title="会議で決めた、まだの用件",
        heads=("いつまでに", "すること", "だれが", "会議"),
        rows=tuple(
            (t.due_on.isoformat() if t.due_on else "―", t.wording, t.owner, str(t.meeting))
            for t in tasks.select_related("meeting__council", "post")
        ),
        personal=True,
    )
