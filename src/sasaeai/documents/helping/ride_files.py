"""Rides and drivers of a day out of CSV files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from sasaeai.analysis.matching.rides.people import MINUTE, Driver, Kind, Ride
from sasaeai.documents.helping.cells import (
    Refused,
    any_text,
    column,
    rows_of,
    whole_number,
    word,
)
from sasaeai.documents.walking.columns import Numbers, Piece
from sasaeai.documents.walking.degrees import EAST, NORTH, SOUTH, WEST, degrees_of, says_of

RIDE_COLUMNS: Final = (
    "id", "kind", "from_lat", "from_lon", "to_lat", "to_lon", "window_from", "window_to",
    "wheelchair", "companions",
)  # fmt: skip
CERTIFICATES: Final = {
    "licence_until": "運転免許",
    "inspection_until": "車検",
    "insurance_until": "保険",
}
DRIVER_COLUMNS: Final = (
    "id", "lat", "lon", "shift_from", "shift_to", "seats", "wheelchairs", *CERTIFICATES,
)  # fmt: skip
_KINDS: Final = {
    "outward": Kind.OUTWARD, "return": Kind.RETURN, "行き": Kind.OUTWARD, "帰り": Kind.RETURN,
}  # fmt: skip
_YES: Final = {"": False, "0": False, "1": True, "いいえ": False, "はい": True}
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})")


def clock(cell: str) -> int:
    """Seconds after midnight of a time of day.

    >>> clock("9:30") / 3600
    9.5
    """
    found = _CLOCK.fullmatch(cell)
    if not found or int(found[1]) > 24 or int(found[2]) > 59:
        raise Refused("時刻を 9:30 のように書いてください。")
    return (60 * int(found[1]) + int(found[2])) * MINUTE


def read_rides(path: Path) -> list[Ride]:
    """Rides of a day.

    :raises CannotRead: with file and line
    """
    return [ride for piece in rows_of(path, RIDE_COLUMNS) for ride in _rides(piece)]


def _rides(piece: Piece) -> Iterator[Ride]:
    columns = zip(
        column(piece, "id", any_text),
        column(piece, "kind", word(_KINDS)),
        _places(piece, "from_"),
        _places(piece, "to_"),
        _spans(piece, "window_from", "window_to"),
        column(piece, "wheelchair", word(_YES)),
        column(piece, "companions", whole_number(0, 9, blank=0)),
        column(piece, "trip", any_text),
        strict=True,
    )
    for cells in columns:
        yield Ride(*cells)


def _places(piece: Piece, prefix: str) -> list[tuple[float, float]]:
    lat, lon = (piece.numbers(Numbers(f"{prefix}{name}")) for name in ("lat", "lon"))
    inside = (lon >= WEST) & (lon <= EAST) & (lat >= SOUTH) & (lat <= NORTH)
    if not inside.all():
        row = int(np.flatnonzero(~inside)[0])
        raise piece.refusal(row, prefix + says_of(float(lon[row]), float(lat[row])))
    return list(zip(lat.tolist(), lon.tolist(), strict=True))


def _spans(piece: Piece, first: str, last: str) -> list[tuple[int, int]]:
    found = list(zip(column(piece, first, clock), column(piece, last, clock), strict=True))
    for row, (begin, end) in enumerate(found):
        if begin > end:
            raise piece.refusal(
                row,
                f"{first}（{piece.texts(first)[row]}）が{last}（{piece.texts(last)[row]}）より後です。",
            )
    return found


def read_drivers(path: Path) -> list[Driver]:
    """Drivers and their cars.

    :raises CannotRead: with file and line
    """
    return [driver for piece in rows_of(path, DRIVER_COLUMNS) for driver in _drivers(piece)]


def _drivers(piece: Piece) -> Iterator[Driver]:
    lon, lat = degrees_of(piece)
    papers = [
        [(words, until) for until in column(piece, name, _day)]
        for name, words in CERTIFICATES.items()
    ]
    columns = zip(
        column(piece, "id", any_text),
        zip(lat.tolist(), lon.tolist(), strict=True),
        _spans(piece, "shift_from", "shift_to"),
        column(piece, "seats", whole_number(0, 60)),
        column(piece, "wheelchairs", whole_number(0, 20, blank=0)),
        zip(*papers, strict=True),
        column(piece, "legal_form", any_text),
        strict=True,
    )
    for cells in columns:
        yield Driver(*cells)


def _day(cell: str) -> date | None:
    if not cell:
        return None
    try:
        return date.fromisoformat(cell.replace("/", "-"))
    except ValueError:
        raise Refused("日付を 2027-03-31 のように書いてください。") from None
