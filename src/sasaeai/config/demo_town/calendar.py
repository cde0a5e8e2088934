"""Days on which the invented coordinators worked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import jpholiday


def fiscal_year_of(day: date) -> int:
    """Fiscal years begin in April."""
    return day.year if day.month >= 4 else day.year - 1


def is_working_day(day: date) -> bool:
    """Monday to Friday, no public holiday, not 29 December to 3 January."""
    new_year = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return day.weekday() < 5 and not new_year and not jpholiday.is_holiday(day)


def working_days(first: date, last: date) -> Iterator[date]:
    """Working days from first to last, both included."""
    day = first
    while day <= last:
        if is_working_day(day):
            yield day
        day += timedelta(days=1)
