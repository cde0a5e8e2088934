"""Workbooks into a sheet, opened by a process of its own (`child`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from sasaeai.documents.archives import LOCKED, check_archive, check_used_range, is_locked_container
from sasaeai.documents.kinds import FileKind
from sasaeai.documents.limited import TOO_HEAVY, run_limited
from sasaeai.documents.reading import wire
from sasaeai.documents.reading.sheets import Merge, Sheet, SheetGlance
from sasaeai.documents.refusals import CannotRead

_CHILD: Final = "sasaeai.documents.reading.child"


@dataclass(frozen=True, slots=True)
class OpenedWorkbook:
    """The chosen sheet of a workbook and a glance at the others."""

    sheet: Sheet
    others: tuple[SheetGlance, ...]
    date1904: bool


def opened_workbook(
    data: bytes,
    *,
    kind: FileKind,
    known_headers: Mapping[str, Sequence[str]],
    sheet: str | None = None,
) -> OpenedWorkbook:
    """Open a workbook in a process limited to 1 GB of memory, 30 s of CPU and 60 s of waiting.

    :param sheet: name of the sheet to take; without it the one with most known headers
    :raises CannotRead: bombs, broken or locked files, sheets too large
    """
    if kind is not FileKind.XLS:
        check_archive(data)
    elif is_locked_container(data):
        raise CannotRead(LOCKED)
    if kind is FileKind.XLSX:
        check_used_range(data)
    request = wire.Request(known={f: list(s) for f, s in known_headers.items()}, sheet=sheet)
    return _received(run_limited(_CHILD, wire.frame(request) + wire.frame(data)))


def _received(stdout: bytes) -> OpenedWorkbook:
    bodies = wire.frames(stdout)
    first = next(bodies, None)
    if first is None:
        raise CannotRead(TOO_HEAVY)
    answer = msgspec.msgpack.decode(first, type=wire.Answer)
    if answer.problem:
        raise CannotRead(answer.problem)
    rows = [row for body in bodies for row in wire.received_rows(body)]
    return OpenedWorkbook(
        sheet=Sheet(
            name=answer.sheet,
            first_row=1,
            first_column=1,
            rows=rows,
            merges=tuple(_clipped(merge, len(rows)) for merge in answer.merges),
        ),
        others=tuple(SheetGlance(*other) for other in answer.others),
        date1904=answer.date1904,
    )


def _clipped(merge: tuple[int, int, int, int], row_count: int) -> Merge:
    first_row, first_column, last_row, last_column = merge
    return (first_row, first_column, min(last_row, row_count - 1), last_column)
