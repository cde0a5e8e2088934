"""A part of the protocol through `sasaeai watch scan` itself: files in, alerts out, red lines counted."""

from __future__ import annotations

import csv
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from benchmarks.watch_data import LEARNING, Segments
from benchmarks.watch_protocol import HORIZON, REFRACTORY, Silences, lengths, test_days
from sasaeai.config import commandline

FIRST = datetime(2026, 1, 5)  # noqa: DTZ001 - wall-clock time
HALF_HOUR = timedelta(minutes=30)


def told(segments: Segments, made: Silences, many: int) -> None:
    """Print delays and false alarms as the command tells them, for some of the silences."""
    chosen = np.linspace(0, len(made.start) - 1, many).astype(int)
    with tempfile.TemporaryDirectory() as folder:
        red = _red_lines(segments, made, chosen, Path(folder))
    late, standing = [], 0
    for n in chosen.tolist():
        start = int(made.start[n])
        at = [row for row in red.get(f"S{n}", []) if row >= start]
        if _stands(red, f"S{n}", start):
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
    print(f"  through the command, {len(chosen)} silences ({standing} after a red of 12 h before):")
    print(
        f"  raw FA {false / test_days(segments) * 60:.2f}  median {np.median(np.minimum(hours, 72)):.1f}"
        f"  <=24 h {(hours <= 24).mean():.3f}  missed {(hours > HORIZON / 2).mean():.3f}"
    )


def _stands(red: dict[str, list[int]], name: str, start: int) -> bool:
    return any(start - REFRACTORY <= row < start for row in red.get(name, []))


def _red_lines(
    segments: Segments, made: Silences, chosen: np.ndarray, folder: Path
) -> dict[str, list[int]]:
    """Half hours of the red lines by household; C… are untouched segments, S… have a silence."""
    end = lengths(segments.kwh)
    with (folder / "readings.csv").open("w", encoding="utf-8") as file:
        file.write("household,start,kwh\n")
        for n, kwh in enumerate(segments.kwh):
            _write(file, f"C{n}", kwh[: end[n]])
        for n in chosen.tolist():
            start = int(made.start[n])
            kwh = np.concatenate([segments.kwh[made.segment[n], :start], made.kwh["base"][n]])
            _write(file, f"S{n}", kwh)
    out = folder / "alerts.csv"
    if commandline.main(["watch", "scan", str(folder / "readings.csv"), "--out", str(out)]):
        raise SystemExit("the command refused the file")
    found: dict[str, list[int]] = {}
    with out.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["level"] == "red":
                half_hour = (datetime.fromisoformat(row["at"]) - FIRST) // HALF_HOUR - 1
                found.setdefault(row["household"], []).append(half_hour)
    return {name: [row for row in rows if row >= LEARNING] for name, rows in found.items()}


def _write(file: object, name: str, kwh: np.ndarray) -> None:
    file.writelines(  # type: ignore[attr-defined]
        f"{name},{(FIRST + HALF_HOUR * n).isoformat(timespec='minutes')},"
        f"{'' if np.isnan(value) else format(value, '.4g')}\n"
        for n, value in enumerate(kwh.tolist())
    )
