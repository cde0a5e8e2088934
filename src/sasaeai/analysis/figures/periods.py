"""Periods: fiscal years from April, plan periods, months, and ranges that cross them.

A period is the days from `first` to `last`, both included. 年度 means 1 April to 31 March.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sasaeai.analysis.figures.eras import era_of, era_of_year, year_in
from sasaeai.analysis.figures.refusals import FigureRefused


class Unit(StrEnum):
    """What a period is called by."""

    DAY = "date"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    FISCAL_YEAR = "fiscal_year"
    CALENDAR_YEAR = "calendar_year"
    PLAN_PERIOD = "plan_period"
    RANGE = "range"


MONTHS_IN = {
    Unit.MONTH: 1,
    Unit.QUARTER: 3,
    Unit.HALF: 6,
    Unit.FISCAL_YEAR: 12,
    Unit.CALENDAR_YEAR: 12,
    Unit.PLAN_PERIOD: 36,
}

# 介護保険事業計画 has run in three-year periods since April 2000 (第1期 = 2000–2002), so 第9期 = 2024–2026.
FIRST_PLAN_YEAR = 2000
PLAN_YEARS = 3


@dataclass(frozen=True, slots=True)
class Period:
    """The days from first to last, both included."""

    first: date
    last: date
    unit: Unit = Unit.RANGE

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise FigureRefused(
                f"期間の終わり（{self.last}）が始まり（{self.first}）より前です。順序を直してください。"
            )

    def __contains__(self, other: date | Period) -> bool:
        if isinstance(other, Period):
            return self.first <= other.first and other.last <= self.last
        return self.first <= other <= self.last

    def meets(self, other: Period) -> Period | None:
        """The days both have, or None. The narrower one's name is kept where it survives whole."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        if last < first:
            return None
        for whole in (self, other):
            if (whole.first, whole.last) == (first, last):
                return whole
        return Period(first, last)

    def until(self, day: date) -> Period | None:
        """The part up to and including a day."""
        return self.meets(Period(date.min, day)) if day >= self.first else None

    def shifted(self, steps: int) -> Period:
        """The period so many of its own lengths later (negative: earlier).

        A range of whole months moves by as many months as it has, any other by its days.
        """
        if self.unit in MONTHS_IN:
            months = MONTHS_IN[self.unit] * steps
        elif self.unit is Unit.RANGE and self.first.day == 1 and _is_month_end(self.last):
            months = _months_between(self.first, self.last) * steps
        else:
            days = timedelta(days=((self.last - self.first).days + 1) * steps)
            return Period(self.first + days, self.last + days, self.unit)
        return self.by_months(months)

    def by_months(self, months: int) -> Period:
        """The same days so many months later; the end of a month stays the end of a month."""
        last = add_months(self.last, months)
        if _is_month_end(self.last):
            last = month_end(last)
        return Period(add_months(self.first, months), last, self.unit)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where there is no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, month_end(date(year, month, 1)).day))


