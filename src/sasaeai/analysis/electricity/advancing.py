"""Moving on in time: every half hour a step, every week a new model for each home."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Final

import numpy as np

from sasaeai.analysis.electricity.arrays import (
    HALF_HOURS_A_DAY,
    Bytes,
    Flags,
    Floats,
    Longs,
)
from sasaeai.analysis.electricity.gauges import HOURS, Gauges, at_rest, score, step
from sasaeai.analysis.electricity.learning import learn
from sasaeai.analysis.electricity.method import LEARNING, METHOD, RED, REFIT, Method
from sasaeai.analysis.electricity.model import Model, joined

GROWING: Final = 1.0  # from this score on, the silence of the hour is not learned from
LEARN_AT_ONCE: Final = 256  # homes; bounds the memory that learning takes


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """Readings of homes in a table.

    :param start: the half hour of the first column; a midnight
    :param kwh: homes × half hours, NaN where missing
    :param away: homes × half hours, registered absences
    """

    start: int
    kwh: Floats
    away: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Where homes stand just before a half hour.

    :param at: the half hour that comes next
    :param first: the first midnight of each home's readings
    :param learned: the end of the four weeks that the model of each home was learned from
    """

    at: int
    first: Longs
    learned: Longs
    model: Model
    gauges: Gauges

    def of(self, homes: np.ndarray) -> Standing:
        """The standing of some homes."""
        return Standing(
            self.at,
            self.first[homes],
            self.learned[homes],
            self.model.of(homes),
            self.gauges.of(homes),
        )

    def put(self, homes: np.ndarray, others: Standing) -> Standing:
        """This with some homes as they stand elsewhere."""
        learned = self.learned.copy()
        learned[homes] = others.learned
        return dataclasses.replace(
            self,
            learned=learned,
            model=self.model.put(homes, others.model),
            gauges=self.gauges.put(homes, others.gauges),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What was found, homes × half hours.

    :param start: the half hour of the first column
    :param score: NaN while nothing is known of the home
    :param gauge: which gauge made most of it
    :param hours: for how long that gauge has stood above 0
    :param times: that gauge against the home's usual high
    :param quiet_hours: hours of readings since use was above standby
    :param longest_hours: the longest such time in the four weeks learned from
    """

    start: int
    score: Floats
    gauge: Bytes
    hours: Floats
    times: Floats
    quiet_hours: Floats
    longest_hours: Floats


def nothing_known(homes: int, at: int, first: Longs, method: Method = METHOD) -> Standing:
    """Homes of which nothing is known."""
    empty = np.full((homes, HALF_HOURS_A_DAY), np.nan, np.float32)
    model = learn(empty, method)
    return Standing(at, first, np.full(homes, at, np.int64), model, at_rest(homes))


def advance(
    standing: Standing,
    readings: Readings,
    until: int,
    method: Method = METHOD,
) -> tuple[Standing, Scores]:
    """Step through the half hours up to `until`; learn anew where a week of a home is over.

    The table must reach back to the four weeks before the first half hour.
    """
    found = _no_scores(standing, until)
    for at in range(standing.at, until):
        if at % HALF_HOURS_A_DAY == 0:
            standing = _learned_anew(dataclasses.replace(standing, at=at), readings, method)
        column = at - readings.start
        kwh, away = readings.kwh[:, column], readings.away[:, column]
        gauges = step(standing.model, standing.gauges, kwh, at, method, away)
        standing = dataclasses.replace(standing, at=at + 1, gauges=gauges)
        _noted(found, at - found.start, standing, method)
    return standing, found


def _no_scores(standing: Standing, until: int) -> Scores:
    shape = (len(standing.first), until - standing.at)
    floats = [np.empty(shape, np.float32) for _ in range(5)]
    return Scores(standing.at, floats[0], np.empty(shape, np.uint8), *floats[1:])


def _noted(found: Scores, column: int, standing: Standing, method: Method) -> None:
    model, gauges = standing.model, standing.gauges
    everyone = np.arange(len(standing.first))
    found.score[:, column], gauge, times = score(model, gauges, method)
    found.gauge[:, column] = gauge
    found.hours[:, column] = gauges.since[gauge, everyone]
    found.times[:, column] = times
    found.quiet_hours[:, column] = gauges.since[HOURS]
    found.longest_hours[:, column] = model.longest_quiet_hours


def _learned_anew(standing: Standing, readings: Readings, method: Method) -> Standing:
    """New models for homes whose week is over, unless they stand at red."""
    age = standing.at - standing.first
    due = np.flatnonzero((age >= LEARNING) & (age % REFIT == 0))
    if not len(due):
        return standing
    old = standing.of(due)
    learned = joined(
        [
            learn(_window(readings, old.of(some), due[some], method), method)
            for some in np.split(np.arange(len(due)), range(LEARN_AT_ONCE, len(due), LEARN_AT_ONCE))
        ]
    )
    alarmed = old.model.known & (score(old.model, old.gauges, method)[0] >= RED)
    taken = learned.known & ~alarmed
    homes, model = due[taken], learned.of(taken)
    gauges = old.gauges.of(taken)
    begun = ~old.model.known[taken]
    if begun.any():
        warm = _warmed_up(model.of(begun), readings, standing.at, homes[begun], method)
        gauges = gauges.put(np.flatnonzero(begun), warm)
    at = np.full(len(homes), standing.at, np.int64)
    new = Standing(standing.at, standing.first[homes], at, model, gauges)
    return standing.put(homes, new)


def _window(readings: Readings, standing: Standing, homes: np.ndarray, method: Method) -> Floats:
    """The four weeks before a moment without registered absences and without a growing silence."""
    columns = slice(standing.at - LEARNING - readings.start, standing.at - readings.start)
    kwh, away = readings.kwh[homes, columns], readings.away[homes, columns]
    found, gauge, _ = score(standing.model, standing.gauges, method)
    since = standing.gauges.since[gauge, np.arange(len(homes))]
    growing = np.where(found >= GROWING, np.minimum(since * 2, REFIT), 0)
    left_out = away | (np.arange(LEARNING) >= LEARNING - growing[:, None])
    return np.where(left_out, np.float32(np.nan), kwh)


def _warmed_up(
    model: Model, readings: Readings, at: int, homes: np.ndarray, method: Method
) -> Gauges:
    """Gauges as if the home had been watched for the last week already."""
    gauges = at_rest(len(homes))
    for half_hour in range(at - REFIT, at):
        column = half_hour - readings.start
        kwh, away = readings.kwh[homes, column], readings.away[homes, column]
        gauges = step(model, gauges, kwh, half_hour, method, away)
    return gauges
