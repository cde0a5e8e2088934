"""Methods that raise an alarm when a home falls silent, ours among them. All score every half hour."""

from __future__ import annotations

import numpy as np

from benchmarks.watch_data import LEARNING
from benchmarks.watch_protocol import Scorer
from sasaeai.analysis.electricity.method import METHOD, Gauge, Method
from sasaeai.analysis.electricity.watching import watch

# The gauges as the first specification had them: octiles, all 28 quiet windows, the largest alone.
SPECIFIED = Method(
    quantiles=tuple(n / 8 for n in range(1, 8)),
    quiet_days=28,
    smoothing=2,
    pseudo_readings=10.0,
    ceiling_share=0.75,
    ceiling_factor=1.15,
    peak_days=2,
    smallest_peak=0.5,
    blend=60.0,
    highest=1e6,
    silence=Gauge(0.6, 0.6, 0.1, 0.8, 2.0, 1.0, 6.15),
    change=Gauge(0.0, 0.6, 0.1, 0.8, 2.0, 1.0, 2.6),
    hours=Gauge(0.0, 0.0, 0.0, 0.5, 0.0, 1.0, 10.0),
)


def of_method(method: Method) -> Scorer:
    """The engine with some numbers."""
    return lambda kwh: watch(kwh, method=method)[1].score


def of_coarse_meter(step_kwh: float) -> Scorer:
    """Ours behind a meter whose counter moves in steps."""

    def scored(kwh: np.ndarray) -> np.ndarray:
        counter = np.cumsum(np.nan_to_num(kwh).astype(np.float64), axis=1)
        shown = np.floor(counter / step_kwh + 1e-6) * step_kwh
        read = np.diff(shown, axis=1, prepend=0.0)
        return watch(np.where(np.isnan(kwh), np.nan, read).astype(np.float32))[1].score

    return scored


def hours_under_quiet_level(kwh: np.ndarray) -> np.ndarray:
    """Hours since use was above the home's own quiet level; the plain rule of many products."""
    days = kwh[:, :LEARNING].reshape(len(kwh), 28, 48)
    windows = np.lib.stride_tricks.sliding_window_view(days, 6, axis=2).max(axis=-1)
    level = np.nanpercentile(np.fmin.reduce(windows, axis=2), 75, axis=1) * 1.15 + 0.005
    clock = np.cumsum(~np.isnan(kwh) * 0.5, axis=1)
    used = np.maximum.accumulate(np.where(kwh > level[:, None], clock, 0.0), axis=1)
    return (clock - used)[:, LEARNING:]


def hours_without_change(kwh: np.ndarray) -> np.ndarray:
    """Hours since use changed by more than 50 Wh from one half hour to the next."""
    change = np.abs(np.diff(kwh, axis=1, prepend=np.nan))
    clock = np.cumsum(~np.isnan(kwh) * 0.5, axis=1)
    moved = np.maximum.accumulate(np.where(change > 0.05, clock, 0.0), axis=1)
    return (clock - moved)[:, LEARNING:]


def cusum_of_log(kwh: np.ndarray) -> np.ndarray:
    """CUSUM (k = 0.5) of how far log use lies under the mean of the same half hour, in its spread."""
    log = np.log(kwh + 0.01)
    days = log[:, :LEARNING].reshape(len(kwh), 28, 48)
    mean, spread = np.nanmean(days, axis=1), np.nanstd(days, axis=1) + 0.1
    of_day = np.arange(kwh.shape[1]) % 48
    low = -(log - mean[:, of_day]) / spread[:, of_day] - 0.5
    total = np.cumsum(np.nan_to_num(low), axis=1)
    return (total - np.minimum(np.minimum.accumulate(total, axis=1), 0.0))[:, LEARNING:]


def rank_of_twelve_hours(kwh: np.ndarray) -> np.ndarray:
    """How far the last 12 hours lie under the least of the same clock time in the learning days."""
    total = np.cumsum(np.nan_to_num(kwh), axis=1)
    last = total[:, 24:] - total[:, :-24]
    padded = np.concatenate([np.full((len(kwh), 24), np.nan), last], axis=1)
    days = padded[:, :LEARNING].reshape(len(kwh), 28, 48)
    least, usual = np.nanmin(days, axis=1), np.nanmedian(days, axis=1)
    of_day = np.arange(kwh.shape[1]) % 48
    under = (usual[:, of_day] - padded) / np.maximum(usual - least, 0.01)[:, of_day]
    return np.maximum(np.where(np.isnan(kwh), 0.0, under), 0.0)[:, LEARNING:]


