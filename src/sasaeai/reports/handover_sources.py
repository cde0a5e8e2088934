"""What goes into a 引き継ぎ帳, brought by the capabilities that know it.

`add_handover_source(HandoverSource("activities.todos", "続いている用件", parts=queries.handover_todos))`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sasaeai.reports.registry import Registry


@dataclass(frozen=True)
class HandoverAsked:
    """Whose book: a post, or an area with everything within it, as of a day.

    :param area_ids: areas whose records count; None = the whole town
    :param since: records from this day on are told one by one; older ones only counted
    """

    town_id: int
    area_ids: frozenset[int] | None
    post_id: int | None
    as_of: date
    since: date


@dataclass(frozen=True)
class HandoverPart:
    """One chapter: a sentence of introduction, then a table of texts. `personal`: print 取扱注意."""

    title: str
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    intro: str = ""
    empty: str = "ありません。"
    personal: bool = False


@dataclass(frozen=True)
class HandoverSource:
    """A capability's chapters: `parts(asked)`."""

    key: str
    title: str
    parts: Callable[[HandoverAsked], Iterable[HandoverPart]]
    order: int = 0


_sources: Registry[HandoverSource] = Registry("handover sources")
add_handover_source = _sources.add


def handover_parts(asked: HandoverAsked) -> list[HandoverPart]:
    """Every chapter, in order."""
    return [part for source in _sources.all() for part in source.parts(asked)]
