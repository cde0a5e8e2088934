"""会議: its states and which may follow which, how people took part, how meetings are numbered."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import TextChoices


class MeetingState(TextChoices):
    """会議の状態. Only what was held is counted; what was put off or cancelled says why."""

    PLANNED = "planned", "予定"
    HELD = "held", "開催"
    POSTPONED = "postponed", "延期"
    CANCELLED = "cancelled", "中止"


NEEDS_REASON = (MeetingState.POSTPONED, MeetingState.CANCELLED)

FOLLOWS: dict[MeetingState, frozenset[MeetingState]] = {
    MeetingState.PLANNED: frozenset(
        {MeetingState.HELD, MeetingState.POSTPONED, MeetingState.CANCELLED}
    ),
    MeetingState.POSTPONED: frozenset({MeetingState.PLANNED, MeetingState.CANCELLED}),
    MeetingState.CANCELLED: frozenset({MeetingState.PLANNED}),
    MeetingState.HELD: frozenset({MeetingState.PLANNED}),
}


def may_follow(now: MeetingState, to: MeetingState) -> bool:
    """Whether a meeting that stands at `now` may be moved on to `to`. What was held only goes back by its own deed.

    >>> may_follow(MeetingState.POSTPONED, MeetingState.HELD)
    False
    """
    return to in FOLLOWS[now]


def asks_why(now: MeetingState, to: MeetingState) -> bool:
    """Whether a step needs a reason: what does not take place, and what was called held by mistake.

    >>> asks_why(MeetingState.HELD, MeetingState.PLANNED)
    True
    """
    return to in NEEDS_REASON or now == MeetingState.HELD


class Mode(TextChoices):
    """開催の方法"""

    IN_PERSON = "in-person", "対面"
    ONLINE = "online", "オンライン"
    BOTH = "both", "対面とオンラインの併用"
    PAPER = "paper", "紙面（書面での開催）"


class Took(TextChoices):
    """出欠: how somebody took part. A substitute counts as attended, under the name of the body."""

    PRESENT = "present", "出席"
    ONLINE = "online", "オンラインで出席"
    PAPER = "paper", "書面で回答"
    SUBSTITUTE = "substitute", "代理出席"
    ABSENT = "absent", "欠席"


TOOK_PART = frozenset({Took.PRESENT, Took.ONLINE, Took.PAPER, Took.SUBSTITUTE})


class Publication(TextChoices):
    """会議録の公開: what of the minutes may leave the office."""

    INTERNAL = "internal", "内部のみ"
    DIGEST = "digest", "要旨を公開"
    FULL = "full", "全文を公開"


def next_number(taken: Iterable[int | None]) -> int:
    """The number of the next meeting of a year: one more than the highest that stands.

    >>> next_number([1, 2, None])
    3
    """
    return max((n for n in taken if n is not None), default=0) + 1
