"""A layout: two axes, each a tree of nodes, and the measures that meet in its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sasaeai.analysis.figures.conditions import ALWAYS, Condition
from sasaeai.analysis.figures.measures.kinds import Measure
from sasaeai.analysis.figures.periods import Period
from sasaeai.analysis.figures.states import CellState


@dataclass(frozen=True, eq=False)
class Total:
    """A total over a node's members: counted anew over all of them, never cells added up."""

    label: str = "計"
    first: bool = False
    measure: Measure | None = None
    repeat: bool | None = None
    once: bool = False  # members may share facts, each of which counts once
    printing: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, eq=False)
class By:
    """A grouping: one member for each value of a dimension, or each period of a unit."""

    dimension: str
    values: tuple[Any, ...] | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    last: int | None = None
    edges: tuple[float, ...] | None = None
    order: str = "given"
    order_by: Measure | None = None
    top: int | None = None
    bottom: tuple[str, ...] = ()  # values that stay at the end whatever their size
    others: str = ""
    missing: str = ""
    hide_empty: bool = False


@dataclass(frozen=True, eq=False)
class Node:
    """One branch of an axis. Without `by` and `items` it is a row (or column) of its own."""

    place: str
    label: str | None = None
    where: Condition = ALWAYS
    periods: tuple[Period, ...] | None = None
    as_of: date | None = None
    measure: Measure | None = None
    printing: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    state: CellState | None = None
    text: str | None = None
    role: str = ""  # "", "of_which" (再掲・うち), "rest" (その他)
    indent: int = 0
    by: By | None = None
    items: tuple[Node, ...] = ()
    total: Total | None = None
    partial_label: str = ""


@dataclass(frozen=True, eq=False)
class Override:
    """What single cells say instead: words, a state, a note, another measure."""

    place: str
    row: tuple[tuple[str, ...], ...]  # a path of heads, each one of several
    column: tuple[tuple[str, ...], ...]
    text: str | None = None
    state: CellState | None = None
    note: str = ""
    measure: Measure | None = None
    printing: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Layout:
    """A whole layout."""

    title: str
    rows: Node
    columns: Node
    subtitle: str = ""
    row_heads: tuple[str, ...] = ()
    where: Condition = ALWAYS
    period: Period | None = None
    as_of: date | None = None
    include: tuple[str, ...] = ("held",)
    unfinished: str = "show"
    measure: Measure | None = None
    measures: Mapping[str, Measure] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    cells: tuple[Override, ...] = ()
    footnotes: tuple[str, ...] = ()
    definitions: bool = False
    automatic: bool = True
    printing: Mapping[str, Any] = field(default_factory=dict)
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Settings:
    """What a town has settled: the reading of 回・人 and other parameters, print options."""

    parameters: Mapping[str, str] = field(default_factory=dict)
    printing: Mapping[str, Any] = field(default_factory=dict)
