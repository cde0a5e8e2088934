"""Where facts come from: every capability registers a source, and says which months it touched.

`add_source(Source("activities", "活動記録", rows=queries.fact_rows))` in `capability.join()`, and in every
action that writes, in the same transaction: `touched(town_id=…, source="activities", days=[old_day, new_day])`.

A month that was never touched has no facts. Rows are built on demand by calendar month, kept by the month's
version, and never older than the records.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sasaeai.reports.models import FactMonth

FactRow = Mapping[str, Any]
Rows = Callable[[int, date, date], Iterable[FactRow]]


class UnknownSource(KeyError):
    """A source that no capability has registered."""


@dataclass(frozen=True)
class Source:
    """事実の出どころ: one kind of records seen as fact rows.

    :param code: first part of every fact id (`activities`), and the word that `touched` takes
    :param title: what a person reads in the list of what can be counted
    :param rows: `rows(town_id, first_day, last_day)`: the fact rows (docs/methods/facts.md) dated
        from first to last day, both included
    :param named: what a layout's text must have for these facts to take part (`"配置"` in quotation
        marks: a value, not a word of a comment); empty = they take part in every table. So a plain
        "how many events" never counts posts by accident
    :param by_month: False for small sources that lower capabilities own and nobody touches (posts,
        population): they are asked afresh for every table, with the days that the table needs
    :param dimensions: what its tables ask for beyond the fields of every fact (`attribute.見送り`), so that
        they can be made before the first such record is there
    """

    code: str
    title: str
    rows: Rows
    named: tuple[str, ...] = ()
    by_month: bool = True
    dimensions: tuple[str, ...] = ()

    def takes_part(self, text: str) -> bool:
        """Whether a layout of this text counts the source's facts."""
        return not self.named or any(word in text for word in self.named)


_sources: dict[str, Source] = {}


def add_source(source: Source) -> None:
    """Register a source; the same one twice is harmless.

    :raises ValueError: if the code belongs to another source
    """
    if _sources.get(source.code, source) != source:
        raise ValueError(f"fact source {source.code} is taken")
    _sources[source.code] = source


def sources() -> list[Source]:
    """Every registered source, in the order of registration."""
    return list(_sources.values())


def source_of(code: str) -> Source:
    """The source of a code.

    :raises UnknownSource: if no capability has registered it
    """
    if code not in _sources:
        raise UnknownSource(code)
    return _sources[code]


def touched(*, town_id: int, source: str, days: Iterable[date]) -> None:
    """Say, in the transaction of the deed, that facts dated on these days were made, changed or removed.

    Give the old and the new day when a record moves. One query, however many days.
    """
    months = sorted({day.year * 100 + day.month for day in days})
    FactMonth.objects.bulk_create(
        [
            FactMonth(town_id=town_id, source=source, month=month, version=secrets.randbits(62))
            for month in months
        ],
        update_conflicts=True,
        unique_fields=["town", "source", "month"],
        update_fields=["version"],
    )


def rows_of(*, town_id: int, first: date, last: date, codes: Iterable[str]) -> Iterator[FactRow]:
    """Fact rows of some sources dated from first to last day, straight from the records."""
    for code in codes:
        yield from source_of(code).rows(town_id, first, last)
