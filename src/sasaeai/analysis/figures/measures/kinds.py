"""What a measure can be. Each class is one way of counting; `Measure` adds what all share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sasaeai.analysis.figures.conditions import ALWAYS, Condition
from sasaeai.analysis.figures.periods import Period, Unit
from sasaeai.analysis.figures.states import CellState

EVENTS, BY_COORDINATORS, BY_PEOPLE, TOWN_CHOICE = (
    "events",
    "events×coordinators",
    "events×people",
    "回・人",
)


@dataclass(frozen=True)
class Count:
    """Events; or events times their coordinators or people (the three readings of 回・人)."""

    of: str = EVENTS


@dataclass(frozen=True)
class Sum:
    """The sum of a count (人, 食) or of a numeric dimension."""

    of: str


@dataclass(frozen=True)
class Distinct:
    """How many different values; of several dimensions, how many different combinations."""

    of: tuple[str, ...]


@dataclass(frozen=True)
class Spread:
    """mean, median, min or max of a number over the events."""

    how: str
    of: str


@dataclass(frozen=True)
class Names:
    """A list of words: names met, dates held. `of` is a dimension or a template per fact; of several,
    parted by |, the first that a fact has."""

    of: str
    join: str = "、"
    between: str | None = None
    order: str = "date"
    limit: int | None = None
    more: str = "ほか"
    repeat: bool = False


@dataclass(frozen=True)
class NumberRange:
    """№1～№11: from the first to the last number."""

    of: str
    form: str = "{n}"
    join: str = "～"


@dataclass(frozen=True)
class Pick:
    """The first or last value by date."""

    which: str
    of: str


@dataclass(frozen=True)
class Stated:
    """The number of a statistic (`value`) or a plan (`target`) with an indicator's name.

    "" stands for whatever single indicator the row and column choose.
    """

    what: str
    indicator: str
    how: str | None = None


@dataclass(frozen=True)
class Ratio:
    """One measure divided by another, times a factor (100 for per cent)."""

    of: Measure
    to: Measure
    times: Decimal = Decimal(1)


@dataclass(frozen=True)
class Share:
    """A measure divided by itself over a wider scope."""

    of: Measure
    within: str = "column"
    times: Decimal = Decimal(100)


@dataclass(frozen=True)
class Change:
    """A measure against itself in an earlier period."""

    of: Measure
    on: str = "previous"
    how: str = "difference"
    same_span: bool = False
    times: Decimal = Decimal(1)  # of a ratio: 100 for per cent


@dataclass(frozen=True)
class Cumulative:
    """A measure from a beginning up to the end of the cell's period; or, along the rows or
    columns, over those of the group down to the cell's own."""

    of: Measure
    start: str | date = "beginning"
    along: str = "time"


@dataclass(frozen=True)
class Sums:
    """Measures added or subtracted; unlike ones are refused."""

    of: tuple[Measure, ...]
    minus: bool = False


@dataclass(frozen=True)
class Rank:
    """The place among the neighbours on the same level; equal values share a place."""

    of: Measure
    order: str = "desc"
    along: str = "rows"


@dataclass(frozen=True)
class Across:
    """The mean, median, greatest or least of a measure over the values of a dimension or over time."""

    of: Measure
    over: str
    how: str = "mean"
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Nth:
    """The value at a place by size, in words: `買い物（75.0％）` for the most frequent answer.

    Without a place all values in their order, each with its number: `民生委員2、企業1`.
    """

    dimension: str
    place: int | None
    of: Measure
    form: str = "{value}"
    parts: tuple[tuple[str, Measure], ...] = ()
    order: str = "desc"
    join: str = "、"
    limit: int | None = None
    more: str = "ほか"


@dataclass(frozen=True)
class Fixed:
    """A number that is not among the facts, with its date and source (a denominator)."""

    number: Decimal
    day: str


@dataclass(frozen=True)
class Elapsed:
    """How many months (days, years …) of the cell's time have passed: for a mean per month."""

    unit: Unit


@dataclass(frozen=True)
class Words:
    """Words with measures in braces: {センター数}センター{回数}回. [ … ] falls away when blank."""

    template: str
    parts: tuple[tuple[str, Measure], ...] = ()


@dataclass(frozen=True)
class FirstOf:
    """The first of several measures that has something to say: a number other than 0, or words."""

    of: tuple[Measure, ...]


@dataclass(frozen=True)
class Show:
    """Words about the row or column: its unit, notes, definition, source or number."""

    what: str


@dataclass(frozen=True)
class Other:
    """`*`: the measure of the other axis."""


How = (
    Count | Sum | Distinct | Spread | Names | NumberRange | Pick | Stated | Ratio | Share | Change
    | Cumulative | Sums | Rank | Fixed | Elapsed | Words | FirstOf | Nth | Across | Show | Other
)  # fmt: skip
EVENT_KINDS = (Count, Sum, Distinct, Spread, Names, NumberRange, Pick)


@dataclass(frozen=True, eq=False)
class Measure:
    """A way of counting, on which facts, and how it is written."""

    how: How
    name: str = ""
    unit: str | None = None
    where: Condition = ALWAYS
    include: tuple[str, ...] | None = None
    at: str | date | None = None
    when: str = "date"
    period: Period | None = None
    ignore: tuple[str, ...] = ()
    scale: Decimal = Decimal(1)  # divides
    times: Decimal = Decimal(1)
    disjoint: bool = False
    unfinished: str | None = None
    printing: Mapping[str, Any] = field(default_factory=dict)
    definition: str = ""
    source: str = ""
    note: str = ""
    state: CellState | None = None


def rescaled(measure: Measure) -> bool:
    """Whether a measure's numbers are multiplied or divided before they are printed."""
    return measure.scale != 1 or measure.times != 1


def refers(measure: Measure) -> bool:
    """Whether a measure refers to the other axis's by `*` (or shows something about it)."""
    how = measure.how
    if isinstance(how, (Other, Show)):
        return True
    if isinstance(how, Stated):
        return how.indicator == "*"
    if isinstance(how, Ratio):
        return refers(how.of) or refers(how.to)
    if isinstance(how, (Sums, FirstOf)):
        return any(refers(part) for part in how.of)
    if isinstance(how, Words):
        return any(refers(part) for _, part in how.parts) or not how.parts
    inner = getattr(how, "of", None)
    return isinstance(inner, Measure) and refers(inner)
