"""Meter readings of many households, put on disk by groups, so that any size is read in little memory."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from sasaeai.analysis.electricity.arrays import Floats, Longs
from sasaeai.analysis.electricity.half_hours import midnight_before
from sasaeai.documents.archives import MEGABYTE
from sasaeai.documents.metering.forms import Known, Taken, form_of
from sasaeai.documents.walking.columns import Piece, Progress, pieces_of

MAX_BYTES: Final = 512 * 1024 * MEGABYTE  # unpacked; what is read is put aside on disk
HOMES_A_GROUP: Final = 500
CELLS_AT_ONCE: Final = 2_000_000
_LONGEST: Final = 10 * 366 * 48  # half hours between the first and the last reading
_RECORD: Final = np.dtype([("home", np.int32), ("half_hour", np.int32), ("kwh", np.float32)])


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Readings of some homes, each from the midnight before its first reading.

    :param home: positions of the homes in the file
    :param first: that midnight, a half hour
    :param kwh: homes × half hours, NaN where missing
    """

    home: Longs
    first: Longs
    kwh: Floats


class PutAside:
    """The readings of a file, put aside by groups of households in a folder.

    :param households: their names, in the order in which they first came
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.households: list[str] = []
        self.readings = 0
        self._origin: int | None = None

    def add(self, piece: Piece, taken: Taken) -> None:
        """Put the readings of a piece of the file aside.

        :raises CannotRead: where they lie ten years from the others
        """
        self._check_years(piece, taken)
        records = np.empty(len(taken.home), _RECORD)
        records["home"], records["half_hour"] = taken.home, taken.half_hour
        records["kwh"] = taken.kwh
        self.readings += len(records)
        group = records["home"] // HOMES_A_GROUP
        order = np.argsort(group, kind="stable")
        records, group = records[order], group[order]
        for part in np.split(records, np.flatnonzero(np.diff(group)) + 1):
            with self._file(int(part["home"][0]) // HOMES_A_GROUP).open("ab") as file:
                part.tofile(file)

    def tables(self) -> Iterator[Table]:
        """All readings again, some homes at a time; homes without any reading are left out."""
        for group in range(-(-len(self.households) // HOMES_A_GROUP)):
            yield from _tables(np.fromfile(self._file(group), _RECORD))

    def _check_years(self, piece: Piece, taken: Taken) -> None:
        if self._origin is None:
            self._origin = int(taken.half_hour[0])
        far = np.flatnonzero(np.abs(taken.half_hour - self._origin) > _LONGEST)
        if len(far):
            raise piece.refusal(
                int(taken.row[far[0]]),
                "ほかの行と10年以上はなれた日時です。年の書きまちがいがないか確かめてください。",
            )

    def _file(self, group: int) -> Path:
        return self.folder / f"{group}.readings"


@contextlib.contextmanager
def read_readings(path: Path, *, progress: Progress | None = None) -> Iterator[PutAside]:
    """The readings of a file (`.gz` allowed), in one of the forms of docs/methods/electricity.md.

    :raises CannotRead: with file and line
    """
    with tempfile.TemporaryDirectory(prefix="sasaeai-readings-") as folder:
        aside = PutAside(Path(folder))
        known, form = Known({}, {}), None
        for piece in pieces_of(path, (), progress=progress, max_bytes=MAX_BYTES):
            form = form or form_of(piece)
            aside.add(piece, form(piece, known))
        aside.households = list(known.homes)
        yield aside


def _tables(records: np.ndarray) -> Iterator[Table]:
    """Readings of a group as tables, homes of like length together."""
    records = records[~np.isnan(records["kwh"])]
    records = records[np.argsort(records["home"], kind="stable")]
    homes, begin = np.unique(records["home"], return_index=True)
    if not len(homes):
        return
    half_hour = records["half_hour"].astype(np.int64)
    first = midnight_before(np.minimum.reduceat(half_hour, begin))
    many = np.maximum.reduceat(half_hour, begin) + 1 - first
    own = np.split(records, begin[1:])
    for some in _alike(many):
        table = np.full((len(some), int(many[some].max())), np.nan, np.float32)
        for row, home in enumerate(some):
            np.fmax.at(table[row], own[home]["half_hour"] - first[home], own[home]["kwh"])
        yield Table(homes[some].astype(np.int64), first[some], table)


def _alike(many: Longs) -> Iterator[Sequence[int]]:
    """Homes in groups of like length, each group with a bounded table."""
    order = np.argsort(many, kind="stable")[::-1].tolist()
    while order:
        size = max(1, CELLS_AT_ONCE // int(many[order[0]]))
        shortest = int(many[order[0]]) // 2
        some = [home for home in order[:size] if many[home] >= shortest]
        yield some
        order = order[len(some) :]
