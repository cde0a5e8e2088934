"""Moments and amounts as meters and power companies write them."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import Final

from sasaeai.analysis.electricity.half_hours import NotAHalfHour, half_hour_of

HIGHEST_KWH: Final = 100.0  # in half an hour; a small factory. Beyond it the unit is probably Wh.
FIRST_YEAR, LAST_YEAR = 2000, 2099
UNKNOWN_MARKS: Final = frozenset({"", "-", "－", "NA", "NaN", "nan", "null", "NULL", "***"})
_OFFSET: Final = re.compile(r"(?<=\d)[+-]\d{2}:?\d{2}$")


class NotUsable(ValueError):
    """A cell that cannot be used; `str(error)` says why and what to do."""


def start_of_reading(text: str) -> int:
    """The half hour that begins at a moment in local wall-clock time.

    An offset like +09:00 is passed over: what counts is the clock on the wall.

    :raises NotUsable: no moment, or not the beginning of a half hour

    >>> start_of_reading("2000-01-01T00:30"), start_of_reading("2000/1/1 1:00")
    (1, 2)
    """
    moment = moment_of(text)
    try:
        return half_hour_of(moment)
    except NotAHalfHour:
        raise NotUsable(
            f"「{text}」は30分の始まりではありません。毎時0分か30分の時刻にしてください。"
        ) from None


def moment_of(text: str) -> datetime:
    """A local moment.

    :raises NotUsable: not a date and time, or not in this century
    """
    wall = _OFFSET.sub("", text)
    if wall.endswith(("Z", "z")):
        raise NotUsable(
            f"「{text}」は世界時（Z）です。日本時間に直して、2026-01-31T09:00 のように書いてください。"
        )
    try:
        moment = datetime.fromisoformat(wall)
    except ValueError:
        moment = _written_by_hand(text, wall)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise NotUsable(f"「{text}」は年がおかしいようです（{FIRST_YEAR}〜{LAST_YEAR}年まで）。")
    return moment


_BY_HAND: Final = re.compile(
    r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::00)?)?"
)


def _written_by_hand(text: str, wall: str) -> datetime:
    """2026/1/5 9:00, as spreadsheets write it."""
    found = _BY_HAND.fullmatch(wall)
    if found:
        try:
            return datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
        except ValueError:
            pass
    raise NotUsable(f"「{text}」は日時として読めません。2026-01-31T09:00 のように書いてください。")


def day_of(text: str) -> date:
    """A day.

    :raises NotUsable: no day, or not in this century
    """
    moment = moment_of(text)
    if moment.time().hour or moment.time().minute:
        raise NotUsable(f"「{text}」には時刻も入っています。日付だけを書いてください。")
    return moment.date()


def kwh_of(text: str) -> float:
    """Electricity used in half an hour; NaN where the cell says that it is not known.

    :raises NotUsable: no number, negative, or far too large

    >>> kwh_of("0.25"), kwh_of("")
    (0.25, nan)
    """
    if text in UNKNOWN_MARKS:
        return math.nan
    try:
        value = float(text)
    except ValueError:
        raise NotUsable(
            f"「{text}」は数ではありません。30分の電力量（kWh）か、わからないときは空にしてください。"
        ) from None
    if value < 0:
        raise NotUsable(
            f"「{text}」は負の数です。使用量（買った電力量）を書いてください。わからないときは空にします。"
        )
    if not value <= HIGHEST_KWH:
        raise NotUsable(
            f"「{text}」は30分の電力量として大きすぎます（{HIGHEST_KWH:g}kWhまで）。"
            "単位がWhでないか確かめてください。"
        )
    return value
