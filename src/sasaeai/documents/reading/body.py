"""The rows below the heads: records, and the totals, notes and repeated heads between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sasaeai.documents.archives import MAX_CELLS, TOO_WIDE
from sasaeai.documents.reading.headers import Heads, plain
from sasaeai.documents.reading.sheets import CellValue, Merge, Sheet, is_blank
from sasaeai.documents.refusals import CannotRead

_TOTAL: Final = re.compile(r"(?:小計|合計|総計|総合計|累計|計|平均)(?:[(:].*|\d.*)?")
_NOTE: Final = re.compile(r"(?:[※*]|注[)\d:]?|備考[:)]|以上$|\(注\)).*")
_NOTHING: Final[frozenset[int]] = frozenset()
_MOST_UNNAMED: Final = 50
_RUNNING_NUMBER: Final = re.compile(r"(?:no\.?|番号|項番|通し番号|連番|#)?")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row with data.

    :param number: 1-based row number in the file
    :param cells: one for each column of the table
    :param filled: columns whose value came from a merged cell above or to the left
    """

    number: int
    cells: tuple[CellValue, ...]
    filled: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is no record: a total, a repeated head, a note."""

    number: int
    reason: str


def with_unnamed_columns(sheet: Sheet, heads: Heads) -> Heads:
    """Columns that hold something but have no head get one, so that nothing is dropped."""
    start = heads.row + heads.height
    width = min(
        max((len(row) for row in sheet.rows[start:]), default=0), len(heads.labels) + _MOST_UNNAMED
    )
    labels = [*heads.labels, *[""] * (width - len(heads.labels))]
    unnamed = [column for column, label in enumerate(labels) if not label]
    for row in sheet.rows[start:]:
        if not unnamed:
            break
        for column in [c for c in unnamed if c < len(row) and not is_blank(row[c])]:
            labels[column] = f"{column_letters(sheet.first_column + column)}列（見出しなし）"
            unnamed.remove(column)
    while len(labels) > len(heads.labels) and not labels[-1]:
        labels.pop()
    return Heads(heads.row, heads.height, tuple(labels), heads.fields)


def column_letters(number: int) -> str:
    """The letters of a 1-based column.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def rows_below(sheet: Sheet, heads: Heads) -> tuple[list[ReadRow], list[SkippedRow]]:
    """Rows below the heads, told apart into records and others."""
    start = heads.row + heads.height
    width = len(heads.labels)
    filled = _fill_merged(sheet.rows, sheet.merges, start, width)
    judge = _Judge(heads)
    kept: list[ReadRow] = []
    skipped: list[SkippedRow] = []
    for index in range(start, len(sheet.rows)):
        row = sheet.rows[index]
        repeated = filled.get(index, _NOTHING)
        present = [
            column
            for column, value in enumerate(row)
            if value is not None and column not in repeated and not is_blank(value)
        ]
        if not present:
            continue
        reason = judge.why_no_record(row, present)
        if reason:
            skipped.append(SkippedRow(sheet.first_row + index, reason))
            continue
        cells = tuple(row[:width]) + (None,) * (width - len(row))
        kept.append(ReadRow(sheet.first_row + index, cells, repeated))
    return kept, skipped


def _fill_merged(
    rows: list[list[CellValue]], merges: Sequence[Merge], start: int, width: int
) -> dict[int, frozenset[int]]:
    """Repeat merged values down and to the right, in place; returns row index → columns filled."""
    filled: dict[int, set[int]] = {}
    for r, c, value in _merged_cells(rows, merges, start, width):
        row = rows[r]
        row.extend([None] * (c + 1 - len(row)))
        if row[c] is None:
            row[c] = value
            filled.setdefault(r, set()).add(c)
    return {index: frozenset(columns) for index, columns in filled.items()}


def _merged_cells(
    rows: list[list[CellValue]], merges: Sequence[Merge], start: int, width: int
) -> Iterator[tuple[int, int, CellValue]]:
    covered = 0
    for top, left, bottom, far_right in merges:
        if top < start or top >= len(rows) or left >= min(width, len(rows[top])):
            continue
        value = rows[top][left]
        if value is None:
            continue
        right = min(far_right, width - 1)
        covered += (bottom - top + 1) * (right - left + 1)
        if covered > MAX_CELLS:
            raise CannotRead(TOO_WIDE)
        for r in range(top, bottom + 1):
            for c in range(left, right + 1):
                yield r, c, value


class _Judge:
    """Tells rows that are no records."""

    def __init__(self, heads: Heads) -> None:
        self._fields = frozenset(heads.fields.values())
        labels = [plain(label) for label in heads.labels]
        self._parts = [frozenset({label, *label.split("／")} - {""}) for label in labels]
        self._any_part = frozenset[str]().union(*self._parts)
        self._numbering = frozenset(
            column for column, label in enumerate(labels) if _RUNNING_NUMBER.fullmatch(label)
        )

    def why_no_record(self, row: list[CellValue], present: list[int]) -> str | None:
        """The reason, for a row with something in the columns `present`; None for records."""
        first = row[present[0]]
        if isinstance(first, str):
            text = unicodedata.normalize("NFKC", first).strip()
            if _TOTAL.fullmatch(text.replace(" ", "")):
                return "合計などの行のため読み込みませんでした。"
            if plain(text) in self._any_part and self._repeats_heads(row, present):
                return "見出しのくり返しのため読み込みませんでした。"
            if len(present) == 1 and _NOTE.match(text):
                return "注記の行のため読み込みませんでした。"
        if self._numbering.issuperset(present) and self._fields.isdisjoint(present):
            return "番号だけの行のため読み込みませんでした。"
        return None

    def _repeats_heads(self, row: list[CellValue], present: list[int]) -> bool:
        same = 0
        for column in present:
            value = row[column]
            if isinstance(value, str) and column < len(self._parts):
                same += plain(value) in self._parts[column]
        return same >= 2 and same * 2 > len(present)
