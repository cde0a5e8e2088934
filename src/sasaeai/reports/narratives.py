"""Words beside the figures: 課題・提案 drawn from records that their writers flagged.

A capability adds its source in `capability.join()`:
`add_narrative_source(NarrativeSource("activities", "活動記録", passages=queries.flagged_passages))`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sasaeai.reports.registry import Registry


@dataclass(frozen=True)
class Passage:
    """One text of a flagged record.

    :param heading: `issue` (課題), `proposal` (提案) or `summary` (まとめ)
    :param record: `activities.Activity:12`, so that the reader can open it
    :param area_id: where it belongs; None = the whole town
    :param tier: `1`, `2` or "" — with which tier's part of the pack it is printed
    :param origin: what stands behind it in small print: 「10月3日 訪問 第2圏域」
    """

    heading: str
    text: str
    day: date
    record: str
    area_id: int | None = None
    tier: str = ""
    origin: str = ""


Passages = Callable[[int, date, date], Iterable[Passage]]


@dataclass(frozen=True)
class NarrativeSource:
    """Whose flagged records: `passages(town_id, first_day, last_day)`, both days included."""

    key: str
    title: str
    passages: Passages
    order: int = 0


_sources: Registry[NarrativeSource] = Registry("narrative sources")
add_narrative_source = _sources.add


def passages(
    *, town_id: int, first: date, last: date, areas: frozenset[int] | None = None
) -> list[Passage]:
    """Every flagged text of the days, oldest first; only of some areas if they are given."""
    found = [p for source in _sources.all() for p in source.passages(town_id, first, last)]
    mine = [p for p in found if areas is None or p.area_id in areas]
    return sorted(mine, key=lambda p: (p.day, p.record))
