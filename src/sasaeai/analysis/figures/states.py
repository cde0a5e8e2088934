"""States of a cell: not every cell is "a number or nothing". A true 0 is not a blank."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class CellState(StrEnum):
    """What the cell says about its number."""

    ACTUAL = "actual"  # 実績
    PARTIAL = "partial"  # 途中の実績 (as of a date inside the period)
    INCLUDES_PLANNED = "includes_planned"  # 予定含む
    FORECAST = "forecast"  # 見込
    AT_LEAST = "at_least"  # 超・以上
    ABOUT = "about"  # 約
    ZERO = "zero"  # a true 0
    TALLYING = "tallying"  # 集計中
    NOT_FILLED = "not_filled"  # 未記入 ―
    NO_AMOUNT = "no_amount"  # 実施したが量の記載なし
    SUPPRESSED = "suppressed"  # a small count, hidden so that nobody can be recognised
    NOT_APPLICABLE = "not_applicable"  # 対象外 ***
    BLANK = "blank"  # nothing to say (yet)


# Words a person may write in a fact or a layout, besides the names above.
WORDS: dict[str, CellState] = {
    "実績": CellState.ACTUAL,
    "途中": CellState.PARTIAL,
    "予定含む": CellState.INCLUDES_PLANNED,
    "見込": CellState.FORECAST,
    "見込み": CellState.FORECAST,
    "超": CellState.AT_LEAST,
    "以上": CellState.AT_LEAST,
    "約": CellState.ABOUT,
    "集計中": CellState.TALLYING,
    "未記入": CellState.NOT_FILLED,
    "―": CellState.NOT_FILLED,
    "不詳": CellState.NOT_FILLED,
    "…": CellState.NOT_FILLED,
    "量の記載なし": CellState.NO_AMOUNT,
    "対象外": CellState.NOT_APPLICABLE,
    "***": CellState.NOT_APPLICABLE,
    "非公表": CellState.SUPPRESSED,
    "秘匿": CellState.SUPPRESSED,
    "空欄": CellState.BLANK,
}

# Without a number of their own.
WORDLESS = frozenset(
    {
        CellState.TALLYING,
        CellState.NOT_FILLED,
        CellState.NO_AMOUNT,
        CellState.NOT_APPLICABLE,
        CellState.SUPPRESSED,
        CellState.BLANK,
    }
)

# A number that is missing but exists somewhere: a total over it is not the whole total.
UNKNOWN = (
    CellState.TALLYING,
    CellState.NOT_FILLED,
    CellState.NO_AMOUNT,
    CellState.SUPPRESSED,
)

# The strongest reservation about a number comes first; a result keeps the strongest of its parts.
RESERVATIONS = (
    CellState.FORECAST,
    CellState.INCLUDES_PLANNED,
    CellState.AT_LEAST,
    CellState.ABOUT,
    CellState.PARTIAL,
    CellState.ACTUAL,
)


def state_called(word: str) -> CellState | None:
    """The state of a word (`tallying`, `集計中`), or None."""
    try:
        return CellState(word)
    except ValueError:
        return WORDS.get(word)


def combined(states: Iterable[CellState]) -> CellState:
    """The state of a number made from several numbers (a total, ratio, difference).

    A part without a number but known to exist (集計中, 未記入, 量の記載なし, 非公表) leaves a lower bound:
    AT_LEAST. Parts that do not apply or are blank say nothing. Zero is an ordinary number here.
    With no numbers at all the first unknown state stands, else NOT_APPLICABLE, else BLANK.
    """
    given = list(states)
    numbers = [
        CellState.ACTUAL if state is CellState.ZERO else state
        for state in given
        if state not in WORDLESS
    ]
    unknown = next((state for state in UNKNOWN if state in given), None)
    if not numbers:
        return unknown or (
            CellState.NOT_APPLICABLE if CellState.NOT_APPLICABLE in given else CellState.BLANK
        )
    if unknown:
        numbers.append(CellState.AT_LEAST)
    return min(numbers, key=RESERVATIONS.index)
