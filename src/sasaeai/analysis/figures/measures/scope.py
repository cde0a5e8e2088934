"""Where a cell stands: the conditions, period and as-of date its row and its column bring."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sasaeai.analysis.figures.conditions import Condition
from sasaeai.analysis.figures.periods import Period, Unit, add_months


@dataclass(frozen=True)
class Side:
    """What one axis brings to a cell. `periods` None means the axis says nothing about time."""

    conditions: tuple[Condition, ...] = ()
    periods: tuple[Period, ...] | None = None
    as_of: date | None = None


NOTHING = Side()


@dataclass(frozen=True)
class Scope:
    """Row and column of a cell, within the table's own conditions."""

    table: Side
    row: Side = NOTHING
    column: Side = NOTHING

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All conditions, those of the row first: neighbours in a row share them."""
        return (*self.table.conditions, *self.row.conditions, *self.column.conditions)

    @property
    def as_of(self) -> date | None:
        """The day after which nothing is known: the column's, else the row's, else the table's."""
        return self.column.as_of or self.row.as_of or self.table.as_of

    @property
    def periods(self) -> tuple[Period, ...] | None:
        """The days row and column have in common, else the table's; None: all time, (): none."""
        if self.row.periods is None and self.column.periods is None:
            return self.table.periods
        if self.row.periods is None or self.column.periods is None:
            return self.column.periods if self.row.periods is None else self.row.periods
        return _common(self.row.periods, self.column.periods)

    @property
    def period(self) -> Period | None:
        """From the first to the last day of the periods, or None for all time."""
        return hull(self.periods) if self.periods else None

    def during(self, *periods: Period) -> Scope:
        """The same cell at another time."""
        everywhere = replace(self.table, periods=periods)
        return Scope(
            everywhere, replace(self.row, periods=None), replace(self.column, periods=None)
        )


def hull(periods: tuple[Period, ...]) -> Period:
    """From the earliest to the latest day; one period stays itself."""
    if len(periods) == 1:
        return periods[0]
    return Period(min(p.first for p in periods), max(p.last for p in periods), Unit.RANGE)


def _common(ours: tuple[Period, ...], theirs: tuple[Period, ...]) -> tuple[Period, ...]:
    met = (a.meets(b) for a in ours for b in theirs)
    return tuple(period for period in met if period is not None)


def joined(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """Periods in order, neighbours that touch or overlap made one."""
    done: list[Period] = []
    for period in sorted(periods, key=lambda p: p.first):
        if done and period.first.toordinal() <= done[-1].last.toordinal() + 1:
            done[-1] = Period(done[-1].first, max(done[-1].last, period.last))
        else:
            done.append(period)
    return tuple(done)


def a_year_earlier(day: date) -> date:
    """The same day of the year before."""
    return add_months(day, -12)
