"""Days as people write them: 令和5年1月27日, R5.1.27, 2023/1/27, 20230127, Excel's day numbers.

What has two readings is asked, never guessed: a year of two digits, a day without its year.
"""

from __future__ import annotations

import calendar
import functools
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sasaeai.documents.reading.sheets import CellValue, text_of
from sasaeai.documents.refusals import CellRefused

# Day numbers taken for days: 1954 to 2119. Smaller numbers are more likely something else.
_SERIALS: Final = range(20_000, 80_401)
_EPOCH_1900: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)
_BLANK_MARKS: Final = frozenset({"", "-", "―", "ー", "—", "–", "‐", "−"})


@dataclass(frozen=True)
class _Era:
    name: str
    first_year: int
    last_year: int | None
    marks: tuple[str, ...]


# A year of change counts whole for both eras: people write 平成31年5月 and 令和元年4月,
# and either way the day is certain.
_ERAS: Final = (
    _Era("明治", 1868, 1912, ("明治", "明", "m", "㍾")),
    _Era("大正", 1912, 1926, ("大正", "大", "t", "㍽")),
    _Era("昭和", 1926, 1989, ("昭和", "昭", "s", "㍼")),
    _Era("平成", 1989, 2019, ("平成", "平", "h", "㍻")),
    _Era("令和", 2019, None, ("令和", "令", "r", "㋿")),
)
_ERA_OF: Final = {mark: era for era in _ERAS for mark in era.marks}

_SEP: Final = r"\s*[./\-年・,]\s*"
_SEP2: Final = r"\s*[./\-月・,]\s*"
_MARKS: Final = "|".join(sorted(_ERA_OF, key=len, reverse=True))
_ERA_DAY: Final = re.compile(rf"({_MARKS})\s*(元|\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP2}(\d{{1,2}})日?")
_ERA_COMPACT: Final = re.compile(r"([mtshr])(\d{2})(\d{2})(\d{2})")
_WESTERN: Final = re.compile(rf"(?:西暦)?(\d{{4}}){_SEP}(\d{{1,2}}){_SEP2}(\d{{1,2}})日?")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ISO_MOMENT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})t\d{2}:\d{2}.*")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[./\-](\d{1,2})[./\-](\d{4})")
_SHORT_YEAR: Final = re.compile(rf"(?:'|’)?(\d{{2}}|\d){_SEP}(\d{{1,2}}){_SEP2}(\d{{1,2}})日?")
_NO_YEAR: Final = re.compile(r"(\d{1,2})(?:月|[./\-])\s*(\d{1,2})日?")
_MONTH_ONLY: Final = re.compile(
    rf"(?:({_MARKS})\s*(元|\d{{1,2}})|(\d{{4}})){_SEP}(\d{{1,2}})月?分?"
)
_WEEKDAY: Final = re.compile(
    r"(?<=[\d日])\s*(?:[(\[][月火水木金土日](?:曜日?|・?祝)?[)\]]|[月火水木金土日]曜日?$)"
)
_CLOCK: Final = re.compile(r"[\st]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_KANJI_DIGITS: Final = str.maketrans("〇一二三四五六七八九", "0123456789")
_KANJI_NUMBER: Final = re.compile(
    "[一二三四五六七八九]?十[一二三四五六七八九]?|[〇一二三四五六七八九]+"
)

_HOW: Final = "「令和5年1月27日」か「2023/1/27」のように書いてください。"


def read_day(
    value: CellValue, *, fiscal_year: int | None = None, date1904: bool = False
) -> date | None:
    """The day a cell means.

    :param fiscal_year: the year (April to March) that the person loading the file has named for
        days without a year; without it such days are asked
    :param date1904: bare day numbers count from 1904
    :raises CellRefused: with `ask` where a person must choose between readings
    """
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool | time | timedelta):
        raise CellRefused(f"「{text_of(value)}」は日付ではありません。{_HOW}")
    if isinstance(value, int | float):
        return _day_of_number(value, date1904=date1904)
    return _day_of_text(value, fiscal_year, date1904)


def _day_of_number(value: float, *, date1904: bool) -> date:
    whole = int(value)
    if whole in _SERIALS:
        return (_EPOCH_1904 if date1904 else _EPOCH_1900) + timedelta(days=whole)
    if value == whole and len(str(abs(whole))) == 8:
        return _compact(str(whole))
    raise CellRefused(f"「{text_of(value)}」を日付として読めません。{_HOW}")


@functools.lru_cache(maxsize=8192)
def _day_of_text(text: str, fiscal_year: int | None, date1904: bool) -> date | None:
    shown = text.strip()
    tidy = _tidied(shown)
    if tidy in _BLANK_MARKS:
        return None
    for pattern, reader in _READERS:
        found = pattern.fullmatch(tidy)
        if found:
            return reader(found, shown)
    without_year = _NO_YEAR.fullmatch(tidy)
    if without_year:
        return _without_year(int(without_year[1]), int(without_year[2]), fiscal_year, shown)
    if tidy.isdigit() and len(tidy) == 5:
        return _day_of_number(int(tidy), date1904=date1904)
    _refuse_shapes(tidy, shown)
    raise CellRefused(f"「{shown}」を日付として読めません。{_HOW}")


def _tidied(text: str) -> str:
    """Half width, small letters, no weekday, no time of day, kanji figures as digits."""
    tidy = unicodedata.normalize("NFKC", text).lower().strip()
    tidy = _KANJI_NUMBER.sub(lambda found: _kanji_figure(found[0]), tidy)
    tidy = _CLOCK.sub("", tidy)
    moment = _ISO_MOMENT.fullmatch(tidy)
    if moment:
        tidy = moment[1]
    tidy = _WEEKDAY.sub("", tidy)
    return re.sub(r"[‐−–—]", "-", tidy).replace("頃", "").strip()


