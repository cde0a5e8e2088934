"""`sasaeai access towns`: `compute` for every town of a folder, several at once."""

from __future__ import annotations

import argparse
import contextlib
import copy
import io
from dataclasses import dataclass
from pathlib import Path

from sasaeai.analysis.access.engines import EngineNotInstalled
from sasaeai.analysis.access.executors import (
    Cluster,
    ClusterNotInstalled,
    Executor,
    Processes,
    Serial,
    WorkersStopped,
)
from sasaeai.config.commands.access import compute, inputs
from sasaeai.documents.refusals import CannotRead

_NETWORKS = ("network.npz", "network.osm.pbf", "network.osm", "network.graphml")
MOST_WORKERS = 64


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one town; `refusal` is empty when all went well."""

    town: str
    refusal: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `towns`: those of `compute`, with a folder of towns instead of files."""
    parser.add_argument(
        "--towns",
        type=Path,
        required=True,
        help="町ごとのフォルダー（homes.csv, facilities.csv, network.npz か nodes.csv と edges.csv）/ folder of towns",
    )
    parser.add_argument("--workers", type=_workers, default=1, help="同時に何町か / processes (1)")
    parser.add_argument("--cluster", help="Daskのアドレス / address of a Dask scheduler")
    compute.add_arguments(parser, files=False)


def _workers(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"「{text}」：1から{MOST_WORKERS}までで書いてください。")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """A folder of results for each town; towns that cannot be used are told and left out."""
    inputs.check_folder(arguments.out)
    folders = sorted(p for p in arguments.towns.glob("*") if (p / "homes.csv").is_file())
    if not folders:
        raise CannotRead(f"{arguments.towns} に homes.csv のある町のフォルダーがありません。")
    arguments.out.mkdir(exist_ok=True)
    jobs = [_job(arguments, folder) for folder in folders]
    failed = 0
    try:
        for done, outcome in enumerate(_executor(arguments).map(one_town, jobs), start=1):
            failed += bool(outcome.refusal)
            inputs.tell(f"{done}/{len(jobs)} {outcome.town} {outcome.refusal or 'できました'}")
    except WorkersStopped as stopped:
        raise CannotRead(str(stopped)) from stopped
    return 2 if failed else 0


def _executor(arguments: argparse.Namespace) -> Executor:
    try:
        if arguments.cluster:
            return Cluster(arguments.cluster)
    except ClusterNotInstalled as refused:
        raise CannotRead(str(refused)) from refused
    return Serial() if arguments.workers == 1 else Processes(arguments.workers)


def _job(arguments: argparse.Namespace, folder: Path) -> argparse.Namespace:
    job = copy.copy(arguments)
    job.homes, job.facilities = folder / "homes.csv", folder / "facilities.csv"
    kept = (folder / name for name in _NETWORKS)
    job.network = next((path for path in kept if path.is_file()), folder)
    job.out = arguments.out / folder.name
    return job


def one_town(job: argparse.Namespace) -> Outcome:
    """Compute one town; its own progress is kept quiet."""
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            compute.run(job)
    except (CannotRead, EngineNotInstalled) as refused:
        return Outcome(job.out.name, str(refused))
    except OSError as error:
        return Outcome(job.out.name, f"書き込めませんでした（{error.strerror}）：{error.filename}")
    return Outcome(job.out.name, "")
