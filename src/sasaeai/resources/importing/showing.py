"""What the page of an import shows: columns, the first rows, words without a meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sasaeai.documents.reading import ReadTable, text_of
from sasaeai.documents.reading.headers import Suggestion
from sasaeai.resources.importing.checking import Checked
from sasaeai.resources.importing.heads import FIELD_NAMES
from sasaeai.resources.importing.known import folded, known_of
from sasaeai.towns.models import Town

SAMPLE_ROWS = 5
MOST_WORDS = 40
MOST_COLUMNS = 60


@dataclass(frozen=True)
class ColumnShown:
    """A column of the file: its head, and the field it was taken for."""

    label: str
    field: str


@dataclass(frozen=True)
class WordShown:
    """A word that means nothing yet, and what it could mean."""

    key: str
    label: str
    word: str
    times: int
    choices: list[tuple[int, str]]


def columns_of(found: ReadTable | Sequence[Suggestion]) -> list[ColumnShown]:
    """The columns of a table, or what its columns may be."""
    if isinstance(found, ReadTable):
        fields = {column: name for name, column in found.columns.items()}
        pairs = [(label, fields.get(n, "")) for n, label in enumerate(found.labels) if label]
    else:
        pairs = [(s.label, s.field or "") for s in found if s.label]
    return [ColumnShown(label, name) for label, name in pairs[:MOST_COLUMNS]]


def preview_rows(table: ReadTable) -> list[list[str]]:
    """The first rows as texts, under the columns that have a head."""
    shown = [n for n, label in enumerate(table.labels) if label][:MOST_COLUMNS]
    return [[text_of(row.cells[n]) for n in shown] for row in table.rows[:SAMPLE_ROWS]]


def words_of(town: Town, checked: Checked) -> list[WordShown]:
    """Words of the file to be mapped by hand: to a term of the town or to an area."""
    if not checked.unknown:
        return []
    known = known_of(town)
    shown = []
    for (name, word), times in sorted(checked.unknown.items(), key=lambda pair: -pair[1]):
        if name == "area":
            choices = list(known.area_names.items())
        else:
            terms = {t.pk: t.label for t in known.terms.get(name, {}).values()}
            choices = list(terms.items())
        key = f"word:{name}:{folded(word)}"
        shown.append(WordShown(key, FIELD_NAMES.get(name, name), word, times, choices))
    return shown[:MOST_WORDS]
