"""和暦: Japanese eras, for printing and reading years. 元年 is written for a first year in kanji."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Era:
    """One era: name, letter, first day."""

    name: str
    letter: str
    first: date


# Newest first. Source: 元号法 and the orders that name each era; Meiji dates before 1873 (old
# calendar) do not occur in this programme.
ERAS: tuple[Era, ...] = (
    Era("令和", "R", date(2019, 5, 1)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("明治", "M", date(1868, 1, 25)),
)


def era_of(day: date) -> Era:
    """The era a day lies in."""
    return next((era for era in ERAS if day >= era.first), ERAS[-1])


def era_of_year(year: int) -> Era:
    """The era a whole (fiscal) year is named by: 2019 is 令和元年度 although April was 平成31."""
    return next((era for era in ERAS if year >= era.first.year), ERAS[-1])


def era_called(word: str) -> Era | None:
    """The era of 令和, R or r."""
    return next((era for era in ERAS if word == era.name or word.upper() == era.letter), None)


def year_in(era: Era, year: int) -> int:
    """The number of a western year in an era.

    >>> year_in(ERAS[0], 2022)
    4
    """
    return year - era.first.year + 1


def western(era: Era, number: int) -> int:
    """The western year of a year in an era.

    >>> western(ERAS[1], 30)
    2018
    """
    return era.first.year + number - 1
