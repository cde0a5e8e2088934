"""One row being read, and what a whole file holds; the reading is that of every list taken in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, TypeVar

from sasaeai.activities.importing.known import folded
from sasaeai.documents.reading import ReadRow, ReadTable
from sasaeai.documents.reading.refused_rows import RowProblem, refused_rows_workbook
from sasaeai.documents.reading.values import read_day, read_list, read_number, read_time
from sasaeai.documents.refusals import CellRefused

T = TypeVar("T")


@dataclass
class Line:
    """A row; what is wrong is gathered, so that all of it is told at once."""

    table: ReadTable
    row: ReadRow
    problems: list[RowProblem] = field(default_factory=list)

    def has(self, name: str) -> bool:
        """Whether the file has such a column at all."""
        return name in self.table.columns

    def text(self, name: str, most: int | None = None) -> str:
        """The cell as text; too long is refused."""
        found = self.table.text(self.row, name).replace("\r\n", "\n")
        if most is not None and len(found) > most:
            self.refuse(name, f"{most}字までにしてください（いま{len(found)}字）。")
        return found

    def refuse(self, name: str | None, reason: str, suggestions: tuple[str, ...] = ()) -> None:
        """Something is wrong with a cell, or with the row as a whole."""
        self.problems.append(RowProblem(self.row.number, reason, name, suggestions))

    def day(self, name: str) -> date | None:
        """A day of either calendar."""
        value = self.table.value(self.row, name)
        return self._read(
            name, lambda: read_day(value, fiscal_year=None, date1904=self.table.date1904)
        )

    def time(self, name: str) -> time | None:
        """A time of the day."""
        return self._read(name, lambda: read_time(self.table.value(self.row, name)))

    def number(self, name: str, most: int) -> int | None:
        """A whole number from 0 on; 「第3回」 is 3."""
        value = self.table.value(self.row, name)
        if isinstance(value, str):
            value = value.strip().removeprefix("第").removesuffix("回")
        found = self._read(name, lambda: read_number(value))
        if found is None:
            return None
        if found.value != int(found.value) or not 0 <= found.value <= most:
            self.refuse(name, f"「{self.text(name)}」は0から{most:,}までの整数にしてください。")
            return None
        return int(found.value)

    def words(self, name: str, known: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Several words in one cell."""
        return read_list(self.table.value(self.row, name), known=known)

    def one_of(self, name: str, choices: Mapping[str, T], labels: tuple[str, ...]) -> T | None:
        """What a word means; None where the cell is blank or was refused."""
        word = self.text(name)
        if not word:
            return None
        found = choices.get(folded(word))
        if found is None:
            self.refuse(name, f"「{word}」は読み取れません。", labels)
        return found

    def _read(self, name: str, reader: Callable[[], T]) -> T | None:
        try:
            return reader()
        except CellRefused as refused:
            self.problems.append(RowProblem.of(self.row, name, refused))
            return None


@dataclass(frozen=True)
class Checked:
    """What a file holds.

    :param ready: what can be taken in, `count` of them; :param there: how many are there already
    :param notes: what the person should know before, in sentences
    """

    table: ReadTable
    ready: tuple[Any, ...]
    problems: tuple[RowProblem, ...]
    there: int
    count: int
    notes: tuple[str, ...] = ()

    @property
    def refused(self) -> int:
        """Rows that cannot be kept as they are."""
        return len({problem.number for problem in self.problems})

    @property
    def unused(self) -> tuple[str, ...]:
        """Heads of columns that mean nothing here."""
        return self.table.unknown_labels

    def workbook_of_refused(self, more: tuple[RowProblem, ...] = ()) -> bytes:
        """The refused rows with their reasons, to mend and load again."""
        return refused_rows_workbook(self.table, [*self.problems, *more])


@dataclass(frozen=True)
class Taken:
    """What was done; `problems`: what a deed refused although the check had let it pass."""

    done: int
    problems: tuple[RowProblem, ...] = ()
