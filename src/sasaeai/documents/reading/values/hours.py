"""Times of day, spans of them, and lengths of time."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, Literal

from sasaeai.documents.reading.sheets import CellValue, text_of
from sasaeai.documents.refusals import CellRefused

_HOW: Final = "「10:00」か「午後2時30分」のように書いてください。"
_HOW_LONG: Final = "「90分」か「1時間30分」のように書いてください。"
_BLANK_MARKS: Final = frozenset({"", "-", "ー", "―"})

_TIME: Final = re.compile(
    r"(?P<half>午前|午後|am|pm|a\.m\.|p\.m\.)?\s*"
    r"(?:(?P<hour>\d{1,2})\s*(?::|時|h)\s*(?P<minute>\d{1,2}|半)?(?::\d{2}(?:\.\d+)?)?分?|"
    r"(?P<noon>正午)|(?P<bare>\d{1,2})|(?P<compact>\d{3,4}))\s*(?P<half_after>am|pm)?\s*(?:頃|ごろ)?"
)
_HOURS_MINUTES: Final = re.compile(
    r"約?(?:(?P<hours>\d+(?:\.\d+)?)\s*(?:時間|h|hr)(?P<half>半)?)?\s*"
    r"(?:(?P<minutes>\d+(?:\.\d+)?)\s*(?:分間?|min|m))?"
)
_CLOCK_LENGTH: Final = re.compile(r"(\d{1,3}):(\d{2})(?::\d{2})?")


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """From a time of day to another on the same day; the end may be open."""

    start: time
    end: time | None = None

    @property
    def minutes(self) -> int | None:
        """Length in minutes."""
        if self.end is None:
            return None
        return (self.end.hour - self.start.hour) * 60 + self.end.minute - self.start.minute


def read_time(value: CellValue) -> time | None:
    """The time of day a cell means, to the minute.

    :raises CellRefused: with `ask` where it could be two times (午後12時)
    """
    if value is None:
        return None
    if isinstance(value, datetime):
        return time(value.hour, value.minute)
    if isinstance(value, time):
        return time(value.hour, value.minute)
    if isinstance(value, bool | date | timedelta):
        raise CellRefused(f"「{text_of(value)}」は時刻ではありません。{_HOW}")
    if isinstance(value, int | float):
        return _time_of_number(value)
    tidy = _tidied(value)
    if tidy in _BLANK_MARKS:
        return None
    return _time_of_text(tidy, value.strip(), None)


def read_time_span(value: CellValue) -> TimeSpan | None:
    """From–to in one cell: 10:00～12:00, 午後1時～3時, 10時半から; a single time is a start.

    :raises CellRefused: where it cannot be read or ends before it begins
    """
    if not isinstance(value, str):
        start = read_time(value)
        return None if start is None else TimeSpan(start)
    return _span_of_text(value)


def read_minutes(
    value: CellValue, *, bare: Literal["minutes", "hours"] | None = None
) -> int | None:
    """A length of time in minutes.

    :param bare: what a number without a unit means, as the head of the column says it
    :raises CellRefused: with `ask` for a bare number where the head does not say the unit
    """
    if value is None:
        return None
    if isinstance(value, timedelta):
        return _whole_minutes(Decimal(value.total_seconds()) / 60, text_of(value))
    if isinstance(value, time):
        return value.hour * 60 + value.minute
    if isinstance(value, bool | date):
        raise CellRefused(f"「{text_of(value)}」は時間の長さではありません。{_HOW_LONG}")
    if isinstance(value, int | float):
        return _bare_length(Decimal(str(value)), text_of(value), bare)
    return _minutes_of_text(value, bare)


def _tidied(text: str) -> str:
    tidy = unicodedata.normalize("NFKC", text).lower().strip()
    return re.sub(r"[‐−–—]", "-", tidy)


def _time_of_number(value: float) -> time:
    """Excel keeps a time as a part of a day; 1000 and 930 are hours and minutes."""
    if 0 <= value < 1:
        minutes = round(value * 24 * 60)
        if minutes < 24 * 60:
            return time(minutes // 60, minutes % 60)
    return _time_of_text(text_of(value), text_of(value), None)


@functools.lru_cache(maxsize=4096)
def _time_of_text(tidy: str, shown: str, half_before: str | None) -> time:
    found = _TIME.fullmatch(tidy)
    if found is None:
        raise CellRefused(f"「{shown}」を時刻として読めません。{_HOW}")
    if found["noon"]:
        return time(12, 0)
    if found["bare"] and half_before is None:
        raise CellRefused(f"「{shown}」は時か分かわかりません。{_HOW}", ask=True)
    if found["compact"]:
        hour, minute = divmod(int(found["compact"]), 100)
    else:
        hour = int(found["hour"] or found["bare"])
        minute = 30 if found["minute"] == "半" else int(found["minute"] or 0)
    half = (found["half"] or found["half_after"] or half_before or "").replace(".", "")
    return _real_time(_on_24(hour, half, shown), minute, shown)


def _on_24(hour: int, half: str, shown: str) -> int:
    if half in ("午前", "午後", "am", "pm") and hour == 12:
        raise CellRefused(
            f"「{shown}」は昼か夜中かがはっきりしません。昼なら「12:00」、夜中なら「0:00」と書いてください。",
            ask=True,
            suggestions=("12:00", "0:00"),
        )
    if half in ("午後", "pm") and hour < 12:
        return hour + 12
    return hour


def _real_time(hour: int, minute: int, shown: str) -> time:
    if hour == 24 and minute == 0:
        raise CellRefused(
            f"「{shown}」：24時は翌日の0時です。「23:59」か翌日の「0:00」と書いてください。"
        )
    if hour > 23 or minute > 59:
        raise CellRefused(f"「{shown}」という時刻はありません。{_HOW}")
    return time(hour, minute)


@functools.lru_cache(maxsize=4096)
def _span_of_text(text: str) -> TimeSpan | None:
    shown = text.strip()
    tidy = _tidied(text)
    if tidy in _BLANK_MARKS:
        return None
    start_text, end_text = _two_ends(tidy)
    half = re.match(r"午前|午後|am|pm", start_text)
    bare = end_text is not None and start_text.isdigit() and re.fullmatch(r"\d{1,2}時?", end_text)
    start = _time_of_text(start_text, shown, "" if bare else None)
    if not end_text:
        return TimeSpan(start)
    end = _time_of_text(end_text, shown, half[0] if half else "")
    if end <= start:
        raise CellRefused(
            f"「{shown}」は終わりが始まりより前になります。午前・午後を付けるか「13:00～15:00」のように"
            "24時間で書いてください。",
            ask=True,
        )
    return TimeSpan(start, end)


def _two_ends(tidy: str) -> tuple[str, str | None]:
    parts = re.split(r"\s*(?:[~〜～]|から|より|-|→)\s*", tidy, maxsplit=1)
    start = parts[0].strip()
    end = re.sub(r"\s*(?:まで|迄)$", "", parts[1]).strip() if len(parts) > 1 else None
    return start, end


@functools.lru_cache(maxsize=4096)
def _minutes_of_text(text: str, bare: Literal["minutes", "hours"] | None) -> int | None:
    shown = text.strip()
    tidy = _tidied(text).replace("程度", "").replace("くらい", "").strip()
    if tidy in _BLANK_MARKS:
        return None
    clock = _CLOCK_LENGTH.fullmatch(tidy)
    if clock:
        if int(clock[2]) > 59:
            raise CellRefused(f"「{shown}」を時間の長さとして読めません。{_HOW_LONG}")
        return int(clock[1]) * 60 + int(clock[2])
    if re.fullmatch(r"\d+(?:\.\d+)?", tidy):
        return _bare_length(Decimal(tidy), shown, bare)
    found = _HOURS_MINUTES.fullmatch(tidy)
    if found is None or not (found["hours"] or found["minutes"]):
        raise CellRefused(f"「{shown}」を時間の長さとして読めません。{_HOW_LONG}")
    hours = Decimal(found["hours"] or 0) + (Decimal("0.5") if found["half"] else 0)
    return _whole_minutes(hours * 60 + Decimal(found["minutes"] or 0), shown)


def _bare_length(value: Decimal, shown: str, bare: Literal["minutes", "hours"] | None) -> int:
    if bare is None:
        raise CellRefused(f"「{shown}」は分か時間かわかりません。{_HOW_LONG}", ask=True)
    return _whole_minutes(value * 60 if bare == "hours" else value, shown)


def _whole_minutes(minutes: Decimal, shown: str) -> int:
    if minutes < 0:
        raise CellRefused(f"「{shown}」は0より小さい時間です。確かめてください。")
    if minutes > 10_000:
        raise CellRefused(f"「{shown}」は長すぎます。確かめてください。")
    return int(minutes.to_integral_value(rounding="ROUND_HALF_UP"))
