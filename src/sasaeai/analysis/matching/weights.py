"""What each thing weighs in the plan; a town may change them and must keep them with each plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Mode(StrEnum):
    """How a volunteer comes."""

    WALK = "walk"
    BIKE = "bike"
    CAR = "car"


MODE_LABELS = {Mode.WALK: "徒歩", Mode.BIKE: "自転車", Mode.CAR: "車"}


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of the cost model (the unit is a point; a travel minute is 2 points).

    :param unserved: a request left alone, by priority 1, 2, 3
    :param per_minute: a minute of travel, one way
    :param per_visit: a visit, for each volunteer who goes
    :param same_volunteer: taken off where the volunteer came before
    :param liked_task: taken off where the volunteer likes the task
    :param fairness: times (h+n)² − h², h = visits of the last four weeks, n = of this week
    :param kept: taken off where the visit stands in the plan already told to people
    :param km_per_hour: speed by mode, along the straight line
    :param reach_km: how far a volunteer comes by mode, where the volunteer does not say
    """

    unserved: tuple[float, float, float] = (2000.0, 1200.0, 800.0)
    per_minute: float = 2.0
    per_visit: float = 60.0
    same_volunteer: float = 40.0
    liked_task: float = 8.0
    fairness: float = 6.0
    kept: float = 100.0
    km_per_hour: dict[Mode, float] = field(
        default_factory=lambda: {Mode.WALK: 4.0, Mode.BIKE: 12.0, Mode.CAR: 25.0}
    )
    reach_km: dict[Mode, float] = field(
        default_factory=lambda: {Mode.WALK: 1.2, Mode.BIKE: 3.0, Mode.CAR: 7.0}
    )

    def minutes(self, km: float, mode: Mode) -> float:
        """Minutes one way.

        >>> Weights().minutes(1.0, Mode.WALK)
        15.0
        """
        return 60.0 * km / self.km_per_hour[mode]

    def load_points(self, load: float, visit: int) -> float:
        """What the n-th visit of this week adds to the fairness cost (convex: each adds more).

        >>> [Weights().load_points(2, n) for n in (1, 2)], 6 * ((2 + 2) ** 2 - 2**2)
        ([30.0, 42.0], 72)
        """
        return self.fairness * (2.0 * (load + visit) - 1.0)
