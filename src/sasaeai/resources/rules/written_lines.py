"""Timetables, unusual days and contacts as one line of text each, and back without loss."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Final

from sasaeai.resources.rules.recurrence import (
    ExceptionKind,
    Freq,
    Holidays,
    Recurrence,
    Unusual,
)

_PART: Final = re.compile(r"(?:[^\\｜]|\\.)*", re.DOTALL)
_COLON: Final = "\\："
_TOLD: Final = re.compile(r"(?P<head>(?:[^\\：]|\\.)+)：(?P<value>.*)")
_UNUSUAL: Final = re.compile(
    r"(?P<kind>\S+) (?P<on>\d{4}-\d\d-\d\d)(?:[〜～~](?P<until>\d{4}-\d\d-\d\d))?"
    r"(?: (?P<starts>\d\d:\d\d)?[〜～~](?P<ends>\d\d:\d\d)?)?(?: (?P<reason>.*))?",
    re.DOTALL,
)


class LineRefused(ValueError):
    """A line cannot be read; the words say how it is written."""


def coded_times(lines: Iterable[Recurrence]) -> str:
    """A timetable as signs: RRULE parts, then times, days, holidays and the note.

    >>> coded_times([Recurrence("MONTHLY", ("2TH",), starts_at=time(10), holidays="off")])
    'FREQ=MONTHLY;BYDAY=2TH;AT=1000-;HOLIDAYS=off'
    """
    return "\n".join(_coded(line) for line in lines)


def _coded(line: Recurrence) -> str:
    parts = [line.rrule()]
    if line.valid_from:
        parts.append(f"FROM={line.valid_from:%Y%m%d}")
    if line.starts_at:
        end = f"{line.ends_at:%H%M}" if line.ends_at else ""
        parts.append(f"AT={line.starts_at:%H%M}-{end}")
    if line.holidays != Holidays.HELD:
        parts.append(f"HOLIDAYS={line.holidays}")
    if line.note:
        parts.append("NOTE=" + line.note.replace("\\", "\\\\").replace("\n", "\\n"))
    return ";".join(parts)


def read_coded_times(text: str) -> list[Recurrence]:
    """The timetable again.

    :raises LineRefused: if a line is none of ours
    """
    return [_read_coded(line) for line in text.splitlines() if line.strip()]


def _read_coded(line: str) -> Recurrence:
    before, _, note = line.strip().partition(";NOTE=")
    told = dict(part.partition("=")[::2] for part in before.split(";"))
    try:
        starts, _, ends = told.get("AT", "").partition("-")
        return Recurrence(
            freq=Freq(told["FREQ"]),
            byday=tuple(told["BYDAY"].split(",")) if told.get("BYDAY") else (),
            bymonthday=_numbers(told.get("BYMONTHDAY", "")),
            bymonth=_numbers(told.get("BYMONTH", "")),
            interval=int(told.get("INTERVAL", 1)),
            starts_at=_clock(starts),
            ends_at=_clock(ends),
            valid_from=_day(told.get("FROM", "")),
            valid_to=_day(told.get("UNTIL", "")),
            holidays=Holidays(told.get("HOLIDAYS", Holidays.HELD)),
            note=re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], note),
        )
    except (KeyError, ValueError) as wrong:
        raise LineRefused(
            f"「{line.strip()}」はくり返しの記号として読めません。空欄にして「日時」の列に書いてください。"
        ) from wrong


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",")) if text else ()


def _clock(text: str) -> time | None:
    return time(int(text[:2]), int(text[2:])) if text else None


def _day(text: str) -> date | None:
    return date(int(text[:4]), int(text[4:6]), int(text[6:8])) if text else None


def unusual_lines(days: Iterable[Unusual]) -> str:
    """Days that differ, a line each.

    >>> unusual_lines([Unusual("off", date(2026, 8, 13), date(2026, 8, 15), reason="お盆")])
    '休み 2026-08-13〜2026-08-15 お盆'
    """
    return "\n".join(_unusual(day) for day in days)


def _unusual(day: Unusual) -> str:
    words = [ExceptionKind(day.kind).label, f"{day.on:%Y-%m-%d}"]
    if day.until:
        words[-1] += f"〜{day.until:%Y-%m-%d}"
    if day.starts_at or day.ends_at:
        words.append("〜".join(f"{t:%H:%M}" if t else "" for t in (day.starts_at, day.ends_at)))
    return " ".join([*words, day.reason] if day.reason else words)


def read_unusual_lines(text: str) -> list[Unusual]:
    """The days again.

    :raises LineRefused: naming the line that cannot be read
    """
    return [_read_unusual(line.strip()) for line in text.splitlines() if line.strip()]


def _read_unusual(line: str) -> Unusual:
    kinds = {kind.label: kind.value for kind in ExceptionKind}
    found = _UNUSUAL.fullmatch(line)
    try:
        if found is None or found["kind"] not in kinds:
            raise ValueError(line)
        until = found["until"]
        return Unusual(
            kinds[found["kind"]],
            date.fromisoformat(found["on"]),
            date.fromisoformat(until) if until else None,
            _clock_of(found["starts"]),
            _clock_of(found["ends"]),
            found["reason"] or "",
        )
    except ValueError as wrong:
        raise LineRefused(
            f"「{line}」を読めません。「休み 2026-08-13〜2026-08-15 お盆」か"
            "「臨時に開く 2026-08-20 10:00〜12:00」のように書いてください。"
        ) from wrong


def _clock_of(text: str | None) -> time | None:
    return datetime.strptime(text, "%H:%M").time() if text else None  # noqa: DTZ007 — no date


def written_parts(parts: Mapping[str, str], flags: Iterable[str] = ()) -> str:
    """`電話：000-111-2222｜公開`: named parts and flags in one line.

    >>> written_parts({"氏名": "江川", "電話": ""}, ["公開"])
    '氏名：江川｜公開'
    """
    said = [f"{name}：{_safe(value)}" for name, value in parts.items() if value]
    return "｜".join([*said, *flags])


def read_parts(line: str) -> tuple[dict[str, str], set[str]]:
    """The named parts and the flags again; `:` stands for `：` as well.

    >>> read_parts("氏名:江川｜｜公開")
    ({'氏名': '江川'}, {'公開'})
    """
    parts: dict[str, str] = {}
    flags: set[str] = set()
    for piece in _pieces(line):
        name, colon, value = piece.replace(":", "：", 1 if "：" not in piece else 0).partition("：")
        if colon:
            parts[name.strip()] = _plain(value.strip())
        elif piece.strip():
            flags.add(piece.strip())
    return parts, flags


def told_lines(told: Mapping[str, object]) -> str:
    """`見出し：値`, a line each; a colon in the head is marked."""
    marked = {_safe(head).replace("：", _COLON): _safe(str(told[head])) for head in told}
    return "\n".join(f"{head}：{value}" for head, value in marked.items())


def read_told_lines(text: str) -> dict[str, str]:
    """The heads and values again; a line without a colon is left out.

    >>> read_told_lines("台帳：A-1\\n見出しのない行")
    {'台帳': 'A-1'}
    """
    found: dict[str, str] = {}
    for line in text.splitlines():
        told = _TOLD.fullmatch(line)
        if told:
            found[_plain(told["head"]).strip()] = _plain(told["value"])
    return found


def _pieces(line: str) -> Iterator[str]:
    at = 0
    while at <= len(line):
        found = _PART.match(line, at)
        assert found is not None  # noqa: S101 — the pattern matches nothing as well
        yield found[0]
        at = found.end() + 1


def _safe(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("｜", "\\｜")
    return re.sub(r"\r?\n", "\\\\n", escaped)


def _plain(value: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value)
