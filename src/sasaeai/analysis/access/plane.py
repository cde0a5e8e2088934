"""平面直角座標系: degrees to metres and back in the nineteen zones of Japan.

Source: 河瀬和重「Gauss-Krüger投影における経緯度座標及び平面直角座標相互間の座標換算についての
より簡明な計算方法」国土地理院時報 121 (2011); zones: 平成14年国土交通省告示第9号. GRS80 ellipsoid.
Here x points east and y north (the notice names them the other way round).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from sasaeai.analysis.access.arrays import Floats

_AXIS: Final = 6378137.0
_FLATTENING: Final = 1 / 298.257222101
_SCALE: Final = 0.9999
_ORDER: Final = 5

# Zone number → (latitude, longitude) of its origin in degrees and minutes.
_ORIGINS: Final = {
    1: ((33, 0), (129, 30)),
    2: ((33, 0), (131, 0)),
    3: ((36, 0), (132, 10)),
    4: ((33, 0), (133, 30)),
    5: ((36, 0), (134, 20)),
    6: ((36, 0), (136, 0)),
    7: ((36, 0), (137, 10)),
    8: ((36, 0), (138, 30)),
    9: ((36, 0), (139, 50)),
    10: ((40, 0), (140, 50)),
    11: ((44, 0), (140, 15)),
    12: ((44, 0), (142, 15)),
    13: ((44, 0), (144, 15)),
    14: ((26, 0), (142, 0)),
    15: ((26, 0), (127, 30)),
    16: ((26, 0), (124, 0)),
    17: ((26, 0), (131, 0)),
    18: ((20, 0), (136, 0)),
    19: ((26, 0), (154, 0)),
}
ZONES: Final = tuple(_ORIGINS)
EPSG_OF_ZONE_1: Final = 6669  # JGD2011; zone n is 6668 + n
OLDER_EPSG_OF_ZONE_1: Final = 2443  # JGD2000


class _Series(NamedTuple):
    """Coefficients in the third flattening: forward, backward, latitude, meridian arc."""

    alpha: Floats
    beta: Floats
    delta: Floats
    arc: Floats
    radius: float
    n: float


@lru_cache(maxsize=1)
def _series() -> _Series:
    n = _FLATTENING / (2 - _FLATTENING)
    alpha = [
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16 + 41 * n**4 / 180 - 127 * n**5 / 288,
        13 * n**2 / 48 - 3 * n**3 / 5 + 557 * n**4 / 1440 + 281 * n**5 / 630,
        61 * n**3 / 240 - 103 * n**4 / 140 + 15061 * n**5 / 26880,
        49561 * n**4 / 161280 - 179 * n**5 / 168,
        34729 * n**5 / 80640,
    ]
    beta = [
        n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96 - n**4 / 360 - 81 * n**5 / 512,
        n**2 / 48 + n**3 / 15 - 437 * n**4 / 1440 + 46 * n**5 / 105,
        17 * n**3 / 480 - 37 * n**4 / 840 - 209 * n**5 / 4480,
        4397 * n**4 / 161280 - 11 * n**5 / 504,
        4583 * n**5 / 161280,
    ]
    delta = [
        2 * n - 2 * n**2 / 3 - 2 * n**3 + 116 * n**4 / 45 + 26 * n**5 / 45,
        7 * n**2 / 3 - 8 * n**3 / 5 - 227 * n**4 / 45 + 2704 * n**5 / 315,
        56 * n**3 / 15 - 136 * n**4 / 35 - 1262 * n**5 / 105,
        4279 * n**4 / 630 - 332 * n**5 / 35,
        4174 * n**5 / 315,
    ]
    arc = [
        1 + n**2 / 4 + n**4 / 64,
        -3 / 2 * (n - n**3 / 8 - n**5 / 64),
        15 / 16 * (n**2 - n**4 / 4),
        -35 / 48 * (n**3 - 5 * n**5 / 16),
        315 / 512 * n**4,
        -693 / 1280 * n**5,
    ]
    radius = _SCALE * _AXIS / (1 + n) * arc[0]
    return _Series(np.array(alpha), np.array(beta), np.array(delta), np.array(arc), radius, n)


def _origin(zone: int) -> tuple[float, float]:
    (lat, lat_minutes), (lon, lon_minutes) = _ORIGINS[zone]
    return np.radians(lat + lat_minutes / 60), np.radians(lon + lon_minutes / 60)


def _arc_metres(latitude: float) -> float:
    """Length of the meridian from the equator, scaled, in metres (latitude in radians)."""
    series = _series()
    orders = np.arange(1, _ORDER + 1)
    waves = float(np.sum(series.arc[1:] * np.sin(2 * orders * latitude)))
    return _SCALE * _AXIS / (1 + series.n) * (float(series.arc[0]) * latitude + waves)


def to_plane(lon: Floats, lat: Floats, zone: int) -> tuple[Floats, Floats]:
    """Degrees → metres east and north of the zone's origin.

    >>> x, y = to_plane(np.array([131.2855539]), np.array([33.9453939]), 3)
    >>> round(float(x[0]), 2), round(float(y[0]), 2)
    (-81446.54, -227565.73)
    """
    series = _series()
    phi0, lam0 = _origin(zone)
    phi, lam = np.radians(lat), np.radians(lon) - lam0
    eccentricity = 2 * np.sqrt(series.n) / (1 + series.n)
    conformal = np.sinh(
        np.arctanh(np.sin(phi)) - eccentricity * np.arctanh(eccentricity * np.sin(phi))
    )
    xi = np.arctan2(conformal, np.cos(lam))
    eta = np.arctanh(np.sin(lam) / np.sqrt(1 + conformal**2))
    north, east = xi.copy(), eta.copy()
    for order in range(1, _ORDER + 1):
        factor = series.alpha[order - 1]
        north += factor * np.sin(2 * order * xi) * np.cosh(2 * order * eta)
        east += factor * np.cos(2 * order * xi) * np.sinh(2 * order * eta)
    return series.radius * east, series.radius * north - _arc_metres(phi0)


def to_degrees(x: Floats, y: Floats, zone: int) -> tuple[Floats, Floats]:
    """Metres east and north of the zone's origin → longitude and latitude in degrees.

    >>> lon, lat = to_degrees(np.array([-81446.54]), np.array([-227565.73]), 3)
    >>> round(float(lon[0]), 6), round(float(lat[0]), 6)
    (131.285554, 33.945394)
    """
    series = _series()
    phi0, lam0 = _origin(zone)
    xi = (y + _arc_metres(phi0)) / series.radius
    eta = x / series.radius
    xi2, eta2 = xi.copy(), eta.copy()
    for order in range(1, _ORDER + 1):
        factor = series.beta[order - 1]
        xi2 -= factor * np.sin(2 * order * xi) * np.cosh(2 * order * eta)
        eta2 -= factor * np.cos(2 * order * xi) * np.sinh(2 * order * eta)
    chi = np.arcsin(np.sin(xi2) / np.cosh(eta2))
    phi = chi.copy()
    for order in range(1, _ORDER + 1):
        phi += series.delta[order - 1] * np.sin(2 * order * chi)
    lam = lam0 + np.arctan2(np.sinh(eta2), np.cos(xi2))
    return np.degrees(lam), np.degrees(phi)


def ground_metres(lon: Floats, lat: Floats, lon2: Floats, lat2: Floats) -> Floats:
    """Length on the ellipsoid of short ways (a street, not a journey), in metres.

    >>> one = ground_metres(*(np.array([v]) for v in (139.0, 35.0, 139.001, 35.0)))
    >>> round(float(one[0]), 2)
    91.29
    """
    middle = np.radians((lat + lat2) / 2)
    square = _FLATTENING * (2 - _FLATTENING)
    bend = np.sqrt(1 - square * np.sin(middle) ** 2)
    east = _AXIS / bend * np.cos(middle) * np.radians(lon2 - lon)
    north = _AXIS * (1 - square) / bend**3 * np.radians(lat2 - lat)
    metres: Floats = np.hypot(east, north)
    return metres
