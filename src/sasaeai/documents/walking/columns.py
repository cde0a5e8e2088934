"""Columns of large CSV files (.gz allowed), read in pieces; every refusal names file and line."""

from __future__ import annotations

import csv
import gzip
import io
import math
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

import numpy as np

from sasaeai.analysis.access.arrays import Floats
from sasaeai.documents.archives import MEGABYTE
from sasaeai.documents.reading.encodings import decoded
from sasaeai.documents.refusals import CannotRead

MAX_UNPACKED_BYTES: Final = 1024 * MEGABYTE
_ROWS_AT_ONCE: Final = 100_000
_CELLS_AT_ONCE: Final = 2_000_000
_HEAD_BYTES: Final = 1 * MEGABYTE
_LONGEST_LINE: Final = 32 * MEGABYTE  # characters; a household's year in one line has 0.3 million


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of numbers and what they may be.

    :param says: what to tell where a number lies outside, `{}` for the number
    """

    name: str
    low: float = -math.inf
    high: float = math.inf
    says: str = "「{}」は使える範囲の外です。"
    required: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a file with their line numbers."""

    file: str
    head: tuple[str, ...]
    lines: list[int]
    rows: list[list[str]]

    def texts(self, name: str) -> list[str]:
        """The cells of a column, without blanks around them; empty where there is no such column."""
        if name not in self.head:
            return [""] * len(self.rows)
        at = self.head.index(name)
        return [row[at].strip() for row in self.rows]

    def numbers(self, column: Numbers, *, blank: float | None = None) -> Floats:
        """The numbers of a column.

        :param blank: what an empty cell stands for; None where none may be empty
        :raises CannotRead: naming the line of the first cell that is no number or out of range
        """
        cells = self.texts(column.name)
        if blank is not None:
            cells = [cell or str(blank) for cell in cells]
        try:
            values = np.array([float(cell) for cell in cells])
        except ValueError:
            values = np.array([self._number(column, i, cell) for i, cell in enumerate(cells)])
        outside = ~((values >= column.low) & (values <= column.high))
        if outside.any():
            first = int(np.flatnonzero(outside)[0])
            raise self.refusal(first, f"{column.name}列の{column.says.format(cells[first])}")
        return values

    def _number(self, column: Numbers, row: int, cell: str) -> float:
        try:
            return float(cell)
        except ValueError:
            shown = f"「{cell}」は数ではありません" if cell else "空です"
            raise self.refusal(
                row, f"{column.name}列が{shown}。数を書いて、もう一度お試しください。"
            ) from None

    def refusal(self, row: int, says: str) -> CannotRead:
        """What to raise about one row."""
        return CannotRead(f"{self.file} の{self.lines[row]}行目：{says}")


@dataclass(slots=True)
class Progress:
    """Tells how far the reading is, in words, now and then."""

    tell: Callable[[str], None] | None = None
    shown: float = field(default=0.0)

    def at(self, share: float) -> None:
        """Tell when another tenth is done."""
        if self.tell and share >= self.shown + 0.1:
            self.shown = share
            self.tell(f"{min(share, 1.0):.0%}")

    def count(self, ways: int) -> None:
        """Tell how many streets there are so far, where the end is not known."""
        if self.tell:
            self.tell(f"{ways:,}本")


def pieces_of(
    path: Path,
    needed: Sequence[str],
    *,
    progress: Progress | None = None,
    rename: Callable[[str], str] = lambda name: name,
    max_bytes: int = MAX_UNPACKED_BYTES,
) -> Iterator[Piece]:
    """The rows of a CSV file, 100,000 at a time; fewer where there are many columns.

    :param needed: columns that must be there
    :param rename: how a head is understood (x_epsg6671 as x)
    :param max_bytes: how large the file may be, unpacked
    :raises CannotRead: not there, empty, too large, unknown encoding, missing columns, broken rows
    """
    size = _checked_size(path, max_bytes)
    with _unpacked(path, max_bytes) as raw:
        text = io.TextIOWrapper(raw, encoding=_encoding(path, raw), newline="")
        reader = csv.reader(_lines(path, text), strict=True)
        try:
            head = _head(path, reader, needed, rename)
            for lines, rows in _bunches(path, reader, len(head)):
                yield Piece(path.name, head, lines, rows)
                if progress:
                    progress.at(_packed_position(raw) / size)
        except csv.Error as error:
            raise CannotRead(
                f"{path.name} の{reader.line_num}行目：CSVとして読めません（{error}）。"
                '「"」の閉じ忘れなどを直して、もう一度お試しください。'
            ) from error
        except UnicodeDecodeError as error:
            raise CannotRead(
                f"{path.name} の{reader.line_num + 1}行目あたり：文字コードがそろっていません。"
                "UTF-8で保存しなおして、もう一度お試しください。"
            ) from error
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise CannotRead(
                f"{path.name} は圧縮ファイルとして壊れています。もう一度手に入れてください。"
            ) from error


