"""The ministry's definition beside ours: 500 m and more in a straight line to the nearest shop.

農林水産政策研究所「食料品アクセス困難人口」: 店舗まで500m以上（直線距離）かつ65歳以上で自動車利用が
困難な人。Whether people have the use of a car is never guessed here: its share is given by the user.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.spatial import cKDTree

from sasaeai.analysis.access.arrays import Floats, Ints
from sasaeai.analysis.access.plane import to_plane
from sasaeai.analysis.access.reach import Facilities, Homes

MINISTRY_METRES: Final = 500.0


@dataclass(frozen=True, slots=True)
class StraightLine:
    """People at least so far from the nearest facility in a straight line, roads or not.

    :param without_car: people beyond × share without the use of a car; None where no share was given
    """

    metres: float
    people: float
    beyond: float
    beyond_share: float | None
    without_car: float | None


def straight_metres(homes: Homes, facilities: Facilities, category: str, zone: int) -> Floats:
    """Straight distance of each home to the nearest facility; infinite where there is none."""
    places = facilities.of(category)
    if not len(places):
        return np.full(len(homes.ids), np.inf)
    there = np.column_stack(to_plane(facilities.lon[places], facilities.lat[places], zone))
    here = np.column_stack(to_plane(homes.lon, homes.lat, zone))
    return np.asarray(cKDTree(there).query(here)[0], dtype=np.float64)


def straight_line(
    metres: Floats,
    weight: Floats,
    *,
    beyond_metres: float = MINISTRY_METRES,
    without_car_share: float | None = None,
) -> StraightLine:
    """The ministry's count, for all homes, those without road data too.

    :param metres: as from `straight_metres`
    :param without_car_share: share (0 to 1) of these people without the use of a car
    """
    people = float(weight.sum())
    beyond = float(weight[metres >= beyond_metres].sum())
    return StraightLine(
        metres=beyond_metres,
        people=people,
        beyond=beyond,
        beyond_share=beyond / people if people else None,
        without_car=None if without_car_share is None else beyond * without_car_share,
    )


def detour(straight: Floats, walking_mm: Ints) -> Floats:
    """Walking over straight distance, home by home (no number where either is missing)."""
    usable = np.isfinite(straight) & (straight > 0) & (walking_mm < np.iinfo(np.int32).max)
    return np.where(usable, walking_mm / 1000.0 / np.where(straight > 0, straight, 1.0), np.nan)
