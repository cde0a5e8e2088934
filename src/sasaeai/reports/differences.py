"""What changed in a table since it was handed in, cell by cell. Pure: two tables as JSON in, lines out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Plain = Mapping[str, Any]
Place = tuple[tuple[str, ...], int, tuple[str, ...], int]

# Signs that read the same in black and white as on a screen.
MORE, LESS, OTHER, GONE, NEW = "▲", "▼", "◆", "－", "＋"


@dataclass(frozen=True)
class Difference:
    """One cell that is not what it was.

    :param sign: ▲ more, ▼ less, ◆ other words or state, － gone, ＋ new
    """

    table: str
    row: str
    column: str
    then: str
    now: str
    sign: str


def differences(then: Plain, now: Plain) -> list[Difference]:
    """The cells that differ, in the order of the table handed in; new rows and columns at the end.

    Cells are matched by their heads, not by position, so a row added above changes nothing below.
    """
    before, after = _cells(then), _cells(now)
    title = str(then.get("title", ""))
    found = [
        _difference(title, place, before.get(place), after.get(place))
        for place in dict.fromkeys([*before, *after])
    ]
    return [one for one in found if one is not None]


def _difference(
    title: str, place: Place, then: Plain | None, now: Plain | None
) -> Difference | None:
    was = str(then["text"]) if then is not None else ""
    is_now = str(now["text"]) if now is not None else ""
    if was == is_now:
        return None
    row, _, column, _ = place
    return Difference(title, _words(row), _words(column), was, is_now, _sign(then, now))


def _sign(then: Plain | None, now: Plain | None) -> str:
    if then is None:
        return NEW
    if now is None:
        return GONE
    was, is_now = then.get("value"), now.get("value")
    if was is None or is_now is None or was == is_now:
        return OTHER
    return MORE if is_now > was else LESS


def _cells(table: Plain) -> dict[Place, Plain]:
    """Cells by their heads; equal heads are told apart by their turn."""
    columns = _numbered([tuple(column["head"]) for column in table["columns"]])
    rows = _numbered([tuple(row["head"]) for row in table["rows"]])
    found: dict[Place, Plain] = {}
    for (row_head, row_turn), row in zip(rows, table["rows"], strict=True):
        for (column_head, column_turn), cell in zip(columns, row["cells"], strict=True):
            found[row_head, row_turn, column_head, column_turn] = cell
    return found


def _numbered(heads: list[tuple[str, ...]]) -> list[tuple[tuple[str, ...], int]]:
    seen: Counter[tuple[str, ...]] = Counter()
    numbered = []
    for head in heads:
        numbered.append((head, seen[head]))
        seen[head] += 1
    return numbered


def _words(head: tuple[str, ...]) -> str:
    return "／".join(dict.fromkeys(part for part in head if part))
