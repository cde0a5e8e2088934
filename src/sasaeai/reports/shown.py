"""A rendered table as a page draws it: merged heads, and every figure a link to the records behind it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sasaeai.analysis.figures.rendered import RenderedTable
from sasaeai.documents.grid import GridCell, grid_of

STATE_LEGEND = {
    "partial": "期間の途中までの実績です。",
    "includes_planned": "※は予定を含む数です。",
    "forecast": "見込の数です。",
    "at_least": "「超」は、まだ加わる数があることを示します。",
    "about": "「約」はおおよその数です。",
    "tallying": "「集計中」は、まだ数えていることを示します。",
    "not_filled": "「―」は記入がないことを示します（0とは違います）。",
    "no_amount": "実施した記録はありますが、量（人数など）が書かれていない欄があります。",
    "not_applicable": "「***」は対象外を示します。",
}


@dataclass(frozen=True)
class ShownCell:
    """One cell of the page's table. `url` opens the records behind the figure."""

    tag: str
    text: str
    rows: int
    columns: int
    scope: str = ""
    classes: str = ""
    url: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownTable:
    """A table ready for the template."""

    title: str
    subtitle: str
    head: tuple[tuple[ShownCell, ...], ...]
    body: tuple[tuple[str, tuple[ShownCell, ...]], ...]
    footnotes: tuple[str, ...]
    notes: tuple[str, ...]
    legend: tuple[str, ...]
    warnings: tuple[str, ...]


def shown_table(table: RenderedTable, *, records_url: str = "") -> ShownTable:
    """The table for a page.

    :param records_url: address of the records behind a cell, with `{row}` and `{column}`; empty = no links
    """
    grid = grid_of(table)
    lines: dict[int, list[ShownCell]] = defaultdict(list)
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        row, column = cell.row - grid.head_rows, cell.column - grid.head_columns
        lines[cell.row].append(_shown(cell, records_url.format(row=row, column=column)))
    kinds = [row.kind for row in table.rows]
    return ShownTable(
        title=table.title,
        subtitle=table.subtitle,
        head=tuple(tuple(lines[r]) for r in range(grid.head_rows)),
        body=tuple(
            (kinds[r - grid.head_rows], tuple(lines[r]))
            for r in range(grid.head_rows, grid.row_count)
        ),
        footnotes=table.footnotes,
        notes=grid.notes,
        legend=legend_of(table),
        warnings=table.warnings,
    )


def legend_of(table: RenderedTable) -> tuple[str, ...]:
    """A sentence for every state that the table shows and its footnotes do not tell."""
    states = {cell.state for _, _, cell in table.cells()}
    printed = "".join(table.footnotes)
    texts = [STATE_LEGEND[state] for state in STATE_LEGEND if state in states]
    return tuple(text for text in texts if text not in printed)


def _shown(cell: GridCell, url: str) -> ShownCell:
    if cell.role == "cell":
        figure = cell.cell
        counted = figure is not None and bool(figure.text) and figure.state != "blank"
        return ShownCell(
            "td",
            cell.text,
            cell.rows,
            cell.columns,
            classes=f"{'number' if cell.align == 'right' else cell.align} {cell.kind}",
            url=url if counted else "",
            notes=figure.notes if figure is not None else (),
        )
    scope = "col" if cell.role == "column_head" else "row"
    group = cell.columns > 1 if scope == "col" else cell.rows > 1
    return ShownCell(
        "th",
        cell.text,
        cell.rows,
        cell.columns,
        scope=f"{scope}group" if group else scope,
        classes=f"indent-{cell.indent} {cell.kind}",
    )
