"""What kind of value a key of a layout takes, so that a slip is told and never a crash later on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sasaeai.analysis.figures.refusals import LayoutRefused


@dataclass(frozen=True)
class Shape:
    """A kind of value: how it is called, an example, and whether a value is of it."""

    name: str
    example: str
    fits: Callable[[Any], bool]


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_word(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def _each(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(map(fits, value))


WHOLE = Shape("0 以上の整数（引用符なし）", "3", _is_whole)
COUNTING = Shape("1 以上の整数（引用符なし）", "3", lambda value: _is_whole(value) and value > 0)
TEXT = Shape("引用符で囲んだ言葉", '"計"', lambda value: isinstance(value, str))
YES_NO = Shape("true か false（引用符なし）", "true", lambda value: isinstance(value, bool))
WORDS = Shape(
    "言葉か、その並び", '["訪問", "電話"]', lambda value: _is_word(value) or _each(_is_word)(value)
)
RISING = Shape(
    "小さい順の数の並び",
    "[0, 5, 10]",
    lambda value: _each(_is_number)(value) and bool(value) and sorted(set(value)) == value,
)
PAIRS = Shape(
    "値と見出しの組",
    '{ 訪 = "訪問" }',
    lambda value: isinstance(value, Mapping) and all(map(_is_word, value.values())),
)
STEPS = Shape(
    "[下の端, 言葉] の並び",
    '[[100, "◎"], [80, "○"], [0, "△"]]',
    _each(lambda one: isinstance(one, list) and len(one) == 2 and _is_number(one[0])
          and isinstance(one[1], str)),
)  # fmt: skip
SWITCH = Shape("言葉か true・false", '"計"', lambda value: isinstance(value, (str, bool)))


def must_have_shape(given: Mapping[str, Any], shapes: Mapping[str, Shape], place: str) -> None:
    """Refuse a value of another kind than its key takes.

    :raises LayoutRefused: naming the key, the kind wanted and an example
    """
    for key, value in given.items():
        shape = shapes.get(key)
        if shape is not None and not shape.fits(value):
            raise LayoutRefused(
                f"{place}.{key}：「{value}」は使えません。{shape.name}で書いてください"
                f"（例：{key} = {shape.example}）。"
            )
