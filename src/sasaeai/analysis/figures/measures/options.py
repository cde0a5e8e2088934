"""Reading the options that any measure may carry: units, days, choices, factors."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sasaeai.analysis.figures.measures import kinds as k
from sasaeai.analysis.figures.period_text import parse_day, parse_period
from sasaeai.analysis.figures.periods import Period
from sasaeai.analysis.figures.refusals import FigureRefused, LayoutRefused
from sasaeai.analysis.figures.states import WORDS, state_called

INCLUDES = {
    "held": "held", "実施": "held", "planned": "planned", "予定": "planned",
    "forecast": "forecast", "見込": "forecast", "cancelled": "cancelled", "中止": "cancelled",
}  # fmt: skip


PER_CENT = ("%", "％")


def read_state(word: Any, place: str) -> Any:
    """The cell state a layout names."""
    state = state_called(str(word))
    if state is None:
        raise LayoutRefused(
            f"{place}.state：「{word}」という状態はありません。使えるもの：{'、'.join(WORDS)}。"
            'その言葉をそのまま出すなら text = "…" と書いてください。'
        )
    return state


def read_include(given: Any, place: str) -> tuple[str, ...]:
    """Which standings of facts are counted: held, planned, forecast, cancelled."""
    words = words_of(given)
    unknown = [word for word in words if word not in INCLUDES]
    if unknown:
        raise LayoutRefused(
            f"{place}.include：「{unknown[0]}」は使えません。"
            "held（実施）・planned（予定）・forecast（見込）・cancelled（中止）から選んでください。"
        )
    return tuple(dict.fromkeys(INCLUDES[word] for word in words))


def words_of(given: Any) -> tuple[str, ...]:
    """One word or a list of words."""
    return (given,) if isinstance(given, str) else tuple(str(one) for one in given)


def day_of(given: Any, place: str) -> str | date | None:
    """When a stock is looked at: end, start, before or a date.

    :raises LayoutRefused: if it is none of them
    """
    if given is None or given in ("end", "start", "before"):
        return None if given is None else str(given)
    try:
        return parse_day(str(given))
    except FigureRefused as refusal:
        raise LayoutRefused(
            f'{place}.at：{refusal} 期末なら "end"、期首なら "start"、その前日なら "before" と書いてください。'
        ) from None


def period_of(given: Any, place: str) -> Period | None:
    """A period, or None where none is given.

    :raises LayoutRefused: if it cannot be read
    """
    try:
        return None if given is None else parse_period(str(given))
    except FigureRefused as refusal:
        raise LayoutRefused(f"{place}：{refusal}") from None


def scale_of(given: Mapping[str, Any], place: str) -> Decimal:
    """The number a measure is divided by (1000 for 千円).

    :raises LayoutRefused: if it is no number, or 0
    """
    scale = decimal_of(given.get("scale", 1), f"{place}.scale")
    if scale == 0:
        raise LayoutRefused(
            f"{place}.scale：0 では割れません。割る数（千円なら 1000）を書いてください。"
        )
    return scale


def times_of(given: Mapping[str, Any], how: k.How, place: str) -> Decimal:
    """The factor of a plain number; that of a ratio or share is its own."""
    if not isinstance(how, (k.Count, k.Sum, k.Stated)):
        return Decimal(1)
    return decimal_of(given.get("times", 1), f"{place}.times")


def decimal_of(given: Any, place: str) -> Decimal:
    """A number.

    :raises LayoutRefused: if it is none
    """
    try:
        return Decimal(str(given))
    except InvalidOperation:
        raise LayoutRefused(f"{place}：「{given}」は数ではありません。") from None


def choice_of(
    given: Mapping[str, Any], key: str, allowed: tuple[str, ...], place: str, default: Any
) -> Any:
    """One of the allowed words, or the default.

    :raises LayoutRefused: if it is another
    """
    value = given.get(key, default)
    if value is not None and value not in allowed:
        raise LayoutRefused(
            f"{place}.{key}：「{value}」は使えません。{'・'.join(allowed)}から選んでください。"
        )
    return value
