"""Which plane rectangular zone a place belongs to."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from scipy.spatial import cKDTree

from sasaeai.analysis.access.arrays import Floats, Ints
from sasaeai.analysis.access.plane import EPSG_OF_ZONE_1, OLDER_EPSG_OF_ZONE_1, ZONES, to_plane
from sasaeai.analysis.parameters import figures

_FIT_METRES: Final = 5.0
_SAMPLE: Final = 200
_SHRINK: Final = float(
    np.cos(np.radians(36.0))
)  # degrees of longitude are shorter than of latitude


@cache
def _points() -> tuple[cKDTree, Ints]:
    zones = figures("plane_zones")["zone"]
    where = np.array([point for zone in zones for point in zone["points"]])
    numbers = np.repeat([zone["number"] for zone in zones], [len(zone["points"]) for zone in zones])
    return cKDTree(where * (_SHRINK, 1.0)), numbers.astype(np.int32)


def zone_of(lon: Floats, lat: Floats) -> int:
    """The zone in whose area most of the places lie.

    >>> zone_of(np.array([131.25]), np.array([33.95])), zone_of(np.array([140.11]), np.array([36.08]))
    (3, 9)
    """
    tree, numbers = _points()
    step = max(1, len(lon) // _SAMPLE)
    _, nearest = tree.query(np.column_stack([lon[::step] * _SHRINK, lat[::step]]))
    return int(np.bincount(numbers[nearest]).argmax())


def zone_of_epsg(epsg: int) -> int | None:
    """The zone an EPSG number names (JGD2011, JGD2000), or None.

    >>> zone_of_epsg(6671), zone_of_epsg(2445), zone_of_epsg(4326)
    (3, 3, None)
    """
    for first in (EPSG_OF_ZONE_1, OLDER_EPSG_OF_ZONE_1):
        if first <= epsg < first + len(ZONES):
            return epsg - first + 1
    return None


def zone_that_fits(lon: Floats, lat: Floats, x: Floats, y: Floats) -> int | None:
    """The zone in which the degrees come to these metres (x east, y north), or None."""
    some = slice(None, None, max(1, len(lon) // _SAMPLE))
    for zone in ZONES:
        east, north = to_plane(lon[some], lat[some], zone)
        if np.median(np.hypot(east - x[some], north - y[some])) < _FIT_METRES:
            return zone
    return None
