"""Cells of words: names met, dates held, issue numbers from–to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from sasaeai.analysis.figures.conditions import Condition
from sasaeai.analysis.figures.eras import era_of, year_in
from sasaeai.analysis.figures.facts.columns import Index
from sasaeai.analysis.figures.facts.table import Facts
from sasaeai.analysis.figures.measures import counting
from sasaeai.analysis.figures.measures.figure import Figure
from sasaeai.analysis.figures.measures.kinds import Names, NumberRange
from sasaeai.analysis.figures.measures.writing import write
from sasaeai.analysis.figures.periods import day_words
from sasaeai.analysis.figures.printing import full_width, number_text

_FIELD = re.compile(r"\{([^{}:]+)(?::([^{}]*))?\}")
_DAY = re.compile(r"GG|G|EE|E|YYYY|MM|DD|M|D|W")
_DIGITS = re.compile(r"\d+")


def names(
    facts: Facts, chosen: Index, how: Names, conditions: Iterable[Condition], *, wide: bool = False
) -> str:
    """The words of some facts in one line, each once unless `repeat`; dates and counts `wide`."""
    ordered = facts.in_order(chosen) if how.order == "date" else chosen
    kept = tuple(conditions)
    groups = [_words(facts, int(fact), how.of, kept, wide=wide) for fact in ordered]
    if how.order == "label":
        groups = [sorted({word for group in groups for word in group})]
    if not how.repeat:
        groups = _each_once(groups)
    groups = [group for group in groups if group]
    rest = 0
    if how.limit is not None:
        groups, rest = _limited(groups, how.limit)
    between = how.join if how.between is None else how.between
    line = between.join(how.join.join(group) for group in groups)
    return line + (how.more.replace("{n}", str(rest)) if rest else "")


def _words(
    facts: Facts, fact: int, of: str, conditions: tuple[Condition, ...], *, wide: bool
) -> list[str]:
    if "|" in of:
        tried = (_words(facts, fact, one.strip(), conditions, wide=wide) for one in of.split("|"))
        return next((found for found in tried if found), [])
    if "{" in of or of == "date":
        template = of if "{" in of else "{date}"
        return [_FIELD.sub(lambda found: _written(facts, fact, found, wide=wide), template)]
    name = facts.name_of(of)
    shown = f"{name}.name" if f"{name}.name" in facts.columns else name
    column = facts.column(shown)
    own = counting.elements(facts, shown, np.array([fact]), conditions)
    return [column.labels[code] for code in own]


def _written(facts: Facts, fact: int, found: re.Match[str], *, wide: bool) -> str:
    line = field(facts, fact, found[1], found[2] or "")
    counted = found[1] == "date" or found[1].removeprefix("count.") in facts.counts
    return full_width(line) if wide and counted else line


def field(facts: Facts, fact: int, name: str, form: str) -> str:
    """One field of a fact as words: a date by M/D, a count as a number, else its values."""
    if name == "date":
        return _day_words(facts, fact, form or "M/D")
    if name == "id":
        return facts.id_of(fact)
    bare = name.removeprefix("count.")
    if bare in facts.counts:
        found = facts.counts[bare].exact(np.array([fact]))
        return number_text(found[0]) if found else ""
    dimension = facts.name_of(name)
    shown = f"{dimension}.name" if f"{dimension}.name" in facts.columns else dimension
    return "、".join(facts.column(shown).values(fact))


def _day_words(facts: Facts, fact: int, form: str) -> str:
    if not facts.dated[fact]:
        return ""
    day = date(1970, 1, 1) + timedelta(days=int(facts.first[fact]))
    if form == "和暦":
        return day_words(day)
    era = era_of(day)
    number = year_in(era, day.year)
    parts = {
        "GG": era.name,
        "G": era.letter,
        "EE": "元" if number == 1 else str(number),
        "E": "元" if number == 1 and "GG" in form else str(number),
        "YYYY": str(day.year),
        "MM": f"{day.month:02d}",
        "DD": f"{day.day:02d}",
        "M": str(day.month),
        "D": str(day.day),
        "W": "月火水木金土日"[day.weekday()],
    }
    return _DAY.sub(lambda found: parts[found[0]], form)


def _each_once(groups: list[list[str]]) -> list[list[str]]:
    seen: set[str] = set()
    kept = []
    for group in groups:
        kept.append([word for word in dict.fromkeys(group) if word not in seen])
        seen.update(group)
    return kept


def _limited(groups: list[list[str]], limit: int) -> tuple[list[list[str]], int]:
    kept: list[list[str]] = []
    left = limit
    for group in groups:
        if left > 0:
            kept.append(group[:left])
            left -= len(group)
    return kept, max(sum(map(len, groups)) - limit, 0)


def number_range(facts: Facts, chosen: Index, how: NumberRange, *, wide: bool) -> str:
    """№1～№11; runs with a gap between them are listed: №1～№3、№5."""
    column = facts.column(how.of)
    found = set()
    for code in set(column.codes[column.elements(chosen)].tolist()):
        digits = _DIGITS.search(column.labels[code])
        if digits:
            found.add(int(digits[0]))

    def written(number: int) -> str:
        text = str(Decimal(number))
        return how.form.replace("{n}", full_width(text) if wide else text)

    runs = []
    for first, last in _runs(sorted(found)):
        runs.append(written(first) if first == last else how.join.join(map(written, (first, last))))
    return "、".join(runs)


def is_number(facts: Facts, name: str) -> bool:
    """Whether a range is over amounts (人) and not over numbered things (№1～№11)."""
    return name.removeprefix("count.") in facts.counts


def span(facts: Facts, chosen: Index, how: NumberRange, by: Mapping[str, Any]) -> str:
    """From the least to the greatest amount: 15～30人, or 18人 where there is only one."""
    amounts = facts.counts[how.of.removeprefix("count.")]
    found = amounts.exact(chosen)
    if not found:
        return ""
    ends = dict.fromkeys((min(found), max(found)))
    plain = {**by, "unit": False, "format": "", "zero": None}
    shown = (write(Figure(one, amounts.kind.unit), plain) for one in ends)
    line = how.join.join(how.form.replace("{n}", one) for one in shown)
    return line + amounts.kind.unit if by["unit"] else line


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
