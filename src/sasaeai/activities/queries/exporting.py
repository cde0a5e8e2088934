"""Rows for a file: every column of what a filter finds, read some hundred at a time."""

from __future__ import annotations

from collections.abc import Iterator

from sasaeai.activities.queries.asked import ORDERS, Asked, found_for
from sasaeai.activities.queries.columns import COLUMNS
from sasaeai.activities.queries.listing import with_columns
from sasaeai.documents.report import ListValue
from sasaeai.towns.viewer import Viewer

AT_A_TIME = 1000
HEADS = [column.label for column in COLUMNS]
WIDTHS = [column.width for column in COLUMNS]


def export_rows(viewer: Viewer, asked: Asked) -> Iterator[list[ListValue]]:
    """The rows under `HEADS`."""
    ordered = found_for(viewer, asked).order_by(*ORDERS[asked.sort][1])
    for activity in with_columns(ordered, list(COLUMNS)).iterator(AT_A_TIME):
        yield [column.value(activity) for column in COLUMNS]
