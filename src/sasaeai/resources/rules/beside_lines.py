"""Support, money and months of a resource as one line of text each, and back without loss."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sasaeai.resources.rules.written_lines import LineRefused, read_parts, written_parts

T = TypeVar("T")
PLANNED = "予定を含む"
SEXES = {"f": "女", "m": "男", "": "不明"}
_PEOPLE = re.compile(r"(女|男|不明)(?:(\d+)[〜~～](\d*))?=(\d+)")
MOST = 2_000_000_000


@dataclass(frozen=True)
class Support:
    """What the town or a coordinator gave on a day."""

    on: date
    wording: str


@dataclass(frozen=True)
class Money:
    """Money of a fiscal year; `sort` a label of the form."""

    fiscal_year: int
    sort: str
    name: str = ""
    giver: str = ""
    amount_yen: int | None = None
    sessions: int | None = None
    includes_planned: bool = False
    remark: str = ""


@dataclass(frozen=True)
class People:
    """Distinct persons of a sex and age band in a month."""

    sex: str
    age_from: int | None
    age_to: int | None
    people: int


@dataclass(frozen=True)
class Month:
    """How often it was held in a month, and who came."""

    month: date
    held: int | None = None
    total: int | None = None
    distinct: int | None = None
    supporters: int | None = None
    remark: str = ""
    people: tuple[People, ...] = ()


@dataclass(frozen=True)
class Beside:
    """What stands beside a resource in a row of our own list."""

    supports: Sequence[Support] = field(default=())
    money: Sequence[Money] = field(default=())
    months: Sequence[Month] = field(default=())


def support_lines(lines: Iterable[Support]) -> str:
    """`日：2026-10-03｜したこと：椅子を借りた`, a line each."""
    return _lines({"日": one.on.isoformat(), "したこと": one.wording} for one in lines)


def money_lines(lines: Iterable[Money]) -> str:
    """`年度：2026｜種別：寄付｜金額：30000`, a line each."""
    return "\n".join(
        written_parts(
            {
                "年度": str(one.fiscal_year),
                "種別": one.sort,
                "名前": one.name,
                "出した団体": one.giver,
                "金額": _number(one.amount_yen),
                "回数": _number(one.sessions),
                "備考": one.remark,
            },
            [PLANNED] if one.includes_planned else [],
        )
        for one in lines
    )


def month_lines(lines: Iterable[Month]) -> str:
    """`月：2026-10｜回数：4｜延べ：52｜実人数：13｜内訳：女65〜74=3、男75〜=2`, a line each."""
    return _lines(
        {
            "月": f"{one.month:%Y-%m}",
            "回数": _number(one.held),
            "延べ": _number(one.total),
            "実人数": _number(one.distinct),
            "担い手": _number(one.supporters),
            "内訳": "、".join(_people(each) for each in one.people),
            "備考": one.remark,
        }
        for one in lines
    )


def _lines(several: Iterable[dict[str, str]]) -> str:
    return "\n".join(written_parts(parts) for parts in several)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _people(one: People) -> str:
    ages = "" if one.age_from is None else f"{one.age_from}〜{_number(one.age_to)}"
    return f"{SEXES[one.sex]}{ages}={one.people}"


def read_supports(text: str) -> list[Support]:
    """The lines again; empty ones are left out.

    :raises LineRefused: naming the line that cannot be read

    >>> [one.wording for one in read_supports("\\n日：2026-10-03｜したこと：椅子を借りた")]
    ['椅子を借りた']
    """
    return _read(text, _support, "日：2026-10-03｜したこと：椅子を借りた")


def read_money(text: str) -> list[Money]:
    """The lines again.

    :raises LineRefused: naming the line that cannot be read
    """
    return _read(text, _money, "年度：2026｜種別：寄付｜金額：30000")


def read_months(text: str) -> list[Month]:
    """The lines again.

    :raises LineRefused: naming the line that cannot be read
    """
    return _read(text, _month, "月：2026-10｜回数：4｜延べ：52｜実人数：13｜内訳：女65〜74=3")


def _read(text: str, read: Callable[[dict[str, str], set[str]], T], example: str) -> list[T]:
    found = []
    for line in text.splitlines():
        if line.strip():
            try:
                found.append(read(*read_parts(line.strip())))
            except (KeyError, ValueError) as wrong:
                raise LineRefused(
                    f"「{line.strip()[:60]}」を読めません。「{example}」のように書いてください。"
                ) from wrong
    return found


def _support(parts: dict[str, str], _: set[str]) -> Support:
    wording = parts["したこと"]
    if not 0 < len(wording) <= 200:
        raise ValueError(wording)
    return Support(date.fromisoformat(parts["日"]), wording)


def _money(parts: dict[str, str], flags: set[str]) -> Money:
    texts: dict[str, Any] = {
        "name": parts.get("名前", ""), "giver": parts.get("出した団体", ""),
        "remark": parts.get("備考", ""),
    }  # fmt: skip
    if any(len(text) > 120 for text in texts.values()):
        raise ValueError(texts)
    year = int(parts["年度"])
    if not 1950 <= year <= 2200:
        raise ValueError(year)
    return Money(
        year, parts["種別"], amount_yen=_whole(parts.get("金額"), most=10**15),
        sessions=_whole(parts.get("回数"), most=30_000), includes_planned=PLANNED in flags, **texts,
    )  # fmt: skip


def _month(parts: dict[str, str], _: set[str]) -> Month:
    year, month = parts["月"].split("-")
    numbers: dict[str, Any] = {
        name: _whole(parts.get(word), most=30_000 if name == "held" else MOST)
        for name, word in (
            ("held", "回数"), ("total", "延べ"), ("distinct", "実人数"), ("supporters", "担い手"),
        )
    }  # fmt: skip
    people = tuple(_read_people(each) for each in parts.get("内訳", "").split("、") if each)
    remark = parts.get("備考", "")
    if len(remark) > 200 or _contradicts(numbers, people):
        raise ValueError(remark)
    return Month(date(int(year), int(month), 1), remark=remark, people=people, **numbers)


def _contradicts(numbers: dict[str, int | None], people: Sequence[People]) -> bool:
    """What the record itself would refuse: more lines than persons, more persons than comings."""
    held, total, distinct = numbers["held"], numbers["total"], numbers["distinct"]
    in_lines = sum(one.people for one in people)
    if len({(one.sex, one.age_from) for one in people}) < len(people):
        return True
    return (
        (distinct is not None and in_lines > distinct)
        or (total is not None and total < (distinct or in_lines))
        or (held == 0 and bool(total or distinct or in_lines))
    )


def _read_people(text: str) -> People:
    found = _PEOPLE.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    sex = next(code for code, word in SEXES.items() if word == found[1])
    ages = _whole(found[2], most=150), _whole(found[3], most=150)
    return People(sex, *ages, _whole(found[4], most=MOST) or 0)


def _whole(text: str | None, *, most: int) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text) > most:
        raise ValueError(text)
    return int(text)
