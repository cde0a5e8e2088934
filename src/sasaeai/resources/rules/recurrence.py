"""くり返し: when a place is open, as one row that iCalendar, HSDS and Japanese words are all read from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from dateutil import rrule
from django.db.models import TextChoices

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKDAY_WORDS = dict(zip(WEEKDAYS, "月火水木金土日", strict=True))
_DAYS = dict(
    zip(
        WEEKDAYS,
        (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU),
        strict=True,
    )
)


class Freq(TextChoices):
    """くり返しの単位"""

    DAILY = "DAILY", "毎日"
    WEEKLY = "WEEKLY", "毎週"
    MONTHLY = "MONTHLY", "毎月"


_FREQS = {Freq.DAILY: rrule.DAILY, Freq.WEEKLY: rrule.WEEKLY, Freq.MONTHLY: rrule.MONTHLY}


class Holidays(TextChoices):
    """祝日"""

    HELD = "held", "祝日も開く"
    OFF = "off", "祝日は休み"


class ExceptionKind(TextChoices):
    """いつもと違う日"""

    OFF = "off", "休み"
    EXTRA = "extra", "臨時に開く"


class Frequency(TextChoices):
    """開催頻度: the bands of the ministry's survey."""

    WEEKLY = "weekly", "週1回以上"
    TWICE = "twice", "月2回以上4回未満"
    ONCE = "once", "月1回以上2回未満"
    RARE = "rare", "月1回未満"


@dataclass(frozen=True)
class Recurrence:
    """One line of a timetable.

    :param byday: days as in RFC 5545: `("TU", "FR")` every Tuesday and Friday, `("2TH", "4TH")` the second and
        fourth Thursday of the month, `("-1FR",)` the last Friday
    :param bymonthday: days of the month; -1 is the last
    :param bymonth: only in these months; empty = the whole year
    :param interval: every so many weeks or months, counted from `valid_from`
    """

    freq: str
    byday: tuple[str, ...] = ()
    bymonthday: tuple[int, ...] = ()
    bymonth: tuple[int, ...] = ()
    interval: int = 1
    starts_at: time | None = None
    ends_at: time | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    holidays: str = Holidays.HELD
    note: str = ""

    def days(self, first: date, last: date) -> Iterator[date]:
        """Days from first to last, both included, before holidays and exceptions are looked at."""
        begin = max(first, self.valid_from) if self.valid_from else first
        if self.interval > 1:
            begin = self.valid_from or first
        end = min(last, self.valid_to) if self.valid_to else last
        if end < begin:
            return
        found = rrule.rrule(
            _FREQS[Freq(self.freq)],
            dtstart=datetime.combine(begin, time()),
            until=datetime.combine(end, time()),
            interval=self.interval,
            byweekday=[_day(code) for code in self.byday] or None,
            bymonthday=self.bymonthday or None,
            bymonth=self.bymonth or None,
        )
        yield from (one.date() for one in found if one.date() >= first)

    def rrule(self) -> str:
        """The line as RFC 5545 writes it, without `RRULE:`.

        >>> Recurrence("MONTHLY", ("2TH", "4TH")).rrule()
        'FREQ=MONTHLY;BYDAY=2TH,4TH'
        """
        parts = [f"FREQ={self.freq}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        for name, values in (
            ("BYMONTH", self.bymonth),
            ("BYMONTHDAY", self.bymonthday),
            ("BYDAY", self.byday),
        ):
            if values:
                parts.append(f"{name}={','.join(str(v) for v in values)}")
        if self.valid_to:
            parts.append(f"UNTIL={self.valid_to:%Y%m%d}")
        return ";".join(parts)

    def times_a_month(self) -> float:
        """How often in an ordinary month of four weeks: what the survey's band of frequency is told from.

        >>> Recurrence("MONTHLY", ("2TH",)).times_a_month(), Recurrence("MONTHLY", ("TH",)).times_a_month()
        (1.0, 4.0)
        """
        share = len(self.bymonth) / 12 if self.bymonth else 1.0
        if self.freq == Freq.MONTHLY:
            weekdays = sum(1 if len(code) > 2 else 4 for code in self.byday)
            return max(weekdays, len(self.bymonthday), 1) / self.interval * share
        a_week = len(self.byday) or (7 if self.freq == Freq.DAILY else 1)
        return a_week * 4 / self.interval * share

    def words(self) -> str:
        """The line as people say it.

        >>> Recurrence("MONTHLY", ("2TH", "4TH"), starts_at=time(10), ends_at=time(11, 30)).words()
        '毎月第2・第4木曜 10:00〜11:30'
        >>> Recurrence("WEEKLY", ("TU", "FR"), holidays="off").words()
        '毎週火・金曜（祝日休み）'
        """
        said = self._when() + self._hours()
        asides = [f"{'・'.join(str(m) for m in self.bymonth)}月のみ"] if self.bymonth else []
        if self.holidays == Holidays.OFF:
            asides.append("祝日休み")
        asides += [self.note] if self.note else []
        return said + (f"（{'、'.join(asides)}）" if asides else "")

    def _when(self) -> str:
        every = _every(self.freq, self.interval)
        if self.bymonthday:
            days = "・".join("末日" if d == -1 else f"{d}日" for d in self.bymonthday)
            return f"{every}{days}"
        if self.freq == Freq.MONTHLY and self.byday:
            return every + _nth_words(self.byday)
        if self.byday == WEEKDAYS[:5]:
            return f"{'' if self.interval == 1 else every}平日（月〜金）"
        if self.byday and self.byday != WEEKDAYS:
            return f"{every}{'・'.join(WEEKDAY_WORDS[d] for d in self.byday)}曜"
        return "毎日" if self.interval == 1 else every

    def _hours(self) -> str:
        if self.starts_at is None:
            return ""
        end = f"{self.ends_at.hour}:{self.ends_at.minute:02}" if self.ends_at else ""
        return f" {self.starts_at.hour}:{self.starts_at.minute:02}〜{end}"


