"""Reading periods as people write them: 令和4年度, R4, Ｈ３０年度, 2022, 2022-04..2023-01, 第9期."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from sasaeai.analysis.figures.eras import era_called, western
from sasaeai.analysis.figures.periods import (
    Period,
    Unit,
    calendar_year,
    fiscal_year,
    half,
    month,
    plan_period,
    quarter,
)
from sasaeai.analysis.figures.refusals import FigureRefused

EXAMPLES = "例：2022-04-05、2022-04、令和4年度、R4、2022、2022-04..2023-01、令和4年9月1日～令和5年3月31日、第9期"

_YEAR = r"(?:(?P<era>令和|平成|昭和|大正|明治|[RHSTM])\.?(?P<n>元|\d{1,2})|(?P<west>\d{4}))"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(form, re.IGNORECASE))
    for name, form in (
        ("plan", r"第(?P<number>\d{1,2})期(?:計画)?(?:計画期間)?"),
        ("quarter", _YEAR + r"(?:年度|年)?[-/]?(?:第(?P<number>[1-4])四半期|Q(?P<q>[1-4]))"),
        ("half", _YEAR + r"(?:年度|年)?[-/]?(?:(?P<half>上|下|前|後)(?:半)?期|H(?P<h>[12]))"),
        ("fiscal", _YEAR + r"(?:年度|FY)?"),
        ("fiscal", r"FY" + _YEAR),
        ("calendar", _YEAR + r"年"),
        ("fiscal_month", _YEAR + r"年度(?P<month>\d{1,2})月(?:分|中)?"),
        ("month", _YEAR + r"(?:[-/.]|年)(?P<month>\d{1,2})(?:月(?:分|中)?)?"),
        ("day", _YEAR + r"(?:[-/.]|年)(?P<month>\d{1,2})(?:[-/.]|月)(?P<day>\d{1,2})日?"),
        ("month_end", _YEAR + r"(?:[-/.]|年)(?P<month>\d{1,2})月末日?"),
        ("day", r"(?P<west>\d{4})(?P<month>\d{2})(?P<day>\d{2})"),
    )
)
_BETWEEN = re.compile(r"\.\.+|…|[~〜～]|から|―|–|—")
_YEARLESS = re.compile(r"(?P<month>\d{1,2})(?:月(?P<day>\d{1,2})日|月末?|-(?P<day2>\d{1,2}))")


# A clock time or a weekday after a day, as spreadsheets and notices write them; no time zones,
# in which the day may be another.
_NOT_OF_THE_DAY = re.compile(
    r"(?<=\d)[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$|(?<=[日\d])\s*\((?:[月火水木金土日祝・]+)\)$"
)


def parse_period(text: str) -> Period:
    """The period of a written name; full-width letters and spaces are read as well.

    A bare year is a fiscal year (2022 = 令和4年度); `2022年` and `令和4年` are calendar years.

    :raises FigureRefused: if it cannot be read

    >>> parse_period("2022-04..2023-01").last
    datetime.date(2023, 1, 31)
    """
    narrow = unicodedata.normalize("NFKC", text.replace("～", "〜")).strip()
    plain = re.sub(r"\s+", "", _NOT_OF_THE_DAY.sub("", narrow))
    ends = [part for part in _BETWEEN.split(plain.removesuffix("まで")) if part]
    if len(ends) == 2:
        return _between(ends[0], ends[1], text)
    found = _single(plain) if len(ends) == 1 else None
    if found is None:
        raise FigureRefused(
            f"期間「{_shortened(text)}」を読み取れません。書き方を確かめてください（{EXAMPLES}）。"
        )
    return found


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def parse_day(text: str) -> date:
    """A written day.

    :raises FigureRefused: if it is not exactly one day
    """
    period = parse_period(text)
    if period.unit is not Unit.DAY:
        raise FigureRefused(
            f"「{text}」は一日を指していません。日まで書いてください（例：2023-01-31）。"
        )
    return period.first


def _between(first: str, last: str, text: str) -> Period:
    begin = _single(first)
    end = _single(last) or (begin and _yearless(last, begin))
    if begin is None or end is None:
        raise FigureRefused(
            f"期間「{_shortened(text)}」を読み取れません。始まりと終わりを確かめてください（{EXAMPLES}）。"
        )
    return Period(begin.first, end.last)


def _yearless(text: str, begin: Period) -> Period | None:
    """The end of 令和4年9月1日～12月31日: in the first year after the beginning that fits."""
    found = _YEARLESS.fullmatch(text)
    if found is None:
        return None
    number = int(found["month"])
    year = begin.first.year + (number < begin.first.month)
    day = found["day"] or found["day2"]
    return _dated(year, number, int(day)) if day else _month(year, number)


def _single(text: str) -> Period | None:
    for name, form in _FORMS:
        found = form.fullmatch(text)
        if found is not None:
            return _made(name, found)
    return None


def _made(name: str, found: re.Match[str]) -> Period | None:  # noqa: PLR0911 - one a form
    parts = found.groupdict()
    if name == "plan":
        return plan_period(int(parts["number"])) if int(parts["number"]) else None
    year = _year(parts)
    if year < 1868:  # 令和0年, 0001年
        return None
    if name == "quarter":
        return quarter(year, int(parts["number"] or parts["q"]))
    if name == "half":
        return half(year, 1 if (parts["half"] or parts["h"]) in ("上", "前", "1") else 2)
    if name == "fiscal":
        return fiscal_year(year)
    if name == "calendar":
        return calendar_year(year)
    number = int(parts["month"])
    if name == "month_end":
        whole = _month(year, number)
        return Period(whole.last, whole.last, Unit.DAY) if whole else None
    if name == "fiscal_month":
        return _month(year + (number < 4), number)
    if name == "month":
        return _month(year, number)
    return _dated(year, number, int(parts["day"]))


def _year(parts: dict[str, str | None]) -> int:
    if parts.get("west"):
        return int(parts["west"] or 0)
    era = era_called(parts["era"] or "")
    number = 1 if parts["n"] == "元" else int(parts["n"] or 0)
    return western(era, number) if era and number else 0


def _month(year: int, number: int) -> Period | None:
    return month(year, number) if 1 <= number <= 12 else None


def _dated(year: int, number: int, day: int) -> Period | None:
    try:
        only = date(year, number, day)
    except ValueError:
        return None
    return Period(only, only, Unit.DAY)
