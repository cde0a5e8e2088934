"""The classifier of needs, masking and grouping: `./bench needs [--data FILE.jsonl] [--vectors FILE.npz]`.

The labelled texts (`id, text, labels, primary, source_group`) stay where they are. Nothing shipped was learnt from
them; the second table learns from them too, by cross-validation in which a source is never on both sides. Rules alone,
learnt weights alone and both together, without and with word vectors, in one run. CPU seconds, one thread.
Aim: macro-F1 ≥ 0.75 without and ≥ 0.78 with vectors, top-3 ≥ 0.94, ≥ 2,000 texts a CPU second.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import scipy

from benchmarks import needs_figures as figures
from sasaeai.analysis.needs import shipped
from sasaeai.analysis.needs.classifier import CONFIDENT, Classifier
from sasaeai.analysis.needs.grouping import closeness_of, groups_of
from sasaeai.analysis.needs.kept import unpacked_table
from sasaeai.analysis.needs.personal.finding import personal_in
from sasaeai.analysis.needs.tests import told_of_people
from sasaeai.analysis.needs.vectors import VectorTable
from sasaeai.config.commands.needs.inputs import vectors_path

ROOT = Path(__file__).resolve().parent.parent
TESTS = Path(told_of_people.__file__).parent
TIMED = 20_000
# The peak of the process itself: what the system keeps for children counts their parent's memory before the start.
_WITH_PEAK = """import sys
from sasaeai.config.commandline import main
main(sys.argv[1:])
for line in open("/proc/self/status"):
    if line.startswith("VmHWM"):
        print(int(line.split()[1]) // 1024, "MB")
"""


def main(argv: Sequence[str]) -> int:
    """Measure and print tables."""
    parser = argparse.ArgumentParser(prog="./bench needs", description=__doc__)
    parser.add_argument("--data", type=Path, default=_data(), help="labelled texts")
    parser.add_argument("--vectors", type=Path, default=vectors_path(), help="word vectors")
    parser.add_argument("--quick", action="store_true", help="without timing the whole command")
    given = parser.parse_args(argv)
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        return _again_on_one_thread(argv)
    if given.data is None or not given.data.exists():
        print("say --data FILE or set SASAEAI_NEEDS_DATA to the labelled texts", file=sys.stderr)
        return 2
    table = unpacked_table(given.vectors.read_bytes()) if given.vectors.exists() else None
    print(f"{_machine()}, load {os.getloadavg()[0]:.1f}, {platform.platform()}")
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, SciPy {scipy.__version__}")
    data = figures.labelled(given.data)
    groups = len(set(data.sources))
    print(
        f"{given.data.name}: {len(data.texts)} texts of {groups} sources; vectors: {table.source if table else 'none'}"
    )
    _classified(data, table)
    _timed(given.vectors, data.texts, whole=not given.quick)
    _masked()
    _grouped(table)
    return 0


def _again_on_one_thread(argv: Sequence[str]) -> int:
    """Threads that wait for each other would be counted as work."""
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    command = [sys.executable, "-m", "benchmarks.needs", *argv]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **single}, check=False).returncode


def _data() -> Path | None:
    told = os.environ.get("SASAEAI_NEEDS_DATA")
    places = (
        [Path(told)]
        if told
        else [p / "shared/data/needs/needs_dev.jsonl" for p in ROOT.parents[:2]]
    )
    return next((place for place in places if place.exists()), None)


def _machine() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def _classified(data: figures.Labelled, table: VectorTable | None) -> None:
    print("\n## As shipped: nothing learnt from these texts")
    scores = figures.as_shipped(data, table)
    figures.print_rows(data, scores)
    print("\n## Learning from these texts as well, five folds, a source never on both sides")
    figures.print_rows(data, figures.cross_validated(data, table))
    for used in (None, table) if table else (None,):
        figures.print_listed(data, used)
    best = "both + vectors" if table else "both"
    figures.print_codes(data, scores[best])
    figures.print_confusion(data, scores[best])
    top = scores[best].max(axis=1)
    right = data.labels[np.arange(len(top)), scores[best].argmax(axis=1)] > 0
    sure = top >= CONFIDENT
    print(
        f"\nconfident: {sure.mean():.0%} of texts, first code right in {right[sure].mean():.1%} of them"
    )
    print(f"longest run of letters shared with our examples: {figures.longest_shared(data.texts)}")


def _timed(vectors: Path, texts: list[str], *, whole: bool) -> None:
    print("\n## Speed")
    many = (texts * (TIMED // len(texts) + 1))[:TIMED]
    table = unpacked_table(vectors.read_bytes()) if vectors.exists() else None
    for name, used in (("without vectors", None), ("with vectors", table)):
        classifier = Classifier(
            shipped.shipped_spellings(), shipped.shipped_lexicon(), shipped.shipped_model(), used
        )
        if name == "without vectors" or table:
            spent = _cpu(lambda c=classifier: list(c.suggestions(many)))
            print(f"suggestions {name}: {len(many) / spent:,.0f} texts a CPU second")
    print(
        f"masking: {len(many) / _cpu(lambda: [personal_in(text) for text in many]):,.0f} texts a CPU second"
    )
    if whole:
        for used in (Path("none.npz"), vectors):
            _whole_command(used, many)


def _cpu(work: object) -> float:
    began = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - began


def _whole_command(vectors: Path, many: list[str]) -> None:
    """The command itself, start and files and masking included, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        lines = (json.dumps({"id": n, "text": text}) for n, text in enumerate(many))
        source.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, "-c", _WITH_PEAK, "needs", "classify", str(source)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [*command, "--out", str(Path(folder) / "out.jsonl"), "--vectors", str(vectors)],
            check=True,
            capture_output=True,
            text=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"whole command, {len(many):,} texts, vectors {'yes' if vectors.exists() else 'no'}: {spent:.1f} CPU s, "
        f"{len(many) / spent:,.0f} texts a CPU second, peak {done.stdout.strip()}"
    )


