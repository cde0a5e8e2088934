"""Local wall-clock half hours as whole numbers, without zones: a meter's clock is what it says."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, TypeVar

from sasaeai.analysis.electricity.arrays import HALF_HOURS_A_DAY, Longs

Number = TypeVar("Number", int, Longs)

FIRST_DAY: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - wall-clock time has no zone
HALF_HOUR: Final = timedelta(minutes=30)


class NotAHalfHour(ValueError):
    """A moment that is not the beginning of a half hour."""


def half_hour_of(start: datetime) -> int:
    """The number of the half hour that begins at a local moment.

    :raises NotAHalfHour: where it begins at another minute than 00 or 30

    >>> half_hour_of(datetime(2000, 1, 2, 0, 30))
    49
    """
    number, rest = divmod(start - FIRST_DAY, HALF_HOUR)
    if rest:
        raise NotAHalfHour("30分の始まりは、毎時0分か30分です。")
    return number


def start_of(half_hour: int) -> datetime:
    """When a half hour begins."""
    return FIRST_DAY + half_hour * HALF_HOUR


def end_of(half_hour: int) -> datetime:
    """When a half hour ends: the first moment at which its reading can be judged."""
    return start_of(half_hour + 1)


def midnight_before(half_hour: Number) -> Number:
    """The first half hour of the same day, of one half hour or of many."""
    return half_hour - half_hour % HALF_HOURS_A_DAY
