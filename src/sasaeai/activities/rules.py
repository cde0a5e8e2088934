"""Decisions about activities that need no database: states, units, who answers for which tier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices


class Happening(TextChoices):
    """状態: whether it took place. Only what was held is counted as done."""

    HELD = "held", "実施"
    PLANNED = "planned", "予定"
    CANCELLED = "cancelled", "中止"
    POSTPONED = "postponed", "延期"


NEEDS_REASON = (Happening.CANCELLED, Happening.POSTPONED)

FOLLOWS: dict[Happening, frozenset[Happening]] = {
    Happening.PLANNED: frozenset({Happening.HELD, Happening.CANCELLED, Happening.POSTPONED}),
    Happening.POSTPONED: frozenset({Happening.PLANNED, Happening.HELD, Happening.CANCELLED}),
    Happening.CANCELLED: frozenset({Happening.PLANNED, Happening.HELD}),
    Happening.HELD: frozenset(),
}


def may_follow(now: Happening, to: Happening) -> bool:
    """Whether a plan that stands at `now` may be moved on to `to`. What was held stays held."""
    return to in FOLLOWS[now]


class Unit(TextChoices):
    """単位: what is counted on an entry."""

    PEOPLE = "人", "人"
    HOUSEHOLDS = "世帯", "世帯"
    BODIES = "団体", "団体"
    PLACES = "か所", "か所"
    DISTRICTS = "地区", "地区"
    CASES = "件", "件"
    MEALS = "食", "食"
    COPIES = "部", "部"
    SHEETS = "枚", "枚"
    VIEWS = "閲覧", "閲覧"


class CountKind(TextChoices):
    """数え方: every time counts again (延べ), or each one once (実)."""

    TOTAL = "延べ", "延べ"
    DISTINCT = "実", "実"


ALWAYS_AMOUNT = frozenset({Unit.MEALS, Unit.COPIES, Unit.SHEETS, Unit.VIEWS})


class ClosingState(TextChoices):
    """締めの状態"""

    CLOSED = "closed", "締め済み"
    REOPENED = "reopened", "再開中"


def heading_of(title: str, wording: str, *sorts: str | None) -> str:
    """What a line of a list calls an activity: the title, else the first words, else the kind of work.

    >>> heading_of("", "", None, "訪問")
    '訪問'
    """
    if title:
        return title
    if wording.strip():
        first = wording.strip().splitlines()[0]
        return first if len(first) <= 40 else first[:39] + "…"
    return next(filter(None, sorts), "活動")


def month_of(day: date) -> date:
    """The first day of the month: how a month is written in the database.

    >>> month_of(date(2022, 10, 31))
    datetime.date(2022, 10, 1)
    """
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The first day of the following month.

    >>> next_month(date(2022, 12, 1))
    datetime.date(2023, 1, 1)
    """
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def last_month(month: date) -> date:
    """The first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


@dataclass(frozen=True)
class Count:
    """人数など: one line of people (or other things) counted.

    :param part: whether it is a part (うち) of the line above, and so never added to the total
    """

    number: int
    unit: str = Unit.PEOPLE
    count_kind: str = CountKind.TOTAL
    label: str = ""
    part: bool = False

    def words(self) -> str:
        """12人, 実5世帯, うち初参加3人.

        >>> Count(3, label="初参加", part=True).words()
        'うち初参加3人'
        """
        kind = "実" if self.count_kind == CountKind.DISTINCT else ""
        return f"{'うち' if self.part else ''}{self.label}{kind}{self.number:,}{self.unit}"


def person_times(counts: list[Count]) -> int:
    """延べ人数 of one entry: the lines of people counted every time, parts (うち) left out.

    >>> person_times([Count(12), Count(3, label="初参加", part=True), Count(4, count_kind="実")])
    12
    """
    return sum(
        c.number
        for c in counts
        if c.unit == Unit.PEOPLE and c.count_kind == CountKind.TOTAL and not c.part
    )