def _masked() -> None:
    print("\n## Masking: 3,000 invented texts, seed 1 (found: nine tenths of the stretch covered)")
    texts = list(told_of_people.told_of_people(3000, seed=1))
    print("| kind | people | recall | finds | precision |\n|---|---:|---:|---:|---:|")
    for kind, (named, found, finds, right) in told_of_people.measured(texts, personal_in).items():
        print(
            f"| {kind} | {named:,} | {found / max(named, 1):.3f} | {finds:,} | {right / max(finds, 1):.3f} |"
        )


def _grouped(table: VectorTable | None) -> None:
    print("\n## Grouping: 40 invented pairs that say the same otherwise")
    pairs = tomllib.loads((TESTS / "said_otherwise.toml").read_text(encoding="utf-8"))["pairs"]
    first, second = (list(some) for some in zip(*pairs, strict=True))
    print(
        "| | other one first | among first five | in one group | CPU s, 8,000 texts |\n|---|---:|---:|---:|---:|"
    )
    for used in (None, table) if table else (None,):
        classifier = Classifier(
            shipped.shipped_spellings(), shipped.shipped_lexicon(), shipped.shipped_model(), used
        )
        close = closeness_of([*first, *second], classifier)[: len(first)]
        np.fill_diagonal(close, -1)
        place = (close > np.diag(close[:, len(first) :])[:, None]).sum(axis=1)
        found = groups_of([*first, *second], classifier)
        together = sum(
            any({n, n + len(first)} <= set(group.members) for group in found)
            for n in range(len(first))
        )
        examples = [example.text for example in shipped.shipped_examples()]
        many = [f"{text}{n % 9}" for n in range(10) for text in examples][:8000]
        spent = _cpu(lambda c=classifier, t=many: groups_of(t, c))
        print(
            f"| {'with' if used else 'without'} vectors | {(place == 0).mean():.2f} | {(place < 5).mean():.2f} "
            f"| {together / len(first):.2f} | {spent:.1f} |"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