def month_end(day: date) -> date:
    """The last day of the month."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)


def _is_month_end(day: date) -> bool:
    return day == month_end(day)


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def fiscal_year(year: int) -> Period:
    """年度: 1 April of the year to 31 March."""
    return Period(date(year, 4, 1), date(year + 1, 3, 31), Unit.FISCAL_YEAR)


def calendar_year(year: int) -> Period:
    """暦年: 1 January to 31 December."""
    return Period(date(year, 1, 1), date(year, 12, 31), Unit.CALENDAR_YEAR)


def month(year: int, number: int) -> Period:
    """One calendar month."""
    first = date(year, number, 1)
    return Period(first, month_end(first), Unit.MONTH)


def half(year: int, number: int) -> Period:
    """上半期 (1: April to September) or 下半期 (2) of a fiscal year."""
    first = add_months(date(year, 4, 1), 6 * (number - 1))
    return Period(first, month_end(add_months(first, 5)), Unit.HALF)


def quarter(year: int, number: int) -> Period:
    """第1四半期 (April to June) … 第4四半期 of a fiscal year."""
    first = add_months(date(year, 4, 1), 3 * (number - 1))
    return Period(first, month_end(add_months(first, 2)), Unit.QUARTER)


def plan_period(number: int) -> Period:
    """第n期 of the care-insurance plan: three fiscal years, 第9期 = 令和6–8年度."""
    year = FIRST_PLAN_YEAR + PLAN_YEARS * (number - 1)
    return Period(date(year, 4, 1), date(year + PLAN_YEARS, 3, 31), Unit.PLAN_PERIOD)


def fiscal_year_of(day: date) -> int:
    """The fiscal year a day lies in (January to March belong to the year before)."""
    return day.year if day.month >= 4 else day.year - 1


def holding(unit: Unit, day: date) -> Period:  # noqa: PLR0911 - one a unit
    """The period of a unit that a day lies in."""
    year = fiscal_year_of(day)
    months_in = (day.year - year) * 12 + day.month - 4
    if unit is Unit.DAY:
        return Period(day, day, Unit.DAY)
    if unit is Unit.MONTH:
        return month(day.year, day.month)
    if unit is Unit.QUARTER:
        return quarter(year, months_in // 3 + 1)
    if unit is Unit.HALF:
        return half(year, months_in // 6 + 1)
    if unit is Unit.CALENDAR_YEAR:
        return calendar_year(day.year)
    if unit is Unit.PLAN_PERIOD:
        return plan_period((year - FIRST_PLAN_YEAR) // PLAN_YEARS + 1)
    return fiscal_year(year)


def split(period: Period, unit: Unit) -> Iterator[Period]:
    """The periods of a unit that begin or lie within a period, in order (cut at neither end)."""
    current = holding(unit, period.first)
    while current.first <= period.last:
        yield current
        current = holding(unit, current.last + timedelta(days=1))


def words(period: Period) -> dict[str, str]:
    """The parts of a period's name, for label templates.

    `label` 令和4年度, `era` 令和, `e` R, `year` 4 or 元, `y` 4 or 1, `yyyy` 2022, `yy` 22, `month`, `day`,
    `number` (of a quarter, half or plan period), `short` R4. Years are fiscal years except for
    months, days and calendar years.
    """
    first = period.first
    fiscal = period.unit in (Unit.FISCAL_YEAR, Unit.QUARTER, Unit.HALF, Unit.PLAN_PERIOD)
    year = fiscal_year_of(first) if fiscal else first.year
    era = era_of_year(year) if fiscal else era_of(first)
    number = year_in(era, year)
    found = {
        "era": era.name,
        "e": era.letter,
        "year": "元" if number == 1 else str(number),
        "y": str(number),
        "yyyy": str(year),
        "yy": f"{year % 100:02d}",
        "month": str(first.month),
        "day": str(first.day),
        "number": str(_number(period)),
        "short": f"{era.letter}{number}",
        "weekday": "月火水木金土日"[first.weekday()],
    }
    return found | {"label": _LABELS[period.unit].format(**found, last=day_words(period.last))}


_LABELS = {
    Unit.DAY: "{era}{year}年{month}月{day}日",
    Unit.MONTH: "{month}月",
    Unit.QUARTER: "第{number}四半期",
    Unit.HALF: "{number}半期",
    Unit.FISCAL_YEAR: "{era}{year}年度",
    Unit.CALENDAR_YEAR: "{era}{year}年",
    Unit.PLAN_PERIOD: "第{number}期",
    Unit.RANGE: "{era}{year}年{month}月{day}日～{last}",
}


def _number(period: Period) -> int | str:
    year = fiscal_year_of(period.first)
    months_in = (period.first.year - year) * 12 + period.first.month - 4
    if period.unit is Unit.QUARTER:
        return months_in // 3 + 1
    if period.unit is Unit.HALF:
        return "上" if months_in < 6 else "下"
    if period.unit is Unit.PLAN_PERIOD:
        return (year - FIRST_PLAN_YEAR) // PLAN_YEARS + 1
    return period.first.month


def day_words(day: date) -> str:
    """令和5年3月31日, 令和元年5月1日.

    >>> day_words(date(2023, 3, 31))
    '令和5年3月31日'
    """
    era = era_of(day)
    number = year_in(era, day.year)
    return f"{era.name}{'元' if number == 1 else number}年{day.month}月{day.day}日"


def label(period: Period) -> str:
    """The printed name of a period, standing alone: 令和4年度, 令和4年9月, 第9期.

    >>> label(fiscal_year(2019))
    '令和元年度'
    """
    found = words(period)
    if period.unit is Unit.MONTH:
        return f"{found['era']}{found['year']}年{found['month']}月"
    if period.unit in (Unit.QUARTER, Unit.HALF):
        return f"{found['era']}{found['year']}年度{found['label']}"
    return found["label"]
