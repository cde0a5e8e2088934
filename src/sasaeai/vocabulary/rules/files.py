"""A scheme as a table: one line a term."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sasaeai.documents.reading import CellValue, ReadRow, ReadTable, text_of
from sasaeai.documents.reading.values import read_number
from sasaeai.documents.refusals import CellRefused
from sasaeai.vocabulary.rules.years import next_code

HEADS: Mapping[str, tuple[str, ...]] = {
    "code": ("コード", "用語コード", "code"),
    "label": ("名前", "用語", "名称", "項目", "分類名", "label"),
    "short_label": ("短い名前", "略称"),
    "meaning": ("意味・数え方", "意味", "説明", "数え方", "定義"),
    "parent": ("上の用語のコード", "上の用語", "親", "大分類", "グループ"),
    "shared_code": ("共通コード",),
    "in_use_from": ("何年度から", "開始年度"),
    "retired_in": ("何年度から使わないか", "廃止年度"),
}
# What is read back; the year of retiring is printed only, for it is a deed of its own on the page.
READ = {name: spellings for name, spellings in HEADS.items() if name != "retired_in"}
CODE = re.compile(r"[-a-zA-Z0-9_]{1,60}")


@dataclass(frozen=True)
class FileTerm:
    """One line of a file that can be used; `parent` None: the file says nothing of groups."""

    number: int
    code: str
    parent: str | None
    values: Mapping[str, Any]


@dataclass(frozen=True)
class RefusedLine:
    """One line that cannot, with the reason."""

    number: int
    cells: tuple[str, ...]
    reason: str


def lines_of(
    table: ReadTable, taken: Mapping[str, str]
) -> tuple[list[FileTerm], list[RefusedLine]]:
    """Lines that can be used and lines that cannot.

    A line without a code finds its term by its label, else it becomes a new term.

    :param taken: code → label of the terms already there
    """
    by_label = {label: code for code, label in taken.items()}
    codes = set(taken)
    good: list[FileTerm] = []
    bad: list[RefusedLine] = []
    seen: set[str] = set()
    for row in table.rows:
        try:
            line = _line(table, row, codes, by_label)
            if line.code in seen:
                raise CellRefused(
                    f"コード「{line.code}」の行が2つあります。1行にまとめてください。"
                )
        except CellRefused as refused:
            cells = tuple(text_of(value) for value in row.cells)
            bad.append(RefusedLine(row.number, cells, refused.reason))
            continue
        seen.add(line.code)
        codes.add(line.code)
        by_label.setdefault(str(line.values["label"]), line.code)
        good.append(line)
    return good, bad


def _line(table: ReadTable, row: ReadRow, codes: set[str], by_label: Mapping[str, str]) -> FileTerm:
    label = table.text(row, "label")
    if not label:
        raise CellRefused("名前が空です。用語の名前を入れてください。")
    if len(label) > 100:
        raise CellRefused("名前が長すぎます。100字までにしてください。")
    code = table.text(row, "code") or by_label.get(label, "") or next_code(sorted(codes))
    if not CODE.fullmatch(code):
        raise CellRefused(
            f"コード「{code}」は使えません。半角の英数字と - _ だけで書いてください。"
        )
    above = table.text(row, "parent")
    parent = above if above in codes else by_label.get(above, "")
    if above and not parent:
        raise CellRefused(
            f"上の用語「{above}」が見つかりません。先の行に書くか、名前を確かめてください。"
        )
    if parent == code:
        raise CellRefused("上の用語が自分自身になっています。")
    values: dict[str, Any] = {"label": label}
    for name, length in (("short_label", 30), ("meaning", 300), ("shared_code", 60)):
        if name in table.columns:
            values[name] = _short(table.text(row, name), table.labels[table.columns[name]], length)
    if "in_use_from" in table.columns:
        values["in_use_from"] = _year(table.value(row, "in_use_from"))
    return FileTerm(row.number, code, parent if "parent" in table.columns else None, values)


def _short(text: str, head: str, length: int) -> str:
    if len(text) > length:
        raise CellRefused(f"「{head}」が長すぎます。{length}字までにしてください。")
    return text


def _year(value: CellValue) -> int | None:
    number = read_number(value)
    if number is None:
        return None
    if not 1990 <= number.value <= 2100:
        raise CellRefused(f"年度「{text_of(value)}」は西暦の4桁で書いてください（例：2022）。")
    return int(number.value)