def _day(code: str) -> rrule.weekday:
    day, nth = _DAYS[code[-2:]], code[:-2]
    return day(int(nth)) if nth else day


def _every(freq: str, interval: int) -> str:
    if freq == Freq.DAILY:
        return "毎日" if interval == 1 else f"{interval}日ごと"
    if freq == Freq.WEEKLY:
        return {1: "毎週", 2: "隔週"}.get(interval, f"{interval}週ごと")
    return {1: "毎月", 2: "隔月"}.get(interval, f"{interval}か月ごと")


def _nth_words(byday: Iterable[str]) -> str:
    """第2・第4木曜; different weekdays one after another."""
    by_day: dict[str, list[str]] = {}
    for code in byday:
        nth = {"": "毎週", "-1": "最終"}.get(code[:-2], f"第{code[:-2]}")
        by_day.setdefault(code[-2:], []).append(nth)
    return "、".join(f"{'・'.join(nths)}{WEEKDAY_WORDS[d]}曜" for d, nths in by_day.items())


@dataclass(frozen=True)
class Unusual:
    """A day or a stretch of days that differs from the timetable."""

    kind: str
    on: date
    until: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    reason: str = ""

    def covers(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.on <= day <= (self.until or self.on)


@dataclass(frozen=True)
class Occurrence:
    """One time that people can come."""

    on: date
    starts_at: time | None
    ends_at: time | None
    note: str = ""


def occurrences(
    lines: Iterable[Recurrence],
    unusual: Iterable[Unusual],
    first: date,
    last: date,
    is_holiday: Callable[[date], bool],
) -> list[Occurrence]:
    """Every time from first to last day, in order, after holidays and exceptions."""
    different = list(unusual)
    off = [u for u in different if u.kind == ExceptionKind.OFF]
    found = [
        Occurrence(day, line.starts_at, line.ends_at, line.note)
        for line in lines
        for day in line.days(first, last)
        if not (line.holidays == Holidays.OFF and is_holiday(day))
        and not any(u.covers(day) for u in off)
    ]
    found += [
        Occurrence(u.on, u.starts_at, u.ends_at, u.reason or "臨時")
        for u in different
        if u.kind == ExceptionKind.EXTRA and first <= u.on <= last
    ]
    return sorted(found, key=lambda o: (o.on, o.starts_at or time()))


def frequency_of(times_a_month: float) -> Frequency:
    """The survey's band.

    >>> frequency_of(4).label, frequency_of(2).label, frequency_of(0.5).label
    ('週1回以上', '月2回以上4回未満', '月1回未満')
    """
    if times_a_month >= 4:
        return Frequency.WEEKLY
    if times_a_month >= 2:
        return Frequency.TWICE
    return Frequency.ONCE if times_a_month >= 1 else Frequency.RARE
