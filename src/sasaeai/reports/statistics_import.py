"""Statistics out of a table that somebody made: every row read or refused with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sasaeai.documents.reading import ReadRow, ReadTable, read_table
from sasaeai.documents.reading.values import read_day, read_number
from sasaeai.documents.refusals import CellRefused
from sasaeai.places.models import Area

HEADS: dict[str, Sequence[str]] = {
    "item": ("項目", "統計項目", "指標", "設問"),
    "detail": ("内訳", "区分", "選択肢", "細目"),
    "area": ("区域", "地区", "圏域", "地域"),
    "on": ("いつ現在", "基準日", "年月日", "時点", "調査日"),
    "value": ("値", "数値", "人数", "件数", "実数", "割合"),
    "unit": ("単位",),
    "source": ("出典", "資料", "調査名"),
    "remark": ("備考", "注"),
}
REQUIRED = ("item", "on", "value")
WHOLE_TOWN = frozenset({"", "全市", "市全体", "全域", "計", "合計"})


@dataclass(frozen=True)
class RefusedRow:
    """A row that was not taken: its number in the file, its texts, and why."""

    number: int
    texts: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class ReadStatistics:
    """What a file holds: rows ready to be put, and the refused ones."""

    rows: list[dict[str, Any]]
    refused: list[RefusedRow]
    labels: tuple[str, ...]


def read_statistics(
    data: bytes, *, filename: str, town_id: int, unit: str = "", source: str = ""
) -> ReadStatistics:
    """Read a workbook or text file of 項目・区域・いつ現在・値・単位・出典.

    :param unit: for files without the column; `source`: likewise
    :raises CannotRead: the file cannot be opened, or lacks 項目, いつ現在 or 値
    """
    table = read_table(data, filename=filename, known_headers=HEADS, required=REQUIRED)
    areas = _areas_by_name(town_id)
    rows, refused = [], []
    for row in table.rows:
        try:
            rows.append(_one(table, row, areas, unit=unit, source=source or filename))
        except CellRefused as refusal:
            texts = tuple("" if cell is None else str(cell) for cell in row.cells)
            refused.append(RefusedRow(row.number, texts, refusal.reason))
    return ReadStatistics(rows, refused, table.labels)


def _one(
    table: ReadTable, row: ReadRow, areas: dict[str, list[int]], *, unit: str, source: str
) -> dict[str, Any]:
    item = table.text(row, "item")
    if not item:
        raise CellRefused("項目が空です。何の数字かを書いてください。")
    day = read_day(table.value(row, "on"), date1904=table.date1904)
    if not isinstance(day, date):
        raise CellRefused("いつ現在の数字かが空です。日付を書いてください（例：令和5年4月1日）。")
    number = read_number(table.value(row, "value"))
    own_unit = table.text(row, "unit") or (number.unit if number else "") or unit
    if not own_unit:
        raise CellRefused("単位がありません。単位の列に「人」「％」などと書いてください。")
    return {
        "item": item[:100],
        "detail": table.text(row, "detail")[:100],
        "area_id": _area(table.text(row, "area"), areas),
        "on": day,
        "value": number.value if number else None,
        "unit": own_unit[:20],
        "source": (table.text(row, "source") or source)[:200],
        "remark": table.text(row, "remark")[:200],
    }


def _areas_by_name(town_id: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for pk, name, code in Area.objects.of_town(town_id).values_list("pk", "name", "code"):
        for key in {name, code} - {""}:
            found.setdefault(key, []).append(pk)
    return found


def _area(name: str, areas: dict[str, list[int]]) -> int | None:
    if name in WHOLE_TOWN:
        return None
    found = areas.get(name, [])
    if not found:
        raise CellRefused(f"「{name}」という区域はありません。区域の名前かコードで書いてください。")
    if len(found) > 1:
        raise CellRefused(f"「{name}」という区域が{len(found)}つあります。コードで書いてください。")
    return found[0]
