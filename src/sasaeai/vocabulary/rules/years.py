"""Terms and fiscal years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date


class NotPossible(ValueError):
    """A change to terms that would contradict what is there; the words are for the person."""


def fiscal_year_of(day: date) -> int:
    """The fiscal year, April to March.

    >>> fiscal_year_of(date(2023, 3, 31))
    2022
    """
    return day.year if day.month >= 4 else day.year - 1


def year_words(year: int) -> str:
    """A fiscal year in both calendars.

    >>> year_words(2022), year_words(2019), year_words(2018)
    ('令和4年度（2022）', '令和元年度（2019）', '平成30年度（2018）')
    """
    era, number = ("令和", year - 2018) if year >= 2019 else ("平成", year - 1988)
    return f"{era}{'元' if number == 1 else number}年度（{year}）"


def name_in(year: int | None, label: str, old_names: Iterable[tuple[int, str]]) -> str:
    """The name a term had in a fiscal year.

    :param old_names: pairs (first fiscal year in which the name was no longer used, name)

    >>> name_in(2020, "つどいの場通信", [(2022, "百歳通信")])
    '百歳通信'
    >>> name_in(2022, "つどいの場通信", [(2022, "百歳通信")])
    'つどいの場通信'
    """
    if year is None:
        return label
    later = sorted((until, name) for until, name in old_names if until > year)
    return later[0][1] if later else label


def next_code(taken: Sequence[str]) -> str:
    """A code for a term of the town's own.

    >>> next_code(["visit", "own-2"])
    'own-3'
    """
    numbers = [int(found[1]) for code in taken if (found := re.fullmatch(r"own-(\d+)", code))]
    return f"own-{max(numbers, default=0) + 1}"


def heirs(
    of: Iterable[int], handed: Mapping[int, Sequence[tuple[int, int]]], year: int
) -> dict[int, tuple[int, ...]]:
    """For each term: the terms that stand for it in a fiscal year; several after a split.

    :param handed: old → pairs (new, first fiscal year of the new)

    >>> heirs([1, 2], {1: [(3, 2021)], 3: [(4, 2023), (5, 2023)]}, 2022)
    {1: (3,), 2: (2,)}
    >>> heirs([1], {1: [(3, 2021)], 3: [(4, 2023), (5, 2023)]}, 2023)
    {1: (4, 5)}
    """
    found: dict[int, tuple[int, ...]] = {}
    for term in of:
        ends, waiting, seen = [], [term], {term}
        while waiting:
            here = waiting.pop(0)
            steps = [
                new for new, since in handed.get(here, ()) if since <= year and new not in seen
            ]
            seen.update(steps)
            waiting.extend(steps)
            if not steps:
                ends.append(here)
        found[term] = tuple(ends)
    return found
