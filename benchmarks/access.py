"""Walking access beside pandana, networkx and plain SciPy, in one run: `./bench access [--sizes 10k 415k 5m]`.

Each contender runs alone in a process at low priority, one thread; what counts are CPU seconds, for
walls are made by the neighbours. Answers are compared home by home. Aim at 415 k nodes, 60,000 homes,
six categories: SciPy ≤ 1/10 and numba ≤ 1/40 of pandana's time, ≤ 500 MB, snapping ≤ 1.5 s, what-if ≤ 5 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / "build" / "venv-bench-access"
REQUIREMENTS = ROOT / "benchmarks" / "requirements-access.txt"
SIZES = {"10k": (1, 1), "125k": (4, 3), "415k": (8, 5), "5m": (24, 20), "24m": (48, 48)}
OURS = ("scipy", "numba", "scipy-streets", "numba-streets")
PEERS = ("plain-scipy", "networkx", "pandana")
# Beyond this many nodes peers would take hours or more memory than the machine has: they answer a
# few questions only (the nearest shop; pandana the 5 nearest), and at all Japan's size none. There
# we answer few too: every node's nearest in all categories, and the counts.
FEW, NONE = 500_000, 6_000_000
_NOT_TIME = ("ms", "MB", "what-if", "site")


def main(argv: Sequence[str]) -> int:
    """Run, compare, print a table a size."""
    parser = argparse.ArgumentParser(prog="./bench access", description=__doc__)
    parser.add_argument("--sizes", nargs="*", choices=SIZES, default=["10k", "415k", "5m"])
    parser.add_argument("--only", nargs="*", choices=[*OURS, *PEERS], default=[*OURS, *PEERS])
    parser.add_argument("--limit", type=float, default=5000.0, help="metres (5000)")
    parser.add_argument("--data", type=Path, help="folder with mosaic.py and ube.npz")
    parser.add_argument(
        "--all", action="store_true", help="all questions, where it takes hours too"
    )
    parser.add_argument(
        "--patience", type=int, default=1200, help="CPU seconds a peer may take (1200)"
    )
    given = parser.parse_args(argv)
    pattern = given.data or _pattern()
    if pattern is None:
        print("../shared/data/bench_mosaic is not there; say --data FOLDER", file=sys.stderr)
        return 2
    python = _environment()
    print(
        f"{platform.processor() or platform.machine()}, load {os.getloadavg()[0]:.1f}", flush=True
    )
    for size in given.sizes:
        _compare(python, pattern.resolve(), size, given)
    return 0


def _pattern() -> Path | None:
    places = [ROOT.parent / "shared", ROOT.parent.parent / "shared"]
    folders = [place / "data" / "bench_mosaic" for place in places]
    return next((folder for folder in folders if (folder / "mosaic.py").exists()), None)


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


def _compare(python: Path, pattern: Path, size: str, given: argparse.Namespace) -> None:
    town = ROOT / "build" / f"bench-town-{size}.npz"
    columns, rows = SIZES[size]
    print(f"\n## {size}", flush=True)
    told = _run(python, "access_mosaic", str(pattern), str(columns), str(rows), str(town))
    print(told, flush=True)
    nodes = int(told.split()[0].replace(",", ""))
    results = []
    for name in given.only:
        few = nodes > (FEW if name in PEERS else NONE) and not given.all
        if few and name in PEERS and nodes > NONE:
            print(f"{name}: left out at this size (--all runs it)", flush=True)
            continue
        answers = ROOT / "build" / f"bench-answers-{size}-{name}.npz"
        try:
            line = _run(
                python, "access_contenders", name, str(town), str(answers), str(given.limit),
                "few" if few else "all", patience=given.patience if name in PEERS else 0,
            )  # fmt: skip
        except subprocess.CalledProcessError as error:
            if error.returncode == -signal.SIGXCPU:
                print(f"{name}: not finished after {given.patience:,} CPU-s", flush=True)
                continue
            print(f"{name}: failed ({error.returncode}): {error.stderr[-500:]}", flush=True)
            continue
        results.append({**json.loads(line.splitlines()[-1]), "answers": answers})
        print(f"  {line.splitlines()[-1]}", flush=True)
    print(_table(results))
    print(_run(python, "access_agreement", *(str(r["answers"]) for r in results)))


def _run(python: Path, module: str, *arguments: str, patience: int = 0) -> str:
    """One process of the peers' environment, polite, on one thread; ended after `patience` CPU seconds."""
    nice = [] if os.name == "nt" else ["nice", "-n", "10"]
    if patience and os.name != "nt":
        nice = ["sh", "-c", f'ulimit -t {patience} && exec nice -n 10 "$@"', "bench"]
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
    done = subprocess.run(
        [*nice, str(python), "-m", f"benchmarks.{module}", *arguments],
        cwd=ROOT,
        env={**os.environ, **single, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def total(spent: dict[str, float]) -> float:
    """Seconds of build, snapping and all answers; preparing what-if and siting are apart.

    The nearest alone is part of the 5 nearest where those are there too.
    """
    parts = {k: v for k, v in spent.items() if not any(word in k for word in _NOT_TIME)}
    if any("5 nearest" in stage for stage in parts):
        parts.pop("nearest", None)
    return sum(parts.values())


def _table(results: list[dict[str, object]]) -> str:
    stages = list(dict.fromkeys(stage for r in results for stage in r["spent"]))  # type: ignore[attr-defined]
    pandana = next((total(r["spent"]) for r in results if r["name"] == "pandana"), None)  # type: ignore[arg-type]
    lines = ["| CPU seconds | " + " | ".join(str(r["name"]) for r in results) + " |"]
    lines.append("|---" * (len(results) + 1) + "|")
    for stage in stages:
        cells = [f"{r['spent'][stage]:.2f}" if stage in r["spent"] else "–" for r in results]  # type: ignore[index,operator]
        lines.append(f"| {stage} | " + " | ".join(cells) + " |")
    whole = [total(r["spent"]) for r in results]  # type: ignore[arg-type]
    lines.append("| **whole** | " + " | ".join(f"**{seconds:.1f}**" for seconds in whole) + " |")
    if pandana:
        shares = [f"1/{pandana / seconds:.0f}" for seconds in whole]
        lines.append("| of pandana's | " + " | ".join(shares) + " |")
    lines.append("| peak MB | " + " | ".join(str(r["memory"]) for r in results) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
