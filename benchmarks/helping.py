"""A week's plan and a day's rides beside other ways, in one run: `./bench helping [--sizes S M L]`.

Made-up instances (seeded), the same candidates for all, every plan judged by the checker of the tests.
Aims: 0 violations; within 0.1 % of the bound at 200×150 in < 1 CPU second; 5,000×4,000 (12 towns) < 15;
100,000×80,000 (45 towns) ≤ 0.7 % in < 60 CPU seconds and < 1 GB; rides 0 violations, ride time included.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import scipy

from benchmarks import helping_contenders as others
from benchmarks import helping_simulations
from benchmarks.helping_contenders import Go
from sasaeai.analysis.matching.fictional import a_fictional_week
from sasaeai.analysis.matching.rides.fictional import DAY_OF_RIDES, a_fictional_day
from sasaeai.analysis.matching.rides.people import Terms
from sasaeai.analysis.matching.rides.planning import Engine, plan_rides
from sasaeai.analysis.matching.rides.problem import Problem
from sasaeai.analysis.matching.rides.tests import checker as rides_checker
from sasaeai.analysis.matching.tests.checker import cost, violations
from sasaeai.analysis.matching.week import Week, week_of
from sasaeai.documents.helping.examples import requests_csv, volunteers_csv

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / "build" / "venv-bench-helping"
REQUIREMENTS = ROOT / "benchmarks" / "requirements-helping.txt"
SIZES = {"S": (200, 150, 1), "M": (5_000, 4_000, 12), "L": (100_000, 80_000, 45)}
RIDES = ((30, 6, 10), (100, 15, 30), (300, 40, 60))
PARTS = ("plans", "refusals", "online", "rides")


def main(argv: Sequence[str]) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="./bench helping", description=__doc__)
    parser.add_argument("--sizes", nargs="*", choices=SIZES, default=["S", "M", "L"])
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS)
    parser.add_argument(
        "--seeds", type=int, default=5, help="seeds of size S and of simulations (5)"
    )
    parser.add_argument(
        "--cpsat", type=int, default=60, help="seconds CP-SAT may take (60; 0 = no peers)"
    )
    given = parser.parse_args(argv)
    python = _environment() if given.cpsat else None
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, NumPy {np.__version__}, SciPy {scipy.__version__}",
        flush=True,
    )
    if "plans" in given.only:
        for size in given.sizes:
            for seed in range(given.seeds if size == "S" else 1):
                _plans(size, seed, python, given.cpsat)
    if "refusals" in given.only:
        helping_simulations.refusals(given.seeds)
    if "online" in given.only:
        helping_simulations.online(given.seeds)
    if "rides" in given.only:
        _rides(python)
    return 0


def _environment() -> Path:
    """An environment of the peers' own, made from the pinned requirements."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted, mark = REQUIREMENTS.read_text(encoding="utf-8"), VENV / "made-from.txt"
    if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
        print(f"making {VENV.relative_to(ROOT)} …", flush=True)
        venv.create(VENV, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "-q", "-r", str(REQUIREMENTS)]
        subprocess.run(pip, check=True)
        mark.write_text(wanted, encoding="utf-8")
    return python


