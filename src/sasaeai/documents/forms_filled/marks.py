"""Placeholders `{{ … }}`: any Japanese words inside, half or full width braces, spaces as you like.

Nothing inside is ever evaluated. After a bar a table takes wishes: `{{ 月別の表｜見出しなし }}` leaves
its column heads out, `｜数だけ` its row heads as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from sasaeai.analysis.figures.rendered import RenderedCell, RenderedTable
from sasaeai.documents.paper import japanese_day
from sasaeai.documents.writing.printable import printable

FormValue = (
    str | int | float | Decimal | date | RenderedCell | RenderedTable | list[str] | tuple[str, ...]
)

MARK: Final = re.compile(r"(?:\{\{|｛｛)\s*([^{}｛｝]+?)\s*(?:\}\}|｝｝)")
NO_HEADS: Final = "見出しなし"
NUMBERS_ONLY: Final = "数だけ"
_WISHES: Final = frozenset({NO_HEADS, NUMBERS_ONLY})


@dataclass(frozen=True, slots=True)
class Mark:
    """A placeholder as it stands in the form.

    :param name: made plain, for finding its value
    :param shown: as written
    """

    name: str
    shown: str
    wishes: frozenset[str] = frozenset()


def plain_name(text: str) -> str:
    """A name without differences of width and white space.

    >>> plain_name("１月 の\\n活動回数")
    '1月の活動回数'
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def mark_of(found: re.Match[str]) -> Mark:
    """The placeholder of a match of `MARK`."""
    shown = re.sub(r"\s+", " ", found[1])
    name, _, tail = plain_name(found[1]).partition("|")
    wishes = frozenset(tail.split("|")) & _WISHES
    return Mark(name, shown.split("|")[0].split("｜")[0].strip(), wishes)


def marks_in(text: str) -> list[Mark]:
    """All placeholders of a text."""
    return [mark_of(found) for found in MARK.finditer(text)]


def lone_mark(text: str) -> Mark | None:
    """The placeholder of a text that holds nothing else."""
    found = MARK.fullmatch(text.strip())
    return None if found is None else mark_of(found)


@dataclass
class Filling:
    """The values of one form, and what became of them."""

    values: Mapping[str, FormValue]
    used: dict[str, None] = field(default_factory=dict)
    unmatched: dict[str, None] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, FormValue]) -> Filling:
        """Values by the names they have in the form, widths and spaces aside."""
        return cls({plain_name(name): value for name, value in values.items()})

    def value(self, mark: Mark) -> FormValue | None:
        """The value of a placeholder; None where there is none. Keeps account of both."""
        found = self.values.get(mark.name)
        (self.unmatched if found is None else self.used)[mark.shown] = None
        return found

    def text(self, found: re.Match[str]) -> str:
        """The words to print for a placeholder within a text; what has no value is marked."""
        mark = mark_of(found)
        value = self.value(mark)
        return missing(mark) if value is None else words(value)

    def replaced(self, text: str) -> str:
        """A text with all its placeholders filled."""
        return MARK.sub(self.text, text)


def missing(mark: Mark) -> str:
    """What stands for a placeholder without a value: to be seen, not to be overlooked."""
    return f"〔未記入: {mark.shown}〕"


def words(value: FormValue) -> str:
    """A value within a text.

    >>> words(1959), words(("体操", "会食")), words(Decimal("45.60"))
    ('1,959', '体操、会食', '45.6')
    """
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, RenderedCell):
        return printable(value.text)
    if isinstance(value, RenderedTable):
        rows = ("　".join([*row.head, *(cell.text for cell in row.cells)]) for row in value.rows)
        return printable("\n".join(rows))
    if isinstance(value, date):
        return japanese_day(value)
    if isinstance(value, int | float | Decimal):
        return _number_words(Decimal(str(value)))
    return printable("、".join(value))


def _number_words(value: Decimal) -> str:
    if value == value.to_integral_value():
        return f"{int(value):,}"
    return f"{value.normalize():,f}"
