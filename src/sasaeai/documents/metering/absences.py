"""Registered absences out of a CSV file: `household,from,to`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

import numpy as np

from sasaeai.analysis.electricity.absences import Absences
from sasaeai.analysis.electricity.half_hours import HALF_HOUR, half_hour_of
from sasaeai.documents.archives import MEGABYTE
from sasaeai.documents.metering.cells import LAST_YEAR, NotUsable, moment_of
from sasaeai.documents.walking.columns import Piece, pieces_of

MAX_BYTES: Final = 200 * MEGABYTE
_OPEN_END: Final = f"{LAST_YEAR}-12-31"


def read_absences(path: Path) -> list[tuple[str, int, int]]:
    """Who is away from which half hour to which (the first one at home again).

    A day alone means the whole day; an empty `to` means that the return is not known yet.

    :raises CannotRead: with file and line
    """
    found: list[tuple[str, int, int]] = []
    for piece in pieces_of(path, ("household", "from", "to"), max_bytes=MAX_BYTES):
        columns = (piece.texts(name) for name in ("household", "from", "to"))
        for row, (home, leaves, returns) in enumerate(zip(*columns, strict=True)):
            found.append((home, *_checked(piece, row, home, leaves, returns)))
    return found


def _checked(piece: Piece, row: int, home: str, leaves: str, returns: str) -> tuple[int, int]:
    if not home:
        raise piece.refusal(row, "household列が空です。世帯の番号や記号を書いてください。")
    try:
        begins, ends = _first(leaves), _after(returns or _OPEN_END)
    except NotUsable as error:
        raise piece.refusal(row, str(error)) from None
    if ends <= begins:
        raise piece.refusal(
            row,
            f"もどる日時（{returns}）が出かける日時（{leaves}）より前です。順を確かめてください。",
        )
    return begins, ends


def _first(text: str) -> int:
    moment = moment_of(text)
    return half_hour_of(moment - _past_half_hour(moment.minute, moment.second))


def _after(text: str) -> int:
    moment = moment_of(text)
    if len(text) <= len("2026-01-31"):
        return half_hour_of(moment + timedelta(days=1))
    past = _past_half_hour(moment.minute, moment.second)
    return half_hour_of(moment - past) + (past > timedelta())


def _past_half_hour(minute: int, second: int) -> timedelta:
    return timedelta(minutes=minute, seconds=second) % HALF_HOUR


def absences_of(
    rows: Sequence[tuple[str, int, int]], households: Sequence[str]
) -> tuple[Absences, list[str]]:
    """The absences of households by their positions; names that are not among them apart."""
    position = {name: n for n, name in enumerate(households)}
    known = [(position[home], *when) for home, *when in rows if home in position]
    table = np.array(known, np.int64).reshape(-1, 3)
    strangers = sorted({home for home, *_ in rows if home not in position})
    return Absences(table[:, 0], table[:, 1], table[:, 2]), strangers
