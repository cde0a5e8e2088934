"""The steps of the gate, one line each."""

from __future__ import annotations

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tools.environment import BIN, PYTHON, ROOT, say

PACKAGE = ROOT / "src" / "sasaeai"
TEST_SETTINGS = "sasaeai.config.settings_test"
# Who may open what: every address × every role, for minutes. The same on every database.
ACCESS = "tests/test_access.py"
# What knows no database is tried once.
WITHOUT_DATABASE = (
    *("src/sasaeai/analysis", "src/sasaeai/documents", "src/sasaeai/config/commands"),
    *(
        "src/sasaeai/config/tests/test_slips_of_the_pen.py",
        "tests/test_gate.py",
        "tests/test_habits.py",
        ACCESS,
    ),
)


@dataclass
class Step:
    """One step: a name and a command; `environment` adds to the machine's own."""

    name: str
    command: Sequence[str | pathlib.Path]
    environment: dict[str, str] = field(default_factory=dict)


IN_A_BROWSER = [PYTHON, "-m", "pytest", "-q", "-m", "browser"]
WALK = "tests/browser/test_every_page.py"
EVERY_PAGE = Step("every page", [*IN_A_BROWSER, WALK])
TESTS = [PYTHON, "-m", "pytest", "-q", "-m", "not browser"]
COUNTED = ["--cov", "--cov-report="]
COUNTED_IN = (".coverage.tests", ".coverage.looks", ".coverage.deeds")
INTO_TESTS, INTO_LOOKS, INTO_DEEDS = ({"COVERAGE_FILE": name} for name in COUNTED_IN)
WITH_COVERAGE = Step("tests", [*TESTS, f"--ignore={ACCESS}", *COUNTED], INTO_TESTS)
TYPES = Step("types", [PYTHON, "-m", "mypy"])
MATRIX = [PYTHON, "-m", "pytest", "-q", ACCESS, *COUNTED]
# Halves of the matrix, so that neither lane stands idle at the end.
WHO_MAY_LOOK = Step("may look", [*MATRIX, "-k", "not post"], INTO_LOOKS)
WHO_MAY_DO = Step("may do", [*MATRIX, "-k", "post"], INTO_DEEDS)
COVERAGE = [PYTHON, "-m", "coverage"]
JOINED = Step("joined", [*COVERAGE, "combine", "-q", *COUNTED_IN])
COVERED = Step("covered", [*COVERAGE, "report", "--skip-covered", "--fail-under=95"])
# What decides a figure, what is allowed, and what is written: every line and every branch.
HEART = ("src/sasaeai/analysis/**", "**/rules/**", "**/rules.py", "**/actions/**", "**/actions.py")
WHOLLY = [f"--include={','.join(HEART)}", "--show-missing", "--skip-covered", "--fail-under=100"]
HEART_COVERED = Step("heart", [*COVERAGE, "report", *WHOLLY])
DEEDS = Step("browser", [*IN_A_BROWSER, f"--ignore={WALK}", "tests"])


