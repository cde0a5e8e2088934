"""Conditions: which facts. Read from a layout's `where`, answered with a mask over all facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fnmatch import fnmatchcase
from typing import Any

import numpy as np

from sasaeai.analysis.figures.facts.columns import Mask
from sasaeai.analysis.figures.facts.fields import HELD, STANDINGS, day_number, read_tier
from sasaeai.analysis.figures.facts.table import Facts
from sasaeai.analysis.figures.period_text import parse_period
from sasaeai.analysis.figures.periods import Period
from sasaeai.analysis.figures.refusals import FigureRefused, LayoutRefused


@dataclass(frozen=True, slots=True)
class Is:
    """One of the values."""

    dimension: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """Any value at all (or none)."""

    dimension: str
    any_value: bool


@dataclass(frozen=True, slots=True)
class Like:
    """A value that fits a pattern with * and ?."""

    dimension: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Sized:
    """A number from `least` to `most`, both included; `below` excludes its end."""

    dimension: str
    least: Decimal | None
    most: Decimal | None
    below: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Within:
    """Known for days inside one of the periods."""

    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """All of the conditions."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the conditions."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """None of what the condition says."""

    part: Condition


Condition = Is | Has | Like | Sized | Within | Every | Either | Not
ALWAYS = Every(())


def read_condition(given: Any, place: str) -> Condition:
    """A condition from a layout.

    :raises LayoutRefused: naming the place
    """
    if not isinstance(given, Mapping):
        raise LayoutRefused(
            f'{place}：条件は {{ 項目 = 値 }} の形で書いてください（例：where = {{ tier = "第1層" }}）。'
        )
    parts = tuple(_part(str(key), value, place) for key, value in given.items())
    return parts[0] if len(parts) == 1 else Every(parts)


def _part(key: str, value: Any, place: str) -> Condition:
    here = f"{place}.{key}"
    if key in ("any", "all"):
        many = value if isinstance(value, list) else [value]
        parts = tuple(read_condition(one, here) for one in many)
        return Either(parts) if key == "any" else Every(parts)
    if key == "not":
        return Not(read_condition(value, here))
    if key in ("period", "date") and not isinstance(value, (Mapping, bool)):
        return _within(value, here)
    if isinstance(value, bool):
        return Has(key, value)
    if isinstance(value, Mapping):
        return _compared(key, value, here)
    values = value if isinstance(value, list) else [value]
    return Is(key, tuple(_word(key, one, here) for one in values))


def _word(key: str, value: Any, place: str) -> str:
    if isinstance(value, (Mapping, list)):
        raise LayoutRefused(f"{place}：値は文字か数、その並びで書いてください。")
    return as_kept(key, value)


def as_kept(dimension: str, value: Any) -> str:
    """A value as facts keep it: 1 is 第1層, 中止 is cancelled."""
    if dimension == "tier" and value != "":
        return read_tier(value)[0]
    if dimension == "state":
        return STANDINGS.get(str(value), str(value))
    return str(value)


def _within(value: Any, place: str) -> Within:
    values = value if isinstance(value, list) else [value]
    return Within(tuple(_around(one, place) for one in values))


def _around(value: Any, place: str) -> Period:
    try:
        return parse_period(str(value))
    except FigureRefused as refusal:
        raise LayoutRefused(f"{place}：{refusal}") from None


def _bound(value: Any, place: str) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise LayoutRefused(
            f"{place}：「{value}」は数ではありません。min・max・below には数を書いてください（例：min = 65）。"
        ) from None


def _compared(key: str, value: Mapping[str, Any], place: str) -> Condition:
    unknown = set(value) - {"min", "max", "below", "not", "like", "from", "to"}
    if unknown or not value:
        raise LayoutRefused(
            f"{place}：{'、'.join(sorted(unknown)) or '空の条件'}は使えません。min・max・below（数）、"
            "from・to（日）、like（* を含む形）、not（以外）のどれかを書いてください。"
        )
    parts: list[Condition] = []
    if "not" in value:
        parts.append(Not(_part(key, value["not"], place)))
    if "like" in value:
        parts.append(Like(key, str(value["like"])))
    if "from" in value or "to" in value:
        first = _around(value["from"], place).first if "from" in value else date.min
        last = _around(value["to"], place).last if "to" in value else date.max
        parts.append(Within((Period(first, last),)))
    bounds = [_bound(value[k], place) if k in value else None for k in ("min", "max", "below")]
    if any(bound is not None for bound in bounds):
        parts.append(Sized(key, *bounds))
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def dimensions_in(condition: Condition) -> Iterator[str]:
    """The dimensions a condition asks about."""
    parts: Any = getattr(condition, "parts", None)
    if parts is None and hasattr(condition, "part"):
        parts = (condition.part,)
    for part in parts or ():
        yield from dimensions_in(part)
    dimension = getattr(condition, "dimension", None)
    if dimension is not None and not isinstance(condition, Every):
        yield dimension


