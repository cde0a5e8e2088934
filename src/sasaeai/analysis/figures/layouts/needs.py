"""Which fields of the facts a layout looks at, so that a reader can leave the others unread."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sasaeai.analysis.figures.conditions import dimensions_in
from sasaeai.analysis.figures.facts.fields import ENTITIES, KNOWN, WORDS
from sasaeai.analysis.figures.facts.table import CLOCK, CYCLES
from sasaeai.analysis.figures.layouts.tree import Layout, Node
from sasaeai.analysis.figures.measures import kinds as k

ALWAYS_READ = frozenset(
    {"date", "from", "to", "ended", "state", "indicator", "value", "target", "note", "tier"}
)
STATED = frozenset({"value", "target", "unit", "count_kind", "source"})
GROUPS = frozenset({"area", "subjects", "attributes", "texts", "counts"})
_OF_DIMENSION = {dimension: name for name, dimension in (WORDS | ENTITIES).items()}
_FIELDS_IN = re.compile(r"\{([^{}:]+)(?::[^{}]*)?\}")


def fields_needed(layouts: Iterable[Layout]) -> frozenset[str] | None:
    """The fields of a fact that some layouts look at; None where every field may matter.

    Statistics add their own fields, and every field that may divide them into parts.
    """
    names: set[str] = set()
    for layout in layouts:
        measures = set(measures_of(layout))
        if any(isinstance(measure.how, k.Stated) for measure in measures):
            return None
        names.update(_dimensions(layout, measures))
    found = set(ALWAYS_READ)
    for name in names:
        found |= _fields_of(name)
    return frozenset(found)


def ids_needed(layouts: Iterable[Layout]) -> bool:
    """Whether some layout prints or asks for the ids of the facts."""
    return any("id" in _dimensions(one, set(measures_of(one))) for one in layouts)


def _fields_of(name: str) -> set[str]:
    first = name.partition(".")[0]
    if name in (*CLOCK, *CYCLES):
        return set()
    if name == "main_function":
        return {"functions"}
    if first in _OF_DIMENSION:
        return {_OF_DIMENSION[first]}
    named = {
        "area": "area", "subject": "subjects", "text": "texts", "count": "counts", "id": "id",
    }  # fmt: skip
    if first in named:
        return {named[first]}
    if first == "attribute":
        return {"attributes", name.partition(".")[2]}
    return {name, *GROUPS} if name not in KNOWN else {name}


def _dimensions(layout: Layout, measures: set[k.Measure]) -> Iterator[str]:
    yield from dimensions_in(layout.where)
    for axis in (layout.rows, layout.columns):
        for node in _nodes(axis):
            yield from dimensions_in(node.where)
            if node.by is not None:
                yield node.by.dimension
    for measure in measures:
        yield from dimensions_in(measure.where)
        yield from _of_measure(measure.how)


def _of_measure(how: k.How) -> Iterator[str]:
    match how:
        case k.Count(of):
            yield from ("coordinator",) if of in (k.BY_COORDINATORS, k.TOWN_CHOICE) else ()
            yield from ("subject.person", "count.人") if of in (k.BY_PEOPLE, k.TOWN_CHOICE) else ()
        case k.Distinct(of):
            yield from of
        case k.Names(of):
            for one in of.split("|"):
                yield from _FIELDS_IN.findall(one) if "{" in one else (one.strip(),)
        case k.Nth(dimension):
            yield dimension
        case k.Across(_, over):
            yield over
        case k.Sum(of) | k.Spread(_, of) | k.NumberRange(of) | k.Pick(_, of):
            yield of


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for item in node.items:
        yield from _nodes(item)


def measures_of(layout: Layout) -> Iterator[k.Measure]:
    """Every measure of a layout, also those within others."""
    given = [layout.measure, *layout.measures.values(), *(one.measure for one in layout.cells)]
    for axis in (layout.rows, layout.columns):
        for node in _nodes(axis):
            given.append(node.measure)
            given.append(node.by.order_by if node.by else None)
            given.append(node.total.measure if node.total else None)
    for measure in given:
        if measure is not None:
            yield from _within(measure)


def _within(measure: k.Measure) -> Iterator[k.Measure]:
    yield measure
    how = measure.how
    inner: list[k.Measure] = []
    if isinstance(how, k.Ratio):
        inner = [how.of, how.to]
    elif isinstance(how, (k.Sums, k.FirstOf)):
        inner = list(how.of)
    elif isinstance(how, k.Nth):
        inner = [how.of, *(part for _, part in how.parts)]
    elif isinstance(how, k.Words):
        inner = [part for _, part in how.parts]
    elif isinstance(how, (k.Share, k.Change, k.Cumulative, k.Rank, k.Across)):
        inner = [how.of]
    for part in inner:
        yield from _within(part)
