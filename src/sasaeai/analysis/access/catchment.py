"""拡張2段階浮動集水域法 (E2SFCA): supply within walking reach, shared among all who can reach it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from sasaeai.analysis.access.arrays import Floats
from sasaeai.analysis.access.reach import Pairs
from sasaeai.analysis.access.walkers import in_force
from sasaeai.analysis.parameters import figures


@dataclass(frozen=True, slots=True)
class Zones:
    """Outer edges of the zones round a facility in metres, and how much each zone counts."""

    metres: tuple[float, ...]
    weights: tuple[float, ...]


def zones_within(radius_metres: float, on: date) -> Zones:
    """Zones of equal width up to the radius, with the weights that hold on a day."""
    weights = tuple(in_force(figures("walking")["catchment"], on)["weights"])
    edges = tuple(radius_metres * (i + 1) / len(weights) for i in range(len(weights)))
    return Zones(edges, weights)


def floating_catchment(pairs: Pairs, supply: Floats, demand: Floats, zones: Zones) -> Floats:
    """Supply per person for every home.

    Step 1: each facility's supply over the weighted people who can reach it. Step 2: for each home
    the weighted sum of these ratios over the facilities within reach.

    :param pairs: complete at least up to the outermost zone
    :param supply: one number a facility (places, staff, floor space; 1 where unknown)
    :param demand: people in each home
    """
    edges = np.rint(np.array(zones.metres) * 1000)
    near = pairs.within(int(edges[-1]))
    weight = np.array(zones.weights)[np.searchsorted(edges, near.mm, "left")]
    people = np.bincount(near.facility, demand[near.home] * weight, minlength=len(supply))
    ratio = np.divide(supply, people, out=np.zeros(len(supply)), where=people > 0)
    found = np.bincount(near.home, ratio[near.facility] * weight, minlength=len(demand))
    return found.astype(np.float64)
