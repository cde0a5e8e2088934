"""数字: quantities, cell states, periods, measures and layouts, the exact heart of every table.

The way in: `facts_from_rows(rows)` (or `facts_from_columns`), `read_layout(values)`,
`render(layout, facts, as_of=…, period=…, settings=…)`, and `trace(table, row, column)` for the records
behind one cell. Everything here is pure: no files, no clock, no database.
"""

from sasaeai.analysis.figures.facts import (
    Amounts,
    Column,
    Encoded,
    EncodedLists,
    Facts,
    facts_from_columns,
    facts_from_rows,
)
from sasaeai.analysis.figures.layouts import (
    Layout,
    Settings,
    layout_from_toml,
    read_layout,
    render,
    values_from_toml,
)
from sasaeai.analysis.figures.refusals import (
    FactRefused,
    FigureRefused,
    LayoutRefused,
    UnlikeQuantities,
)
from sasaeai.analysis.figures.rendered import RenderedTable, trace

__all__ = [
    "Amounts",
    "Column",
    "Encoded",
    "EncodedLists",
    "FactRefused",
    "Facts",
    "FigureRefused",
    "Layout",
    "LayoutRefused",
    "RenderedTable",
    "Settings",
    "UnlikeQuantities",
    "facts_from_columns",
    "facts_from_rows",
    "layout_from_toml",
    "read_layout",
    "render",
    "trace",
    "values_from_toml",
]
