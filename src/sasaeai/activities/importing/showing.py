"""What the page of an import shows: columns, the first rows, words without a meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sasaeai.activities.importing.checking import Checked
from sasaeai.activities.importing.heads import FIELD_NAMES
from sasaeai.activities.importing.known import folded, known_of
from sasaeai.documents.reading import ReadTable, text_of
from sasaeai.documents.reading.headers import Suggestion
from sasaeai.places.models import Area
from sasaeai.towns.models import Town

SAMPLE_ROWS = 5
MOST_WORDS = 40


@dataclass(frozen=True)
class ColumnShown:
    """A column of the file: its head, and the field it was taken for."""

    label: str
    field: str
    field_name: str


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
    return [ColumnShown(label, name, FIELD_NAMES.get(name, "使わない")) for label, name in pairs]


def preview_rows(table: ReadTable) -> list[list[str]]:
    """The first rows as texts, under the columns that have a head."""
    shown = [n for n, label in enumerate(table.labels) if label]
    return [
        [text_of(row.cells[n]) if n < len(row.cells) else "" for n in shown]
        for row in table.rows[:SAMPLE_ROWS]
    ]


def words_of(town: Town, checked: Checked) -> list[WordShown]:
    """Words of the file to be mapped by hand: to a term of the town or to an area."""
    if not checked.unknown:
        return []
    known = known_of(town)
    areas = Area.objects.of_town(town.pk).defer("outline")
    shown = []
    for (name, word), times in sorted(checked.unknown.items(), key=lambda pair: -pair[1]):
        if name == "area":
            choices = [(a.pk, a.name) for a in areas]
        elif name in known.terms:
            terms = {t.pk: t.label for t in known.terms[name].values()}
            choices = list(terms.items())
        else:
            continue
        key = f"word:{name}:{folded(word)}"
        shown.append(WordShown(key, FIELD_NAMES.get(name, name), word, times, choices))
    return shown[:MOST_WORDS]
