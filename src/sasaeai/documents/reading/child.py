"""The process that opens a workbook: limited in memory and time, so that a bad file kills only it.

Run as `python -m sasaeai.documents.reading.child`; reads one `wire.Request` frame and one frame of
bytes from standard input, writes one `wire.Answer` frame and frames of rows to standard output.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Mapping, Sequence
from typing import BinaryIO, Final

import msgspec
import python_calamine

from sasaeai.documents.archives import LOCKED, MAX_CELLS, TOO_WIDE
from sasaeai.documents.limited import limit_myself
from sasaeai.documents.reading import wire
from sasaeai.documents.reading.headers import known_count
from sasaeai.documents.reading.sheets import CellValue

_LOOKED_AT: Final = 40
_IS_1904: Final = re.compile(rb'date1904="(?:1|true)"')

BROKEN: Final = (
    "ファイルが壊れているか、表計算ソフトの形式ではないため開けません。Excelで開いて"
    "「名前を付けて保存」で「Excelブック（.xlsx）」にしてから、もう一度お選びください。"
)
NO_SHEET: Final = "表の入ったシートがありません。表が入っているファイルかどうか、確かめてください。"


def main() -> int:
    """Open one workbook; the exit code is 0 whenever an answer was written."""
    limit_myself()
    request_body, data = (bytes(body) for body in wire.frames(sys.stdin.buffer.read()))
    request = msgspec.msgpack.decode(request_body, type=wire.Request)
    try:
        _answer(data, request, sys.stdout.buffer)
    except python_calamine.PasswordError:
        _refuse(LOCKED)
    except MemoryError:
        _refuse(TOO_WIDE)
    # A panic of the reading library arrives as a BaseException of its own.
    except BaseException as error:
        _refuse(LOCKED if "assword" in str(error) else BROKEN)
    return 0


def _refuse(problem: str) -> None:
    sys.stdout.buffer.write(wire.frame(wire.Answer(problem=problem)))


def _answer(data: bytes, request: wire.Request, out: BinaryIO) -> None:
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        chosen, others = _choose(book, request)
        if chosen is None:
            _refuse(NO_SHEET)
            return
        if chosen.total_height * chosen.total_width > MAX_CELLS:
            _refuse(TOO_WIDE)
            return
        answer = wire.Answer(
            sheet=chosen.name,
            merges=[(*first, *last) for first, last in chosen.merged_cell_ranges or ()],
            others=others,
            date1904=_uses_1904(data),
        )
        out.write(wire.frame(answer))
        _write_rows(chosen, out)


def _choose(
    book: python_calamine.CalamineWorkbook, request: wire.Request
) -> tuple[python_calamine.CalamineSheet | None, list[tuple[str, int, int]]]:
    """The sheet asked for, else the one with most known headers, then visible, then longest."""
    best: python_calamine.CalamineSheet | None = None
    best_score: tuple[bool, int, bool, int] = (False, -1, False, -1)
    glances: list[tuple[str, int, int]] = []
    for about in book.sheets_metadata:
        if about.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        known = _known(sheet, request.known)
        glances.append((about.name, sheet.total_height, known))
        visible = about.visible is python_calamine.SheetVisibleEnum.Visible
        score = (about.name == request.sheet, known, visible, sheet.height)
        if score > best_score:
            best, best_score = sheet, score
    if best is None or best.width == 0:
        return None, glances
    return best, [glance for glance in glances if glance[0] != best.name]


def _known(sheet: python_calamine.CalamineSheet, known: Mapping[str, Sequence[str]]) -> int:
    if sheet.width == 0 or not known:
        return 0
    top: list[list[CellValue]] = [list(row) for row in sheet.to_python(nrows=_LOOKED_AT)]
    return known_count(top, known)


def _write_rows(sheet: python_calamine.CalamineSheet, out: BinaryIO) -> None:
    batch: list[list[object]] = []
    for row in sheet.iter_rows():
        batch.append(wire.sendable(row))
        if len(batch) == wire.BATCH:
            out.write(wire.frame(batch))
            batch = []
    out.write(wire.frame(batch))


def _uses_1904(data: bytes) -> bool:
    """Whether an xlsx counts its days from 1904, as old Macintosh files do."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("xl/workbook.xml") as part:
            return bool(_IS_1904.search(part.read(65536)))
    except (KeyError, zipfile.BadZipFile, OSError, NotImplementedError):
        return False


if __name__ == "__main__":
    sys.exit(main())