def _lines(path: Path, text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a file; one without end is refused before it fills the memory."""
    number = 0
    while line := text.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE:
            raise CannotRead(
                f"{path.name} の{number}行目：行が長すぎます（{_LONGEST_LINE:,}文字以上）。"
                "壊れたファイルでないか確かめてください。"
            )
        yield line


def _checked_size(path: Path, max_bytes: int) -> int:
    if not path.is_file():
        raise CannotRead(f"{path} が見つかりません。ファイルの場所と名前を確かめてください。")
    size = path.stat().st_size
    if size > max_bytes:
        raise _too_large(path, size, max_bytes)
    if not size:
        raise CannotRead(f"{path.name} は空です（0バイト）。中身のあるファイルを指定してください。")
    return size


def _too_large(path: Path, size: int, limit: int) -> CannotRead:
    return CannotRead(
        f"{path.name} は大きすぎます（{size // MEGABYTE:,}MB以上、{limit // MEGABYTE:,}MBまで）。"
        "市町村ごとに分けるか、ネットワークは .npz にしてお使いください。"
    )


class _Limited(io.RawIOBase):
    """A stream that refuses to give more than the limit, however tightly it was packed."""

    def __init__(self, path: Path, inner: IO[bytes], packed: IO[bytes], limit: int) -> None:
        self.path, self.inner, self.packed = path, inner, packed
        self.limit, self.given = limit, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self.inner.read(len(buffer))
        self.given += len(data)
        if self.given > self.limit:
            raise _too_large(self.path, self.given, self.limit)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self.inner.close()
        self.packed.close()
        super().close()


def _unpacked(path: Path, limit: int) -> io.BufferedReader:
    packed = path.open("rb")
    inner: IO[bytes] = packed
    if packed.peek(2)[:2] == b"\x1f\x8b":
        inner = gzip.GzipFile(fileobj=packed)  # type: ignore[assignment]
    return io.BufferedReader(_Limited(path, inner, packed, limit), _HEAD_BYTES)


def _packed_position(raw: io.BufferedReader) -> int:
    limited = raw.raw
    return limited.packed.tell() if isinstance(limited, _Limited) else 0


def _encoding(path: Path, raw: io.BufferedReader) -> str:
    """The encoding by the first megabyte, cut at a line end."""
    try:
        head = raw.peek(_HEAD_BYTES)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise CannotRead(
            f"{path.name} は圧縮ファイルとして壊れています。もう一度手に入れてください。"
        ) from error
    if not head.strip():
        raise CannotRead(f"{path.name} は空です。中身のあるファイルを指定してください。")
    if b"\x00" in head[:4096]:
        raise CannotRead(
            f"{path.name} はCSVではないようです（文字ではないデータが入っています）。"
            "CSV（UTF-8）で保存しなおして、もう一度お試しください。"
        )
    whole_lines = head[: head.rfind(b"\n") + 1] or head
    try:
        encoding = decoded(whole_lines)[1]
    except CannotRead as error:
        raise CannotRead(f"{path.name}：{error}") from error
    return "utf-8-sig" if encoding == "utf-8" else encoding


def _head(
    path: Path, reader: Iterator[list[str]], needed: Sequence[str], rename: Callable[[str], str]
) -> tuple[str, ...]:
    found = [name.strip() for name in next(reader, [])]
    head = tuple(rename(name) for name in found)
    missing = [name for name in needed if name not in head]
    if missing:
        raise CannotRead(
            f"{path.name} の1行目：{'、'.join(missing)}列がありません。"
            f"必要な列は {','.join(needed)} です（今の見出し：{','.join(found)[:200]}）。"
        )
    twice = next((name for name in needed if head.count(name) > 1), None)
    if twice:
        raise CannotRead(f"{path.name} の1行目：{twice}列が2つあります。1つにしてください。")
    return head


def _bunches(
    path: Path, reader: Iterator[list[str]], width: int
) -> Iterator[tuple[list[int], list[list[str]]]]:
    lines: list[int] = []
    rows: list[list[str]] = []
    any_row = False
    at_once = max(min(_ROWS_AT_ONCE, _CELLS_AT_ONCE // width), 1)
    for row in reader:
        if not any(row):
            continue
        line = reader.line_num  # type: ignore[attr-defined]
        if len(row) != width:
            raise CannotRead(
                f"{path.name} の{line}行目：列が{len(row)}個あります（見出しは{width}個）。"
                "コンマの数を直して、もう一度お試しください。"
            )
        lines.append(line)
        rows.append(row)
        if len(rows) == at_once:
            yield lines, rows
            lines, rows, any_row = [], [], True
    if rows:
        yield lines, rows
    elif not any_row:
        raise CannotRead(f"{path.name} には見出しのほかに行がありません。データを入れてください。")
