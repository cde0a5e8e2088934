"""引き継ぎ帳: the troubles that the successor takes over."""

from __future__ import annotations

from collections.abc import Iterator

from sasaeai.needs.models import Need
from sasaeai.reports.handover_sources import HandoverAsked, HandoverPart

MOST_TOLD = 300


def handover_parts(asked: HandoverAsked) -> Iterator[HandoverPart]:
    """Troubles still open, the most urgent and the oldest first; who waits for a reply is said (one query)."""
    found = Need.objects.filter(town=asked.town_id).open()
    if asked.post_id is not None:
        found = found.filter(post=asked.post_id)
    if asked.area_ids is not None:
        found = found.filter(area__in=asked.area_ids)
    needs = found.select_related("area", "intake").defer("area__outline")
    rows = tuple(
        (need.heard_on.isoformat(), need.heading, need.area_name, _stands(need))
        for need in needs.order_by("urgency", "heard_on", "pk")[:MOST_TOLD]
    )
    yield HandoverPart(
        title="終わっていない困りごと",
        heads=("聞いた日", "困りごと", "区域", "いまの状態"),
        rows=rows,
        empty="終わっていない困りごとはありません。",
        personal=True,
    )


def _stands(need: Need) -> str:
    waits = need.intake.wants_reply and need.first_reply_on is None
    return f"{need.state_now.label}{'（返事を待っている）' if waits else ''}"
