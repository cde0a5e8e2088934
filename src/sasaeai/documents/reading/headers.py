"""Finding the row of column heads in a sheet that begins with a title, notes and a date."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sasaeai.documents.reading.sheets import CellValue, Merge, is_blank, text_of

LOOKED_AT: Final = 30  # rows in which the heads are sought
_SIMILAR: Final = 0.6

_MARKS: Final = re.compile(
    r"[(\[【〔<《]?(?:必須項目|必須|任意|required)[)\]】〕>》]?|[*※●■◆☆★:\s]", re.IGNORECASE
)
_BRACKETS: Final = re.compile(r"[(\[【〔<].*?[)\]】〕>]")


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of a table.

    :param row: index in the sheet's rows of the first head row
    :param height: 1, or 2 where heads stand above heads
    :param labels: for each column what is printed, two levels joined by 「／」
    :param fields: known field → column index
    """

    row: int
    height: int
    labels: tuple[str, ...]
    fields: dict[str, int]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a column may be, for the mapping screen.

    :param sure: the head is one of the known spellings; otherwise it is only similar
    """

    column: int
    label: str
    field: str | None
    sure: bool


def plain(label: str) -> str:
    """A head without what people decorate it with.

    >>> plain("＊ 実施日【必須】"), plain("参加 人数 (人)")
    ('実施日', '参加人数(人)')
    """
    return _MARKS.sub("", unicodedata.normalize("NFKC", label)).lower()


def spellings(known_headers: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Accepted head, made plain → field. Where two fields claim a head the first one has it."""
    found: dict[str, str] = {}
    for field, accepted in known_headers.items():
        for spelling in accepted:
            found.setdefault(plain(spelling), field)
    return found


def field_of(label: str, known: Mapping[str, str]) -> str | None:
    """The field a head stands for: as written, else without its brackets."""
    whole = plain(label)
    if whole in known:
        return known[whole]
    return known.get(_BRACKETS.sub("", whole))


def known_count(
    rows: Sequence[Sequence[CellValue]], known_headers: Mapping[str, Sequence[str]]
) -> int:
    """How many known heads the best row among the first ones has (for choosing a sheet)."""
    known = spellings(known_headers)
    best = 0
    for row in rows[:LOOKED_AT]:
        fields = {field_of(text_of(value), known) for value in row if isinstance(value, str)}
        best = max(best, len(fields - {None}))
    return best


def find_heads(
    rows: Sequence[Sequence[CellValue]],
    merges: Sequence[Merge],
    known_headers: Mapping[str, Sequence[str]],
) -> Heads | None:
    """The best head row or pair of rows among the first ones; at least two known heads.

    One known head is enough where only one field is asked for.
    """
    known = spellings(known_headers)
    best: Heads | None = None
    for index in range(min(len(rows), LOOKED_AT)):
        for height in (1, 2):
            heads = heads_at(rows, merges, known, row=index, height=height)
            if heads is not None and (best is None or len(heads.fields) > len(best.fields)):
                best = heads
    needed = min(2, len(known_headers))
    return best if best is not None and len(best.fields) >= needed else None


def heads_at(
    rows: Sequence[Sequence[CellValue]],
    merges: Sequence[Merge],
    known: Mapping[str, str],
    *,
    row: int,
    height: int,
) -> Heads | None:
    """Read the heads at a given row; None where there cannot be any."""
    if row + height > len(rows) or all(is_blank(value) for value in rows[row]):
        return None
    levels = _levels(rows, merges, row, height)
    if height == 2 and (not any(levels[1]) or _is_title(levels[0])):
        return None
    columns = [_ladder(levels, column) for column in range(len(levels[0]))]
    fields: dict[str, int] = {}
    for column, ladder in enumerate(columns):
        field = _field_of_ladder(ladder, known)
        if field is not None:
            fields.setdefault(field, column)
    return Heads(row, height, tuple("／".join(ladder) for ladder in columns), fields)


def _levels(
    rows: Sequence[Sequence[CellValue]], merges: Sequence[Merge], row: int, height: int
) -> list[list[str]]:
    """Texts of the head rows, merged cells repeated, an upper head carried over its lower ones."""
    width = max(len(rows[index]) for index in range(row, row + height))
    levels = [
        [_tidy(text_of(value)) for value in rows[index]] + [""] * (width - len(rows[index]))
        for index in range(row, row + height)
    ]
    for top, left, bottom, right in merges:
        for r in range(max(top, row), min(bottom, row + height - 1) + 1):
            for c in range(left, min(right, width - 1) + 1):
                if top >= row:
                    levels[r - row][c] = levels[top - row][left]
    if height == 2:
        _carry_right(levels)
    return levels


def _is_title(upper: Sequence[str]) -> bool:
    """One text over the whole width says what the table is, not what its columns are."""
    return len(upper) > 1 and len(set(upper)) == 1


def _carry_right(levels: list[list[str]]) -> None:
    """In text files and unmerged sheets an upper head stands only over the first of its columns."""
    upper, lower = levels
    for column in range(1, len(upper)):
        if not upper[column] and lower[column] and lower[column - 1] and upper[column - 1]:
            upper[column] = upper[column - 1]


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _ladder(levels: list[list[str]], column: int) -> tuple[str, ...]:
    texts = [level[column] for level in levels if level[column]]
    return tuple(dict.fromkeys(texts))


def _field_of_ladder(ladder: tuple[str, ...], known: Mapping[str, str]) -> str | None:
    """As written first, then the levels joined either way, then the lowest head alone."""
    parts = [part for text in ladder for part in text.split("／")]
    tries = (
        "／".join(ladder),
        "".join(parts),
        "".join(reversed(parts)),
        parts[-1] if parts else "",
    )
    return next((found for found in (field_of(text, known) for text in tries) if found), None)


def labels_known_again(heads: Heads, known_headers: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The labels, those that only a person's mapping explained replaced by an accepted spelling."""
    known = spellings(known_headers)
    labels = list(heads.labels)
    for name, column in heads.fields.items():
        if _field_of_ladder((labels[column],), known) != name:
            labels[column] = known_headers[name][0]
    return tuple(labels)


def suggestions(
    labels: Sequence[str], known_headers: Mapping[str, Sequence[str]]
) -> tuple[Suggestion, ...]:
    """For every column the field it surely is, or the most similar one not yet taken."""
    known = spellings(known_headers)
    sure: dict[int, str] = {}
    for column, label in enumerate(labels):
        field = _field_of_ladder((label,), known)
        if field is not None and field not in sure.values():
            sure[column] = field
    taken = set(sure.values())
    found: list[Suggestion] = []
    for column, label in enumerate(labels):
        guess = sure.get(column) or _similar(label, known, taken)
        if guess is not None:
            taken.add(guess)
        found.append(Suggestion(column, label, guess, column in sure))
    return tuple(found)


def _similar(label: str, known: Mapping[str, str], taken: set[str]) -> str | None:
    wanted = _BRACKETS.sub("", plain(label))
    if not wanted:
        return None
    best, best_ratio = None, _SIMILAR
    for spelling, field in known.items():
        contained = min(len(wanted), len(spelling)) >= 2 and (
            spelling in wanted or wanted in spelling
        )
        ratio = 0.8 if contained else difflib.SequenceMatcher(None, wanted, spelling).ratio()
        if field not in taken and ratio > best_ratio:
            best, best_ratio = field, ratio
    return best