def hidden_markov(kwh: np.ndarray) -> np.ndarray:
    """Hours in the low state of a two-state Gaussian hidden Markov model of log use (filtered)."""
    log = np.log(np.where(np.isnan(kwh), np.nan, kwh) + 0.01)
    mean, spread, stay = _fitted(log[:, :LEARNING])
    many = kwh.shape[1]
    low, hours = np.full(len(kwh), 0.5), np.zeros((len(kwh), many))
    run = np.zeros(len(kwh))
    for at in range(many):
        x = log[:, at]
        ahead = low * stay[:, 0] + (1 - low) * (1 - stay[:, 1])
        weight = np.exp(-0.5 * ((x[:, None] - mean) / spread) ** 2) / spread + 1e-9
        both = np.stack([ahead, 1 - ahead], axis=1) * weight
        seen = ~np.isnan(x)
        low = np.where(seen, both[:, 0] / both.sum(axis=1), low)
        run = np.where(seen, np.where(low > 0.5, run + 0.5, 0.0), run)
        hours[:, at] = run
    return hours[:, LEARNING:]


def _fitted(log: np.ndarray, rounds: int = 12) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Means, spreads and probabilities to stay, by expectation–maximisation over all homes at once."""
    x = np.where(np.isnan(log), np.nanmedian(log, axis=1, keepdims=True), log)
    homes, many = x.shape
    mean = np.percentile(x, [20, 80], axis=1).T
    spread = np.repeat(x.std(axis=1)[:, None], 2, axis=1) + 0.05
    stay = np.full((homes, 2), 0.9)
    for _ in range(rounds):
        weight = np.exp(-0.5 * ((x[:, :, None] - mean[:, None]) / spread[:, None]) ** 2)
        weight = weight / spread[:, None] + 1e-9
        move = np.stack([stay[:, 0], 1 - stay[:, 0], 1 - stay[:, 1], stay[:, 1]], axis=1)
        move = move.reshape(homes, 2, 2)
        forward = np.empty((homes, many, 2))
        now = np.full((homes, 2), 0.5)
        for at in range(many):
            now = np.einsum("hi,hij->hj", now, move) * weight[:, at]
            now /= now.sum(axis=1, keepdims=True)
            forward[:, at] = now
        backward, joint = np.ones((homes, 2)), np.zeros((homes, 2, 2))
        chance = np.empty_like(forward)
        for at in range(many - 1, -1, -1):
            both = forward[:, at] * backward
            chance[:, at] = both / both.sum(axis=1, keepdims=True)
            if at:
                right = weight[:, at] * backward
                pair = forward[:, at - 1][:, :, None] * move * right[:, None]
                joint += pair / pair.sum(axis=(1, 2), keepdims=True)
                backward = np.einsum("hij,hj->hi", move, right)
                backward /= backward.sum(axis=1, keepdims=True)
        share = chance.sum(axis=1)
        mean = np.einsum("hts,ht->hs", chance, x) / share
        spread = (
            np.sqrt(np.einsum("hts,hts->hs", chance, (x[:, :, None] - mean[:, None]) ** 2) / share)
            + 0.05
        )
        stay = np.stack([joint[:, n, n] / joint[:, n].sum(axis=1) for n in (0, 1)], axis=1)
    swap = mean[:, 0] > mean[:, 1]
    for table in (mean, spread, stay):
        table[swap] = table[swap][:, ::-1]
    return mean, spread, stay


CONTENDERS: dict[str, Scorer] = {
    "ours": of_method(METHOD),
    "as first specified": of_method(SPECIFIED),
    "hours under quiet level": hours_under_quiet_level,
    "hours without change": hours_without_change,
    "CUSUM of log": cusum_of_log,
    "12 h against the least": rank_of_twelve_hours,
    "hidden Markov, hours low": hidden_markov,
}
