"""The forms in which readings come: one a line, or wide by day, by household, by moment."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sasaeai.analysis.electricity.arrays import HALF_HOURS_A_DAY, Floats, Longs
from sasaeai.analysis.electricity.half_hours import FIRST_DAY
from sasaeai.documents.metering.cells import (
    HIGHEST_KWH,
    NotUsable,
    day_of,
    kwh_of,
    start_of_reading,
)
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.walking.columns import Piece

FORMS_IN_WORDS: Final = (
    "使える形は、household,start,kwh（1行に1つ）、household,date,00:00,00:30,…,23:30（1行に1日）、"
    "household,2026-01-05T00:00,…（1行に1世帯）、start,世帯,世帯,…（1行に30分）です。"
)
_CLOCK: Final = re.compile(r"(\d{1,2}):(00|30)(?::00)?")


@dataclass(slots=True)
class Known:
    """What was understood so far, so that a name or a moment is looked at only once.

    :param homes: households in the order in which they first came
    :param starts: half hours by how they were written
    """

    homes: dict[str, int]
    starts: dict[str, int]

    def home(self, name: str) -> int:
        """The position of a household; a new one comes last."""
        return self.homes.setdefault(name, len(self.homes))

    def start(self, text: str) -> int:
        """The half hour that a text means.

        :raises NotUsable: no beginning of a half hour
        """
        found = self.starts.get(text)
        if found is None:
            found = start_of_reading(text)
            if len(self.starts) < 2_000_000:
                self.starts[text] = found
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """Readings of a piece of a file, and the row from which each came."""

    home: Longs
    half_hour: Longs
    kwh: Floats
    row: Longs


Form = Callable[[Piece, Known], Taken]


def form_of(piece: Piece) -> Form:
    """How to read a file, by its head.

    :raises CannotRead: where the head fits none of the forms
    """
    head = piece.head
    twice = next((name for name, many in Counter(head).items() if name and many > 1), None)
    if twice:
        raise CannotRead(f"{piece.file} の1行目：{twice}列が2つあります。1つにしてください。")
    if {"household", "start", "kwh"} <= set(head):
        return _one_a_line
    if "household" in head and "date" in head and any(map(_CLOCK.fullmatch, head)):
        return _one_day_a_line
    if head[0] == "household" and len(head) > 1 and _is_start(head[1]):
        return _one_household_a_line
    if head[0] == "start" and len(head) > 1 and "household" not in head and "kwh" not in head:
        return _one_half_hour_a_line
    wanted = [name for name in ("household", "start", "kwh") if name not in head]
    raise CannotRead(
        f"{piece.file} の1行目：{'、'.join(wanted)}列がありません"
        f"（今の見出し：{','.join(head)[:200]}）。{FORMS_IN_WORDS}"
    )


def _is_start(text: str) -> bool:
    try:
        start_of_reading(text)
    except NotUsable:
        return False
    return True


def _one_a_line(piece: Piece, known: Known) -> Taken:
    kwh = _amounts(piece, "kwh")
    half_hour = _each(piece, "start", known.start)
    return Taken(_households(piece, known), half_hour, kwh, np.arange(len(kwh)))


def _one_day_a_line(piece: Piece, known: Known) -> Taken:
    clocks = {at: found for at, name in enumerate(piece.head) if (found := _CLOCK.fullmatch(name))}
    of_day = [int(found[1]) * 2 + (found[2] == "30") for found in clocks.values()]
    if max(of_day) >= HALF_HOURS_A_DAY or len(set(of_day)) < len(of_day):
        raise CannotRead(
            f"{piece.file} の1行目：時刻の見出しは 00:00 から 23:30 までを1度ずつにしてください"
            "（30分の始まりの時刻です）。"
        )
    first = FIRST_DAY.date()
    midnight = _each(piece, "date", lambda cell: (day_of(cell) - first).days * HALF_HOURS_A_DAY)
    return _crossed(_households(piece, known), midnight, np.array(of_day), piece, list(clocks))


def _one_household_a_line(piece: Piece, known: Known) -> Taken:
    moments = _heads(piece, known.start)
    none = np.zeros(len(piece.rows), np.int64)
    return _crossed(_households(piece, known), none, moments, piece, range(1, len(piece.head)))


def _one_half_hour_a_line(piece: Piece, known: Known) -> Taken:
    if "" in piece.head:
        raise CannotRead(
            f"{piece.file} の1行目：世帯の名前が空の列があります。名前を書いてください。"
        )
    homes = np.array([known.home(name) for name in piece.head[1:]], np.int64)
    starts = _each(piece, "start", known.start)
    none = np.zeros(len(homes), np.int64)
    taken = _crossed(starts, starts, none, piece, range(1, len(piece.head)))
    return Taken(np.tile(homes, len(starts)), taken.half_hour, taken.kwh, taken.row)


def _heads(piece: Piece, understood: Callable[[str], int]) -> Longs:
    try:
        return np.array([understood(name) for name in piece.head[1:]], np.int64)
    except NotUsable as error:
        raise CannotRead(f"{piece.file} の1行目：見出しの{error}") from None


def _crossed(
    home: Longs, first: Longs, after: Longs, piece: Piece, columns: Sequence[int]
) -> Taken:
    """Every row with every one of some columns.

    :param first: the half hour that each row counts from
    :param after: how many half hours later each column is
    """
    kwh = np.array([_of_row(piece, row, columns) for row in range(len(piece.rows))], np.float32)
    return Taken(
        np.repeat(home, len(columns)),
        (first[:, None] + after).reshape(-1),
        kwh.reshape(-1),
        np.repeat(np.arange(len(home)), len(columns)),
    )


def _of_row(piece: Piece, row: int, columns: Sequence[int]) -> list[float]:
    """Some cells of a row: at once where all are numbers, else one by one."""
    line = piece.rows[row]
    cells = [line[at].strip() for at in columns]
    try:
        values = [float(cell) if cell else math.nan for cell in cells]
    except ValueError:
        values = [-1.0]
    if all(0.0 <= value <= HIGHEST_KWH or math.isnan(value) for value in values):
        return values
    found: list[float] = []
    try:
        for cell in cells:
            found.append(kwh_of(cell))
    except NotUsable as error:
        column = piece.head[columns[len(found)]]
        raise piece.refusal(row, f"{column}列の{error}") from None
    return found


def _households(piece: Piece, known: Known) -> Longs:
    names = piece.texts("household")
    if "" in names:
        raise piece.refusal(
            names.index(""), "household列が空です。世帯の番号や記号を書いてください。"
        )
    return np.array([known.home(name) for name in names], np.int64)


def _each(piece: Piece, column: str, understood: Callable[[str], int]) -> Longs:
    """A column understood cell by cell.

    :raises CannotRead: naming the line of the first cell that cannot be used
    """
    cells, found = piece.texts(column), []
    try:
        for cell in cells:
            found.append(understood(cell))
    except NotUsable as error:
        row = len(found)
        says = (
            f"{column}列の{error}" if cells[row] else f"{column}列が空です。日時を書いてください。"
        )
        raise piece.refusal(row, says) from None
    return np.array(found, np.int64)


def _amounts(piece: Piece, column: str) -> Floats:
    """A column of kWh: at once where all are numbers, else cell by cell."""
    cells = piece.texts(column)
    try:
        values = np.array([float(cell) if cell else np.nan for cell in cells])
    except ValueError:
        values = np.array([-1.0])
    else:
        odd = ~((values >= 0.0) & (values <= HIGHEST_KWH)) & ~np.isnan(values)
        if not odd.any():
            return values.astype(np.float32)
    return _one_by_one(piece, column, cells)


def _one_by_one(piece: Piece, column: str, cells: list[str]) -> Floats:
    found: list[float] = []
    try:
        for cell in cells:
            found.append(kwh_of(cell))
    except NotUsable as error:
        raise piece.refusal(len(found), f"{column}列の{error}") from None
    return np.array(found, np.float32)
