"""Each tool of the gate bites: a fault is planted in a scratch copy, and the tool must find it."""

from __future__ import annotations

import configparser
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tools.gate import HEART_COVERED

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PACKAGES = sorted(p.parent.name for p in (ROOT / "src" / "sasaeai").glob("*/__init__.py"))


def run(*command, cwd: Path = ROOT, text: str = "", **more: str) -> tuple[int, str]:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        input=text,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def scratch(tmp_path) -> Path:
    """A scratch package with the same floors and the same contracts, and nothing wrong in it."""
    rules = configparser.ConfigParser()
    rules.read(ROOT / ".importlinter")
    named = re.findall(r"sasaeai((?:\.\w+)+)", (ROOT / ".importlinter").read_text("utf-8"))
    for name in {*PACKAGES, *(one.strip(".").replace(".", "/") for one in named)}:
        (tmp_path / "sasaeai" / name).mkdir(parents=True, exist_ok=True)
    for folder in (tmp_path / "sasaeai", *(tmp_path / "sasaeai").rglob("*/")):
        (folder / "__init__.py").touch()
    (tmp_path / "sasaeai" / "places" / "views.py").touch()
    with (tmp_path / "rules").open("w") as file:
        rules.write(file)
    return tmp_path


@pytest.mark.parametrize(
    ("contract", "place", "fault"),
    [
        ("The floors", "places/rules.py", "import sasaeai.people"),
        ("The floors", "places/rules.py", "import sasaeai.vocabulary"),
        ("Calculations and documents", "analysis/sums.py", "import django"),
        ("Inside a capability", "people/models.py", "import sasaeai.people.forms"),
        ("Views are reached only", "people/rules.py", "import sasaeai.places.views"),
    ],
)
def test_an_import_against_the_floors_is_found(scratch, contract, place, fault):
    (scratch / "sasaeai" / "people" / "forms.py").touch()
    (scratch / "sasaeai" / place).write_text(fault, encoding="utf-8")

    code, said = run(
        BIN / "lint-imports", "--config", "rules", cwd=scratch, PYTHONPATH=str(scratch)
    )

    assert code != 0
    assert any(contract in line and "BROKEN" in line for line in said.splitlines())


def test_a_package_without_a_floor_is_found(scratch):
    (scratch / "sasaeai" / "attic").mkdir()
    (scratch / "sasaeai" / "attic" / "__init__.py").touch()

    code, said = run(
        BIN / "lint-imports", "--config", "rules", cwd=scratch, PYTHONPATH=str(scratch)
    )

    assert code != 0
    assert "attic" in said


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("from django.utils import timezone\n\nnow = timezone.now()\n", "TID251"),
        ("from datetime import datetime\n\nnow = datetime.now()\n", "DTZ005"),
        ("from django.dispatch import receiver\n", "TID251"),
        ("print('x')\n", "T201"),
    ],
)
def test_the_linter_finds_a_planted_habit(fault, rule):
    place = "src/sasaeai/places/rules.py"

    code, said = run(BIN / "ruff", "check", "--stdin-filename", place, "-", text=fault)

    assert code != 0
    assert rule in said


def test_the_template_linter_finds_an_image_without_words(tmp_path):
    (tmp_path / "page.html").write_text('<img src="x.png">\n', encoding="utf-8")
    where = tmp_path / "page.html"

    code, said = run(BIN / "djlint", "--lint", "--profile", "django", where)

    assert code != 0
    assert "H013" in said


def test_the_type_checker_is_strict_and_finds_a_missing_type(tmp_path):
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    (tmp_path / "planted.py").write_text("def f(x):\n    return x\n", encoding="utf-8")

    code, said = run(sys.executable, "-m", "mypy", "--strict", "planted.py", cwd=tmp_path)

    assert rules["strict"] is True
    assert code != 0
    assert "missing a type annotation" in said


def test_a_warning_fails_a_test(tmp_path):
    fault = "import warnings\n\n\ndef test_warns():\n    warnings.warn('old', stacklevel=1)\n"
    (tmp_path / "test_planted.py").write_text(fault, encoding="utf-8")
    settings = ["-c", ROOT / "pyproject.toml", "--rootdir", tmp_path]

    code, said = run(sys.executable, "-m", "pytest", *settings, tmp_path / "test_planted.py")

    assert code != 0
    assert "UserWarning" in said


def test_a_rule_that_was_never_tried_is_found(tmp_path):
    rules = tmp_path / "src" / "sasaeai" / "places" / "rules.py"
    rules.parent.mkdir(parents=True)
    fault = "def may(age):\n    if age >= 65:\n        return True\n    return False\n\n\nmay(70)\n"
    rules.write_text(fault, encoding="utf-8")
    run(sys.executable, "-m", "coverage", "run", "--branch", rules, cwd=tmp_path)

    code, said = run(*HEART_COVERED.command, cwd=tmp_path)

    assert code != 0
    assert re.search(r"rules\.py.* 4\n", said)
