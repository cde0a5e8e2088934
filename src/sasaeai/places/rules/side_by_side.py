"""A list of areas as offices keep it: 圏域 | 地区 | 町会 side by side, a line for each of the smallest.

Such a table is laid out anew as one line an area, with its level and the area above it; from there on it is read like
any other list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sasaeai.documents.reading import CellValue, ReadRow, ReadTable, read_table
from sasaeai.documents.refusals import CannotRead
from sasaeai.places.rules.area_file import HEADS

# Head of a column → the level that its areas make. Which lies in which is told by their order, left to right.
KINDS: Mapping[str, tuple[str, ...]] = {
    "市全域": ("市", "市町村", "市町村名", "自治体", "自治体名"),
    "日常生活圏域": ("圏域", "圏域名", "日常生活圏域", "日常生活圏域名", "生活圏域"),
    "地域包括支援センター圏域": ("包括圏域", "包括", "担当包括", "地域包括支援センター"),
    "ブロック": ("ブロック", "ブロック名"),
    "地区": ("地区", "地区名"),
    "地区社協": ("地区社協", "地区社協名", "支部"),
    "中学校区": ("中学校区", "中学校区名"),
    "小学校区": ("小学校区", "小学校区名", "校区", "校区名"),
    "町会": ("町会", "町会名", "町内会", "町内会名"),
    "自治会": ("自治会", "自治会名"),
    "行政区": ("行政区", "行政区名"),
}
BESIDE = {name: HEADS[name] for name in ("code", "kana", "valid_from")}
LABELS = ("分け方", "段", "コード", "区域名", "ふりがな", "上の区域", "いつから")
FIELDS = ("tree", "level", "code", "name", "kana", "parent", "valid_from")
# An upper area has no line of its own in the file; its number lies beyond the last row of any workbook.
BEYOND = 2_000_000
Line = tuple[int, tuple[CellValue, ...]]


def read_areas(data: bytes, *, filename: str) -> ReadTable:
    """Open a list of areas: one line an area with its level, or levels side by side.

    :raises CannotRead: if it is no such table
    """
    try:
        beside = read_table(data, filename=filename, known_headers={**KINDS, **BESIDE})
    except CannotRead:
        beside = None
    if beside is not None and len(_levels(beside)) > 1:
        return _laid_out(beside)
    return read_table(data, filename=filename, known_headers=HEADS, required=("name",))


def _levels(read: ReadTable) -> list[str]:
    """The levels side by side, the widest first."""
    found = [kind for kind in KINDS if kind in read.columns]
    return sorted(found, key=lambda kind: read.columns[kind])


def _laid_out(read: ReadTable) -> ReadTable:
    levels = _levels(read)
    used = {read.columns[name] for name in (*levels, *BESIDE) if name in read.columns}
    last = [label.rsplit("／", 1)[-1] for label in read.labels]  # without a title above the heads
    extras = tuple(label for i, label in enumerate(last) if label and i not in used)
    lines = [*_upper_lines(read, levels), *_own_lines(read, levels)]
    blanks = (None,) * len(extras)
    return replace(
        read,
        labels=LABELS + extras,
        columns={field: i for i, field in enumerate(FIELDS)},
        rows=tuple(ReadRow(number, (levels[0], *cells, *blanks)) for number, cells in lines),
        labels_to_load=LABELS,
        _extras=tuple(range(len(LABELS), len(LABELS) + len(extras))),
    )


def _upper_lines(read: ReadTable, levels: Sequence[str]) -> Iterator[Line]:
    """A line for each area that others lie in.

    :raises CannotRead: if the file puts one into two areas
    """
    seen: dict[tuple[str, str], tuple[str, int]] = {}
    for row in read.rows:
        path = _path(read, row, levels)
        for i, (level, name) in enumerate(path):
            if level == levels[-1]:
                continue
            above = "：".join(path[i - 1]) if i else ""
            before, number = seen.setdefault((level, name), (above, row.number))
            if before != above:
                raise CannotRead(
                    f"「{name}」が、{number}行目では「{before}」、{row.number}行目では「{above}」にあります。"
                    "どちらかに直して、もう一度お選びください。"
                )
    for n, ((level, name), (above, _)) in enumerate(seen.items()):
        yield BEYOND + n, (level, None, name, None, above, None)


def _own_lines(read: ReadTable, levels: Sequence[str]) -> Iterator[Line]:
    """A line for each of the smallest areas, with what stands beside it."""
    for row in read.rows:
        path = _path(read, row, levels)
        if path and path[-1][0] == levels[-1]:
            above = "：".join(path[-2]) if len(path) > 1 else ""
            code, kana, since = (read.value(row, name) for name in ("code", "kana", "valid_from"))
            yield row.number, (levels[-1], code, path[-1][1], kana, above, since)


def _path(read: ReadTable, row: ReadRow, levels: Sequence[str]) -> list[tuple[str, str]]:
    """Level and name of each area of the row, the widest first; blanks left out."""
    named = [(level, read.text(row, level)) for level in levels]
    return [(level, name) for level, name in named if name]
