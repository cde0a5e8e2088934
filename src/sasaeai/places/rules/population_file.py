"""A table of people by age out of a file (自治体標準オープンデータセット「地域・年齢別人口」 and its relatives)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sasaeai.documents.reading import CellValue, ReadRow, ReadTable, read_table, text_of
from sasaeai.documents.reading.values import read_day, read_number
from sasaeai.documents.refusals import CannotRead, CellRefused
from sasaeai.places.rules.area_file import Refused
from sasaeai.places.rules.naming import NameIndex
from sasaeai.places.rules.population import ALL, EVERYBODY, Band, Head, head_of

HEADS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "地域名",
        "地区名",
        "区域名",
        "町名",
        "町丁名",
        "圏域名",
        "地区",
        "学校区",
        "小学校区",
        "名称",
    ),
    "code": ("地域コード", "区域コード", "地区コード", "町字ID"),
    "on": ("調査年月日", "基準日", "時点", "年月日", "調査日"),
    "total": ("総人口", "人口総数", "人口", "総数", "人口計", "合計人口"),
    "households": ("世帯数", "世帯"),
}
# Rows of the whole municipality or prefecture among those of its parts.
_SUMS = ("総数", "合計", "県総数", "市総数", "町総数", "全域", "計")
SECRET = frozenset({"x", "X", "*", "＊", "Ｘ", "χ"})


@dataclass(frozen=True)
class Count:
    """One figure of a row; None = kept secret there."""

    band: Band
    sex: str
    people: int | None


@dataclass(frozen=True)
class PeopleLine:
    """The figures of one area on one date."""

    number: int
    name: str
    code: str
    on: date
    counts: tuple[Count, ...]
    households: int | None
    area: int | None = None


@dataclass(frozen=True)
class PeoplePlan:
    """What an import of people would do.

    :param unmatched: rows whose area is not there: (row, name, why)
    """

    labels: tuple[str, ...]
    matched: tuple[PeopleLine, ...]
    unmatched: tuple[tuple[PeopleLine, str], ...]
    refused: tuple[Refused, ...]
    bands: tuple[Band, ...]
    unused: tuple[str, ...]

    @property
    def dates(self) -> list[date]:
        """Dates of the figures that can be taken."""
        return sorted({line.on for line in self.matched})


class NoDate(CannotRead):
    """The file does not say of when its figures are; the person must."""


def read_people(data: bytes, *, filename: str) -> ReadTable:
    """Open a file of people by age.

    :raises CannotRead: if it is no such table
    """
    return read_table(data, filename=filename, known_headers=HEADS, required=("name",))


def heads_in(read: ReadTable) -> dict[int, Head]:
    """Column → what it counts; only the first column of each kind."""
    found: dict[int, Head] = {}
    special = {read.columns[n] for n in ("name", "code", "on", "households") if n in read.columns}
    for column, label in enumerate(read.labels):
        # In text files a title above the heads is read as an upper head: then the lower one counts.
        told = head_of(label) or head_of(label.rsplit("／", 1)[-1])
        head = told if column not in special else None
        if head and head not in found.values():
            found[column] = head
    return found


def plan_of(read: ReadTable, areas: Sequence[tuple[int, str, str]], on: date | None) -> PeoplePlan:
    """Match rows to areas and read their figures.

    :param areas: (key, code, name) of the areas in question
    :param on: used where a row has no date
    :raises NoDate: if some row has no date and none was given
    """
    heads = heads_in(read)
    if not heads:
        raise CannotRead(
            "人数の列が見つかりません。見出しを「総人口」「65歳以上」「0-4歳の男性」のように書いてください。"
        )
    index = NameIndex(areas)
    matched: list[PeopleLine] = []
    unmatched: list[tuple[PeopleLine, str]] = []
    refused: list[Refused] = []
    seen: dict[tuple[int, date], int] = {}
    for row in read.rows:
        try:
            line = _line(read, row, heads, on)
            found = index.find(line.name, line.code) if line else []
            _refuse_twice(line, found, seen)
        except CellRefused as reason:
            cells = tuple(text_of(value).strip() for value in row.cells)
            refused.append(Refused(row.number, cells, reason.reason))
            continue
        if line is None:
            continue
        if len(found) == 1:
            matched.append(_with_area(line, found[0]))
        else:
            why = "同じ名前の区域がいくつかあります" if found else "この名前の区域がありません"
            unmatched.append((line, why))
    bands = tuple(dict.fromkeys(head.band for head in heads.values()))
    unused = tuple(label for label in read.unknown_labels if head_of(label) is None)
    return PeoplePlan(read.labels, tuple(matched), tuple(unmatched), tuple(refused), bands, unused)


def _with_area(line: PeopleLine, area: int) -> PeopleLine:
    return PeopleLine(
        line.number, line.name, line.code, line.on, line.counts, line.households, area
    )


def _refuse_twice(
    line: PeopleLine | None, found: Sequence[int], seen: dict[tuple[int, date], int]
) -> None:
    if line is None or len(found) != 1:
        return
    earlier = seen.setdefault((found[0], line.on), line.number)
    if earlier != line.number:
        raise CellRefused(
            f"{earlier}行目と同じ区域・同じ日です。区域ごとに1行にまとめるか、どちらかを消してください。"
        )


def _line(
    read: ReadTable, row: ReadRow, heads: Mapping[int, Head], on: date | None
) -> PeopleLine | None:
    """The figures of a row; None for rows without any (blank lines at the end of a file)."""
    name = read.text(row, "name")
    counts = tuple(_counts(row, heads))
    if not name and not counts:
        return None
    if not name:
        raise CellRefused("地域名が空です。区域の名前を入れてください。")
    if not counts:
        raise CellRefused("人数が1つも入っていません。")
    day = read_day(read.value(row, "on"), date1904=read.date1904) or on
    if day is None:
        raise NoDate(
            "調査年月日のない行があります。いつ現在の人口か、下の「いつ現在」に入れてください。"
        )
    households = _whole(read.value(row, "households"))
    return PeopleLine(row.number, name, read.text(row, "code"), day, counts, households)


def _counts(row: ReadRow, heads: Mapping[int, Head]) -> Iterator[Count]:
    for column, head in heads.items():
        value = row.cells[column]
        if text_of(value).strip() in SECRET:
            yield Count(head.band, head.sex, None)
            continue
        people = _whole(value)
        if people is not None:
            yield Count(head.band, head.sex, people)


def _whole(value: CellValue) -> int | None:
    number = read_number(value)
    if number is None:
        return None
    if number.value != int(number.value) or number.value < 0:
        raise CellRefused(
            f"「{text_of(value)}」は人数として読めません。0以上の整数で書いてください。"
        )
    return int(number.value)


def is_sum(name: str) -> bool:
    """Whether a row is the sum of the others, and not an area that is missing."""
    return name.strip().endswith(_SUMS)


def mismatch(line: PeopleLine) -> str:
    """Words where the bands of a row do not add up to its total; empty where they do or cannot be told."""
    total = next((c.people for c in line.counts if c.band == EVERYBODY and c.sex == ALL), None)
    parts = [c.people for c in line.counts if c.band != EVERYBODY and c.sex != ALL]
    if total is None or not parts or None in parts:
        return ""
    added = sum(p for p in parts if p is not None)
    if added == total:
        return ""
    return f"{line.number}行目「{line.name}」：年齢別の合計{added:,}人が総人口{total:,}人と合いません。"
