"""The annual tables beside pandas and DuckDB: `./bench tables [--rows N] [--runs K]`.

Whole processes side by side in one run: start, load, compute, write. Wall time, CPU time of the
process and its children (medians of the runs), peak memory of all of them together (in a run of its
own), and whether all of them found the same numbers.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from pathlib import Path

from tools.bench.facts import write_facts

HERE = Path(__file__).resolve().parent.parent
TOOLS = HERE / "tools" / "bench"
VENV = HERE / ".venv-bench"
VERSIONS = """import duckdb, pandas, pyarrow
print(duckdb.__version__, pandas.__version__, pyarrow.__version__)"""


def main(argv: Sequence[str]) -> int:
    """Measure and print; 0 if all three found the same numbers."""
    parser = argparse.ArgumentParser(prog="./bench tables", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", nargs="*", default=["sasaeai", "duckdb", "pandas"])
    given = parser.parse_args(argv)
    python = bench_environment()
    facts = HERE / "build" / f"bench-facts-{given.rows}.jsonl"
    facts.parent.mkdir(exist_ok=True)
    if not facts.exists():
        print(f"writing {given.rows:,} facts …", flush=True)
        write_facts(facts, given.rows)
    return compare(python, facts, given.runs, given.only)


def bench_environment() -> Path:
    """The environment of the competitors, made from the pinned requirements."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = (TOOLS / "requirements.txt").read_text(encoding="utf-8")
    mark = VENV / "made-from.txt"
    if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
        print("making .venv-bench …", flush=True)
        venv.create(VENV, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "-q", "-r", str(TOOLS / "requirements.txt")]
        subprocess.run(pip, check=True)
        mark.write_text(wanted, encoding="utf-8")
    return python


def compare(python: Path, facts: Path, runs: int, only: list[str]) -> int:
    layouts = sorted((TOOLS / "layouts").glob("*.toml"))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        ours = [str(HERE / ".venv" / "bin" / "sasaeai"), "table", "--facts", str(facts)]
        for layout in layouts:
            ours += ["--layout", str(layout)]
        commands = {
            "sasaeai": [*ours, "--out", str(out / "sasaeai")],
            "duckdb": [str(python), str(TOOLS / "with_duckdb.py"), str(facts), str(out / "duckdb.json")],
            "pandas": [str(python), str(TOOLS / "with_pandas.py"), str(facts), str(out / "pandas.json")],
        }  # fmt: skip
        measured: dict[str, list[tuple[float, float]]] = {name: [] for name in only}
        peaks: dict[str, float] = {}
        for turn in range(runs + 1):  # turn by turn, so that a noisy neighbour disturbs all alike
            for name in only:
                shutil.rmtree(out / "sasaeai", ignore_errors=True)
                (out / "sasaeai").mkdir()
                if turn:
                    measured[name].append(timed(commands[name]))
                else:
                    peaks[name] = peak_of(commands[name])
        report(measured, peaks, facts, python, len(layouts))
        run_once = subprocess.run(commands["sasaeai"], check=True)
        return same_numbers(out, [n for n in only if n != "sasaeai"]) or run_once.returncode


def timed(command: list[str]) -> tuple[float, float]:
    """Wall seconds and CPU seconds of a process with its children."""
    before = os.times()
    start = time.perf_counter()
    subprocess.run(command, check=True)
    wall = time.perf_counter() - start
    after = os.times()
    cpu = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    return wall, cpu


def peak_of(command: list[str]) -> float:
    """Peak resident megabytes of a process with its children, in a run of its own.

    Looking costs time, and most to whoever keeps both cores busy.
    """
    process = subprocess.Popen(command)
    peak = 0
    while process.poll() is None:
        peak = max(peak, resident(process.pid))
        time.sleep(0.01)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
    return peak / 2**20


def resident(pid: int) -> int:
    """Bytes in memory of a process and its descendants; shared pages once (Linux only)."""
    total = 0
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total = int(line.split()[1]) * 1024
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return total
    return total + sum(resident(int(child)) for child in children)


def report(
    measured: dict[str, list[tuple[float, float]]],
    peaks: dict[str, float],
    facts: Path,
    python: Path,
    tables: int,
) -> None:
    versions = subprocess.run(
        [str(python), "-c", VERSIONS],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    print(f"{facts.name}: {facts.stat().st_size / 2**20:.0f} MB, {tables} tables")
    print(f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print("Python", platform.python_version(), "duckdb {} pandas {} pyarrow {}".format(*versions))
    print(f"{'':10}{'wall s':>9}{'(best)':>9}{'CPU s':>9}{'(best)':>9}{'peak MB':>9}")
    for name, runs in measured.items():
        wall, cpu = (statistics.median(run[n] for run in runs) for n in range(2))
        best = [min(run[n] for run in runs) for n in range(2)]
        print(f"{name:10}{wall:9.2f}{best[0]:9.2f}{cpu:9.2f}{best[1]:9.2f}{peaks[name]:9.0f}")


def same_numbers(out: Path, others: list[str]) -> int:
    """Compare every cell; prints the first differences. 0 when all agree."""
    ours = {
        path.stem: cells(json.loads(path.read_text("utf-8")))
        for path in (out / "sasaeai").iterdir()
    }
    wrong = 0
    for name in others:
        theirs = json.loads((out / f"{name}.json").read_text("utf-8"))
        compared = 0
        for table, found in ours.items():
            expected = {(row, column): value for row, column, value in theirs[table]}
            for key in found.keys() | expected.keys():
                compared += 1
                if found.get(key, 0) != expected.get(key, 0):
                    wrong += 1
                    if wrong < 6:
                        print("differs:", name, table, key, found.get(key), expected.get(key))
        print(f"{name}: {compared} cells compared")
    print("all numbers agree" if not wrong else f"{wrong} cells differ")
    return int(wrong > 0)


def cells(table: dict) -> dict[tuple[str, str], int]:
    """Values by row and column, named as the other programs name them."""
    heads = [
        "／".join(head for head in map(plain, column["head"]) if head)
        for column in table["columns"]
    ]
    return {
        (plain(row["head"][0]), heads[n]): cell["value"]
        for row in table["rows"]
        for n, cell in enumerate(row["cells"])
    }


def plain(head: str) -> str:
    """4月 → 4, 令和4年度 → 2022."""
    if head.startswith("令和"):
        return str(2018 + int(head.removeprefix("令和").removesuffix("年度")))
    return head.removesuffix("月")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
