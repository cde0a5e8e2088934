"""The check before opening: workbooks and Word files are archives, and archives can be bombs."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from sasaeai.documents.refusals import CannotRead

MEGABYTE: Final = 1024 * 1024
MAX_FILE_BYTES: Final = 100 * MEGABYTE
MAX_UNPACKED_BYTES: Final = 200 * MEGABYTE
MAX_ENTRIES: Final = 2_000
MAX_RATIO: Final = 100
# Below this size a high ratio harms nobody: a form with many empty styled rows packs very well.
RATIO_MATTERS_FROM: Final = 5 * MEGABYTE
MAX_CELLS: Final = 5_000_000

_DIMENSION: Final = re.compile(rb'<(?:\w+:)?dimension ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


@dataclass(frozen=True)
class ArchiveSize:
    """What an archive says about itself."""

    entries: int
    packed: int
    unpacked: int


def check_file_size(data: bytes) -> None:
    """Refuse a file over the limit before anything of it is read.

    :raises CannotRead: when larger than 100 MB
    """
    if len(data) > MAX_FILE_BYTES:
        raise CannotRead(
            f"ファイルが大きすぎます（{len(data) // MEGABYTE}MB）。"
            f"{MAX_FILE_BYTES // MEGABYTE}MBまで読み込めます。"
            "年度や圏域で分けて、もう一度お選びください。"
        )


def check_archive(data: bytes) -> ArchiveSize:
    """Refuse archives that would grow too far when unpacked.

    :raises CannotRead: broken archive, too many parts, too large unpacked, packed too tightly
    """
    check_file_size(data)
    with _readable(), zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
    size = ArchiveSize(len(infos), len(data), sum(info.file_size for info in infos))
    if size.entries > MAX_ENTRIES:
        raise CannotRead(
            f"ファイルの中の部品が多すぎます（{size.entries:,}個、{MAX_ENTRIES:,}個まで）。"
            "必要なシートだけを新しいファイルに写して、もう一度お選びください。"
        )
    _check_growth(size)
    if any(info.flag_bits & 1 for info in infos) or _is_locked_opendocument(data):
        raise CannotRead(LOCKED)
    return size


def _is_locked_opendocument(data: bytes) -> bool:
    """An OpenDocument file is an open archive of locked parts; its manifest tells."""
    manifests = beginnings(data, lambda name: name == "META-INF/manifest.xml", size=MEGABYTE)
    return any(b"encryption-data" in content for content in manifests)


def beginnings(data: bytes, wanted: Callable[[str], bool], *, size: int = 4096) -> Iterator[bytes]:
    """The first bytes of the parts of an archive whose names are wanted.

    :raises CannotRead: a part cannot be unpacked
    """
    with _readable(), zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if wanted(info.filename):
                with archive.open(info) as part:
                    yield part.read(size)


@contextlib.contextmanager
def _readable() -> Iterator[None]:
    """Everything that a damaged archive makes the library raise is one sentence for a person."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError) as broken:
        raise CannotRead(BROKEN) from broken


BROKEN: Final = (
    "ファイルが壊れているため開けません。もとのソフトで開いて保存しなおし、もう一度お選びください。"
)


def is_locked_container(data: bytes) -> bool:
    """Whether an old-style container holds a locked new-style file, as Excel and Word save it."""
    return "EncryptedPackage".encode("utf-16-le") in data


LOCKED: Final = (
    "パスワードがかかっているため開けません。"
    "パスワードを外して保存しなおし、もう一度お選びください。"
)


def _check_growth(size: ArchiveSize) -> None:
    too_large = size.unpacked > MAX_UNPACKED_BYTES
    too_tight = size.unpacked > RATIO_MATTERS_FROM and size.unpacked > size.packed * MAX_RATIO
    if too_large or too_tight:
        raise CannotRead(
            f"ファイルを展開すると大きくなりすぎます（{max(1, size.unpacked // MEGABYTE):,}MB、"
            f"{MAX_UNPACKED_BYTES // MEGABYTE}MBまで）。表の外の書式や使っていないシートを消して"
            "保存しなおし、もう一度お選びください。"
        )


def check_used_range(data: bytes) -> None:
    """Refuse an xlsx whose sheets say that they span more cells than a table can have.

    :raises CannotRead: when a sheet spans more than 5,000,000 cells
    """
    for beginning in beginnings(data, _is_sheet):
        found = _DIMENSION.search(beginning)
        if found:
            _check_span(*found.groups())


def _is_sheet(name: str) -> bool:
    return "worksheets/" in name.lower() and name.lower().endswith(".xml")


def _check_span(left: bytes, top: bytes, right: bytes, bottom: bytes) -> None:
    cells = (column_number(right) - column_number(left) + 1) * (int(bottom) - int(top) + 1)
    if cells > MAX_CELLS:
        raise CannotRead(TOO_WIDE)


TOO_WIDE: Final = (
    "表の範囲が広すぎて開けません（500万マスまで）。表から離れたところに文字や書式が残っていることが"
    "あります。使っていない行と列を削除して保存しなおし、もう一度お選びください。"
)


def column_number(letters: bytes) -> int:
    """The 1-based number of a column: b"A" → 1, b"XFD" → 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
