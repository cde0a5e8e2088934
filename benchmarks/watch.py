"""Silence in the meter beside plain rules and statistics, in one run: `./bench watch [--data FOLDER]`.

Real homes of the smart-meter sets, made silences, false alarms on untouched days: the protocol of
docs/methods/electricity.md. Aims at red on the development pool: median ≤ 14.5 h, ≤ 24 h ≥ 0.89,
missed ≤ 2 %, raw false alarms ≤ 1.7 per home and 60 days; a million homes a half hour in ≤ 1 CPU second.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import scipy

from benchmarks import watch_by_command, watch_curves, watch_speed
from benchmarks.watch_contenders import (
    CONTENDERS,
    hours_under_quiet_level,
    of_coarse_meter,
)
from benchmarks.watch_data import LEARNING, Segments, folder, pools
from benchmarks.watch_protocol import (
    KINDS,
    Figures,
    Result,
    Silences,
    alarms,
    delays,
    figures,
    limit_for,
    near_empty,
    run,
    silences,
    spells,
    test_days,
)
from sasaeai.analysis.electricity.grades import self_test
from sasaeai.analysis.electricity.method import RED, YELLOW
from sasaeai.analysis.electricity.watching import watch

OURS = "ours"
PARTS = ("protocol", "pools", "reality", "command", "speed")
RULES = {"12 h under quiet level": 12.0, "24 h under quiet level": 24.0}
LEVELS = {"yellow": YELLOW, "red": RED}


def main(argv: Sequence[str]) -> int:
    """Run the protocol, print the tables, draw the curves."""
    parser = argparse.ArgumentParser(prog="./bench watch", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the smart-meter sets")
    parser.add_argument("--each", type=int, default=10, help="silences a segment (10)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--curves", type=Path, help="folder for the curves as SVG")
    parser.add_argument("--only", nargs="*", choices=PARTS)
    given = parser.parse_args(argv)
    data = folder(given.data)
    if data is None:
        print("../shared/data/smartmeter is not there; say --data FOLDER", file=sys.stderr)
        return 2
    wanted = given.only or PARTS
    _told_where()
    if set(wanted) - {"speed"}:
        sets = pools(data)
        dev = sets["dev"]
        made = silences(dev, each=given.each, seed=given.seed)
        ours = run(CONTENDERS[OURS], dev, made, KINDS)
        if "protocol" in wanted:
            _protocol(dev, made, ours, given.curves)
        if "pools" in wanted:
            _pools(sets, given.each, given.seed)
        if "reality" in wanted:
            _reality(dev, made, ours, given.seed)
        if "command" in wanted:
            watch_by_command.told(dev, made, 400)
    if "speed" in wanted:
        watch_speed.told()
    return 0


def _told_where() -> None:
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"Python {platform.python_version()} numpy {np.__version__} scipy {scipy.__version__}")


def _protocol(dev: Segments, made: Silences, ours: Result, curves: Path | None) -> None:
    """Every contender at its own limits on the development pool, and at equal false alarms."""
    print(
        f"\n## development pool: {len(dev.kwh)} segments, {len(made.start)} silences of each kind"
    )
    empty = near_empty(dev)
    for name, limit in LEVELS.items():
        print(f"\nours at {name} ({limit}):")
        for kind in KINDS:
            print(_line(kind, figures(ours, dev, kind, limit)))
        without = _outside(alarms(ours.clean, limit), empty)
        print(f"  false alarms outside near-empty stretches {without / test_days(dev) * 60:.2f}")
        print(f"  {_trip(ours, limit)}")
    results = {OURS: ours}
    for name, scorer in CONTENDERS.items():
        if name != OURS:
            started = time.process_time()
            results[name] = run(scorer, dev, made, KINDS)
            print(f"  ({name}: {time.process_time() - started:.0f} CPU s)", flush=True)
    print("\nliteral rules (base, then light):")
    for name, hours in RULES.items():
        for kind in ("base", "light"):
            print(_line(name, figures(results["hours under quiet level"], dev, kind, hours)))
    for allowed in (0.5, 1.0, 1.5, 1.7, 2.0, 4.0):
        print(f"\nat most {allowed} raw false alarms (base | light | nightauto):")
        for name, result in results.items():
            limit = limit_for(result, dev, allowed)
            parts = (figures(result, dev, kind, limit) for kind in ("base", "light", "nightauto"))
            print(f"  {name:26}" + " | ".join(map(_short, parts)), flush=True)
    if curves:
        watch_curves.drawn(curves, results, dev)


def _line(name: str, told: Figures) -> str:
    return (
        f"  {name:24} raw FA {told.false_alarms:.2f}  median {told.median:.1f} mean {told.mean:.1f} "
        f"p90 {told.p90:.1f}  <=24 h {told.within_day:.3f}  missed {told.missed:.3f}"
    )


def _short(told: Figures) -> str:
    return f"{told.median:5.1f}/{told.mean:4.1f} {told.within_day:.2f} {told.missed:.2f}"


def _outside(found: list[tuple[int, int]], empty: np.ndarray) -> int:
    return sum(1 for home, at in found if not empty[home, at])


def _trip(result: Result, limit: float) -> str:
    hours = delays(result, "base", limit)
    hours = hours[~np.isnan(hours)]
    back = (12, 24, 48)
    shares = ", ".join(f"{away} h {(hours <= away).mean():.2f}" for away in back)
    return f"trip: alarm before the return {shares}"


def _pools(sets: dict[str, Segments], each: int, seed: int) -> None:
    """Ours and the first specification on the tuned and the untouched homes."""
    print("\n## pools, at red and yellow (base | light | nightauto)")
    for name, segments in sets.items():
        fewer = max(each // (8 if name.startswith("large") else 2), 1)
        for quietest in (7, 14):
            made = silences(segments, each=fewer, seed=seed + 1, quietest=quietest)
            kinds = ("base", "light", "nightauto")
            ours = run(CONTENDERS[OURS], segments, made, kinds)
            first = run(CONTENDERS["as first specified"], segments, made, kinds)
            told = figures(ours, segments, "base", RED).false_alarms
            rows = [
                ("red", ours, RED),
                ("yellow", ours, YELLOW),
                ("first spec., as many", first, limit_for(first, segments, told)),
            ]
            for words, result, limit in rows:
                parts = [figures(result, segments, kind, limit) for kind in kinds]
                print(
                    f"  {name:17} n {len(segments.kwh):3} base from {quietest:2}/28  {words:21}"
                    f" FA {parts[0].false_alarms:.2f}  " + " | ".join(map(_short, parts)),
                    flush=True,
                )


def _reality(dev: Segments, made: Silences, ours: Result, seed: int) -> None:
    """What is not a made silence: empty spells, missing data, grades, hours of the day, households."""
    print("\n## nearer to reality, at red")
    _empty_spells(dev, ours)
    hours = delays(ours, "base", RED)
    of_day = made.start % 48 // 12
    told = [np.nanmedian(np.minimum(hours[of_day == n], 72)) for n in range(4)]
    print("  median by hour of collapse 00-06, 06-12, 12-18, 18-24:", *told)
    found = alarms(ours.clean, RED)
    each = np.bincount([home for home, _ in found], minlength=len(dev.kwh))
    print(
        f"  segments without alarm {(each == 0).mean():.2f}, three or more {(each >= 3).mean():.2f}"
    )
    _grades(dev, made, hours)
    _cadence(ours)
    _missing(dev, seed)
    _coarse(dev, seed)
    _absences(dev)


def _empty_spells(dev: Segments, ours: Result) -> None:
    found = spells(near_empty(dev), 72)
    rules = {
        "ours": (ours.clean, RED),
        "24 h": (np.nan_to_num(hours_under_quiet_level(dev.kwh)), 24.0),
    }
    for name, (scores, limit) in rules.items():
        high = [scores[home, first:stop] >= limit for home, first, stop in found]
        late = [(part.argmax() + 1) / 2 for part in high if part.any()]
        print(
            f"  real empty spells of 36 h and more: {name} noticed {len(late) / len(found):.2f} of "
            f"{len(found)}, median {np.median(late):.1f} h"
        )


def _grades(dev: Segments, made: Silences, hours: np.ndarray) -> None:
    tested = self_test(dev.kwh[:, :LEARNING])
    grades = np.array([tested.grade(n).value for n in range(len(dev.kwh))])
    capped = np.minimum(hours, 72)
    tried = np.bincount(made.segment[~np.isnan(capped)], minlength=len(dev.kwh))
    total = np.bincount(made.segment, np.nan_to_num(capped), minlength=len(dev.kwh))
    mean = np.where(tried > 0, total / np.maximum(tried, 1), np.nan)
    for grade in ("A", "B", "C", "-"):
        of_grade = mean[grades == grade]
        of_grade = of_grade[~np.isnan(of_grade)]
        if len(of_grade):
            print(
                f"  grade {grade}: {(grades == grade).sum()} segments, realised mean "
                f"{of_grade.mean():.1f} h, mean <= 24 h in {(of_grade <= 24).mean():.2f}"
            )


def _cadence(ours: Result) -> None:
    """Base delays where scores are looked at less often than every half hour."""
    hours = delays(ours, "base", RED)
    hours = hours[~np.isnan(hours)]
    draw = np.random.default_rng(3).uniform(0, 1, len(hours))
    for name, every, wait in (("30 min, data 1 h late", 0.5, 1.0), ("every 3 h", 3.0, 0.0)):
        late = np.minimum(hours + wait + draw * (every if every > 0.5 else 0.0), 72)
        print(f"  looked at {name}: median {np.median(late):.1f}, <=24 h {(late <= 24).mean():.2f}")


def _missing(dev: Segments, seed: int) -> None:
    draw = np.random.default_rng(seed + 5)
    holes = draw.random(dev.kwh.shape) < 0.05
    for home in range(len(holes)):
        for week in range(8):
            start = week * 336 + draw.integers(0, 336 - 12)
            holes[home, start : start + 12] = True
    held = np.where(holes, np.nan, dev.kwh).astype(np.float32)
    zero = np.where(holes & ~np.isnan(dev.kwh), 0, dev.kwh).astype(np.float32)
    zero[:, :LEARNING] = held[:, :LEARNING]
    for name, kwh in (("held", held), ("read as zero", zero)):
        many = len(alarms(np.nan_to_num(watch(kwh)[1].score), RED))
        print(f"  5 % missing and 6 h a week, {name}: raw FA {many / test_days(dev) * 60:.2f}")


def _coarse(dev: Segments, seed: int) -> None:
    """The same homes behind meters that count in steps of 10 or 100 Wh."""
    made = silences(dev, each=3, seed=seed + 6)
    for step in (0.01, 0.1):
        scorer = of_coarse_meter(step)
        result = run(scorer, dev, made, ("base", "light"))
        print(_line(f"meter in {step} kWh, base", figures(result, dev, "base", RED)))
        print(_line(f"meter in {step} kWh, light", figures(result, dev, "light", RED)))


def _absences(dev: Segments) -> None:
    """The same with every near-empty stretch registered, as `--absences` does it."""
    empty = near_empty(dev)
    away = np.concatenate([np.zeros((len(empty), LEARNING), bool), empty], axis=1)
    scores = np.nan_to_num(watch(dev.kwh, away)[1].score)
    silent = empty.copy()
    for later in range(1, 7):
        silent[:, later:] |= empty[:, :-later]
    many = len(alarms(np.where(silent, 0.0, scores), RED))
    print(f"  near-empty stretches registered: FA {many / test_days(dev) * 60:.2f}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
