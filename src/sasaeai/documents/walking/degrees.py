"""Longitude and latitude of places in Japan, with an eye for swapped columns."""

from __future__ import annotations

from typing import Final

import numpy as np

from sasaeai.analysis.access.arrays import Floats
from sasaeai.documents.walking.columns import Numbers, Piece

LON: Final = Numbers("lon")
LAT: Final = Numbers("lat")
WEST, EAST, SOUTH, NORTH = 122.0, 154.5, 20.0, 46.0


def degrees_of(piece: Piece) -> tuple[Floats, Floats]:
    """Columns lon and lat.

    :raises CannotRead: naming the line where a place lies outside Japan
    """
    lon, lat = piece.numbers(LON), piece.numbers(LAT)
    outside = ~((lon >= WEST) & (lon <= EAST) & (lat >= SOUTH) & (lat <= NORTH))
    if outside.any():
        first = int(np.flatnonzero(outside)[0])
        raise piece.refusal(first, says_of(float(lon[first]), float(lat[first])))
    return lon, lat


def says_of(lon: float, lat: float) -> str:
    """Why a place cannot be in Japan.

    >>> says_of(33.9, 131.2)
    'lat（緯度）が131.2、lon（経度）が33.9です。緯度と経度が入れかわっています。列を直してください。'
    """
    read = f"lat（緯度）が{lat:g}、lon（経度）が{lon:g}です。"
    if WEST <= lat <= EAST and SOUTH <= lon <= NORTH:
        return read + "緯度と経度が入れかわっています。列を直してください。"
    return (
        read + f"日本の範囲（緯度{SOUTH:g}〜{NORTH:g}、経度{WEST:g}〜{EAST:g}）の外です。"
        "十進の度（例 33.9567, 131.2465）で書いてください。"
    )
