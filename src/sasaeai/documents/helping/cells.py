"""Cells of the lists of helping: words people write, several things in one cell, numbers with limits."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

from sasaeai.documents.archives import MEGABYTE
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.walking.columns import Piece, Progress, pieces_of

MAX_BYTES: Final = 200 * MEGABYTE  # 100,000 requests are about 8 MB

T = TypeVar("T")


class Refused(ValueError):
    """What is wrong with one cell; whoever knows file and line says so."""


def rows_of(path: Path, needed: Sequence[str], progress: Progress | None = None) -> list[Piece]:
    """The rows of a list; every id once.

    :raises CannotRead: with file and line
    """
    pieces = list(pieces_of(path, needed, progress=progress, max_bytes=MAX_BYTES))
    seen: set[str] = set()
    for piece in pieces if "id" in needed else ():
        for row, name in enumerate(piece.texts("id")):
            if not name:
                raise piece.refusal(row, "id列が空です。番号や記号を書いてください。")
            if name in seen:
                raise piece.refusal(
                    row, f"id列の「{name}」は2度目です。重ならないようにしてください。"
                )
            seen.add(name)
    return pieces


def column(piece: Piece, name: str, reading: Callable[[str], T]) -> list[T]:
    """A column, each cell read; equal cells are read once.

    :raises CannotRead: with file, line and column
    """
    known: dict[str, T] = {}
    found: list[T] = []
    for row, cell in enumerate(piece.texts(name)):
        if cell not in known:
            try:
                known[cell] = reading(unicodedata.normalize("NFKC", cell))
            except Refused as refused:
                raise piece.refusal(row, f"{name}列の「{cell}」：{refused}") from refused
        found.append(known[cell])
    return found


def word(names: Mapping[str, T]) -> Callable[[str], T]:
    """One of some words."""

    def reading(cell: str) -> T:
        if cell.lower() not in names:
            shown = "、".join(name or "（空）" for name in names)
            raise Refused(f"使えるのは {shown} です。どれかに直してください。")
        return names[cell.lower()]

    return reading


def whole_number(low: int, high: int, blank: int | None = None) -> Callable[[str], int]:
    """A whole number within limits."""

    def reading(cell: str) -> int:
        if not cell and blank is not None:
            return blank
        value = number(low, high)(cell)
        if value != int(value):
            raise Refused(f"{low}から{high}までの整数を書いてください。")
        return int(value)

    return reading


def number(low: float, high: float, blank: float | None = None) -> Callable[[str], float]:
    """A number within limits."""

    def reading(cell: str) -> float:
        if not cell and blank is not None:
            return blank
        try:
            value = float(cell)
        except ValueError:
            value = low - 1
        if not low <= value <= high:
            raise Refused(f"{low:g}から{high:g}までの数を書いてください。")
        return value

    return reading


def several(cell: str) -> frozenset[str]:
    """Things divided by semicolons.

    >>> sorted(several("v3; v9;"))
    ['v3', 'v9']
    """
    return frozenset(part.strip() for part in cell.split(";") if part.strip())


def text(cell: str) -> str:
    """A text that must not be empty."""
    if not cell:
        raise Refused("空です。書いてください。")
    return cell


def any_text(cell: str) -> str:
    """A text that may be empty."""
    return cell


def check_file(out: Path) -> None:
    """Refuse early where the result could not be written.

    :raises CannotRead: where the place is a folder or its folder is missing
    """
    if out.is_dir():
        raise CannotRead(f"{out} はフォルダーです。--out にはファイルの名前を書いてください。")
    if not out.absolute().parent.is_dir():
        raise CannotRead(f"{out.absolute().parent} がありません。先にフォルダーを作ってください。")
