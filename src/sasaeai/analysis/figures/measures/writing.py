"""Writing a figure as the text of a cell, by the options of layout, measure, row and column."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from sasaeai.analysis.figures.measures.figure import Figure
from sasaeai.analysis.figures.printing import duration, full_width, number_text, rounded
from sasaeai.analysis.figures.refusals import LayoutRefused
from sasaeai.analysis.figures.shapes import STEPS, TEXT, WHOLE, YES_NO, Shape, must_have_shape
from sasaeai.analysis.figures.states import CellState

# Every print option with its default. A None means "not set".
DEFAULTS: dict[str, Any] = {
    "decimals": None,  # digits after the point; None: 1 for rates and means, else as they are
    "thousands": True,  # 1,959
    "width": "half",  # half: 1,959 / full: １，９５９
    "unit": False,  # 663 → 663回・人
    "format": "",  # "{n}人"; {n} number, {unit} unit
    "minus": "△",
    "plus": "",
    "grades": None,  # [[100, "◎"], [80, "○"], [0, "△"]]: words instead, by the number reached
    "zero": None,  # how a true 0 is written; None: as a number
    "blank": "",
    "tallying": "集計中",
    "not_filled": "―",
    "no_amount": "実施（量の記載なし）",
    "not_applicable": "***",
    "undefined": "－",  # a rate whose denominator is 0
    "from_zero": "",  # a change from 0: 皆増
    "to_zero": "",  # a change to 0: 皆減
    "suppress_below": 0,  # hide numbers from 1 to below this one
    "suppressed": "＊",
    "at_least": "{n}超",
    "about": "約{n}",
    "forecast": "{n}",
    "includes_planned": "{n}",
    "partial": "{n}",
    "planned_note": "※予定含む",
    "forecast_note": "※見込",
    "partial_note": "{as_of}現在",
    "notes": "after",  # own notes: after, footnote, numbered, none
    "auto_notes": "footnote",  # planned, forecast, partial: the same four
    "note_format": "{note}",  # how a note follows the number
    "mark": "※{number}",  # of numbered notes
    "align": None,
}
_CHOICES = {
    "width": ("half", "full"),
    "notes": ("after", "footnote", "numbered", "none"),
    "auto_notes": ("after", "footnote", "numbered", "none"),
    "align": ("left", "center", "right"),
}


SHAPES: dict[str, Shape] = {
    **{key: TEXT for key, value in DEFAULTS.items() if isinstance(value, str)},
    **{key: YES_NO for key, value in DEFAULTS.items() if isinstance(value, bool)},
    **{"zero": TEXT, "suppress_below": WHOLE, "grades": STEPS},
    "decimals": Shape("小数点以下の桁数（0 から 9）", "1", range(10).__contains__),
}


def check_options(given: Any, place: str) -> dict[str, Any]:
    """Print options of a layout, checked.

    :raises LayoutRefused: for an option or value that does not exist
    """
    if not isinstance(given, Mapping):
        raise LayoutRefused(f"{place}：印字の決めごとは {{ unit = true }} の形で書いてください。")
    for key, value in given.items():
        if key not in DEFAULTS:
            near = get_close_matches(key, DEFAULTS, n=1)
            hint = f"「{near[0]}」ではありませんか。" if near else ""
            raise LayoutRefused(
                f"{place}：「{key}」という印字の決めごとはありません。{hint}"
                f"使えるもの：{'、'.join(DEFAULTS)}"
            )
        if key in _CHOICES and value not in _CHOICES[key]:
            raise LayoutRefused(
                f"{place}.{key}：「{value}」は使えません。{'・'.join(_CHOICES[key])}から選んでください。"
            )
    must_have_shape(given, SHAPES, place)
    return dict(given)


def options(*layers: Mapping[str, Any]) -> dict[str, Any]:
    """The options in force: later layers win."""
    merged = dict(DEFAULTS)
    for layer in layers:
        merged.update(layer)
    return merged


def write(figure: Figure, by: Mapping[str, Any], *, bare: bool = False) -> str:
    """The text of a figure, without notes; `bare` leaves the unit and format away."""
    if figure.words is not None:
        return figure.words
    if figure.dated in (FROM_ZERO, TO_ZERO) and by[figure.dated]:
        return str(by[figure.dated])
    if figure.value is None:
        key = "undefined" if figure.dated in (UNDEFINED, FROM_ZERO) else figure.state.value
        return str(by.get(key, ""))
    instead = _instead(figure, figure.value, by)
    if instead is not None:
        return instead
    number = _number(figure.value, by)
    if "{h}" in by["format"]:
        number = _duration(figure, by)
    elif not bare:
        form = by["format"] or ("{n}{unit}" if by["unit"] else "{n}")
        number = str(form).replace("{n}", number).replace("{unit}", figure.unit)
    return _reserved(number, figure.state, by)


def _instead(figure: Figure, value: Decimal, by: Mapping[str, Any]) -> str | None:
    """The word that stands for a number: hidden, a grade, or how a 0 is written."""
    if hidden(figure, by):
        return str(by["suppressed"])
    grade = _grade(value, by["grades"])
    if grade is None and value == 0 and by["zero"] is not None:
        return str(by["zero"])
    return grade


def _grade(value: Decimal, grades: Any) -> str | None:
    """The word of the highest step that a number reaches; None where it reaches none."""
    reached = [(step, word) for step, word in grades or () if value >= Decimal(str(step))]
    return str(max(reached, key=lambda one: float(one[0]))[1]) if reached else None


def _duration(figure: Figure, by: Mapping[str, Any]) -> str:
    """A number of minutes (or hours) by the {h}, {m} and {mm} of its format."""
    value = abs(figure.value or Decimal(0))
    minutes = value * 60 if figure.unit == "時間" else value
    sign = str(by["minus"]) if figure.value and figure.value < 0 else str(by["plus"])
    line = sign + duration(minutes, str(by["format"]))
    return full_width(line) if by["width"] == "full" else line


def hidden(figure: Figure, by: Mapping[str, Any]) -> bool:
    """Whether a number is too small to be shown."""
    return figure.value is not None and 0 < figure.value < by["suppress_below"]


# Figure.dated of a rate without a denominator, and of a change from nothing or to nothing
UNDEFINED, FROM_ZERO, TO_ZERO = "undefined", "from_zero", "to_zero"


def _number(value: Decimal, by: Mapping[str, Any]) -> str:
    text = number_text(
        value,
        decimals=by["decimals"],
        thousands=bool(by["thousands"]),
        minus=str(by["minus"]),
        plus=str(by["plus"]),
    )
    return full_width(text) if by["width"] == "full" else text


def _reserved(number: str, state: CellState, by: Mapping[str, Any]) -> str:
    form = by.get(state.value) if state is not CellState.ZERO else None
    return str(form).replace("{n}", number) if form else number


def printed_value(figure: Figure, by: Mapping[str, Any]) -> Decimal | None:
    """The number as printed: rounded where the text is."""
    if figure.value is None or by["decimals"] is None:
        return figure.value
    return rounded(figure.value, by["decimals"])
