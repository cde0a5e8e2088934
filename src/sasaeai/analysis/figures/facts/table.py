"""All facts, column by column: what a layout sees of the world."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sasaeai.analysis.figures.facts.columns import Amounts, Column, Index, Mask
from sasaeai.analysis.figures.facts.fields import FORECAST, HELD, PLANNED
from sasaeai.analysis.figures.refusals import LayoutRefused

Days = NDArray[np.int32]
UNDATED_FIRST = np.int32(-(2**31))
UNDATED_LAST = np.int32(2**31 - 1)

# Where a bare name is looked for, in this order; a full name (area.圏域) is always exact.
PREFIXES = ("area.", "attribute.", "subject.", "text.")
CLOCK = ("month", "quarter", "half", "fiscal_year", "calendar_year", "plan_period", "date")
CYCLES = ("month_number", "weekday")


@dataclass(eq=False)
class Facts:
    """n facts.

    `first`/`last`: days since 1970 each fact is known for (equal for a dated event; an undated fact
    spans all time). `columns`: dimensions by name (`kind`, `function`, `area.圏域`, `partner`,
    `partner.type`, `subject.person`, `attribute.性別`, `text.備考`, …). `counts`: numbers by unit or count
    kind. `value`/`target`: numbers of statistics and plan targets, which carry an `indicator` and
    are never counted as events. `orders`: the wished order of a dimension's groups.
    """

    size: int
    first: Days
    last: Days
    columns: dict[str, Column]
    counts: Mapping[str, Amounts] = field(default_factory=dict)
    value: Amounts | None = None
    target: Amounts | None = None
    ended: Days | None = None
    ids: Sequence[str] | None = None
    lines: NDArray[np.int64] | None = None
    orders: Mapping[str, Sequence[str]] = field(default_factory=dict)
    late: dict[str, Callable[[], Column]] = field(default_factory=dict)  # made when asked for

    def id_of(self, fact: int) -> str:
        """The id of a fact, or its line where it has none."""
        if self.ids is not None and self.ids[fact]:
            return self.ids[fact]
        return self.where(fact)

    def where(self, fact: int) -> str:
        """Where a fact stands, for messages."""
        if self.lines is not None:
            return f"{int(self.lines[fact])}行目"
        return f"{fact + 1}件目"

    def name_of(self, dimension: str) -> str:
        """The full name of a dimension.

        :raises LayoutRefused: if no fact has it, or several dimensions answer to the bare name
        """
        if dimension in self.columns or dimension in self.late:
            return dimension
        if dimension in CLOCK or dimension in CYCLES:
            return dimension
        found = [p + dimension for p in PREFIXES if p + dimension in self.columns]
        if len(found) == 1:
            return found[0]
        if found:
            raise LayoutRefused(
                f"「{dimension}」は{'と'.join(found)}のどちらか分かりません。"
                f"「{found[0]}」のように前を付けて書いてください。"
            )
        if dimension in EMPTY_BY_NATURE or not self.size:
            return dimension
        raise LayoutRefused(
            f"「{dimension}」という項目は事実のどこにもありません。{self._nearest(dimension)}"
        )

    def _nearest(self, dimension: str) -> str:
        bare = {name.rpartition(".")[2] or name: name for name in self.columns}
        near = get_close_matches(dimension.rpartition(".")[2], bare, n=3, cutoff=0.5)
        if near:
            return f"近い名前：{'、'.join(bare[name] for name in near)}"
        return f"使える名前：{'、'.join(sorted(self.columns))}"

    def column(self, dimension: str) -> Column:
        """The column of a dimension; a known dimension that no fact fills is empty."""
        name = self.name_of(dimension)
        if name in self.columns:
            return self.columns[name]
        if name in CLOCK or name in CYCLES:
            self.columns[name] = self._time_column(name)
        elif name in self.late:
            self.columns[name] = self.late.pop(name)()
        elif name == "id":
            codes = np.arange(self.size, dtype=np.int32)
            self.columns[name] = Column(codes, [self.id_of(fact) for fact in range(self.size)])
        else:
            self.columns[name] = Column(np.full(self.size, -1, dtype=np.int32), ())
        return self.columns[name]

    def complete(self) -> None:
        """Make the columns that are otherwise made when asked for."""
        for name in tuple(self.late):
            self.column(name)

    @cached_property
    def dated(self) -> Mask:
        """Which facts have a date."""
        return np.not_equal(self.first, UNDATED_FIRST)

    @cached_property
    def spans(self) -> bool:
        """Whether any fact is known for more than a day."""
        return bool((self.first != self.last).any())

    @cached_property
    def statements(self) -> Mask:
        """Which facts are statistics or targets: they state a number, nothing happened."""
        return self.column("indicator").present

    @cached_property
    def by_day(self) -> NDArray[np.int64]:
        """The rank of each fact in order of date, then as given."""
        rank = np.empty(self.size, dtype=np.int64)
        rank[np.argsort(self.first, kind="stable")] = np.arange(self.size)
        return rank

    def in_order(self, facts: Index) -> Index:
        """Some facts by date, then as given."""
        return facts[np.argsort(self.by_day[facts], kind="stable")]

    def standing(self, states: tuple[str, ...]) -> Mask:
        """Which facts stand as held, planned … ."""
        column = self.column("state")
        codes = [column.code_of[state] for state in states if state in column.code_of]
        mask = column.having(codes) if codes else np.zeros(self.size, dtype=np.bool_)
        return mask | ~column.present if HELD in states else mask

    def _time_column(self, name: str) -> Column:
        dated = self.dated
        days = np.where(dated, self.first, 0).astype("datetime64[D]")
        months = days.astype("datetime64[M]").astype(np.int64)  # since 1970-01
        fiscal = (months - 3) // 12 + 1970
        made = {
            "date": lambda: _coded(days, str),
            "month": lambda: _coded(months, lambda m: f"{m // 12 + 1970}-{m % 12 + 1:02d}"),
            "quarter": lambda: _coded((months - 3) // 3, lambda q: f"{q // 4 + 1970}-Q{q % 4 + 1}"),
            "half": lambda: _coded((months - 3) // 6, lambda h: f"{h // 2 + 1970}-H{h % 2 + 1}"),
            "fiscal_year": lambda: _coded(fiscal, str),
            "calendar_year": lambda: _coded(months // 12 + 1970, lambda y: f"{y}年"),
            "plan_period": lambda: _coded((fiscal - 2000) // 3 + 1, lambda n: f"第{n}期"),
            "month_number": lambda: _coded((months - 3) % 12, lambda m: str((m + 3) % 12 + 1)),
            "weekday": lambda: _coded((days.astype(np.int64) + 3) % 7, lambda d: _WEEKDAYS[d]),
        }[name]()
        return Column(np.where(dated, made.codes, -1).astype(np.int32), made.labels)


_WEEKDAYS = "月火水木金土日"
# Dimensions every town's facts may have: a layout may name them though this file has none.
EMPTY_BY_NATURE = frozenset(
    {
        *("state", "value_state", "kind", "category", "means", "tier", "council", "route"),
        *("result", "source", "function", "main_function", "number", "indicator", "unit"),
        *("count_kind", "note", "coordinator", "partner", "area"),
        *("coordinator.name", "partner.name", "partner.type", "id", "text.件名"),
        *("subject.person", "text.議題"),
        # readings of the functions in schemes that several towns print
        *("mhlw-6", "mhlw-10", "abc", "hakodate-6", "kanazawa-roles"),
        # categories of troubles, the words chosen for print, the chains of referrals
        *("need-kind", "plan9-needs-4", "text.例", "連なり"),
    }
)
COUNTED_STATES = {"held": (HELD,), "planned": (HELD, PLANNED), "forecast": (HELD, FORECAST)}


def _coded(values: NDArray, words) -> Column:  # type: ignore[no-untyped-def,type-arg]
    distinct, codes = np.unique(values, return_inverse=True)
    return Column(codes.astype(np.int32), tuple(str(words(value)) for value in distinct))
