"""The numbers of the method, all of them; docs/methods/electricity.md says how each was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sasaeai.analysis.electricity.arrays import HALF_HOURS_A_DAY

LEARNING_DAYS: Final = 28
REFIT_DAYS: Final = 7
LEARNING: Final = LEARNING_DAYS * HALF_HOURS_A_DAY  # half hours
REFIT: Final = REFIT_DAYS * HALF_HOURS_A_DAY  # half hours
YELLOW: Final = 1.3
RED: Final = 1.8
SILENT_AFTER_ABSENCE: Final = 6  # half hours for which an alert stays silent after a return


@dataclass(frozen=True, slots=True)
class Gauge:
    """How one leaky gauge grows: by weighted evidence less a leak, between two limits.

    :param level: weight of the evidence in how much is used
    :param change: weight of the evidence in how much use changes from one half hour to the next
    :param leak: what is taken off each half hour
    :param most_up, most_down: the most that one reading can add or take away
    :param weight: how much the gauge counts in the score
    :param typical_peak: the median over the development homes of the usual daily peak
    """

    level: float
    change: float
    leak: float
    most_up: float
    most_down: float
    weight: float
    typical_peak: float


@dataclass(frozen=True, slots=True)
class Method:
    """Everything that was chosen once, on the development homes.

    :param quantiles: shares of the readings at which the bins of a home are cut
    :param quiet_days: from how many of the quietest days the quiet model is learned
    :param peak_days: the usual daily peak is the mean over so many of the highest days
    :param own_share: how much a home's own peak counts in its scale against the typical one (0–1)
    :param blend: exponent with which the three gauges make one score (large: the largest alone)
    """

    quantiles: tuple[float, ...] = (0.05, 0.1, 0.2, 0.3, 0.4, 0.55, 0.75)
    quiet_days: int = 14
    quiet_window: int = 12  # half hours
    mixed_in: float = 0.05  # share of the overall distribution in the quiet one
    smoothing: int = 1  # half hours to both sides
    pseudo_readings: float = 40.0
    ceiling_window: int = 6  # half hours
    ceiling_share: float = 0.9
    ceiling_factor: float = 1.3
    ceiling_added_kwh: float = 0.005
    peak_days: int = 5
    smallest_peak: float = 1.0
    own_share: float = 0.5
    blend: float = 4.0
    highest: float = 8.0  # no gauge grows beyond so many times its scale
    silence: Gauge = Gauge(0.4, 0.3, 0.05, 0.8, 3.0, 0.82, 4.2)
    change: Gauge = Gauge(0.0, 0.6, 0.05, 0.4, 1.2, 0.89, 2.45)
    hours: Gauge = Gauge(0.0, 0.0, 0.0, 0.5, 0.0, 0.7, 10.4)


METHOD: Final = Method()
