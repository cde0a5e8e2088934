"""The calendar: what was done and what is planned, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

import jpholiday

from sasaeai.activities.models import Activity
from sasaeai.activities.rules import heading_of
from sasaeai.people.models import Post
from sasaeai.towns.viewer import Viewer

MOST_A_DAY = 6
SORTS = ("kind__label", "means__label", "main_function__label")
TOLD = ("pk", "starts_at", "happening", "title", "wording", *SORTS)


@dataclass(frozen=True)
class Line:
    """What stands on one line of a day."""

    key: str
    time: str
    heading: str
    happening: str


@dataclass(frozen=True)
class Day:
    """One day: whether it lies in the month shown, the name of a public holiday, what there is."""

    on: date
    inside: bool
    holiday: str
    activities: tuple[Line, ...]
    more: int

    @property
    def iso(self) -> str:
        """The day as an address writes it."""
        return self.on.isoformat()

    @property
    def number(self) -> str:
        """The day of the month."""
        return str(self.on.day)

    @property
    def weekday(self) -> str:
        """月 … 日."""
        return "月火水木金土日"[self.on.weekday()]

    @property
    def said(self) -> str:
        """The day in words: 11月3日（火）."""
        return f"{self.on.month}月{self.on.day}日（{self.weekday}）"

    @property
    def is_red(self) -> bool:
        """Sundays and public holidays."""
        return bool(self.holiday) or self.on.weekday() == 6


def month_weeks(first: date) -> list[list[date]]:
    """The weeks, Monday to Sunday, that hold any day of the month of `first`."""
    start = first.replace(day=1)
    start -= timedelta(days=start.weekday())
    weeks = [[start + timedelta(days=7 * w + d) for d in range(7)] for w in range(6)]
    return [week for week in weeks if any(day.month == first.month for day in week)]


def week_of(day: date) -> list[date]:
    """Monday to Sunday around the day."""
    start = day - timedelta(days=day.weekday())
    return [start + timedelta(days=n) for n in range(7)]


def filled(
    viewer: Viewer,
    weeks: Sequence[Sequence[date]],
    *,
    month: int | None,
    posts: Sequence[Post] | None,
    most: int = MOST_A_DAY,
) -> list[list[Day]]:
    """The weeks with their activities (two queries).

    :param month: days of other months are quiet; None: all days count
    :param posts: only what these posts do; None: everything one may see
    """
    found = Activity.objects.visible_to(viewer).in_period(weeks[0][0], weeks[-1][-1])
    if posts is not None:
        found = found.of_posts(posts)
    keys: dict[date, list[int]] = defaultdict(list)
    for key, on in found.order_by("on", "starts_at", "pk").values_list("pk", "on"):
        keys[on].append(key)
    shown = [key for day in keys.values() for key in day[:most]]
    told = Activity.objects.filter(pk__in=shown).order_by().values_list(*TOLD)
    known = {key: _line(key, *line) for key, *line in told}
    return [
        [
            Day(
                on=day,
                inside=month is None or day.month == month,
                holiday=jpholiday.is_holiday_name(day) or "",
                activities=tuple(known[key] for key in keys[day][:most] if key in known),
                more=max(0, len(keys[day]) - most),
            )
            for day in week
        ]
        for week in weeks
    ]


def _line(key: int, starts: time | None, happening: str, *heading: str) -> Line:
    at = starts.strftime("%H:%M ") if starts else ""
    return Line(str(key), at, heading_of(*heading), happening)
