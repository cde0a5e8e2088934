"""A folder with `nodes.csv` and `edges.csv` as a walking network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import numpy as np

from sasaeai.analysis.access.arrays import Floats, Ints, millimetres
from sasaeai.analysis.access.network import Network, Provenance, straight_network
from sasaeai.analysis.access.plane import to_plane
from sasaeai.analysis.access.zones import zone_of, zone_of_epsg, zone_that_fits
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.walking.columns import Numbers, Piece, Progress, pieces_of
from sasaeai.documents.walking.degrees import degrees_of

LONGEST_METRES: Final = 1_000_000.0
_METRES: Final = Numbers(
    "length_m", 0.0, LONGEST_METRES, "「{}」は長さ（メートル、0以上）として使えません。"
)
_SLOPE: Final = Numbers(
    "slope", -100.0, 100.0, "「{}」は勾配（たて÷よこ。5%の上りなら0.05）として使えません。"
)
_STEEPEST: Final = 2.0  # no street rises so: a column with more must be in per cent
_YES: Final = frozenset({"1", "true", "yes", "t", "y"})
_NO: Final = frozenset({"", "0", "false", "no", "f", "n"})
_EPSG: Final = re.compile(r"([xy])_epsg(\d{4})", re.IGNORECASE)


def read_street_folder(
    folder: Path, *, zone: int | None = None, progress: Progress | None = None
) -> Network:
    """`nodes.csv` (`node,lon,lat[,x,y]`) and `edges.csv` (`u,v,length_m[,slope][,oneway]`), `.gz` allowed.

    :param zone: plane rectangular zone; else that of the x,y columns, else by place
    :raises CannotRead: with file and line
    """
    numbers, lon, lat, x, y, told_zone = _nodes(_named(folder, "nodes.csv"), zone)
    tail, head, length, slope, oneway = _edges(_named(folder, "edges.csv"), numbers, progress)
    if x is None or y is None or (zone is not None and zone != told_zone):
        told_zone = zone or zone_of(lon, lat)
        x, y = to_plane(lon, lat, told_zone)
    back, note = oneway < 0, "nodes.csv, edges.csv"
    if np.abs(slope).max(initial=0.0) > _STEEPEST:
        slope, note = slope / 100.0, f"{note}（slope列は%とみなした）"
    return straight_network(
        x,
        y,
        np.where(back, head, tail).astype(np.int32),
        np.where(back, tail, head).astype(np.int32),
        length,
        zone=told_zone or zone_of(lon, lat),
        oneway=oneway != 0,
        slope=np.where(back, -slope, slope),
        provenance=Provenance(source=folder.name, note=note),
    )


def _named(folder: Path, name: str) -> Path:
    for candidate in (folder / name, folder / f"{name}.gz"):
        if candidate.is_file():
            return candidate
    raise CannotRead(
        f"{folder} に {name}（または {name}.gz）がありません。"
        "ネットワークのフォルダーには nodes.csv と edges.csv を置いてください。"
    )


def _understood(name: str) -> str:
    """x_epsg6671 → x; the number is read apart."""
    found = _EPSG.fullmatch(name)
    return found[1].lower() if found and zone_of_epsg(int(found[2])) else name


def _nodes(
    path: Path, zone: int | None
) -> tuple[dict[str, int], Floats, Floats, Floats | None, Floats | None, int | None]:
    numbers: dict[str, int] = {}
    parts: list[tuple[Floats, ...]] = []
    for piece in pieces_of(path, ("node", "lon", "lat"), rename=_understood):
        _number(piece, numbers)
        parts.append((*degrees_of(piece), *_metres(piece)))
    lon, lat, x, y = (np.concatenate(column) for column in zip(*parts, strict=True))
    if np.isnan(x).any() or np.isnan(y).any():
        return numbers, lon, lat, None, None, None
    fits = zone_that_fits(lon, lat, x, y)
    if fits is None and zone_that_fits(lon, lat, y, x):  # x north, y east, as surveyors write
        x, y, fits = y, x, zone_that_fits(lon, lat, y, x)
    if fits is None:  # metres of another system: the degrees are enough
        return numbers, lon, lat, None, None, zone
    return numbers, lon, lat, x, y, fits


def _metres(piece: Piece) -> tuple[Floats, Floats]:
    """Columns x and y; NaN where they are not there or nothing is written in them."""
    if not any(piece.texts("x") + piece.texts("y")):
        nothing = np.full(len(piece.rows), np.nan)
        return nothing, nothing
    return piece.numbers(Numbers("x")), piece.numbers(Numbers("y"))


def _number(piece: Piece, numbers: dict[str, int]) -> None:
    for row, name in enumerate(piece.texts("node")):
        if name in numbers or not name:
            raise piece.refusal(
                row,
                f"node列の「{name}」は2度目です。番号が重ならないようにしてください。"
                if name
                else "node列が空です。番号を書いてください。",
            )
        numbers[name] = len(numbers)


def _edges(
    path: Path, numbers: dict[str, int], progress: Progress | None
) -> tuple[Ints, Ints, Ints, Floats, Ints]:
    parts = [
        (
            _ends(piece, "u", numbers),
            _ends(piece, "v", numbers),
            millimetres(piece.numbers(_METRES)),
            piece.numbers(_SLOPE, blank=0.0)
            if "slope" in piece.head
            else np.zeros(len(piece.rows)),
            _oneway(piece),
        )
        for piece in pieces_of(path, ("u", "v", "length_m"), progress=progress)
    ]
    tail, head, length, slope, oneway = (np.concatenate(c) for c in zip(*parts, strict=True))
    return tail, head, length, slope, oneway


def _ends(piece: Piece, column: str, numbers: dict[str, int]) -> Ints:
    names = piece.texts(column)
    try:
        return np.array([numbers[name] for name in names], np.int32)
    except KeyError:
        row = next(i for i, name in enumerate(names) if name not in numbers)
        raise piece.refusal(
            row, f"{column}列の「{names[row]}」という番号は nodes.csv にありません。"
        ) from None


def _oneway(piece: Piece) -> Ints:
    """1 from u to v only, −1 from v to u only, 0 both ways."""
    cells = [cell.lower() for cell in piece.texts("oneway")]
    known = {**dict.fromkeys(_YES, 1), **dict.fromkeys(_NO, 0), "-1": -1, "reverse": -1}
    known |= {"1.0": 1, "0.0": 0}
    try:
        return np.array([known[cell] for cell in cells], np.int32)
    except KeyError:
        row = next(i for i, cell in enumerate(cells) if cell not in known)
        raise piece.refusal(
            row,
            f"oneway列の「{cells[row]}」がわかりません。一方通行は1、そうでなければ0か空にしてください。",
        ) from None
