"""A sheet as it came out of the file: cells by position, nothing interpreted yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

CellValue = str | int | float | bool | date | datetime | time | timedelta | None
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column; 0-based, whole

_MIDNIGHT: Final = time(0, 0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    :param first_row: 1-based number in the file of `rows[0]`
    :param first_column: 1-based number in the file of the first cell of each row
    :param merges: merged ranges, relative to `rows` (0-based, both ends included)
    """

    name: str
    first_row: int
    first_column: int
    rows: list[list[CellValue]]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetGlance:
    """Another sheet of the same file, for choosing it instead."""

    name: str
    row_count: int
    known_headers: int


def text_of(value: CellValue) -> str:  # noqa: PLR0911 — one line a type
    """A cell as a person would have typed it.

    >>> text_of(3.0), text_of(None), text_of(datetime(2023, 1, 27))
    ('3', '', '2023/1/27')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        day = f"{value.year}/{value.month}/{value.day}"
        return day if value.time() == _MIDNIGHT else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value)


def is_blank(value: CellValue) -> bool:
    """Whether a cell holds nothing but white space."""
    return value is None or (isinstance(value, str) and not value.strip())
