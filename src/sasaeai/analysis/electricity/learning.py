"""Learning from the last four weeks how a home is when nobody moves, and when somebody does."""

from __future__ import annotations

from typing import Final

import numpy as np

from sasaeai.analysis.electricity.arrays import (
    HALF_HOURS_A_DAY,
    Bytes,
    Flags,
    Floats,
    Halves,
    Wide,
    days_of,
    quantiles,
)
from sasaeai.analysis.electricity.gauges import bins, increment
from sasaeai.analysis.electricity.method import METHOD, Gauge, Method
from sasaeai.analysis.electricity.model import Model

FEWEST_DAYS: Final = 1 / 2  # share of the days that must have readings
FEWEST_READINGS: Final = 36  # readings that make a day count
FEWEST_LIVED: Final = 1 / 4  # share of the days on which somebody must have used something:
LIVED_KWH: Final = 0.02  # a half hour with so much more than twice the least of the day


def learn(kwh: Floats, method: Method = METHOD) -> Model:
    """Learn each home from whole days of readings that begin at a midnight.

    :param kwh: homes × half hours, kWh in half an hour, NaN where missing or away
    """
    change = np.abs(np.diff(kwh, axis=1, prepend=np.float32(np.nan)))
    shares = np.array(method.quantiles)
    level_cuts = quantiles(kwh, shares).T.astype(np.float32)
    change_cuts = quantiles(change, shares).T.astype(np.float32)
    quiet = quiet_readings(kwh, method)
    ceiling = _quiet_ceiling(kwh, method)
    level_bins, change_bins = bins(kwh, level_cuts), bins(change, change_cuts)
    by_level = _evidence(level_bins, ~np.isnan(kwh), quiet, method)
    by_change = _evidence(change_bins, ~np.isnan(change), quiet, method)
    runs = _runs(kwh, change, (by_level, level_bins), (by_change, change_bins), ceiling, method)
    gauges = (method.silence, method.change, method.hours)
    scale = [_scale(run, gauge, method) for run, gauge in zip(runs, gauges, strict=True)]
    return Model(
        known=_enough(kwh),
        quiet_ceiling_kwh=ceiling,
        level_cuts=level_cuts,
        change_cuts=change_cuts,
        level_evidence=by_level,
        change_evidence=by_change,
        scale=np.stack(scale),
        longest_quiet_hours=runs[-1].max(axis=1).astype(np.float32),
    )


def _enough(kwh: Floats) -> Flags:
    """Homes with enough days, and enough of them lived in: nobody is missed in an empty home."""
    readings = np.count_nonzero(~np.isnan(days_of(kwh)), axis=2)
    days = np.count_nonzero(readings >= FEWEST_READINGS, axis=1)
    highest = np.fmax.reduce(days_of(kwh), axis=2)
    lowest = np.fmin.reduce(days_of(kwh), axis=2)
    lived = np.count_nonzero(highest > 2.0 * lowest + LIVED_KWH, axis=1)
    many = readings.shape[1]
    found: Flags = (days >= FEWEST_DAYS * many) & (lived >= FEWEST_LIVED * many)
    return found


def _quiet_ceiling(kwh: Floats, method: Method) -> Floats:
    """Most of the smallest three-hour maxima of the days lie under it, with some room."""
    within = np.lib.stride_tricks.sliding_window_view(days_of(kwh), method.ceiling_window, axis=2)
    highest = within.max(axis=3)  # NaN where a reading of the window is missing
    lowest = np.fmin.reduce(highest, axis=2)
    usual = quantiles(lowest, np.array([method.ceiling_share]))[:, 0]
    ceiling: Floats = (usual * method.ceiling_factor + method.ceiling_added_kwh).astype(np.float32)
    return ceiling


def quiet_windows(kwh: Floats, window: int) -> tuple[np.ndarray, Floats]:
    """The quietest whole window of each day: its first half hour of the day, its kWh (inf: none)."""
    within = np.lib.stride_tricks.sliding_window_view(days_of(kwh), window, axis=2)
    total = within.sum(axis=3)
    total = np.where(np.isnan(total), np.float32(np.inf), total)
    return total.argmin(axis=2), total.min(axis=2)


