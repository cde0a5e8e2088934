"""What a table tells beside its numbers: notes, notes columns, footnotes with the definitions used."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from sasaeai.analysis.figures.layouts.leaves import Leaf
from sasaeai.analysis.figures.layouts.needs import measures_of
from sasaeai.analysis.figures.layouts.tree import Layout
from sasaeai.analysis.figures.measures import kinds as k
from sasaeai.analysis.figures.measures.evaluating import Evaluation
from sasaeai.analysis.figures.measures.figure import Figure, text
from sasaeai.analysis.figures.measures.scope import Side, hull
from sasaeai.analysis.figures.periods import day_words, label
from sasaeai.analysis.figures.quantities import KINDS
from sasaeai.analysis.figures.states import CellState

MeasureOf = Callable[[int, int], tuple[k.Measure | None, k.Measure | None]]
AUTOMATIC = {
    CellState.INCLUDES_PLANNED: "planned_note",
    CellState.FORECAST: "forecast_note",
}


@dataclass
class Telling:
    """Collects the notes of one table while its cells are written."""

    layout: Layout
    run: Evaluation
    rows: tuple[Leaf, ...]
    columns: tuple[Leaf, ...]
    figures: Mapping[tuple[int, int], Figure]
    measure: MeasureOf
    printing: Callable[[int, int, Figure], Mapping[str, Any]]
    below: dict[str, dict[str, None]] = field(default_factory=dict)
    marked: dict[str, str] = field(default_factory=dict)  # numbered notes and their marks

    def __post_init__(self) -> None:
        self.shows: dict[tuple[int, int], tuple[k.Show, k.Measure | None]] = {}
        for r, c in self.figures:
            if self.rows[r].adding or self.columns[c].adding:
                continue
            measure, other = self.measure(r, c)
            if measure is not None and isinstance(measure.how, k.Show):
                self.shows[r, c] = (measure.how, other)
        noted = [place for place, (show, _) in self.shows.items() if show.what == "notes"]
        self.noted_rows = {r for r, _ in noted}

    def shown(self, r: int, c: int) -> Figure:
        """The figure of a cell; a Show is answered from its neighbours."""
        found = self.shows.get((r, c))
        figure = self.figures[r, c]
        if found is None or figure.words or figure.state not in (CellState.BLANK,):
            return figure
        show, other = found
        if show.what == "notes":
            return text("　".join(self._row_notes(r)))
        if show.what == "number":
            body = [n for n, row in enumerate(self.rows) if row.kind == "body"]
            if r not in body:
                return text("")
            return Figure(Decimal(body.index(r) + 1), kind=KINDS["実数"])
        return text(self._about(show.what, other, r))

    def _row_notes(self, r: int) -> list[str]:
        """What people wrote, in the order of the columns, then what the figures bring along."""
        written: dict[str, None] = {}
        brought: dict[str, None] = {}
        for c in range(len(self.columns)):
            figure = self.figures[r, c]
            by = self.printing(r, c, figure)
            automatic = self._automatic(figure, by)
            for note in figure.notes:
                kept = brought if note in automatic else written
                if by["auto_notes" if note in automatic else "notes"] != "none":
                    kept[note] = None
        return [*written, *(note for note in brought if note not in written)]

    def _about(self, what: str, measure: k.Measure | None, r: int) -> str:
        if measure is None:
            return ""
        if what == "unit":
            if measure.unit is not None:
                return measure.unit
            units = [
                self.figures[r, c].unit for c in range(len(self.columns)) if self.figures[r, c].unit
            ]
            return units[0] if units else ""
        return {"definition": measure.definition, "source": measure.source}.get(what, measure.name)

    def with_notes(self, line: str, figure: Figure, by: Mapping[str, Any], r: int, c: int) -> str:
        """The text of a cell with the notes that follow it; the others go to the footnotes."""
        automatic = self._automatic(figure, by)
        if r in self.noted_rows:
            return line
        for note in figure.notes:
            where = by["auto_notes"] if note in automatic else by["notes"]
            if where == "after":
                line += str(by["note_format"]).replace("{note}", note)
            elif where == "numbered" and (r, c) not in self.shows:
                line += self._mark(note, str(by["mark"]))
            elif where == "footnote" and (r, c) not in self.shows:
                self.below.setdefault(note, {})[self._place(r, c)] = None
        return line

    def _mark(self, note: str, form: str) -> str:
        """The mark of a numbered note (※1); the same note keeps its mark. The numbers go on after
        those that the layout's own footnotes use."""
        if note not in self.marked:
            before, _, after = form.partition("{number}")
            written = re.compile(re.escape(before) + r"(\d+)" + re.escape(after))
            used = [int(n) for line in self.layout.footnotes for n in written.findall(line)]
            number = max(used, default=0) + len(self.marked) + 1
            self.marked[note] = form.replace("{number}", str(number))
        return self.marked[note]

    def _automatic(self, figure: Figure, by: Mapping[str, Any]) -> set[str]:
        key = AUTOMATIC.get(figure.state)
        found = {str(by[key])} if key else set()
        if figure.state is CellState.PARTIAL:
            found |= {note for note in figure.notes if note not in self._written}
        return found

    @cached_property
    def _written(self) -> set[str]:
        """Notes that people wrote, in facts and layout."""
        column = self.run.facts.columns.get("note")
        written = set(column.labels) if column is not None else set()
        leaves = (*self.rows, *self.columns)
        written |= {leaf.note for leaf in leaves} | {one.note for one in self.layout.cells}
        return written | {measure.note for measure in measures_of(self.layout)}

    def _place(self, r: int, c: int) -> str:
        """The heads that say when: those of the axis that brings the time."""
        row, column = self.rows[r], self.columns[c]
        leaf = row if row.side.periods is not None and column.side.periods is None else column
        if row.side.periods is None and column.side.periods is None:
            return ""
        return "・".join(head for head in leaf.heads if head)

    def footnotes(self, side: Side) -> tuple[str, ...]:
        """The layout's own footnotes, then what the figures bring along."""
        found = [self.filled(note, side) for note in self.layout.footnotes]
        found.extend(f"{mark} {note.lstrip('※')}" for note, mark in self.marked.items())
        written = self._written
        for note, places in self.below.items():
            if self.layout.automatic or note in written:
                where = "、".join(place for place in places if place)
                found.append(f"{note}：{where}" if where else note)
        if self.layout.automatic:
            found.extend(self.run.told)
        if self.layout.definitions:
            found.extend(self._definitions())
        return tuple(dict.fromkeys(note for note in found if note))

    def _definitions(self) -> list[str]:
        measures = self.layout.measures.values()
        told = [f"{m.name}：{m.definition}" for m in measures if m.definition]
        return told + [f"出典：{m.source}（{m.name}）" for m in measures if m.source]

    def filled(self, line: str, side: Side) -> str:
        """{period} and {as_of} in a title or footnote."""
        if "{" not in line:
            return line
        as_of = day_words(side.as_of) if side.as_of else ""
        period = label(hull(side.periods)) if side.periods else ""
        return line.replace("{as_of}", as_of).replace("{period}", period)