def _kanji_figure(kanji: str) -> str:
    """十二 → 12, 二十 → 20, 五 → 5, 二〇二三 → 2023."""
    if "十" not in kanji:
        return kanji.translate(_KANJI_DIGITS)
    tens, _, ones = kanji.partition("十")
    return str(
        int(tens.translate(_KANJI_DIGITS) or 1) * 10 + int(ones.translate(_KANJI_DIGITS) or 0)
    )


def _of_era(found: re.Match[str], shown: str) -> date:
    era = _ERA_OF[found[1]]
    number = 1 if found[2] == "元" else int(found[2])
    return _real_day(_western_year(era, number, shown), int(found[3]), int(found[4]), shown)


def _western_year(era: _Era, number: int, shown: str) -> int:
    year = era.first_year + number - 1
    if number == 0:
        raise CellRefused(
            f"「{shown}」：{era.name}0年はありません。1年目は「{era.name}元年」です。"
        )
    if era.last_year is not None and year > era.last_year:
        last = era.last_year - era.first_year + 1
        meant = f"令和{year - 2018}年" if year >= 2019 else f"平成{year - 1988}年"
        raise CellRefused(
            f"「{shown}」：{era.name}は{last}年までです。{meant}のことであれば、そう書きなおしてください。",
            ask=True,
            suggestions=(meant,),
        )
    return year


def _of_western(found: re.Match[str], shown: str) -> date:
    return _real_day(int(found[1]), int(found[2]), int(found[3]), shown)


def _day_first(found: re.Match[str], shown: str) -> date:
    first, second, year = (int(part) for part in found.groups())
    if first > 12 >= second:
        return _real_day(year, second, first, shown)
    if second > 12 >= first or first == second:
        return _real_day(year, first, second, shown)
    raise CellRefused(
        f"「{shown}」は{first}月{second}日とも{second}月{first}日とも読めます。"
        f"「{year}/{first}/{second}」のように年から書いてください。",
        ask=True,
        suggestions=(f"{year}/{first}/{second}", f"{year}/{second}/{first}"),
    )


def _short_year(found: re.Match[str], shown: str) -> date:
    """A year of one or two digits: 5/1/27 is 令和5年 or 平成5年, 23/1/27 is 2023 or 平成23年."""
    number, month, day = (int(part) for part in found.groups())
    tail = f"{month}月{day}日"
    years = [f"令和{number}年"] if 0 < number < 20 else []
    years += [f"平成{number}年"] if 0 < number <= 31 else []
    years += [f"{2000 + number}年"]
    raise CellRefused(
        f"「{shown}」は年がはっきりしません（{'・'.join(years)}）。"
        f"「{years[0]}{tail}」のように元号か西暦4けたで書いてください。",
        ask=True,
        suggestions=tuple(year + tail for year in years),
    )


def _month_only(_: re.Match[str], shown: str) -> date:
    raise CellRefused(
        f"「{shown}」には日がありません。何日のことかわかるように書いてください。{_HOW}"
    )


def _compact(digits: str) -> date:
    return _real_day(int(digits[:4]), int(digits[4:6]), int(digits[6:]), digits)


def _without_year(month: int, day: int, fiscal_year: int | None, shown: str) -> date:
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        raise CellRefused(f"「{shown}」を日付として読めません。{_HOW}")
    if fiscal_year is None:
        raise CellRefused(
            f"「{shown}」には年がありません。取り込みの画面で年度を選ぶか、{_HOW}", ask=True
        )
    return _real_day(fiscal_year if month >= 4 else fiscal_year + 1, month, day, shown)


def _real_day(year: int, month: int, day: int, shown: str) -> date:
    """The day, or why the calendar does not have it."""
    if not 1 <= month <= 12:
        raise CellRefused(f"「{shown}」：{month}月はありません。月と日を確かめてください。")
    if not 1868 <= year <= 2199:
        raise CellRefused(f"「{shown}」：{year}年は年のまちがいと思われます。確かめてください。")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise CellRefused(
            f"「{shown}」：{year}年{month}月は{last}日までです。日を確かめてください。"
        )
    return date(year, month, day)


def _refuse_shapes(tidy: str, shown: str) -> None:
    """Better words for what often stands in a day column and is not one day."""
    if re.search(r"\d.*[~〜～]\s*.*\d", tidy):
        raise CellRefused(
            f"「{shown}」は期間です。1行に1日ずつ書くか、始まった日だけを書いてください。"
        )
    if re.search(r"\d日?\s*[、,・/&]\s*\d{1,2}日", tidy):
        raise CellRefused(f"「{shown}」には日が二つ以上あります。1行に1日ずつ書いてください。")
    if re.fullmatch(rf"(?:(?:{_MARKS})(?:元|\d+)|\d{{4}})年?度?", tidy):
        raise CellRefused(f"「{shown}」には月と日がありません。{_HOW}")


def _era_compact(found: re.Match[str], shown: str) -> date:
    return _of_era(found, shown)


_READERS: Final = (
    (_ERA_DAY, _of_era),
    (_WESTERN, _of_western),
    (_COMPACT, _of_western),
    (_ERA_COMPACT, _era_compact),
    (_DAY_FIRST, _day_first),
    (_SHORT_YEAR, _short_year),
    (_MONTH_ONLY, _month_only),
)
