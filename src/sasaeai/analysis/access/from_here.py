"""On foot from one point to many: the way along the streets, metres; None where it is too far or off the streets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sasaeai.analysis.access.engines import engine_named
from sasaeai.analysis.access.network import Network
from sasaeai.analysis.access.reach import Facilities, Homes, Terms, settle, walking_pairs

FARTHEST_METRES = 5000.0


def metres_on_foot(
    network: Network,
    here: tuple[float, float],
    places: Sequence[tuple[float, float]],
    *,
    limit_metres: float = FARTHEST_METRES,
) -> list[int | None]:
    """Walking distance from `here` to every place (latitude, longitude in degrees).

    One search from `here`; the way in the other direction is taken to be as long (docs/methods/access.md).
    """
    if not places:
        return []
    ends = np.array(places, dtype=np.float64)
    homes = Homes([str(n) for n in range(len(places))], ends[:, 1], ends[:, 0], {})
    start = Facilities(["here"], np.array([here[1]]), np.array([here[0]]), ["here"])
    town = settle(network, homes, start)
    terms = Terms(radii_metres=(limit_metres,), k=1, limit_metres=limit_metres)
    pairs = walking_pairs(town, np.array([0]), terms, engine_named())
    found: list[int | None] = [None] * len(places)
    for home, mm in zip(pairs.home.tolist(), pairs.mm.tolist(), strict=True):
        found[home] = round(mm / 1000)
    return found
