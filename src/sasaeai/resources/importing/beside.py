"""Support, money and months of a row of our own list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sasaeai.resources.importing.cells import Cells
from sasaeai.resources.models import Funding
from sasaeai.resources.rules.beside_lines import Beside, read_money, read_months, read_supports
from sasaeai.resources.rules.written_lines import LineRefused

T = TypeVar("T")


def read_beside(cells: Cells) -> Beside:
    """What the row says beside the resource; only our own list has such columns."""
    money = _lines(cells, "fundings", read_money)
    known = tuple(Funding.Sort.labels)
    for one in money:
        if one.sort not in known:
            cells.refuse("fundings", f"「{one.sort}」は財源の種別にありません。", known)
    months = _lines(cells, "participations", read_months)
    if len({one.month for one in months}) < len(months):
        cells.refuse("participations", "同じ月が2回あります。1つにしてください。")
    return Beside(_lines(cells, "supports", read_supports), money, months)


def _lines(cells: Cells, name: str, read: Callable[[str], list[T]]) -> list[T]:
    try:
        return read(cells.text(name))
    except LineRefused as reason:
        if cells.strict:
            cells.refuse(name, str(reason))
        else:
            cells.put_aside(name)
        return []
