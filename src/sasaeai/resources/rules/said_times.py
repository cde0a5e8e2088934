"""日時をことばから読む: 「毎月第2・4木曜 10:00〜11:30（祝日休み）」, as people write it in lists and on flyers."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from sasaeai.documents.reading.values.hours import TimeSpan, read_time_span
from sasaeai.documents.refusals import CellRefused
from sasaeai.resources.rules.recurrence import WEEKDAY_WORDS, WEEKDAYS, Freq, Holidays, Recurrence

HOW: Final = (
    "「毎週火曜 10:00〜12:00」「毎月第2・4木曜 13:30〜15:00（祝日休み）」のように書いてください。"
)
_DAY_CODES: Final = {word: code for code, word in WEEKDAY_WORDS.items()}
_EVERY: Final = {
    "毎週": (Freq.WEEKLY, 1),
    "隔週": (Freq.WEEKLY, 2),
    "毎月": (Freq.MONTHLY, 1),
    "隔月": (Freq.MONTHLY, 2),
    "毎日": (Freq.DAILY, 1),
}
_COUNTED: Final = re.compile(r"^(\d{1,2})(日|週間?|か月|ヶ月|ヵ月|カ月)(?:ごと|おき)")
_NTH: Final = re.compile(
    r"(?:第?[1-5](?!\d)|最終)(?:[・,、と](?:第?[1-5](?!\d)|最終)|第[1-5](?!\d)|最終)*"
)
_MONTHDAYS: Final = re.compile(r"(?:(?:\d{1,2}日?|末日)[・,、と])*(?:\d{1,2}日|末日)")
# A day of the month, which must not be taken for a Sunday.
_NUMBERED_DAY: Final = re.compile(r"(?<![第\d])\d{1,2}日(?!曜)")
_CLOCK: Final = re.compile(r"(?:午前|午後|正午|(?<!\d)\d{1,2}(?::\d{2}|時)).*$")
_ASIDE: Final = re.compile(r"\(([^()]*)\)$")
_FROM: Final = re.compile(r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?(?:から|より|〜|~)")


class TimesRefused(ValueError):
    """A line of a timetable cannot be understood; the words say what was not and how to write it."""


def read_times(text: str) -> list[Recurrence]:
    """A timetable, a line each; empty lines are left out.

    :raises TimesRefused: naming the first line that cannot be read

    >>> [line.rrule() for line in read_times("毎月第2・4木曜 10:00〜11:30")]
    ['FREQ=MONTHLY;BYDAY=2TH,4TH']
    """
    return [read_line(line) for line in text.splitlines() if line.strip()]


def read_line(text: str) -> Recurrence:
    """One line of a timetable.

    :raises TimesRefused: if it cannot be read
    """
    rest = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
    rest, holidays, months, note = _asides(rest)
    rest, begins = _begins(rest)
    span: TimeSpan | None = None
    if clock := _CLOCK.search(rest):
        try:
            span = read_time_span(clock[0].strip())
        except CellRefused as refused:
            raise TimesRefused(f"「{text.strip()}」：{refused.reason}") from None
        rest = rest[: clock.start()]
    freq, interval, byday, monthdays = _days(rest.replace(" ", ""), text.strip())
    if interval > 1 and begins is None:
        raise TimesRefused(
            f"「{text.strip()}」：隔週・隔月のときは「2026-11-02から隔週月曜」のように最初の日を書いてください。"
        )
    return Recurrence(
        freq=freq,
        byday=byday,
        bymonthday=monthdays,
        bymonth=months,
        interval=interval,
        starts_at=span.start if span else None,
        ends_at=span.end if span else None,
        valid_from=begins,
        holidays=holidays,
        note=note,
    )


def written_times(line: Recurrence) -> str:
    """A line so that `read_line` reads the same again (its words, with the first day in front if it has one)."""
    begins = f"{line.valid_from:%Y-%m-%d}から" if line.valid_from else ""
    return begins + line.words()


def _asides(rest: str) -> tuple[str, str, tuple[int, ...], str]:
    """What stands in brackets at the end: 祝日休み, 4・10月のみ, anything else is a note."""
    holidays, months, notes = str(Holidays.HELD), tuple[int, ...](), list[str]()
    if "(月~金)" in rest or "(月〜金)" in rest:
        rest = rest.replace("(月~金)", "").replace("(月〜金)", "")
    if found := _ASIDE.search(rest):
        rest = rest[: found.start()].strip()
        for part in re.split(r"[、,]", found[1]):
            only = re.fullmatch(r"(\d{1,2}(?:・\d{1,2})*)月のみ", part)
            if re.fullmatch(r"祝日?(?:は|・年末年始は?)?(?:お?休み|休|除く)", part):
                holidays = str(Holidays.OFF)
            elif only:
                months = tuple(int(m) for m in only[1].split("・"))
            elif part:
                notes.append(part)
    if found := re.search(r"[、,]?\s*祝日?は?(?:お?休み|除く)$", rest):
        rest, holidays = rest[: found.start()], str(Holidays.OFF)
    return rest, holidays, months, "、".join(notes)[:100]


def _begins(rest: str) -> tuple[str, date | None]:
    found = _FROM.match(rest)
    if not found:
        return rest, None
    try:
        return rest[found.end() :], date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise TimesRefused(f"「{found[0]}」という日はありません。") from None


def _days(rest: str, shown: str) -> tuple[str, int, tuple[str, ...], tuple[int, ...]]:
    freq, interval, rest = _every(rest)
    if rest in ("平日", "月~金", "月〜金", "月-金", "平日月~金") and freq in ("", Freq.WEEKLY):
        return Freq.WEEKLY, interval, WEEKDAYS[:5], ()
    if freq == Freq.DAILY and not rest:
        return Freq.DAILY, interval, (), ()
    if found := _MONTHDAYS.fullmatch(rest):
        days = [
            -1 if d == "末日" else int(d.rstrip("日")) for d in re.split(r"[・,、と]", found[0])
        ]
        if all(d == -1 or 1 <= d <= 31 for d in days):
            return Freq.MONTHLY, interval, (), tuple(days)
    byday = () if _NUMBERED_DAY.search(rest) else _weekdays(rest)
    if not byday:
        raise TimesRefused(f"「{shown}」から曜日や日を読み取れません。{HOW}")
    numbered = any(len(code) > 2 for code in byday)
    return (Freq.MONTHLY if numbered else freq or Freq.WEEKLY), interval, byday, ()


def _every(rest: str) -> tuple[str, int, str]:
    for word, (freq, interval) in _EVERY.items():
        if rest.startswith(word):
            return freq, interval, rest[len(word) :]
    if found := _COUNTED.match(rest):
        freq = {"日": Freq.DAILY, "週": Freq.WEEKLY}.get(found[2][0], Freq.MONTHLY)
        return freq, int(found[1]), rest[found.end() :]
    return "", 1, rest


def _weekdays(rest: str) -> tuple[str, ...]:
    """`第2・第4木曜、第1月曜` → 2TH, 4TH, 1MO; `火・金曜` → TU, FR. Nothing if a sign is left over."""
    found: list[str] = []
    bare = re.sub(r"曜日?", "", rest)
    while bare:
        nth = _NTH.match(bare)
        nths = re.findall(r"[1-5]|最終", nth[0]) if nth else [""]
        bare = bare[nth.end() :] if nth else bare
        days = re.match(r"[月火水木金土日](?:[・,、と]?[月火水木金土日])*", bare)
        if not days:
            return ()
        for day in re.findall(r"[月火水木金土日]", days[0]):
            found += [f"{'-1' if n == '最終' else n}{_DAY_CODES[day]}" for n in nths]
        bare = bare[days.end() :].lstrip("・,、と")
    return tuple(dict.fromkeys(found))