def main(argv: Sequence[str]) -> int:
    """Run the steps asked for; 0 if all hold."""
    asked = _arguments(argv)
    began = time.monotonic()
    failed: list[str] = []
    passed = 0
    for step in _steps(asked):
        passed += _note(step.name, _run(step), failed)
        if failed and not asked.all:
            break
    # Each pass of the tests keeps about one core busy: two go side by side, the longest first.
    with ThreadPoolExecutor(2) as pool:
        passes = _passes() if asked.all and not asked.name else []
        passed += sum(pool.map(lambda step: _note(step.name, _run(step), failed), passes))
    for step in [JOINED, COVERED, HEART_COVERED] if passes else []:
        _note(step.name, _run(step), failed)
    say(f"{'だめ' if failed else 'よし'}  {time.monotonic() - began:.0f} 秒  {'、'.join(failed)}")
    say(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./test", description="全体の検査")
    parser.add_argument("name", nargs="?", help="1つの部分だけ（例：activities）")
    parser.add_argument("--all", action="store_true", help="ブラウザーと PostgreSQL も")
    parser.add_argument("--quick", action="store_true", help="型の検査を省く")
    asked = parser.parse_args(argv)
    if asked.name and not (PACKAGE / asked.name).is_dir() and not pathlib.Path(asked.name).exists():
        names = "、".join(sorted(p.name for p in PACKAGE.iterdir() if (p / "__init__.py").exists()))
        parser.error(f"「{asked.name}」という部分はありません。次から選んでください：{names}")
    return asked


def _steps(asked: argparse.Namespace) -> list[Step]:
    if asked.name:
        place = PACKAGE / asked.name if (PACKAGE / asked.name).is_dir() else asked.name
        return [Step("tests", [*TESTS, place])]
    django = {"DJANGO_SETTINGS_MODULE": TEST_SETTINGS}
    steps = [
        Step("format", [BIN / "ruff", "format", "--check", "-q", "."]),
        Step("lint", [BIN / "ruff", "check", "-q", "."]),
        Step("templates", [BIN / "djlint", "--lint", "--quiet", "src"]),
        Step("floors", [BIN / "lint-imports", "--config", ".importlinter"]),
        Step("migrations", [PYTHON, "-m", "django", "makemigrations", "--check"], django),
    ]
    whole = [TYPES, Step("tests", TESTS)]
    return steps + [s for s in whole if not asked.all and not (asked.quick and s is TYPES)]


def _passes() -> list[Step]:
    """What takes minutes, the longest first."""
    browser = [DEEDS, EVERY_PAGE] if _has_browser() else []
    return [WITH_COVERAGE, _on_postgresql(), *browser, WHO_MAY_LOOK, WHO_MAY_DO, TYPES]


def _run(step: Step) -> tuple[bool, str]:
    began = time.monotonic()
    done = subprocess.run(
        [str(part) for part in step.command],
        cwd=ROOT,
        env={**os.environ, **step.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    good = done.returncode == 0
    covered = re.search(r"^TOTAL .* (\S+%)$", done.stdout, re.MULTILINE)
    more = f"  通った行 {covered[1]}" if covered else ""
    say(f"{'ok  ' if good else 'だめ'} {step.name:<12} {time.monotonic() - began:6.1f} 秒{more}")
    return good, done.stdout + done.stderr


def _count_passed(output: str) -> int:
    found = re.findall(r"(\d+) passed", output)
    return int(found[-1]) if found else 0


def _note(name: str, outcome: tuple[bool, str], failed: list[str]) -> int:
    """Show what a step that failed had to say; how many tests passed in it."""
    good, output = outcome
    if not good:
        failed.append(name)
        say(output)
    elif "skipped:" in output:
        say(f"     省きました: {output.split('skipped:')[1].strip().splitlines()[0]}")
    return _count_passed(output)


def _on_postgresql() -> Step:
    """The tests once more on a private throw-away PostgreSQL server."""
    server = [PYTHON, ROOT / "tools" / "postgresql.py", "--"]
    ignored = [f"--ignore={place}" for place in WITHOUT_DATABASE]
    return Step("postgresql", [*server, *TESTS, *ignored])


def _has_browser() -> bool:
    """The machine's Chromium; it is installed where apt is there and we may."""
    there = _chromium()
    if not there:
        say("     省きました: Chromium がなく、入れることもできません（apt install chromium）。")
    return there


def _chromium() -> bool:
    if shutil.which("chromium"):
        return True
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    say("     Chromium と日本語の字体を入れています…")
    wanted = ["chromium", "fonts-noto-cjk"]
    for command in (["update"], ["install", "-y", "--no-install-recommends", *wanted]):
        subprocess.run(["apt-get", "-q", *command], capture_output=True, check=False)
    return shutil.which("chromium") is not None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
