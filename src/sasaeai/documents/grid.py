"""A rendered table as a grid of merged cells, the same for Excel, Word and PDF."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sasaeai.analysis.figures.rendered import (
    Align,
    RenderedCell,
    RenderedColumn,
    RenderedRow,
    RenderedTable,
    RowKind,
)
from sasaeai.documents.paper import CELL_PADDING_MM, UNIT_MM

Role = Literal["column_head", "row_head", "cell"]

# Paper with nothing but heads on it would look torn off.
NOTHING: Final = "あてはまる記録がありません。"

_WORDS_MIN: Final = 8  # half-width units: words may be broken into lines of four kanji
_WORDS_MAX: Final = 40
_COMFORTABLE: Final = 16
_NARROWEST: Final = 4.0


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell, perhaps covering several places of the grid. Rows of the body count on from the head.

    :param cell: the figure behind it; None for heads
    """

    row: int
    column: int
    rows: int
    columns: int
    text: str
    role: Role
    align: Align
    kind: RowKind = "body"
    indent: int = 0
    cell: RenderedCell | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A whole table.

    :param head_rows: rows to repeat on every page
    :param head_columns: columns of row heads
    :param preferred_mm: widths that need no breaking of ordinary text
    :param least_mm: widths below which numbers would break
    :param notes: notes of cells that are printed nowhere else
    """

    table: RenderedTable
    cells: tuple[GridCell, ...]
    head_rows: int
    head_columns: int
    row_count: int
    column_count: int
    preferred_mm: tuple[float, ...]
    least_mm: tuple[float, ...]
    notes: tuple[str, ...]

    @property
    def comfortable_mm(self) -> float:
        """Width of the whole table at which it reads well."""
        limit = _COMFORTABLE * UNIT_MM + CELL_PADDING_MM
        pairs = zip(self.preferred_mm, self.least_mm, strict=True)
        return sum(max(least, min(preferred, limit)) for preferred, least in pairs)

    def widths_mm(self, available: float, *, ease: float = 1.0) -> tuple[float, ...]:
        """Widths of the columns on a page: as preferred, or made narrower where there is room to.

        :param ease: how much wider than preferred they may be, for readers whose font is unknown
        """
        excess = sum(self.preferred_mm) - available
        if excess <= 0:
            eased = min(ease, available / sum(self.preferred_mm))
            return tuple(width * eased for width in self.preferred_mm)
        pairs = list(zip(self.preferred_mm, self.least_mm, strict=True))
        slack = sum(preferred - least for preferred, least in pairs)
        if slack <= excess:
            scale = available / sum(self.least_mm)
            return tuple(least * min(scale, 1.0) for least in self.least_mm)
        return tuple(p - (p - least) * excess / slack for p, least in pairs)

    def line_counts(self, widths_mm: Sequence[float]) -> tuple[int, ...]:
        """Lines each row needs at the given widths (Excel does not find this out by itself)."""
        lines = [1] * self.row_count
        for cell in self.cells:
            width = sum(widths_mm[cell.column : cell.column + cell.columns]) - CELL_PADDING_MM
            needed = line_count(cell.text, width)
            has = sum(lines[cell.row : cell.row + cell.rows])
            lines[cell.row + cell.rows - 1] += max(0, needed - has)
        return tuple(lines)


@dataclass(frozen=True, slots=True)
class Span:
    """One head of a path, covering neighbours along the table and levels across it."""

    level: int
    start: int
    levels: int
    length: int
    text: str


def grid_of(table: RenderedTable) -> Grid:
    """Lay out a rendered table."""
    head_rows = max(1, table.head_levels)
    head_columns = max(table.row_levels, len(table.row_head_titles), 0 if table.columns else 1)
    cells = (
        *_corner(table, head_rows, head_columns),
        *_column_heads(table.columns, head_rows, head_columns),
        *_row_heads(table.rows, head_rows, head_columns),
        *_figures(table, head_rows, head_columns),
    )
    column_count = head_columns + len(table.columns)
    preferred, least = _widths(cells, column_count)
    return Grid(
        table=table,
        cells=cells,
        head_rows=head_rows,
        head_columns=head_columns,
        row_count=head_rows + len(table.rows),
        column_count=column_count,
        preferred_mm=preferred,
        least_mm=least,
        notes=tuple(notes_of(table)) if table.rows else (NOTHING,),
    )


def spans(paths: Sequence[Sequence[str]], levels: int) -> Iterator[Span]:
    """Merge equal neighbours level by level, and heads over the empty or equal ones after them.

    >>> [(s.text, s.levels, s.length) for s in spans([("人数", "延べ"), ("人数", "実"), ("計", "")], 2)]
    [('人数', 1, 2), ('延べ', 1, 1), ('実', 1, 1), ('計', 2, 1)]
    """
    padded = [tuple(path) + ("",) * (levels - len(path)) for path in paths]
    yield from _spans(padded, 0, len(padded), 0, levels)


def _spans(
    paths: Sequence[tuple[str, ...]], start: int, end: int, level: int, levels: int
) -> Iterator[Span]:
    at = start
    while at < end:
        stop = at + 1
        while stop < end and paths[stop][level:] and paths[stop][level] == paths[at][level]:
            stop += 1
        text = paths[at][level]
        if level + 1 < levels and all(set(p[level + 1 :]) <= {"", text} for p in paths[at:stop]):
            yield Span(level, at, levels - level, stop - at, text)
        else:
            yield Span(level, at, 1, stop - at, text)
            if level + 1 < levels:
                yield from _spans(paths, at, stop, level + 1, levels)
        at = stop


def _corner(table: RenderedTable, head_rows: int, head_columns: int) -> Iterator[GridCell]:
    if not any(table.row_head_titles):
        if head_columns:
            yield GridCell(0, 0, head_rows, head_columns, "", "column_head", "center")
        return
    titles = table.row_head_titles + ("",) * (head_columns - len(table.row_head_titles))
    for column, title in enumerate(titles):
        yield GridCell(0, column, head_rows, 1, title, "column_head", "center")


def _column_heads(
    columns: Sequence[RenderedColumn], head_rows: int, head_columns: int
) -> Iterator[GridCell]:
    for span in spans([column.heads for column in columns], head_rows):
        kind = columns[span.start].kind if span.length == 1 else "body"
        yield GridCell(
            span.level,
            head_columns + span.start,
            span.levels,
            span.length,
            span.text,
            "column_head",
            "center",
            kind,
        )


def _row_heads(
    rows: Sequence[RenderedRow], head_rows: int, head_columns: int
) -> Iterator[GridCell]:
    """Rows of one kind and depth together, so that a total never melts into the rows above it.

    A subtotal that has a head of its own stands within its group: (東部, 港), (東部, 小計).
    """
    start = 0
    while start < len(rows) and head_columns:
        row = rows[start]
        end = start + 1
        while end < len(rows) and _together(rows[end - 1], rows[end]):
            end += 1
        for span in spans([row.head for row in rows[start:end]], head_columns):
            covered = rows[start + span.start : start + span.start + span.length]
            yield GridCell(
                head_rows + start + span.start,
                span.level,
                span.length,
                span.levels,
                span.text,
                "row_head",
                "left",
                covered[0].kind if len({one.kind for one in covered}) == 1 else "body",
                row.indent,
            )
        start = end


def _together(one: RenderedRow, other: RenderedRow) -> bool:
    """Whether two neighbouring rows may share heads."""
    if one.indent != other.indent or "total" in (one.kind, other.kind):
        return one.kind == other.kind and one.indent == other.indent
    apart = [row for row in (one, other) if row.kind == "subtotal"]
    return one.kind == other.kind or all(len(row.head) > 1 and row.head[1] for row in apart)


def _figures(table: RenderedTable, head_rows: int, head_columns: int) -> Iterator[GridCell]:
    for r, row in enumerate(table.rows):
        for c, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
            kind = row.kind if row.kind != "body" else column.kind
            yield GridCell(
                head_rows + r,
                head_columns + c,
                1,
                1,
                cell.text,
                "cell",
                column.align,
                kind,
                0,
                cell,
            )


def notes_of(table: RenderedTable) -> Iterator[str]:
    """Notes of cells that neither the cell nor a footnote prints, with the place they belong to."""
    printed = "\n".join(table.footnotes)
    for r, c, cell in table.cells() if not table.told else ():
        for note in cell.notes:
            if note not in cell.text and note not in printed:
                heads = (*table.rows[r].head, *table.columns[c].heads)
                place = "・".join(dict.fromkeys(head for head in heads if head))
                yield f"{place}：{note}" if place else note


def display_width(text: str) -> float:
    """Width of the longest line, a full-width letter counting 2.

    >>> display_width("延べ人\\n回"), display_width("30")
    (6, 2.4)
    """
    return max((sum(_width(letter) for letter in line) for line in text.split("\n")), default=0)


def line_count(text: str, width_mm: float) -> int:
    """Lines a text takes on a given width at 10.5 pt."""
    units = max(2, int(width_mm / UNIT_MM))
    return sum(max(1, math.ceil(display_width(line) / units)) for line in text.split("\n"))


def _width(letter: str) -> float:
    """Digits of Japanese fonts are a little wider than half of a kanji."""
    return 2 if unicodedata.east_asian_width(letter) in "WFA" else 1.2


def _widths(
    cells: Sequence[GridCell], column_count: int
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Preferred and least width of every column; wide merged heads share theirs out."""
    preferred = [_NARROWEST] * column_count
    least = [_NARROWEST] * column_count
    for cell in cells:
        wanted = min(display_width(cell.text), _WORDS_MAX) + 2 * cell.indent
        is_number = cell.cell is not None and cell.cell.value is not None
        needed = wanted if is_number and wanted <= _COMFORTABLE else min(wanted, _WORDS_MIN)
        if cell.role == "column_head":
            wanted = min(wanted, _COMFORTABLE)
        for column in range(cell.column, cell.column + cell.columns):
            preferred[column] = max(preferred[column], wanted / cell.columns)
            least[column] = max(least[column], needed / cell.columns)
    return (
        tuple(units * UNIT_MM + CELL_PADDING_MM for units in preferred),
        tuple(units * UNIT_MM + CELL_PADDING_MM for units in least),
    )
