"""A table of areas out of a file: lines told apart into those that can be used and those that cannot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from unicodedata import normalize

from sasaeai.documents.reading import ReadRow, ReadTable, text_of
from sasaeai.documents.reading.values import read_day, read_number
from sasaeai.documents.refusals import CellRefused
from sasaeai.places.rules.naming import NameIndex, folded
from sasaeai.places.rules.over_time import NotPossible, Tie, refuse_circle
from sasaeai.towns.rules import Tier

PARENTS = ("parent", "parent2", "parent3", "parent4")
HEADS: Mapping[str, tuple[str, ...]] = {
    "tree": ("分け方", "区域の分け方", "区分", "分類"),
    "level": ("段", "段の名前", "階層", "区域の種類", "種別", "レベル"),
    "code": ("コード", "区域コード", "地区コード", "地域コード", "番号"),
    "name": ("区域名", "区域", "地区名", "地域名", "圏域名", "名称", "名前", "町会名", "町名"),
    "kana": ("ふりがな", "フリガナ", "よみがな", "かな", "カナ", "名称_カナ", "読み"),
    "parent": ("上の区域", "上の区域1", "属する区域", "所属", "所属区域", "親区域"),
    "parent2": ("上の区域2", "属する区域2", "所属2"),
    "parent3": ("上の区域3", "属する区域3", "所属3"),
    "parent4": ("上の区域4", "属する区域4", "所属4"),
    "tier": ("層",),
    "valid_from": ("いつから", "開始日", "設置日", "設置年月日", "施行日"),
    "latitude": ("緯度",),
    "longitude": ("経度",),
}
_SEPARATORS = re.compile(r"[、,，;；/／\n]")
CODES = {
    "市全域": "city", "町全域": "city", "村全域": "city", "区全域": "city", "全域": "city",
    "日常生活圏域": "life-area", "圏域": "life-area", "地域包括支援センター圏域": "care-centre",
    "包括圏域": "care-centre", "地域包括支援センター": "care-centre", "ブロック": "block",
    "地区": "district", "地区社協": "district-council", "小学校区": "school-district",
    "中学校区": "junior-high", "町会": "neighbourhood", "自治会": "neighbourhood",
    "民生委員区": "welfare-commissioner", "行政区": "ward",
}  # fmt: skip
TIERS = {"city": Tier.FIRST, "life-area": Tier.SECOND}


@dataclass(frozen=True)
class Known:
    """An area already there."""

    key: int
    level: str
    code: str
    name: str
    kana: str
    parents: tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """One line of the file. `ties`: keys of the areas it lies within; a line of the file has key −number."""

    number: int
    cells: tuple[str, ...]
    tree: str
    level: str
    code: str
    name: str
    kana: str
    above: tuple[str, ...]
    tier: str = ""
    valid_from: date | None = None
    point: tuple[float, float] | None = None
    same_as: int | None = None
    ties: tuple[int, ...] = ()

    @property
    def key(self) -> int:
        """The key of the area it means, or would make."""
        return self.same_as if self.same_as is not None else -self.number


@dataclass(frozen=True)
class Refused:
    """A line that cannot be used, with the reason."""

    number: int
    cells: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Plan:
    """What an import would do. `complete`: (line, what it fills in) for areas already there."""

    labels: tuple[str, ...]
    add: tuple[Line, ...] = ()
    complete: tuple[Line, ...] = ()
    same: int = 0
    refused: tuple[Refused, ...] = ()
    new_levels: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()


@dataclass
class _Reading:
    good: dict[int, Line] = field(default_factory=dict)
    bad: list[Refused] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """Lines that can still be used."""
        return list(self.good.values())

    def refuse(self, line: Line, reason: str) -> None:
        """Take a line back."""
        del self.good[line.number]
        self.bad.append(Refused(line.number, line.cells, reason))


def plan_of(
    read: ReadTable,
    *,
    known: Sequence[Known],
    levels: Mapping[str, str],
    ties: Iterable[Tie],
    tree: str = "",
    level: str = "",
) -> Plan:
    """What importing the table would do.

    :param known: areas in use
    :param levels: name of each level already there → name of its tree
    :param tree: used where the file has no such column; `level` likewise
    """
    reading = _Reading()
    for row in read.rows:
        try:
            reading.good[row.number] = _line(read, row, levels, tree, level)
        except CellRefused as refused:
            reading.bad.append(Refused(row.number, _cells(row), refused.reason))
    _refuse_doubles(reading)
    _recognise(reading, known)
    _tie(reading, known, ties)
    add = [line for line in reading.lines if line.same_as is None]
    there = {area.key: area for area in known}
    rest = [line for line in reading.lines if line.same_as is not None]
    complete = [line for line in rest if _fills_in(line, there[line.key])]
    new = dict.fromkeys((line.level, line.tree) for line in add if line.level not in levels)
    return Plan(
        labels=read.labels,
        add=tuple(add),
        complete=tuple(complete),
        same=len(rest) - len(complete),
        refused=tuple(sorted(reading.bad, key=lambda r: r.number)),
        new_levels=tuple(new),
        unused=read.unknown_labels,
    )


def _cells(row: ReadRow) -> tuple[str, ...]:
    return tuple(text_of(value).strip() for value in row.cells)


def _line(read: ReadTable, row: ReadRow, levels: Mapping[str, str], tree: str, level: str) -> Line:
    name = read.text(row, "name")
    if not name:
        raise CellRefused("区域名が空です。区域の名前を入れてください。")
    if len(name) > 60:
        raise CellRefused("区域名が長すぎます。60字までにしてください。")
    level = read.text(row, "level") or level
    if not level:
        raise CellRefused(
            "どの段の区域か分かりません。「段」の列に、日常生活圏域・地区などと書いてください。"
        )
    given_tree = read.text(row, "tree") or levels.get(level, "") or tree or level
    if level in levels and levels[level] != given_tree:
        raise CellRefused(
            f"段「{level}」は分け方「{levels[level]}」にあります。分け方を合わせてください。"
        )
    above = [part.strip() for p in PARENTS for part in _SEPARATORS.split(read.text(row, p))]
    return Line(
        number=row.number,
        cells=_cells(row),
        tree=given_tree,
        level=level,
        code=normalize("NFKC", read.text(row, "code"))[:40],
        name=name,
        kana=normalize("NFKC", read.text(row, "kana"))[:120],
        above=tuple(dict.fromkeys(part for part in above if part)),
        tier=_tier(read.text(row, "tier")),
        valid_from=read_day(read.value(row, "valid_from"), date1904=read.date1904),
        point=_point(read, row),
    )


def _tier(text: str) -> str:
    found = {digit for digit in "123" if digit in folded(text)}
    return {"1": "1", "2": "2", "12": "12", "3": "3"}.get("".join(sorted(found)), "")


def _point(read: ReadTable, row: ReadRow) -> tuple[float, float] | None:
    latitude, longitude = (read_number(read.value(row, n)) for n in ("latitude", "longitude"))
    if latitude is None or longitude is None or latitude.value in (0, 999):
        return None
    point = float(latitude.value), float(longitude.value)
    if 20 <= point[1] <= 46 and 122 <= point[0] <= 154:
        point = point[1], point[0]
    if not (20 <= point[0] <= 46 and 122 <= point[1] <= 154):
        raise CellRefused(
            "緯度・経度が日本の範囲にありません。緯度は20〜46、経度は122〜154の度で書いてください。"
        )
    return point


def _refuse_doubles(reading: _Reading) -> None:
    seen: dict[tuple[str, str], int] = {}
    for line in reading.lines:
        for mark in {(line.level, f"n:{folded(line.name)}"), (line.level, f"c:{line.code}")}:
            if mark[1] == "c:":
                continue
            if mark in seen:
                reading.refuse(line, f"{seen[mark]}行目と同じ区域です。どちらかを消してください。")
                break
            seen[mark] = line.number


def _recognise(reading: _Reading, known: Sequence[Known]) -> None:
    """Lines that mean an area already there, by its code or its name at the level."""
    names = {area.key: area.name for area in known}
    by_level: dict[str, NameIndex] = {}
    for area in known:
        by_level.setdefault(area.level, NameIndex(())).add(area.key, area.code, area.name)
    for line in reading.lines:
        index = by_level.get(line.level)
        found = index.exactly(line.name, line.code) if index else []
        if len(found) > 1:
            reading.refuse(
                line, f"「{line.name}」にあたる区域が2つあります。コードで区別してください。"
            )
        elif found and folded(names[found[0]]) != folded(line.name):
            reading.refuse(
                line,
                f"コード「{line.code}」は「{names[found[0]]}」のものです。同じ区域なら名前を合わせ、"
                "別の区域なら別のコードにしてください。",
            )
        elif found:
            reading.good[line.number] = replace(line, same_as=found[0])


def _tie(reading: _Reading, known: Sequence[Known], ties: Iterable[Tie]) -> None:
    """Find what each line lies within; lines whose parent is refused are refused as well."""
    there = {area.key: area for area in known}
    before = -1
    while before != len(reading.bad):
        before = len(reading.bad)
        _find_parents(reading, known, there)
        if before == len(reading.bad):
            _refuse_rings(reading, list(ties))


def _find_parents(reading: _Reading, known: Sequence[Known], there: Mapping[int, Known]) -> None:
    index, levels = _index(reading, known)
    for line in reading.lines:
        try:
            found = tuple(_parent(word, line, index, levels) for word in line.above)
            _refuse_second(line, found, levels, there)
        except CellRefused as refused:
            reading.refuse(line, refused.reason)
        else:
            reading.good[line.number] = replace(line, ties=found)


def _refuse_rings(reading: _Reading, ties: list[Tie]) -> None:
    holding = {tie.parent for tie in ties}
    for line in reading.lines:
        try:
            for parent in line.ties:
                if line.key in holding:  # what holds nothing cannot come to lie in itself
                    refuse_circle(ties, area=line.key, parent=parent)
                ties.append(Tie(line.key, parent))
                holding.add(parent)
        except NotPossible as ring:
            reading.refuse(line, str(ring))


def _index(
    reading: _Reading, known: Sequence[Known]
) -> tuple[dict[str, NameIndex], dict[int, tuple[str, str]]]:
    """Indexes by level ("" for all), and key → (level, name)."""
    levels = {area.key: (area.level, area.name) for area in known}
    entries = [(area.key, area.code, area.name, area.level) for area in known]
    for line in reading.lines:
        if line.same_as is None:
            entries.append((line.key, line.code, line.name, line.level))
            levels[line.key] = (line.level, line.name)
    index: dict[str, NameIndex] = {"": NameIndex(())}
    for key, code, name, level in entries:
        for each in ("", folded(level)):
            index.setdefault(each, NameIndex(())).add(key, code, name)
    return index, levels


def _parent(
    word: str, line: Line, index: Mapping[str, NameIndex], levels: Mapping[int, tuple[str, str]]
) -> int:
    level, _, name = word.replace("：", ":").partition(":")
    where = index.get(folded(level)) if name else index[""]
    found = where.exactly(name or word, name or word) if where else []
    found = [key for key in found if levels[key][0] != line.level]
    if not found:
        raise CellRefused(
            f"上の区域「{word}」が見つかりません。同じファイルに書くか、名前を確かめてください。"
        )
    if len(found) > 1:
        ways = "」「".join(f"{levels[key][0]}：{levels[key][1]}" for key in found[:3])
        raise CellRefused(
            f"上の区域「{word}」が2つあります。「{ways}」のように段を付けてください。"
        )
    return found[0]


def _refuse_second(
    line: Line,
    found: Sequence[int],
    levels: Mapping[int, tuple[str, str]],
    there: Mapping[int, Known],
) -> None:
    """An area lies in one area of a level; another one would be a move, which is a deed of its own."""
    own = {levels[p][0]: p for p in there[line.key].parents} if line.key in there else {}
    mine: dict[str, int] = {}
    for key in found:
        level, name = levels[key]
        if mine.setdefault(level, key) != key:
            raise CellRefused(f"{level}が2つ書かれています。1つだけにしてください。")
        if own.get(level, key) != key:
            raise CellRefused(
                f"「{line.name}」はもう「{levels[own[level]][1]}」に属しています。「{name}」へ移すときは、"
                "区域のページの「所属を変える」をお使いください。"
            )


def _fills_in(line: Line, area: Known) -> bool:
    fills = (line.kana and not area.kana) or (line.code and not area.code)
    return bool(fills or set(line.ties) - set(area.parents) or line.point)


def code_for(name: str, taken: Iterable[str], stem: str) -> str:
    """A code for a new level or tree: a usual one where the name is usual.

    >>> code_for("日常生活圏域", [], "level"), code_for("班", ["level-1"], "level")
    ('life-area', 'level-2')
    """
    taken = set(taken)
    usual = CODES.get(name, "")
    if usual and usual not in taken:
        return usual
    return next(c for n in range(1, 1000) if (c := f"{stem}-{n}") not in taken)
