"""The protocol: made silences in real homes, delay until the alarm, false alarms on untouched days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.watch_data import LEARNING, Segments

HORIZON = 144  # half hours: 72 h, then a silence counts as missed
REFRACTORY = 24  # half hours
KINDS = ("base", "light", "heater", "nightauto")
BLOCK = 12

Scorer = Callable[[np.ndarray], np.ndarray]  # homes × all half hours → homes × test half hours


@dataclass(frozen=True)
class Silences:
    """Made silences: in which segment, from which half hour, and the readings of each kind."""

    segment: np.ndarray
    start: np.ndarray
    kwh: dict[str, np.ndarray]


@dataclass(frozen=True)
class Result:
    """The scores of one method: untouched, and in the 72 hours after each silence began."""

    clean: np.ndarray
    after: dict[str, np.ndarray]
    before: np.ndarray  # the score just before each silence


@dataclass(frozen=True)
class Figures:
    """What a limit gives."""

    false_alarms: float  # per household and 60 days
    median: float
    mean: float
    p90: float
    within_day: float
    missed: float


def quiet_blocks(kwh: np.ndarray, many: int) -> np.ndarray:
    """The quietest six hours of each learning day, the quietest of those first; homes × many × 12."""
    days = kwh[:, :LEARNING].reshape(len(kwh), 28, 48)
    windows = np.lib.stride_tricks.sliding_window_view(days, BLOCK, axis=2)
    total = windows.sum(axis=-1)
    first = np.where(np.isnan(total), np.inf, total).argmin(axis=2)
    blocks = np.take_along_axis(windows, first[:, :, None, None], axis=2)[:, :, 0]
    order = np.argsort(blocks.sum(axis=-1), axis=1)[:, :many]
    return np.take_along_axis(blocks, order[:, :, None], axis=1)


def lengths(kwh: np.ndarray) -> np.ndarray:
    """Half hours up to the last reading of each segment."""
    return kwh.shape[1] - np.argmax(~np.isnan(kwh)[:, ::-1], axis=1)


def silences(segments: Segments, *, each: int, seed: int, quietest: int = 7) -> Silences:
    """Silences at random half hours of the test days.

    :param quietest: base load is drawn from so many of the 28 daily quietest six-hour windows
    """
    draw, kwh = np.random.default_rng(seed), segments.kwh
    end = lengths(kwh)
    segment = np.repeat(np.arange(len(kwh)), each)
    start = np.array([draw.integers(LEARNING, end[n]) for n in segment])
    many = len(segment)
    blocks = quiet_blocks(kwh, quietest)
    picked = draw.integers(0, quietest, (many, HORIZON // BLOCK))
    base = blocks[segment[:, None], picked].reshape(many, HORIZON)
    base = np.where(np.isnan(base), np.nanmin(base, axis=1, keepdims=True), base)
    made = {"base": base, "light": base + draw.uniform(0.015, 0.075, (many, 1))}
    made["heater"] = base + _heater(draw, many)
    made["nightauto"] = _nights(kwh, segment, start, end, base)
    return Silences(segment, start, {kind: made[kind].astype(np.float32) for kind in KINDS})


def _heater(draw: np.random.Generator, many: int) -> np.ndarray:
    """A heater of 150–400 W that goes on and off, kWh in half an hour."""
    watts, minutes = draw.uniform(150, 400, many), draw.uniform(20, 120, many)
    duty, phase = draw.uniform(0.3, 0.7, many), draw.uniform(0, 1, many)
    clock = np.arange(HORIZON * 30)
    on = (clock / minutes[:, None] + phase[:, None]) % 1 < duty[:, None]
    return watts[:, None] * 0.0005 * on.reshape(many, HORIZON, 30).mean(axis=2)


def _nights(
    kwh: np.ndarray, segment: np.ndarray, start: np.ndarray, end: np.ndarray, base: np.ndarray
) -> np.ndarray:
    """What the home really used from 22 to 6 goes on (boiler timers); after the data the last days again."""
    at = start[:, None] + np.arange(HORIZON)
    known = end[segment][:, None]
    at = np.where(at < known, at, at - (-(-(at - known + 1) // 48)) * 48)
    night = (at % 48 >= 44) | (at % 48 < 12)
    made = np.where(night, kwh[segment[:, None], at], base)
    return np.where(np.isnan(made), base, made)


def run(scorer: Scorer, segments: Segments, made: Silences, kinds: tuple[str, ...]) -> Result:
    """Score the untouched segments, and a copy of its segment for every silence, cut after 72 hours."""
    clean = np.nan_to_num(scorer(segments.kwh))
    rows, at = np.arange(len(made.start)), made.start - LEARNING
    after = {}
    for kind in kinds:
        found = [
            np.nan_to_num(scorer(_copies(segments, made, kind, rows[n : n + 400])))
            for n in range(0, len(rows), 400)
        ]
        scores = np.concatenate(found)
        after[kind] = scores[rows[:, None], at[:, None] + np.arange(HORIZON)]
    before = np.where(at > 0, clean[made.segment, np.maximum(at - 1, 0)], 0.0)
    return Result(clean, after, before)


def _copies(segments: Segments, made: Silences, kind: str, rows: np.ndarray) -> np.ndarray:
    kwh = segments.kwh[made.segment[rows]]
    table = np.concatenate([kwh, np.full((len(rows), HORIZON), np.nan, np.float32)], axis=1)
    start = made.start[rows]
    table[np.arange(table.shape[1]) >= start[:, None]] = np.nan
    table[np.arange(len(rows))[:, None], start[:, None] + np.arange(HORIZON)] = made.kwh[kind][rows]
    return table


def alarms(clean: np.ndarray, limit: float) -> list[tuple[int, int]]:
    """Upward crossings, none within twelve hours of the one before; home and test half hour."""
    before = np.concatenate([np.zeros((len(clean), 1)), clean[:, :-1]], axis=1)
    found: list[tuple[int, int]] = []
    for home, at in np.argwhere((clean >= limit) & (before < limit)).tolist():
        if not found or found[-1][0] != home or at - found[-1][1] >= REFRACTORY:
            found.append((home, at))
    return found


def test_days(segments: Segments) -> float:
    """Days with readings on which a false alarm could be."""
    return np.count_nonzero(~np.isnan(segments.kwh[:, LEARNING:])) / 48


def delays(result: Result, kind: str, limit: float) -> np.ndarray:
    """Hours until the alarm; 72.5 where there is none, NaN where one stood already."""
    high = result.after[kind] >= limit
    hours = np.where(high.any(axis=1), (high.argmax(axis=1) + 1) / 2, HORIZON / 2 + 0.5)
    return np.where(result.before < limit, hours, np.nan)


def figures(result: Result, segments: Segments, kind: str, limit: float) -> Figures:
    """Delays of a kind and false alarms at a limit."""
    hours = delays(result, kind, limit)
    hours = hours[~np.isnan(hours)]
    capped = np.minimum(hours, HORIZON / 2)
    return Figures(
        len(alarms(result.clean, limit)) / test_days(segments) * 60,
        float(np.median(capped)),
        float(capped.mean()),
        float(np.percentile(capped, 90)),
        float((hours <= 24).mean()),
        float((hours > HORIZON / 2).mean()),
    )


def limit_for(result: Result, segments: Segments, false_alarms: float) -> float:
    """The lowest limit with at most so many false alarms per household and 60 days."""
    allowed = false_alarms * test_days(segments) / 60
    low, high = 0.0, float(result.clean.max()) + 1.0
    for _ in range(30):
        middle = (low + high) / 2
        if len(alarms(result.clean, middle)) > allowed:
            low = middle
        else:
            high = middle
    return high


def near_empty(segments: Segments) -> np.ndarray:
    """Test half hours within 24 hours that together stay under 1.15 × base; homes × half hours.

    Only homes that use at least twice their base on average: elsewhere it would tell nothing.
    """
    kwh = np.nan_to_num(segments.kwh)
    base = np.nanmean(quiet_blocks(segments.kwh, 14), axis=(1, 2))
    usual = np.nanmean(segments.kwh[:, :LEARNING], axis=1) >= 2 * np.maximum(base, 1e-6)
    total = np.concatenate([np.zeros((len(kwh), 1)), np.cumsum(kwh, axis=1)], axis=1)
    low = (total[:, 48:] - total[:, :-48]) / 48 < 1.15 * base[:, None]
    seen = ~np.isnan(segments.kwh)
    found = np.zeros(kwh.shape, bool)
    for home, first in np.argwhere(low & usual[:, None]).tolist():
        found[home, first : first + 48] = True
    return (found & seen)[:, LEARNING:]


def spells(mask: np.ndarray, at_least: int) -> list[tuple[int, int, int]]:
    """Runs of a mask, at least so many half hours long: home, first, after the last."""
    edges = np.diff(np.pad(mask.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    first, after = np.argwhere(edges == 1), np.argwhere(edges == -1)
    return [
        (int(home), int(start), int(stop))
        for (home, start), (_, stop) in zip(first, after, strict=True)
        if stop - start >= at_least
    ]