def mask_of(facts: Facts, condition: Condition) -> Mask:  # noqa: PLR0911 - one a kind
    """Which facts meet a condition.

    :raises LayoutRefused: if the condition names a dimension no fact has
    """
    match condition:
        case Is(dimension, values):
            return _having(facts, dimension, values)
        case Has(dimension, any_value):
            return np.equal(_present(facts, dimension), any_value)
        case Like(dimension, pattern):
            column = facts.column(dimension)
            return column.having(
                code for code, label in enumerate(column.labels) if fnmatchcase(label, pattern)
            )
        case Sized():
            return _sized(facts, condition)
        case Within(periods):
            return either([within(facts, period) for period in periods], facts.size)
        case Every(parts):
            return every(_masks(facts, parts), facts.size)
        case Either(parts):
            return either(_masks(facts, parts), facts.size)
    return ~mask_of(facts, condition.part)


def either(masks: list[Mask], size: int) -> Mask:
    """Where at least one mask is set."""
    result = np.zeros(size, dtype=np.bool_)
    for mask in masks:
        result |= mask
    return result


def every(masks: list[Mask], size: int) -> Mask:
    """Where all masks are set."""
    result = np.ones(size, dtype=np.bool_)
    for mask in masks:
        result &= mask
    return result


def _masks(facts: Facts, parts: tuple[Condition, ...]) -> list[Mask]:
    return [mask_of(facts, part) for part in parts]


def _present(facts: Facts, dimension: str) -> Mask:
    amounts = facts.counts.get(dimension.removeprefix("count."))
    if amounts is not None and dimension not in facts.columns:
        return amounts.present
    return facts.column(dimension).present


def _having(facts: Facts, dimension: str, values: tuple[str, ...]) -> Mask:
    column = facts.column(dimension)
    codes = [column.code_of[value] for value in values if value in column.code_of]
    mask = column.having(codes) if codes else np.zeros(facts.size, dtype=np.bool_)
    if dimension == "state" and HELD in values:
        mask |= ~column.present  # held is what a fact is that says nothing of it
    return mask


def within(facts: Facts, period: Period) -> Mask:
    """Which facts are known for days inside a period."""
    first, last = day_number(period.first), day_number(period.last)
    inside = facts.first >= first
    inside &= (facts.last if facts.spans else facts.first) <= last
    return inside


def meeting(facts: Facts, period: Period) -> Mask:
    """Which facts are known for at least one day of a period."""
    first, last = day_number(period.first), day_number(period.last)
    known = facts.first <= last
    known &= (facts.last if facts.spans else facts.first) >= first
    return known


def across(facts: Facts, period: Period) -> Mask:
    """Which facts are known for days both inside and outside a period."""
    first, last = day_number(period.first), day_number(period.last)
    return (facts.first <= last) & (facts.last >= first) & ~within(facts, period)


def _sized(facts: Facts, condition: Sized) -> Mask:
    name = condition.dimension.removeprefix("count.")
    if name in facts.counts:
        return _between(facts.counts[name].floats(), condition)
    column = facts.column(condition.dimension)
    fitting = [c for c, n in enumerate(column.numbers) if n is not None and _fits(n, condition)]
    return column.having(fitting) if fitting else np.zeros(facts.size, dtype=np.bool_)


def _fits(number: Decimal, condition: Sized) -> bool:
    return (
        (condition.least is None or number >= condition.least)
        and (condition.most is None or number <= condition.most)
        and (condition.below is None or number < condition.below)
    )


def _between(numbers: np.typing.NDArray[np.float64], condition: Sized) -> Mask:
    mask = ~np.isnan(numbers)
    if condition.least is not None:
        mask &= numbers >= float(condition.least)
    if condition.most is not None:
        mask &= numbers <= float(condition.most)
    if condition.below is not None:
        mask &= numbers < float(condition.below)
    return mask
