"""Tables of words: lists for the wall, rolls, what was decided. No figure is in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sasaeai.analysis.figures.rendered import (
    RenderedCell,
    RenderedColumn,
    RenderedRow,
    RenderedTable,
)


def words_table(
    title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], notes: Sequence[str] = ()
) -> RenderedTable:
    """A table of words; the first column is the head of its row."""
    return RenderedTable(
        title=title,
        columns=tuple(RenderedColumn((head,), align="left") for head in heads[1:]),
        rows=tuple(
            RenderedRow((row[0],), tuple(RenderedCell(text) for text in row[1:])) for row in rows
        ),
        row_head_titles=(heads[0],),
        footnotes=tuple(notes),
    )
