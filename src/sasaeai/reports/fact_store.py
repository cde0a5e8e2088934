"""The facts of a town, kept in memory by calendar month and never older than the records.

Every request reads the versions (`FactMonth`) and the end of the town's history in two queries. A month
whose version is the kept one is not built again; an entry therefore costs one month, not the whole town.
What lower capabilities own (posts, population) and how areas and words are named is versioned by the
history: whoever changes them leaves a line there.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from numpy.typing import NDArray

from sasaeai.analysis.figures.facts import Facts, facts_from_rows
from sasaeai.analysis.figures.facts.joining import joined
from sasaeai.analysis.figures.periods import Period, month_end
from sasaeai.history.models import Chain, Event
from sasaeai.reports.dimension_orders import dimension_orders, with_known_dimensions
from sasaeai.reports.fact_files import keep_block, kept_block
from sasaeai.reports.facts import Source, sources
from sasaeai.reports.models import FactMonth
from sasaeai.towns.models import Town

Stamp = tuple[object, ...]
Key = tuple[int, str, int]
WHOLE = 0  # in place of a month, for sources that are not kept by month

# Deeds that change how old facts are named or where they belong.
RENAMING = ("places.", "vocabulary.", "people.organisation", "people.post", "people.tenure")
HARMLESS = ("people.organisation_added", "people.organisation_contacted")


@dataclass
class _Kept:
    stamp: Stamp
    facts: Facts
    size: int


@dataclass
class Store:
    """Blocks of facts by town, source and month; the least recently used go first."""

    limit: int
    blocks: OrderedDict[Key, _Kept] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    town_locks: dict[int, threading.Lock] = field(
        default_factory=lambda: defaultdict(threading.Lock)
    )
    marks: dict[int, tuple[int, int]] = field(default_factory=dict)

    def found(self, key: Key, stamp: Stamp) -> Facts | None:
        """The kept block, if it is the present one."""
        with self.lock:
            kept = self.blocks.get(key)
            if kept is None or kept.stamp != stamp:
                return None
            self.blocks.move_to_end(key)
            return kept.facts

    def keep(self, key: Key, stamp: Stamp, facts: Facts) -> None:
        """Keep a block, and let go of others beyond the limit."""
        with self.lock:
            self.blocks[key] = _Kept(stamp, facts, _bytes(facts))
            self.blocks.move_to_end(key)
            total = sum(kept.size for kept in self.blocks.values())
            while total > self.limit and len(self.blocks) > 1:
                total -= self.blocks.popitem(last=False)[1].size

    def forget(self) -> None:
        """Let go of everything."""
        with self.lock:
            self.blocks.clear()
            self.marks.clear()


store = Store(limit=int(getattr(settings, "SASAEAI_FACTS_MEGABYTES", 1024)) * 1_000_000)


def facts_of(town: Town, text: str = "", *, only: Period | None = None) -> Facts:
    """Every fact of a town that takes part in a layout of this text, in order of source and month.

    :param only: the days that are needed, for a command that makes one table and ends
    """
    town_id = town.pk
    history = _end_of_history(town_id)
    versions = FactMonth.objects.filter(town=town_id).order_by("month")
    months: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for code, month, version in versions.values_list("source", "month", "version"):
        months[code].append((month, version))
    mark = _naming_mark(town_id, history[0])
    wanted: list[tuple[Source, int, Stamp]] = []
    for source in sources():
        if not source.takes_part(text):
            continue
        if source.by_month:
            wanted += [
                (source, month, (version, mark))
                for month, version in months[source.code]
                if only is None or only.meets(_period(month))
            ]
        else:
            wanted.append((source, WHOLE, history))
    return _all_of(town, wanted, mark)


def count_ahead(town: Town) -> None:
    """Build what a large import touched once the deed is done, so that the first report need not wait for it."""
    transaction.on_commit(lambda: facts_of(town), robust=True)


def _all_of(town: Town, wanted: list[tuple[Source, int, Stamp]], mark: int) -> Facts:
    town_id = town.pk
    stamp: Stamp = (mark, *((source.code, month, stamp) for source, month, stamp in wanted))
    key: Key = (town_id, " ".join(sorted({source.code for source, _, _ in wanted})), WHOLE)
    with store.town_locks[town_id]:
        found = store.found(key, stamp)
        if found is not None and _has_history(wanted):
            return found
        facts = joined([_block(town_id, *one) for one in wanted])
        known = [name for source, _, _ in wanted for name in source.dimensions]
        facts = with_known_dimensions(
            replace(facts, columns={**facts.columns}), dimension_orders(town), known
        )
        store.keep(key, stamp, facts)
    return facts


def _block(town_id: int, source: Source, month: int, stamp: Stamp) -> Facts:
    key: Key = (town_id, source.code, month)
    found = store.found(key, stamp) if _has_history([(source, month, stamp)]) else None
    if found is None:
        found = _read_block(town_id, source, month, stamp)
        store.keep(key, stamp, found)
    return found


def _read_block(town_id: int, source: Source, month: int, stamp: Stamp) -> Facts:
    kept = kept_block(town_id, source.code, month, stamp) if source.by_month else None
    if kept is not None:
        return kept
    first, last = _days(month)
    found = facts_from_rows(source.rows(town_id, first, last))
    if source.by_month:
        keep_block(town_id, source.code, month, stamp, found)
    return found


def _has_history(wanted: Iterable[tuple[Source, int, Stamp]]) -> bool:
    """A town without a single line of history has no version for what is not kept by month."""
    return all(source.by_month or stamp[0] != 0 for source, _, stamp in wanted)


def _period(month: int) -> Period:
    return Period(*_days(month))


def _days(month: int) -> tuple[date, date]:
    if month == WHOLE:
        return date.min, date.max
    first = date(month // 100, month % 100, 1)
    return first, month_end(first)


def _end_of_history(town_id: int) -> tuple[int, str]:
    end = Chain.objects.filter(town=town_id).values_list("last_number", "last_hash").first()
    return end or (0, "")


def _naming_mark(town_id: int, last_number: int) -> int:
    """The number of the last deed that renamed or moved something; only new lines are looked at."""
    seen, mark = store.marks.get(town_id, (0, 0))
    if last_number != seen:
        renaming = Q()
        for prefix in RENAMING:
            renaming |= Q(what__startswith=prefix)
        since = seen if last_number > seen else 0
        lines = Event.objects.filter(renaming, town=town_id, number__gt=since)
        newest = lines.exclude(what__in=HARMLESS).aggregate(newest=Max("number"))["newest"]
        mark = newest or (mark if since else 0)
        store.marks[town_id] = (last_number, mark)
    return mark


def _bytes(facts: Facts) -> int:
    """About how much memory a block takes."""
    arrays: list[NDArray[Any]] = [facts.first, facts.last]
    arrays += [column.codes for column in facts.columns.values()]
    arrays += [c.offsets for c in facts.columns.values() if c.offsets is not None]
    for amounts in facts.counts.values():
        arrays += [amounts.scaled, amounts.present]
    words = sum(len(column.labels) for column in facts.columns.values())
    own = {id(array): int(array.nbytes) for array in arrays}  # empty dimensions share theirs
    return sum(own.values()) + 90 * (words + len(facts.ids or ()))
