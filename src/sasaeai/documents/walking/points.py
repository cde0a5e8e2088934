"""Homes (`id,lat,lon,<weights…>`) and facilities (`id,lat,lon,category`) out of CSV files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from sasaeai.analysis.access.arrays import Floats
from sasaeai.analysis.access.reach import Facilities, Homes
from sasaeai.documents.archives import MEGABYTE
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.walking.columns import Piece, pieces_of
from sasaeai.documents.walking.degrees import degrees_of

MAX_BYTES: Final = 200 * MEGABYTE  # a million homes with ten columns are about 100 MB
# What the census and other offices write where a figure is missing or kept secret.
UNKNOWN_MARKS: Final = frozenset({"", "-", "－", "X", "x", "Ｘ", "*", "***", "…", "x ", "秘匿"})
# Where a home is, said once more: no number of people.
_WHERE: Final = re.compile(r"(?:id|lat|lon|[xy](?:_epsg\d+)?|)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class ReadHomes:
    """Homes with what else their file says.

    :param texts: columns that are not numbers (districts, names)
    :param unknown: for each weight, how many homes have no figure (counted as 0)
    """

    homes: Homes
    texts: dict[str, list[str]]
    unknown: dict[str, int]


def read_homes(path: Path, *, as_text: Sequence[str] = ()) -> ReadHomes:
    """Homes and their weights: every column of numbers that does not say where the home is.

    :param as_text: columns that are labels even if they look like numbers (districts)
    :raises CannotRead: with file and line
    """
    ids, lon, lat, pieces = _places(path, ("id", "lat", "lon"))
    absent = [name for name in as_text if name not in pieces[0].head]
    if absent:
        raise CannotRead(
            f"{path.name} の1行目：{'、'.join(absent)}列がありません（今の見出し：{','.join(pieces[0].head)}）。"
        )
    weights: dict[str, Floats] = {}
    texts: dict[str, list[str]] = {}
    unknown: dict[str, int] = {}
    for name in dict.fromkeys(pieces[0].head):
        if _WHERE.fullmatch(name) and name not in as_text:
            continue
        if name in as_text or not _mostly_numbers(pieces, name):
            texts[name] = [cell for piece in pieces for cell in piece.texts(name)]
            continue
        weights[name] = np.concatenate([_weights(piece, name) for piece in pieces])
        unknown[name] = int(np.isnan(weights[name]).sum())
        weights[name] = np.nan_to_num(weights[name], nan=0.0)
    return ReadHomes(Homes(ids, lon, lat, weights), texts, unknown)


def read_places(path: Path) -> tuple[list[str], Floats, Floats]:
    """Names, longitudes and latitudes (`id,lat,lon`), for candidates and for clipping.

    :raises CannotRead: with file and line
    """
    ids, lon, lat, _ = _places(path, ("id", "lat", "lon"))
    return ids, lon, lat


def read_facilities(path: Path) -> Facilities:
    """Facilities with their categories.

    :raises CannotRead: with file and line
    """
    ids, lon, lat, pieces = _places(path, ("id", "lat", "lon", "category"))
    categories: list[str] = []
    for piece in pieces:
        found = piece.texts("category")
        if "" in found:
            raise piece.refusal(
                found.index(""), "category列が空です。種類（supermarket など）を書いてください。"
            )
        categories += found
    return Facilities(ids, lon, lat, categories)


def _places(path: Path, needed: Sequence[str]) -> tuple[list[str], Floats, Floats, list[Piece]]:
    pieces = list(pieces_of(path, needed, max_bytes=MAX_BYTES))
    # One shop may stand in several categories, but nowhere twice in the same.
    kinds = [
        piece.texts("category") if "category" in needed else [""] * len(piece.rows)
        for piece in pieces
    ]
    seen: set[tuple[str, str]] = set()
    for piece, categories in zip(pieces, kinds, strict=True):
        for row, (name, kind) in enumerate(zip(piece.texts("id"), categories, strict=True)):
            if not name:
                raise piece.refusal(row, "id列が空です。番号や記号を書いてください。")
            if (name, kind) in seen:
                raise piece.refusal(
                    row, f"id列の「{name}」は2度目です。重ならないようにしてください。"
                )
            seen.add((name, kind))
    degrees = [degrees_of(piece) for piece in pieces]
    ids = [name for piece in pieces for name in piece.texts("id")]
    lon, lat = (np.concatenate(column) for column in zip(*degrees, strict=True))
    return ids, lon, lat, pieces


def _mostly_numbers(pieces: Sequence[Piece], name: str) -> bool:
    """Whether a column is a weight: more than half of what is written in it are numbers."""
    numbers = texts = 0
    for piece in pieces:
        for cell in piece.texts(name):
            if cell in UNKNOWN_MARKS:
                continue
            if _is_number(cell):
                numbers += 1
            else:
                texts += 1
    return numbers > texts


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _weights(piece: Piece, name: str) -> Floats:
    """Numbers not below 0; NaN where the mark says that the figure is unknown."""
    cells = piece.texts(name)
    values = np.full(len(cells), np.nan)
    for row, cell in enumerate(cells):
        if cell in UNKNOWN_MARKS:
            continue
        if not _is_number(cell) or not 0 <= float(cell) < np.inf:
            raise piece.refusal(
                row,
                f"{name}列の「{cell}」は人数などの重み（0以上の数）として使えません。"
                "数を直すか、わからないときは空にしてください。",
            )
        values[row] = float(cell)
    return values
