"""Cells of one row, each read into what a resource needs, refused with a reason, or kept aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import TypeVar

from sasaeai.documents.reading import ReadRow, ReadTable
from sasaeai.documents.reading.refused_rows import RowProblem
from sasaeai.documents.reading.values import read_day, read_number, read_time
from sasaeai.documents.refusals import CellRefused

T = TypeVar("T")
BLANKS = frozenset({"-", "－", "ー", "―", "なし", "無し", "不明", "null", "None", "N/A", "未定"})


@dataclass
class Cells:
    """One row being read; what is wrong is gathered, not raised, so that all of it is told at once.

    :param strict: the register's own list: an odd cell is refused; elsewhere it is kept as text
    :param aside: texts that fit into no field, by head; they become extras
    :param remarks: what was kept otherwise than written, for the report
    """

    table: ReadTable
    row: ReadRow
    strict: bool = False
    problems: list[RowProblem] = field(default_factory=list)
    aside: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def has(self, name: str) -> bool:
        """Whether the table has such a column."""
        return name in self.table.columns

    def text(self, name: str) -> str:
        """The cell as text; a dash is a blank."""
        text = self.table.text(self.row, name)
        return "" if text in BLANKS and not self.strict else text

    def head(self, name: str) -> str:
        """The head of the column, as printed."""
        column = self.table.columns.get(name)
        return self.table.labels[column] if column is not None else name

    def refuse(self, name: str | None, reason: str, suggestions: tuple[str, ...] = ()) -> None:
        """Something is wrong with a cell, or with the row as a whole."""
        self.problems.append(RowProblem(self.row.number, reason, name, suggestions))

    def put_aside(self, name: str, why: str = "") -> None:
        """Keep the text of a cell among the extras."""
        self.aside[self.head(name)] = self.table.text(self.row, name)
        if why:
            self.remarks.append(why)

    def read(self, name: str, reader: Callable[[], T]) -> T | None:
        """What a reader makes of a cell; refused in the register's own list, put aside elsewhere."""
        try:
            return reader()
        except CellRefused as refused:
            if self.strict:
                self.problems.append(RowProblem.of(self.row, name, refused))
            else:
                self.put_aside(name, refused.reason)
            return None

    def day(self, name: str, *, firm: bool = False) -> date | None:
        """A day. `firm`: a day that cannot be read refuses the row."""
        if not self.text(name):
            return None
        value = self.table.value(self.row, name)
        try:
            return read_day(value, date1904=self.table.date1904)
        except CellRefused as refused:
            if firm or self.strict:
                # A list of resources is of no fiscal year: there is none to choose.
                reason = refused.reason.replace("取り込みの画面で年度を選ぶか、", "")
                self.refuse(name, reason, refused.suggestions)
            else:
                self.put_aside(name, refused.reason)
            return None

    def clock(self, name: str) -> time | None:
        """A time of day; 24:00 is the last minute of the day."""
        text = unicodedata.normalize("NFKC", self.text(name))
        if not text:
            return None
        if re.fullmatch(r"24[:時]0{0,2}分?", text):
            return time(23, 59)
        return self.read(name, lambda: read_time(self.table.value(self.row, name)))

    def whole(self, name: str, most: int = 100_000, least: int = 0) -> int | None:
        """A whole number from `least` to `most`."""
        if not self.text(name):
            return None
        found = self.read(name, lambda: read_number(self.table.value(self.row, name)))
        if found is None:
            return None
        if not least <= found.value <= most or found.value != int(found.value):
            limits = f"{least}以上{most:,}以下の整数で書いてください。"
            reason = f"「{self.text(name)}」は{self.head(name)}になりません。{limits}"
            if self.strict:
                self.refuse(name, reason)
            else:
                self.put_aside(name, reason)
            return None
        return int(found.value)

    def degrees(self, name: str) -> float | None:
        """A coordinate in degrees; sentinels (0, 999) and words are no coordinate."""
        text = unicodedata.normalize("NFKC", self.text(name)).strip("°度 ")
        parts = re.fullmatch(r"(\d+)[°度]\s*(\d+)[′'分]\s*([\d.]+)[″\"秒]?", text)
        try:
            if parts:
                return float(parts[1]) + float(parts[2]) / 60 + float(parts[3]) / 3600
            number = float(text)
        except ValueError:
            return None
        return number if number == number and number != 0 and abs(number) < 180 else None  # noqa: PLR0124
