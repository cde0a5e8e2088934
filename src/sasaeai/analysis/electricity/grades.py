"""How well a home can be watched: its own two weeks, silenced on trial, judged by the two before."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from sasaeai.analysis.electricity.arrays import HALF_HOURS_A_DAY, Flags, Floats, Longs, Wide
from sasaeai.analysis.electricity.gauges import Gauges, at_rest, score, step
from sasaeai.analysis.electricity.learning import learn, quiet_windows
from sasaeai.analysis.electricity.method import LEARNING, METHOD, RED, REFIT, Method
from sasaeai.analysis.electricity.model import Model

TRIALS: Final = 16
TRIAL: Final = 72 * 2  # half hours
BLOCK: Final = 12  # half hours
_HALF: Final = LEARNING // 2
A_HOURS: Final = 16.0
B_HOURS: Final = 24.0


class Grade(StrEnum):
    """A: a silence is noticed on average within 16 hours, B: within 24, C: later or never."""

    A = "A"
    B = "B"
    C = "C"
    UNKNOWN = "-"


LABELS: Final = {
    Grade.A: "平均16時間以内に気づけます",
    Grade.B: "平均24時間以内に気づけます",
    Grade.C: "電気だけでは気づくのが遅れます。ほかの見守りと合わせてください",
    Grade.UNKNOWN: "4週間分の記録がそろっていません",
}


@dataclass(frozen=True, slots=True, eq=False)
class Grades:
    """The self-test of homes.

    :param mean_hours: mean delay at red, a trial without alert counting 72 hours
    :param within_day: share of the trials noticed within 24 hours
    :param missed: share of the trials without alert within 72 hours
    """

    mean_hours: Wide
    within_day: Wide
    missed: Wide

    def grade(self, home: int) -> Grade:
        """The grade of one home."""
        hours = float(self.mean_hours[home])
        if np.isnan(hours):
            return Grade.UNKNOWN
        if hours <= A_HOURS:
            return Grade.A
        return Grade.B if hours <= B_HOURS else Grade.C


def self_test(kwh: Floats, *, red: float = RED, method: Method = METHOD) -> Grades:
    """Silence each home on trial in days 15–28 and see when a model of days 1–14 notices.

    :param kwh: homes × the half hours of 28 days, from a midnight
    """
    model = learn(kwh[:, :_HALF], method)
    starts = _HALF + (np.arange(TRIALS) * _HALF) // TRIALS
    kept = _gauges_at(model, kwh, starts, method)
    silences = _silences(kwh[:, _HALF:])
    delay = np.full((TRIALS, len(kwh)), np.nan)
    for trial, start in enumerate(starts.tolist()):
        standing = score(model, kept[trial], method)[0] >= red
        noticed = _delays(model, kept[trial], silences[trial], start, red, method)
        delay[trial] = np.where(standing, np.nan, noticed)
    usable = model.known & np.isfinite(silences).all(axis=(0, 2)) & ~np.isnan(delay).all(axis=0)
    tried = np.count_nonzero(~np.isnan(delay), axis=0)

    def over_trials(values: Wide | Flags) -> Wide:
        total = np.nansum(values, axis=0, dtype=np.float64)
        return np.where(usable, total / np.maximum(tried, 1), np.nan)

    return Grades(over_trials(delay), over_trials(delay <= 24.0), over_trials(delay > TRIAL / 2))


def _gauges_at(model: Model, kwh: Floats, starts: Longs, method: Method) -> list[Gauges]:
    gauges, kept = at_rest(len(kwh)), []
    for at in range(_HALF - REFIT, int(starts[-1]) + 1):
        if at in starts:
            kept.append(gauges)
        gauges = step(model, gauges, kwh[:, at], at, method)
    return kept


def _silences(kwh: Floats) -> Floats:
    """Made silences, trials × homes × half hours: real blocks of the home's own quietest windows."""
    first, total = quiet_windows(kwh, BLOCK)
    order = total.argsort(axis=1, kind="stable")[:, : max(first.shape[1] // 4, 1)]
    start = np.take_along_axis(first, order, axis=1) + order * HALF_HOURS_A_DAY
    blocks = np.take_along_axis(
        kwh[:, None], start[:, :, None] + np.arange(BLOCK), axis=2
    )  # homes × blocks × half hours
    drawn = np.random.default_rng(1).integers(0, blocks.shape[1], (TRIALS, TRIAL // BLOCK))
    made: Floats = blocks[:, drawn].reshape(len(kwh), TRIALS, TRIAL).transpose(1, 0, 2)
    return made


def _delays(
    model: Model, gauges: Gauges, kwh: Floats, start: int, red: float, method: Method
) -> Wide:
    """Hours until red; half an hour more than the trial where it is never reached."""
    delay = np.full(len(kwh), TRIAL / 2 + 0.5)
    for after in range(TRIAL):
        gauges = step(model, gauges, kwh[:, after], start + after, method)
        reached = (score(model, gauges, method)[0] >= red) & (delay > TRIAL / 2)
        delay[reached] = (after + 1) / 2
    return delay
