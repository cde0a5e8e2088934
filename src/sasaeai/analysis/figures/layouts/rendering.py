"""Rendering: a layout over facts gives a table. Pure: the same input always gives the same table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from sasaeai.analysis.figures.facts.table import Facts
from sasaeai.analysis.figures.layouts.expanding import Expansion
from sasaeai.analysis.figures.layouts.leaves import Leaf
from sasaeai.analysis.figures.layouts.telling import Telling
from sasaeai.analysis.figures.layouts.tree import Layout, Override, Settings
from sasaeai.analysis.figures.measures import kinds as k
from sasaeai.analysis.figures.measures.cell import Cell
from sasaeai.analysis.figures.measures.combining import added, stated
from sasaeai.analysis.figures.measures.evaluating import Evaluation
from sasaeai.analysis.figures.measures.figure import Figure, nothing, text
from sasaeai.analysis.figures.measures.kinds import refers
from sasaeai.analysis.figures.measures.scope import NOTHING, Scope, Side, hull
from sasaeai.analysis.figures.measures.writing import hidden, options, printed_value, write
from sasaeai.analysis.figures.periods import Period
from sasaeai.analysis.figures.refusals import LayoutRefused
from sasaeai.analysis.figures.rendered import (
    Align,
    RenderedCell,
    RenderedColumn,
    RenderedRow,
    RenderedTable,
)
from sasaeai.analysis.figures.states import CellState

NO_SETTINGS = Settings()
Named = tuple[tuple[str, Scope], ...]


def render(
    layout: Layout,
    facts: Facts,
    *,
    as_of: date | None = None,
    period: Period | None = None,
    settings: Settings = NO_SETTINGS,
) -> RenderedTable:
    """The table of a layout over facts.

    `as_of` and `period` stand before the layout's own. Parameters of the layout stand before the
    town's settings.

    :raises FigureRefused: where a figure would be wrong, or the layout does not fit the facts
    """
    return _Rendering(layout, facts, as_of, period, settings).table()


@dataclass
class _Rendering:
    layout: Layout
    facts: Facts
    as_of: date | None
    period: Period | None
    settings: Settings
    shown: dict[tuple[int, int], Figure] = field(default_factory=dict)

    def __post_init__(self) -> None:
        layout = self.layout
        self.run = Evaluation(
            facts=self.facts,
            parameters={**self.settings.parameters, **layout.parameters},
            include=layout.include,
            unfinished=layout.unfinished,
            printing={**self.settings.printing, **layout.printing},
        )
        period = self.period or layout.period
        self.side = Side((layout.where,), (period,) if period else None, self.as_of or layout.as_of)

    def table(self) -> RenderedTable:
        layout = self.layout
        expansion = Expansion(layout, self.run, self.side)
        self.rows = expansion.leaves(layout.rows, sized=layout.columns)
        self.columns = expansion.leaves(layout.columns, sized=layout.rows)
        self._check_overrides()
        self.run.selector.span = self._span()
        for r in range(len(self.rows)):
            for c in range(len(self.columns)):
                self.shown[r, c] = self._figure(r, c)
        telling = Telling(
            layout, self.run, self.rows, self.columns, self.shown, self.measure, self._printing
        )
        rows = tuple(
            RenderedRow(
                row.heads,
                tuple(self._cell(r, c, telling) for c in range(len(self.columns))),
                row.kind,
                row.indent,
            )
            for r, row in enumerate(self.rows)
        )
        return RenderedTable(
            title=telling.filled(layout.title, self.side),
            subtitle=telling.filled(layout.subtitle, self.side),
            columns=tuple(self._column(c, rows) for c in range(len(self.columns))),
            rows=rows,
            row_head_titles=layout.row_heads,
            footnotes=telling.footnotes(self.side),
            warnings=tuple(self.run.warnings),
            told=True,
            tracer=self.trace,
        )

    def _span(self) -> Period | None:
        """The time all rows or all columns lie in, so that other facts need not be looked at."""
        for leaves in (self.columns, self.rows):
            sides = [leaf.side.periods or self.side.periods for leaf in leaves]
            if sides and all(sides):
                return hull(tuple(p for periods in sides for p in periods or ()))
        return None

    def measure(self, r: int, c: int) -> tuple[k.Measure | None, k.Measure | None]:
        """The measure of a cell, and what `*` stands for in it.

        :raises LayoutRefused: if row and column both bring one and neither refers to the other
        """
        row, column = self.rows[r].measure, self.columns[c].measure
        if row is None or column is None:
            around = self.rows[r].around if row is not None else self.columns[c].around
            return row or column or self.layout.measure, around or self.layout.measure
        if refers(column):
            return column, row
        if refers(row):
            return row, column
        if self.rows[r].decides != self.columns[c].decides:
            return (row, column) if self.rows[r].decides else (column, row)
        raise LayoutRefused(
            f"行「{_named(self.rows[r])}」と列「{_named(self.columns[c])}」の両方に数え方（measure）が"
            "あります。どちらか一方にするか、一方を「*」（反対側の数え方）を使う形にしてください。"
        )

    def _figure(self, r: int, c: int) -> Figure:
        row, column = self.rows[r], self.columns[c]
        changed = self._override(r, c)
        figure = self._own(r, c, changed)
        for state in (row.state, column.state, changed.state if changed else None):
            if state is not None:
                figure = stated(figure, state)
        notes = [row.note, column.note, changed.note if changed else ""]
        return figure.noted(*(note for note in notes if note))

    def _own(self, r: int, c: int, changed: Override | None) -> Figure:
        row, column = self.rows[r], self.columns[c]
        given = (changed.text if changed else None, column.text, row.text)
        words = next((one for one in given if one is not None), None)
        if words is not None:
            return text(words)
        if changed and (changed.state is not None and changed.measure is None):
            return text("")
        if row.adding or column.adding:
            return self._added(r, c)
        measure, other = self.measure(r, c)
        if changed and changed.measure:
            measure, other = changed.measure, measure
        if measure is None:
            raise LayoutRefused(
                f"行「{_named(row)}」・列「{_named(column)}」の欄に数え方（measure）がありません。"
                "行か列、または様式の初めに measure を書いてください。"
            )
        if isinstance(measure.how, k.Show):
            return text("")
        ranked = column if getattr(measure.how, "along", "") == "columns" else row
        if isinstance(measure.how, k.Rank) and (ranked.kind != "body" or ranked.role):
            return nothing(CellState.BLANK)  # totals, うち, その他 and 不明 take no place
        return self.run.figure(measure, self._place(r, c, other))

    def _added(self, r: int, c: int) -> Figure:
        """A total over members that are measured differently: their figures added, if alike."""
        row, column = self.rows[r], self.columns[c]
        pairs = (
            [(row, member) for member in column.adding]
            if column.adding
            else [(member, column) for member in row.adding]
        )
        parts: list[tuple[k.Measure, Cell]] = []
        for one, other in pairs:
            measure = one.measure if row.adding else other.measure
            crossing = other.measure if row.adding else one.measure
            if measure is None or isinstance(measure.how, (k.Show, k.Words)):
                continue
            if crossing is not None and refers(crossing):
                measure, crossing = crossing, measure
            scope = Scope(self.side, one.side, other.side)
            parts.append(
                (measure, Cell(scope, crossing, printing=(*one.printing, *other.printing)))
            )
        return added(self.run.apart(parts, f"{_named(row)}・{_named(column)}"))

    def _place(self, r: int, c: int, other: k.Measure | None) -> Cell:
        row, column = self.rows[r], self.columns[c]
        scope = Scope(self.side, row.side, column.side)

        def whole(within: str) -> Scope:
            if within == "row":
                return replace(scope, column=self._around(self.columns, c))
            if within == "table":
                rows, columns = self._around(self.rows, r), self._around(self.columns, c)
                return Scope(self.side, rows, columns)
            if within == "group":
                return replace(scope, row=row.outer)
            return replace(scope, row=self._around(self.rows, r))

        def neighbours(along: str) -> tuple[Scope, ...]:
            axis, own, leaves = (
                ("column", column, self.columns) if along == "columns" else ("row", row, self.rows)
            )
            return tuple(
                replace(scope, **{axis: leaf.side})
                for leaf in leaves
                if leaf.family == own.family and leaf.kind == "body" and not leaf.role
            )

        printing = (*row.printing, *column.printing)
        return Cell(scope, other, whole, neighbours, printing, self._members(row, column))

    def _members(self, row: Leaf, column: Leaf) -> Callable[[Scope], Named] | None:
        """The parts a total of the rows or columns is made of, by name; those of time are not asked."""
        for axis, total, leaves in (("row", row, self.rows), ("column", column, self.columns)):
            if total.role == "total":
                parts = [
                    leaf
                    for leaf in leaves
                    if leaf.family == total.family and leaf.kind == "body" and not leaf.role
                    if leaf.side.periods == total.side.periods
                ]
                return lambda scope, axis=axis, parts=parts: tuple(  # type: ignore[misc]
                    (_named(leaf), replace(scope, **{axis: _at_the_time_of(scope, axis, leaf)}))
                    for leaf in parts
                )
        return None

    def _around(self, leaves: tuple[Leaf, ...], own: int) -> Side:
        """What a share is taken of: the axis's total where it prints one, else all of it."""
        for leaf in leaves:
            if leaf.kind == "total" and not leaf.adding:
                return leaf.side
        side = leaves[own].side
        return NOTHING if side.periods is None or self.side.periods else _in_time(leaves)

    def _override(self, r: int, c: int) -> Override | None:
        for one in reversed(self.layout.cells):
            if _fits(one.row, self.rows[r].heads) and _fits(one.column, self.columns[c].heads):
                return one
        return None

    def _check_overrides(self) -> None:
        for one in self.layout.cells:
            for axis, wanted, leaves in (
                ("row", one.row, self.rows),
                ("column", one.column, self.columns),
            ):
                if leaves and not any(_fits(wanted, leaf.heads) for leaf in leaves):
                    heads = "、".join(dict.fromkeys(_named(leaf) for leaf in leaves))
                    raise LayoutRefused(
                        f"{one.place}.{axis}：「{_path_words(wanted)}」という見出しはありません。"
                        f'並びは外から内への道すじです（「どれか」は [["ア", "イ"]]）。見出し：{heads}'
                    )

    def _cell(self, r: int, c: int, telling: Telling) -> RenderedCell:
        figure = telling.shown(r, c)
        by = self._printing(r, c, figure)
        line = write(figure, by)
        if hidden(figure, by):
            figure = replace(figure, value=None, pieces=(), state=CellState.SUPPRESSED, words=line)
        return RenderedCell(
            text=telling.with_notes(line, figure, by, r, c),
            value=printed_value(figure, by),
            unit=figure.unit,
            state=figure.state.value,
            notes=figure.notes,
            pieces=figure.pieces,
        )

    def _printing(self, r: int, c: int, figure: Figure) -> dict[str, Any]:
        measure, other = (None, None)
        if not (self.rows[r].adding or self.columns[c].adding):
            measure, other = self.measure(r, c)
        changed = self._override(r, c)
        layers: list[Mapping[str, Any]] = [figure.printing, self.run.printing, figure.own]
        if other is not None and measure is not None and isinstance(measure.how, k.Other):
            layers.append(other.printing)
        layers += [measure.printing] if measure is not None else []
        layers += [*self.rows[r].printing, *self.columns[c].printing]
        if changed is not None:
            layers += [changed.measure.printing] if changed.measure else []
            layers.append(changed.printing)
        return options(*layers)

    def _column(self, c: int, rows: tuple[RenderedRow, ...]) -> RenderedColumn:
        leaf = self.columns[c]
        units = {row.cells[c].unit for row in rows if row.cells[c].value is not None}
        wished = options(self.run.printing, *leaf.printing)["align"]
        body = [row for row in rows if row.kind == "body"] or rows
        numbers = any(row.cells[c].value is not None or row.cells[c].pieces for row in body)
        marks = numbers and not any(map(str.isdigit, "".join(row.cells[c].text for row in body)))
        align: Align = wished or ("center" if marks else "right" if numbers or not rows else "left")
        return RenderedColumn(leaf.heads, units.pop() if len(units) == 1 else "", align, leaf.kind)

    def trace(self, r: int, c: int) -> tuple[str, ...]:
        """The ids of the records behind a cell, in the order of the facts."""
        self.run.used = []
        self._figure(r, c)
        used, self.run.used = self.run.used, None
        if not used:
            return ()
        chosen = np.unique(np.concatenate(used))
        return tuple(self.facts.id_of(int(fact)) for fact in chosen)


def _at_the_time_of(scope: Scope, axis: str, leaf: Leaf) -> Side:
    own: Side = getattr(scope, axis)
    return replace(leaf.side, periods=own.periods)


def _in_time(leaves: tuple[Leaf, ...]) -> Side:
    """All the time an axis shows, without its other conditions."""
    periods = tuple(p for leaf in leaves for p in leaf.side.periods or ())
    return Side(periods=tuple(dict.fromkeys(periods)))


def _fits(wanted: tuple[tuple[str, ...], ...], heads: tuple[str, ...]) -> bool:
    """Whether a path of heads has the wanted heads, in this order."""
    rest = iter(heads)
    return all("*" in several or any(one in several for one in rest) for several in wanted)


def _path_words(wanted: tuple[tuple[str, ...], ...]) -> str:
    return "、".join("か".join(several) for several in wanted)


def _named(leaf: Leaf) -> str:
    return "／".join(head for head in leaf.heads if head)
