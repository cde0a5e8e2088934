"""A part of the protocol through `sasaeai watch scan` itself: files in, alerts out, red lines counted."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from benchmarks.watch_data import Segments
from benchmarks.watch_protocol import HORIZON, REFRACTORY, Silences, lengths, test_days
from sasaeai.analysis.electricity.method import RED
from sasaeai.config import commandline

FIRST = datetime(2026, 1, 5)  # noqa: DTZ001 - wall-clock time
HALF_HOUR = timedelta(minutes=30)


def told(segments: Segments, made: Silences, many: int) -> None:
    """Print delays and false alarms as the command tells them, for some of the silences."""
    chosen = np.linspace(0, len(made.start) - 1, many).astype(int)
    with tempfile.TemporaryDirectory() as folder:
        red, scores = _scanned(segments, made, chosen, Path(folder))
    late, standing = [], 0
    for n in chosen.tolist():
        start = int(made.start[n])
        at = [row for row in red.get(f"S{n}", []) if row >= start]
        if scores.get((f"S{n}", start - 1), 0.0) >= RED:
            standing += 1
            continue
        late.append((at[0] + 1 - start) / 2 if at else HORIZON / 2 + 0.5)
    hours = np.array(late)
    false = 0
    for name, rows in red.items():
        if name.startswith("C"):
            last = -REFRACTORY
            for row in sorted(rows):
                if row - last >= REFRACTORY:
                    false, last = false + 1, row
    print(f"  through the command, {len(chosen)} silences ({standing} dropped, red stood already):")
    print(
        f"  raw FA {false / test_days(segments) * 60:.2f}  median {np.median(np.minimum(hours, 72)):.1f}"
        f"  <=24 h {(hours <= 24).mean():.3f}  missed {(hours > HORIZON / 2).mean():.3f}"
    )


def _scanned(
    segments: Segments, made: Silences, chosen: np.ndarray, folder: Path
) -> tuple[dict[str, list[int]], dict[tuple[str, int], float]]:
    """Half hours of the red lines by household, and the scores just before each silence.

    C… are untouched segments, S… have a silence.
    """
    end = lengths(segments.kwh)
    with (folder / "readings.csv").open("w", encoding="utf-8") as file:
        file.write("household,start,kwh\n")
        for n, kwh in enumerate(segments.kwh):
            _write(file, f"C{n}", kwh[: end[n]])
        for n in chosen.tolist():
            start = int(made.start[n])
            kwh = np.concatenate([segments.kwh[made.segment[n], :start], made.kwh["base"][n]])
            _write(file, f"S{n}", kwh)
    out, scores = folder / "alerts.csv", folder / "scores.csv"
    given = [str(folder / "readings.csv"), "--out", str(out), "--scores", str(scores)]
    if commandline.main(["watch", "scan", *given]):
        raise SystemExit("the command refused the file")
    found: dict[str, list[int]] = {}
    for row in _rows(out):
        if row["level"] == "red":
            found.setdefault(row["household"], []).append(_half_hour(row["at"]))
    wanted = {f"S{n}": _end(int(made.start[n]) - 1) for n in chosen.tolist()}
    before = {
        (row["household"], _half_hour(row["at"])): float(row["score"])
        for row in _rows(scores)
        if wanted.get(row["household"]) == row["at"]
    }
    return found, before


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _half_hour(at: str) -> int:
    return (datetime.fromisoformat(at) - FIRST) // HALF_HOUR - 1


def _end(half_hour: int) -> str:
    return (FIRST + HALF_HOUR * (half_hour + 1)).isoformat(timespec="minutes")


def _write(file: object, name: str, kwh: np.ndarray) -> None:
    file.writelines(  # type: ignore[attr-defined]
        f"{name},{(FIRST + HALF_HOUR * n).isoformat(timespec='minutes')},"
        f"{'' if np.isnan(value) else format(value, '.4g')}\n"
        for n, value in enumerate(kwh.tolist())
    )
