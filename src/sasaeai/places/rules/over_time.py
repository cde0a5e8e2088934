"""Areas over time without a database: who lies within whom on a day, what became of an area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

ONE_DAY = timedelta(days=1)

Paths = dict[int, dict[str, int]]


class NotPossible(ValueError):
    """A change to areas that would contradict what is there; the words are for the person."""


@dataclass(frozen=True)
class Span:
    """From–to, both days included; None = open."""

    first: date | None = None
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies within."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def meets(self, other: Span) -> bool:
        """Whether the two have a day in common."""
        starts_before_end = other.last is None or self.first is None or self.first <= other.last
        ends_after_start = other.first is None or self.last is None or self.last >= other.first
        return starts_before_end and ends_after_start


@dataclass(frozen=True)
class Node:
    """One area as the rules need it. `rank` orders areas: tree, depth, order."""

    key: int
    level: str
    span: Span = Span()
    rank: tuple[int, ...] = ()


@dataclass(frozen=True)
class Tie:
    """One area lies within another for a while."""

    area: int
    parent: int
    span: Span = Span()


@dataclass(frozen=True)
class Handed:
    """What took over from an area on a day: `merged` several into one, `split` one into several."""

    old: int
    new: int
    kind: str
    on: date


@dataclass(frozen=True)
class Carried:
    """On which area of another day a record of an area is to be counted.

    :param areas: the area, or the several among which it cannot be told
    :param same_extent: False where the area goes on with another extent (a part was taken or given)
    """

    areas: tuple[int, ...]
    same_extent: bool = True

    @property
    def told(self) -> int | None:
        """The one area, or None where it cannot be told or nothing took over."""
        return self.areas[0] if len(self.areas) == 1 else None


@dataclass(frozen=True)
class Map:
    """All areas of a town with their ties and successions."""

    nodes: Mapping[int, Node]
    ties: tuple[Tie, ...] = ()
    handed: tuple[Handed, ...] = ()

    def paths_on(self, day: date) -> Paths:
        """For every area: level code → the area of that level it lies within on the day, itself included.

        A nearer parent wins over a farther one, an earlier tree over a later. An area that does not exist on
        the day keeps the parents it had when it ended, or began, so that a record out of time finds a home.
        """
        parents = self._parents_on(day)
        return {key: self._path(key, parents) for key in self.nodes}

    def _parents_on(self, day: date) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for tie in self.ties:
            node = self.nodes.get(tie.area)
            if node and tie.parent in self.nodes and tie.span.covers(_within(day, node.span)):
                found[tie.area].append(tie.parent)
        for parents in found.values():
            parents.sort(key=lambda key: self.nodes[key].rank)
        return found

    def _path(self, key: int, parents: Mapping[int, list[int]]) -> dict[str, int]:
        path: dict[str, int] = {}
        ring = [key]
        seen = {key}
        while ring:
            for each in ring:
                path.setdefault(self.nodes[each].level, each)
            above = [p for each in ring for p in parents.get(each, ()) if p not in seen]
            ring = list(dict.fromkeys(above))
            seen.update(ring)
        return path

    @cached_property
    def turning_days(self) -> tuple[date, ...]:
        """Days on which something about the areas began to be different."""
        spans = [n.span for n in self.nodes.values()] + [t.span for t in self.ties]
        begun = {s.first for s in spans if s.first}
        ended = {s.last + ONE_DAY for s in spans if s.last and s.last < date.max}
        return tuple(sorted(begun | ended))

    def epochs(self, first: date, last: date) -> Iterator[tuple[date, date, Paths]]:
        """The days from first to last in stretches within which the paths do not change."""
        turns = [d for d in self.turning_days if first < d <= last]
        starts = [first, *turns]
        ends = [d - ONE_DAY for d in turns] + [last]
        for start, end in zip(starts, ends, strict=True):
            yield start, end, self.paths_on(start)

    def carried_to(self, day: date) -> dict[int, Carried]:
        """For every area: on which area of the day its records count.

        Forward, a merger can be told and a split cannot; backward it is the other way round.
        """
        return {key: self._carry(node, day) for key, node in self.nodes.items()}

    def _carry(self, node: Node, day: date) -> Carried:
        if node.span.covers(day):
            return Carried((node.key,), same_extent=not self._was_cut(node.key))
        forward = node.span.last is not None and node.span.last < day
        found: list[int] = []
        waiting, seen = [node.key], {node.key}
        while waiting:
            for key in self._next(waiting.pop(), forward=forward):
                if key in seen or key not in self.nodes:
                    continue
                seen.add(key)
                (found if self.nodes[key].span.covers(day) else waiting).append(key)
        return Carried(tuple(sorted(found, key=lambda key: self.nodes[key].rank)))

    def _next(self, key: int, *, forward: bool) -> list[int]:
        if forward:
            return [h.new for h in self.handed if h.old == key]
        return [h.old for h in self.handed if h.new == key]

    def _was_cut(self, key: int) -> bool:
        """Whether the area gave or took a part while it went on."""
        return any(
            (h.old == key and h.kind == "split") or (h.new == key and h.kind == "merged")
            for h in self.handed
            if self._goes_on(key, h.on)
        )

    def _goes_on(self, key: int, on: date) -> bool:
        span = self.nodes[key].span
        return span.covers(on) and span.covers(on - ONE_DAY)


def _within(day: date, span: Span) -> date:
    """The day, moved to the nearest day on which the area exists."""
    if span.last is not None and day > span.last:
        return span.last
    if span.first is not None and day < span.first:
        return span.first
    return day


def refuse_circle(ties: Iterable[Tie], *, area: int, parent: int) -> None:
    """An area may not come to lie within something that lies within it.

    :raises NotPossible: if it would
    """
    children: dict[int, list[int]] = defaultdict(list)
    for tie in ties:
        children[tie.parent].append(tie.area)
    waiting, seen = [area], {area}
    while waiting:
        for child in children[waiting.pop()]:
            if child == parent:
                raise NotPossible(
                    "この区域の中にある区域へは入れられません。別の区域をお選びください。"
                )
            if child not in seen:
                seen.add(child)
                waiting.append(child)
    if area == parent:
        raise NotPossible("区域を自分自身の中へは入れられません。別の区域をお選びください。")


def name_on(day: date, name: str, former: Iterable[tuple[date, str]]) -> str:
    """What an area was called on a day.

    :param former: pairs (last day of the name, name)

    >>> name_on(date(2021, 5, 1), "若葉地区", [(date(2022, 3, 31), "若葉第一地区")])
    '若葉第一地区'
    """
    later = sorted((until, old) for until, old in former if until >= day)
    return later[0][1] if later else name
