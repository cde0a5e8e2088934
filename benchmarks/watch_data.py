"""Household segments of the smart-meter sets: 28 days to learn from, three or four weeks to test."""

from __future__ import annotations

import csv
import gzip
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
LEARNING = 28 * 48
TEST = 28 * 48
SWISS = "swiss537_30min_kwh_wide.csv.gz"
SGSC = "sgsc10_30min_long.csv.gz"


@dataclass(frozen=True)
class Segments:
    """Homes × half hours (28 + 28 days, NaN where there is nothing), and whose each is."""

    kwh: np.ndarray
    household: np.ndarray

    def of(self, chosen: np.ndarray) -> Segments:
        return Segments(self.kwh[chosen], self.household[chosen])


def folder(given: Path | None) -> Path | None:
    """Where the data lie: an argument, SASAEAI_SHARED, or beside the repository."""
    places = [ROOT.parent / "shared", ROOT.parent.parent / "shared"]
    if os.environ.get("SASAEAI_SHARED"):
        places.insert(0, Path(os.environ["SASAEAI_SHARED"]))
    folders = [given] if given else [place / "data" / "smartmeter" for place in places]
    return next((path for path in folders if path and (path / SWISS).exists()), None)


def pools(data: Path) -> dict[str, Segments]:
    """The pools by name: the development pool, its tuned and untouched halves, larger homes.

    The homes over 25 kWh a day were never looked at while the method was made.
    """
    ids, swiss = _swiss(data / SWISS)
    a_day = np.nanmean(swiss, axis=1) * 48
    small = Segments(_padded(swiss[a_day <= 12]), ids[a_day <= 12])
    years = _sgsc(data / SGSC)
    dev = _eligible(
        Segments(
            np.concatenate([small.kwh, years.kwh]),
            np.concatenate([small.household, years.household]),
        )
    )
    tuned = np.isin(dev.household, list(_tuned_households(dev.household)))
    middle = _eligible(_swiss_between(ids, swiss, a_day, 12, 25))
    half = np.random.default_rng(9).random(len(middle.household)) < 0.5
    return {
        "dev": dev,
        "dev-tuned": dev.of(tuned),
        "dev-untouched": dev.of(~tuned),
        "middle-tuned": middle.of(half),
        "middle-untouched": middle.of(~half),
        "large-never-seen": _eligible(_swiss_between(ids, swiss, a_day, 25, np.inf)),
    }


def _tuned_households(households: np.ndarray) -> set[str]:
    """The half on which the numbers of the method were chosen: whole households, never parts."""
    draw = np.random.default_rng(5)
    everyone = np.unique(households)
    years = [name for name in everyone if name.startswith("100")]
    weeks = [name for name in everyone if name not in years]
    return set(draw.permutation(years)[:5]) | set(draw.permutation(weeks)[: len(weeks) // 2])


def _swiss_between(
    ids: np.ndarray, kwh: np.ndarray, a_day: np.ndarray, low: float, high: float
) -> Segments:
    chosen = (a_day > low) & (a_day <= high)
    return Segments(_padded(kwh[chosen]), ids[chosen])


def _padded(kwh: np.ndarray) -> np.ndarray:
    more = LEARNING + TEST - kwh.shape[1]
    return np.concatenate([kwh, np.full((len(kwh), more), np.nan, np.float32)], axis=1)


def _swiss(path: Path) -> tuple[np.ndarray, np.ndarray]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        table = [
            (row[0], [float(cell) if cell not in ("", "NA") else np.nan for cell in row[1:]])
            for row in rows
        ]
    return np.array([name for name, _ in table]), np.array([kwh for _, kwh in table], np.float32)


def _sgsc(path: Path) -> Segments:
    """Two years of each household, cut every 28 days."""
    epoch = np.datetime64("2012-01-01T00:00", "m")
    readings: dict[str, dict[int, float]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        for household, moment, kwh in rows:
            start = np.datetime64(moment.replace(" ", "T"), "m")
            slot = int((start - epoch).astype(int) // 30)
            readings.setdefault(household, {})[slot] = (
                float(kwh) if kwh not in ("", "NA") else np.nan
            )
    kwh, whose = [], []
    for household, known in readings.items():
        first = -(-min(known) // 48) * 48
        series = np.full(max(known) + 1 - first, np.nan, np.float32)
        for slot, value in known.items():
            if slot >= first:
                series[slot - first] = value
        for start in range(0, len(series) - LEARNING - TEST + 1, LEARNING):
            kwh.append(series[start : start + LEARNING + TEST])
            whose.append(household)
    return Segments(np.array(kwh), np.array(whose))


def _eligible(segments: Segments) -> Segments:
    """At least 24 of the 28 days with at least 4 active half hours (three times the base)."""
    learning = segments.kwh[:, :LEARNING]
    base = np.nanpercentile(learning, 5, axis=1)
    active = learning.reshape(len(learning), 28, 48) > 3 * base[:, None, None]
    return segments.of((active.sum(axis=2) >= 4).sum(axis=1) >= 24)