def _peer(python: Path, *arguments: object) -> dict[str, object]:
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    done = subprocess.run(
        [str(python), "-m", "benchmarks.helping_peers", *(str(a) for a in arguments)],
        cwd=ROOT,
        env={**os.environ, **single, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _plans(size: str, seed: int, python: Path | None, seconds: int) -> None:
    number, people, towns = SIZES[size]
    requests, volunteers = a_fictional_week(seed, number, people, towns=towns)
    week = week_of(requests, volunteers)
    print(f"\n## {size} {number:,}×{people:,}, {towns} towns, seed {seed}")
    print(
        "| | served | objective | to the bound | violations | Gini | same face | CPU s | MB |\n|---|---|---|---|---|---|---|---|---|",
        flush=True,
    )
    ours, bound, cpu, memory = _by_command(requests, volunteers)
    rows: dict[str, Callable[[], list[Go]]] = {
        "arrival order": lambda: others.greedy(week, others.arrival(week, seed)),
        "urgent first": lambda: others.greedy(week, others.by_priority(week, seed)),
        "scarce first": lambda: others.greedy(week, others.scarce_first(week)),
    }
    for name, make in rows.items():
        began = time.process_time()
        goes = make()
        _row(week, name, goes, bound, time.process_time() - began)
    _row(week, "**sasaeai helping plan**", ours, bound, cpu, memory)
    if python and size != "L":
        found = _peer(python, "cpsat", seed, number, people, towns, seconds)
        _row(
            week,
            f"CP-SAT {seconds} s (own bound {found['bound']:,.0f})",
            found["goes"],
            bound,
            found["cpu"],
        )  # type: ignore[arg-type,str-bytes-safe]
    if size != "L":
        made, clash = others.plain_assignment(week)
        print(
            f"plain assignment: {made:,} pairs, {clash:,} of them impossible ({clash / made:.1%})",
            flush=True,
        )


def _row(
    week: Week, name: str, goes: list[Go], bound: float, cpu: float, memory: float = 0
) -> None:
    points = cost(week.requests, week.volunteers, goes)
    wrong = len(violations(week.requests, week.volunteers, goes))
    print(
        f"| {name} | {len(goes):,} | {points:,.0f} | {(points - bound) / points:.3%} | {wrong} | {others.gini(week, goes):.3f} "
        f"| {others.continuity(week, goes):.2f} | {cpu:.2f} | {memory or '–'} |",
        flush=True,
    )


def _by_command(requests, volunteers) -> tuple[list[Go], float, float, float]:  # type: ignore[no-untyped-def]
    """The command as a process: plan, bound, CPU seconds of everything, peak megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "R.csv").write_text(requests_csv(requests), encoding="utf-8")
        (place / "V.csv").write_text(volunteers_csv(volunteers), encoding="utf-8")
        command = [sys.executable, "-m", "sasaeai.config.commandline", "helping", "plan"]
        command += [
            "--requests",
            str(place / "R.csv"),
            "--volunteers",
            str(place / "V.csv"),
            "--out",
            str(place / "P.json"),
        ]
        single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, **single})
        _, code, used = os.wait4(process.pid, 0)
        if code:
            raise SystemExit("sasaeai helping plan failed")
        found = json.loads((place / "P.json").read_text(encoding="utf-8"))
    goes = [
        (a["request"], a["volunteers"], a["block"] - found["first_block"])
        for a in found["assignments"]
    ]
    return goes, found["bound"], used.ru_utime + used.ru_stime, round(used.ru_maxrss / 1024)


def _rides(python: Path | None) -> None:
    print(
        "\n## rides\n| rides, cars | | served | drive min | too long in the car | violations | CPU s |\n|---|---|---|---|---|---|---|",
        flush=True,
    )
    for number, cars, seconds in RIDES:
        rides, drivers = a_fictional_day(0, number, cars)
        problem = Problem.of(rides, drivers, on=DAY_OF_RIDES)
        for engine in (Engine.GREEDY, Engine.INSERTION):
            began = time.process_time()
            found = plan_rides(problem, engine)
            cpu = time.process_time() - began
            wrong = len(rides_checker.violations(rides, drivers, Terms(), found, DAY_OF_RIDES))
            print(
                f"| {number}, {cars} | {engine.value} | {len(found.rides)} | {found.drive_seconds / 60:,.0f} | 0 | {wrong} | {cpu:.2f} |",
                flush=True,
            )
        peers = (("ortools", [seconds]), ("vroom", [])) if python else ()
        for name, more in peers:
            one = _peer(python, name, 0, number, cars, *more)  # type: ignore[arg-type]
            print(
                f"| {number}, {cars} | {name} {''.join(f'{m} s' for m in more)} | {one['served']} | {one['drive']:,.0f} | {one['over']} | – | {one['cpu']:.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
