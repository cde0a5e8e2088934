"""Three gauges of silence, moved on by one half hour of all homes at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sasaeai.analysis.electricity.arrays import HALF_HOURS_A_DAY, Bytes, Flags, Floats
from sasaeai.analysis.electricity.method import METHOD, Gauge, Method
from sasaeai.analysis.electricity.model import Model

SILENCE, CHANGE, HOURS = range(3)
NAMES: Final = ("silence", "change", "hours")


@dataclass(frozen=True, slots=True, eq=False)
class Gauges:
    """Where the gauges of homes stand.

    :param level: gauges × homes
    :param since: gauges × homes, hours of readings since the gauge last stood at 0
    :param previous_kwh: the reading of the half hour before, NaN where there was none
    """

    level: Floats
    since: Floats
    previous_kwh: Floats

    def of(self, homes: np.ndarray) -> Gauges:
        """The gauges of some homes."""
        return Gauges(self.level[:, homes], self.since[:, homes], self.previous_kwh[homes])

    def put(self, homes: np.ndarray, others: Gauges) -> Gauges:
        """These gauges with those of some homes replaced, in the order of `homes`."""
        level, since = self.level.copy(), self.since.copy()
        previous = self.previous_kwh.copy()
        level[:, homes], since[:, homes] = others.level, others.since
        previous[homes] = others.previous_kwh
        return Gauges(level, since, previous)


def at_rest(homes: int) -> Gauges:
    """Gauges of homes of which nothing has been seen yet."""
    zero = np.zeros((3, homes), np.float32)
    return Gauges(zero, zero.copy(), np.full(homes, np.nan, np.float32))


def step(
    model: Model,
    gauges: Gauges,
    kwh: Floats,
    half_hour: int,
    method: Method = METHOD,
    away: Flags | None = None,
) -> Gauges:
    """Move on by one half hour. A missing reading (NaN) holds every gauge.

    :param kwh: the reading of each home, kWh in half an hour
    :param half_hour: counted from any midnight
    :param away: homes with a registered absence; their gauges do not grow beyond their scale
    """
    of_day = half_hour % HALF_HOURS_A_DAY
    seen = ~np.isnan(kwh)
    change = np.abs(kwh - gauges.previous_kwh)
    paired = ~np.isnan(change)
    by_level = _evidence(model.level_evidence[of_day], model.level_cuts, kwh)
    by_change = _evidence(model.change_evidence[of_day], model.change_cuts, change)
    by_change[~paired] = 0.0
    level = np.empty_like(gauges.level)
    ceiling = np.float32(method.highest) * model.scale
    if away is not None and away.any():
        ceiling = np.where(away, model.scale, ceiling)
    for n, (gauge, moved) in enumerate(((method.silence, seen), (method.change, paired))):
        grown = gauges.level[n] + increment(gauge, by_level, by_change)
        np.clip(grown, 0.0, ceiling[n], out=grown)
        level[n] = np.where(moved, grown, gauges.level[n])
    quiet = kwh <= model.quiet_ceiling_kwh
    longer = gauges.level[HOURS] + np.float32(method.hours.most_up)
    longer = np.where(quiet, longer if away is None else _bounded(longer, model, away), 0.0)
    level[HOURS] = np.where(seen, longer, gauges.level[HOURS])
    since = np.where(level > 0.0, gauges.since + np.float32(0.5) * seen, np.float32(0.0))
    return Gauges(level, since, kwh.copy())


def _bounded(hours: Floats, model: Model, away: Flags) -> Floats:
    found: Floats = np.where(away, np.minimum(hours, model.scale[HOURS]), hours)
    return found


def increment(gauge: Gauge, by_level: Floats, by_change: Floats) -> Floats:
    """What one reading adds to a gauge."""
    added = np.float32(gauge.change) * by_change
    if gauge.level:
        added = added + np.float32(gauge.level) * by_level
    added -= np.float32(gauge.leak)
    clipped: Floats = np.clip(added, -np.float32(gauge.most_down), np.float32(gauge.most_up))
    return clipped


def bins(values: Floats, cuts: Floats) -> Bytes:
    """In which bin each value falls: how many cuts lie under it. Unknown values fall in the first.

    :param values: homes, or homes × half hours
    :param cuts: cuts × homes
    """
    found = np.zeros(values.shape, np.uint8)
    for cut in cuts:
        found += values > (cut if values.ndim == 1 else cut[:, None])
    return found


def _evidence(table: np.ndarray, cuts: Floats, values: Floats) -> Floats:
    homes, many = table.shape
    flat = np.arange(0, homes * many, many, dtype=np.int64)
    flat += bins(values, cuts)
    taken: Floats = table.reshape(-1)[flat].astype(np.float32)
    return taken


def score(model: Model, gauges: Gauges, method: Method = METHOD) -> tuple[Floats, Bytes, Floats]:
    """The score of each home, the gauge that makes most of it, and that gauge against its scale.

    The score is NaN where nothing is known of the home.
    """
    times = gauges.level / model.scale
    weights = [[gauge.weight] for gauge in (method.silence, method.change, method.hours)]
    parts = times * np.array(weights, np.float32)
    most = parts.argmax(axis=0)
    largest = parts.max(axis=0)
    share = parts / np.maximum(largest, np.float32(1e-9))
    total = largest * _power(_power(share, method.blend).sum(axis=0), 1.0 / method.blend)
    found = np.where(model.known, total, np.float32(np.nan)).astype(np.float32)
    return found, most.astype(np.uint8), times[most, np.arange(len(most))]


def _power(values: Floats, exponent: float) -> Floats:
    """A power, quickly where the exponent is 4 or 1/4."""
    if exponent == 4.0:
        squared = values * values
        return squared * squared
    return np.sqrt(np.sqrt(values)) if exponent == 0.25 else values ** np.float32(exponent)