def quiet_readings(kwh: Floats, method: Method) -> Flags:
    """Which readings lie in the quietest windows of the quietest days, homes × half hours."""
    first, total = quiet_windows(kwh, method.quiet_window)
    rank = total.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    chosen = (rank < method.quiet_days) & np.isfinite(total)
    of_day = np.arange(HALF_HOURS_A_DAY)
    after = of_day - first[:, :, None]
    inside = (after >= 0) & (after < method.quiet_window) & chosen[:, :, None]
    found: Flags = inside.reshape(kwh.shape)
    return found


def _evidence(binned: Bytes, seen: Flags, quiet: Flags, method: Method) -> Halves:
    """Log of quiet against usual likelihood, half hour of the day × homes × bins."""
    homes, many = len(binned), len(method.quantiles) + 1
    usual = _counts(binned, seen, many)
    overall = usual.sum(axis=0) + 1e-3
    overall /= overall.sum(axis=1, keepdims=True)
    still = _counts(binned, seen & quiet, many).sum(axis=0) + 1e-3
    still /= still.sum(axis=1, keepdims=True)
    still = (1.0 - method.mixed_in) * still + method.mixed_in * overall
    around = range(-method.smoothing, method.smoothing + 1)
    usual = np.sum([np.roll(usual, by, axis=0) for by in around], axis=0)
    usual += method.pseudo_readings * overall
    usual /= usual.sum(axis=2, keepdims=True)
    found: Halves = np.log(still / usual).astype(np.float16).reshape(-1, homes, many)
    return found


def _counts(binned: Bytes, seen: Flags, many: int) -> Wide:
    """How many readings fall in each bin, half hour of the day × homes × bins."""
    homes = len(binned)
    of_day = np.arange(binned.shape[1]) % HALF_HOURS_A_DAY
    cell = (of_day * homes + np.arange(homes)[:, None]) * many + binned
    counted = np.bincount(cell[seen], minlength=HALF_HOURS_A_DAY * homes * many)
    return counted.reshape(HALF_HOURS_A_DAY, homes, many).astype(np.float64)


def _runs(
    kwh: Floats,
    change: Floats,
    by_level: tuple[Halves, Bytes],
    by_change: tuple[Halves, Bytes],
    ceiling: Floats,
    method: Method,
) -> tuple[Wide, Wide, Wide]:
    """The three gauges over the days they were learned from, homes × half hours."""
    level, moved = (_looked_up(*by_level), _looked_up(*by_change))
    seen, paired = ~np.isnan(kwh), ~np.isnan(change)
    moved[~paired] = 0.0
    silence = np.where(seen, increment(method.silence, level, moved), 0.0)
    still = np.where(paired, increment(method.change, level, moved), 0.0)
    clock = np.cumsum(seen * method.hours.most_up, axis=1)
    used = np.maximum.accumulate(np.where(kwh > ceiling[:, None], clock, 0.0), axis=1)
    return _above_floor(silence), _above_floor(still), clock - used


def _looked_up(table: Halves, binned: Bytes) -> Floats:
    of_day = np.arange(binned.shape[1]) % HALF_HOURS_A_DAY
    found: Floats = table[of_day, np.arange(len(binned))[:, None], binned].astype(np.float32)
    return found


def _above_floor(increments: np.ndarray) -> Wide:
    """A sum that never falls below 0: the running sum less its lowest point so far."""
    total = np.cumsum(increments, axis=1, dtype=np.float64)
    found: Wide = total - np.minimum(np.minimum.accumulate(total, axis=1), 0.0)
    return found


def _scale(run: Wide, gauge: Gauge, method: Method) -> Floats:
    """The usual high of a home, drawn towards the typical one."""
    peaks = np.sort(days_of(run).max(axis=2), axis=1)
    days = min(method.peak_days, peaks.shape[1])
    own = np.maximum(peaks[:, -days:].mean(axis=1), method.smallest_peak)
    scale = own**method.own_share * gauge.typical_peak ** (1.0 - method.own_share)
    found: Floats = scale.astype(np.float32)
    return found
