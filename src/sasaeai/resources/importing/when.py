"""When a row is open: own signs, words, or weekdays and hours in columns of their own."""

from __future__ import annotations

import re
import unicodedata
from datetime import time

from sasaeai.resources.importing.cells import Cells
from sasaeai.resources.rules.recurrence import WEEKDAYS, Freq, Recurrence, Unusual
from sasaeai.resources.rules.said_times import TimesRefused, read_times
from sasaeai.resources.rules.written_lines import (
    LineRefused,
    read_coded_times,
    read_unusual_lines,
)

_LETTERS = "月火水木金土日"
_APART = re.compile(r"[\s、,;；/・･]|曜日?")
MOST_NOTE = 200


def read_when(cells: Cells) -> tuple[list[Recurrence] | None, str]:
    """Lines of the timetable (None: the row has no such columns) and a note of what is no line."""
    notes = [cells.text("schedule_note")]
    if cells.has("coded_times") or cells.has("times"):
        lines, note = _own(cells)
    elif cells.text("first_day"):
        lines, note = _event(cells)
    else:
        lines, note = _in_columns(cells)
    notes += [note, cells.text("held")]
    return lines, "　".join(dict.fromkeys(n for n in notes if n))


def _own(cells: Cells) -> tuple[list[Recurrence] | None, str]:
    """The signs, unless a person has since written other words beside them."""
    words, signs = cells.text("times"), cells.text("coded_times")
    try:
        coded = read_coded_times(signs)
    except LineRefused as refused:
        cells.refuse("coded_times", str(refused))
        return None, ""
    if not words:
        return (coded if cells.has("coded_times") or not signs else None), ""
    if coded and _same(words, "\n".join(line.words() for line in coded)):
        return coded, ""
    try:
        return read_times(words), ""
    except TimesRefused as refused:
        if cells.strict:
            cells.refuse("times", str(refused))
            return None, ""
        return (coded or None), words


def _same(one: str, other: str) -> bool:
    """Whether two texts differ only by what a change of encoding does to them."""
    return unicodedata.normalize("NFKC", one).replace("〜", "~") == unicodedata.normalize(
        "NFKC", other
    ).replace("〜", "~")


def read_unusual(cells: Cells) -> list[Unusual] | None:
    """Days that differ; None without such a column."""
    if not cells.has("unusual"):
        return None
    try:
        return read_unusual_lines(cells.text("unusual"))
    except LineRefused as refused:
        cells.refuse("unusual", str(refused))
        return None


def _event(cells: Cells) -> tuple[list[Recurrence] | None, str]:
    """イベント: every day from the first to the last."""
    first = cells.day("first_day", firm=True)
    last = cells.day("last_day", firm=True) or first
    if first is None or last is None:
        return None, ""
    if last < first:
        cells.refuse("last_day", "終了日が開始日より前です。日付を確かめてください。")
        return None, ""
    starts, ends, note = _hours(cells)
    line = Recurrence(Freq.DAILY, starts_at=starts, ends_at=ends, valid_from=first, valid_to=last)
    return [line], note


def _in_columns(cells: Cells) -> tuple[list[Recurrence] | None, str]:
    starts, ends, note = _hours(cells)
    said = cells.text("weekdays")
    days = weekdays_of(said)
    if days is None:
        return None, "　".join(part for part in (said, note) if part)
    if not days and starts is None:
        return None, note
    every_day = not days or days == WEEKDAYS
    if not said and starts and ends and (starts, ends) == (time(0), time(23, 59)):
        return [Recurrence(Freq.DAILY, starts_at=starts, ends_at=ends)], note
    if not said:
        return None, "　".join(part for part in (_span(starts, ends), note) if part)
    freq = Freq.DAILY if every_day else Freq.WEEKLY
    return [Recurrence(freq, () if every_day else days, starts_at=starts, ends_at=ends)], note


def _hours(cells: Cells) -> tuple[time | None, time | None, str]:
    """Start and end; an end before the start (past midnight) is told in words."""
    starts, ends = cells.clock("starts"), cells.clock("ends")
    if ends is not None and (starts is None or ends <= starts):
        return None, None, _span(starts, ends)
    return starts, ends, ""


def _span(starts: time | None, ends: time | None) -> str:
    return f"{_words(starts)}〜{_words(ends)}" if starts or ends else ""


def _words(at: time | None) -> str:
    return f"{at.hour}:{at.minute:02}" if at else ""


def weekdays_of(text: str) -> tuple[str, ...] | None:
    """The days of 利用可能曜日: 月火水, 月;水, 月～金, 平日, 毎日; None if there is more than days.

    >>> weekdays_of("月・水・金"), weekdays_of("月～金"), weekdays_of("第2火曜を除く")
    (('MO', 'WE', 'FR'), ('MO', 'TU', 'WE', 'TH', 'FR'), None)
    """
    bare = _APART.sub("", unicodedata.normalize("NFKC", text))
    if bare in ("毎日", "全日", "年中無休", "無休", "全曜"):
        return WEEKDAYS
    if bare == "平日":
        return WEEKDAYS[:5]
    span = re.fullmatch(f"([{_LETTERS}])[~〜～ー-]([{_LETTERS}])", bare)
    if span:
        first, last = (_LETTERS.index(letter) for letter in span.groups())
        return WEEKDAYS[first : last + 1] if first <= last else None
    if not re.fullmatch(f"[{_LETTERS}]*", bare):
        return None
    return tuple(d for d, letter in zip(WEEKDAYS, _LETTERS, strict=True) if letter in bare)
