"""Habits we agreed on, each checked over the whole source, each with a planted fault that proves it bites."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "sasaeai"
CODE = [p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts]
PRODUCT = [p for p in CODE if "tests" not in p.parts]
TEMPLATES = sorted(SOURCE.rglob("*.html"))
DRAWERS = {"utils", "helpers", "core", "common", "misc", "base", "shared", "services", "managers"}


def functions_over(text: str, lines: int) -> Iterator[str]:
    """Names of functions longer than so many lines."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > lines:
            yield f"{node.name} ({length})"


def imports_inside_functions(text: str) -> Iterator[str]:
    """Imports that are hidden in a function; only `apps.ready` may."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name != "ready":
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield f"{node.name}:{inner.lineno}"


def signals_in(text: str) -> list[str]:
    """Uses of Django's signals."""
    return re.findall(r"\b(?:post|pre)_(?:save|delete|init|migrate)\b|@receiver|\.connect\(", text)


def clock_readings(text: str) -> list[str]:
    """Places that read the clock without going through `towns.clock`."""
    return re.findall(r"(?:date\.today|datetime\.now|timezone\.now|time\.time)\(\)", text)


def days_elsewhere(text: str) -> list[str]:
    """Days taken from a moment as it stands in Greenwich: until nine in the morning that is yesterday."""
    return re.findall(r"\b(?:\w+_)?at\.date\(\)", text)


def other_hosts_in(text: str) -> list[str]:
    """Addresses of other hosts in a page or a style sheet (names of XML dialects are not addresses)."""
    found = re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s\"'<>]*", text)
    return [a for a in found if not a.startswith(("http://www.w3.org/", "https://www.w3.org/"))]


def deeds_without_doer(text: str) -> Iterator[str]:
    """Public functions of an `actions` file that write but do not say who and when."""
    for node in ast.parse(text).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        writes = re.search(r"\.(save|create|bulk_create|delete|update)\(", ast.unparse(node))
        names = {a.arg for a in node.args.kwonlyargs}
        if writes and not {"by", "at"} <= names:
            yield node.name


def inline_handlers_in(text: str) -> list[str]:
    """Scripts and styles written into a page: the security policy would refuse them."""
    return re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+=\"|\sstyle=\"|<style", text)


def bare_locks_in(text: str) -> list[str]:
    """Row locks without `of=`: with a joined optional table PostgreSQL refuses them, SQLite says nothing."""
    return re.findall(r"select_for_update\(\)", text)


HASTY = re.compile(
    r"assert\s+\(?\s*[^\n]*(?:\.(?:inner_text|all_inner_texts|text_content|get_attribute|input_value"
    r"|is_visible|is_hidden|is_checked|is_enabled)\(|page\.url)|wait_for_timeout|networkidle|\bsleep\("
)


def hasty_reads_in(text: str) -> list[str]:
    """What a test in the browser reads without waiting for it (`expect(…)` waits), or waits for by the clock."""
    return HASTY.findall(text)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def faults(paths: list[Path], check) -> list[str]:
    return [f"{p.relative_to(ROOT)}: {f}" for p in paths for f in check(read(p))]


def test_functions_are_short():
    assert faults(PRODUCT, lambda text: functions_over(text, 50)) == []


def test_files_are_short():
    long = [f"{p.relative_to(ROOT)} {n}" for p in CODE if (n := read(p).count("\n")) > 400]

    assert long == []


def test_templates_are_short():
    assert [str(p) for p in TEMPLATES if read(p).count("\n") > 120] == []


def test_imports_stand_at_the_top():
    assert faults(PRODUCT, imports_inside_functions) == []


def test_there_are_no_signals():
    assert faults(PRODUCT, signals_in) == []


def test_only_the_clock_reads_the_clock():
    elsewhere = [p for p in PRODUCT if p != SOURCE / "towns" / "clock.py"]

    assert faults(elsewhere, clock_readings) == []


def test_days_are_those_of_japan():
    product = [p for p in PRODUCT if "demo_town" not in p.parts]

    assert faults(product, days_elsewhere) == []


def test_no_page_names_another_host():
    own = [*TEMPLATES, *SOURCE.rglob("static/**/*.css"), *SOURCE.rglob("static/**/*.js")]

    assert faults(own, other_hosts_in) == []


def test_pages_hold_no_inline_scripts_or_styles():
    assert faults(TEMPLATES, inline_handlers_in) == []


def test_every_deed_says_who_and_when():
    deeds = [p for p in PRODUCT if p.name == "actions.py" or p.parent.name == "actions"]

    assert faults(deeds, deeds_without_doer) == []


def test_row_locks_name_their_table():
    assert faults(PRODUCT, bare_locks_in) == []


def test_browser_tests_do_not_depend_on_speed():
    assert faults(sorted((ROOT / "tests" / "browser").glob("*.py")), hasty_reads_in) == []


def test_there_is_no_drawer_for_odds_and_ends():
    named = [
        p for p in SOURCE.rglob("*") if p.stem in DRAWERS and (p.is_dir() or p.suffix == ".py")
    ]

    assert [str(p.relative_to(ROOT)) for p in named if "templates" not in p.parts] == []


def test_every_package_says_what_it_is():
    silent = [p for p in SOURCE.glob("*/__init__.py") if not ast.get_docstring(ast.parse(read(p)))]

    assert silent == []


def test_every_template_is_used():
    code = "\n".join(read(p) for p in [*PRODUCT, *TEMPLATES])
    known = {"403.html", "404.html", "500.html"}
    names = {str(p).split("/templates/")[-1] for p in TEMPLATES} - known

    assert sorted(n for n in names if n not in code) == []


def test_every_dependency_says_why():
    lines = read(ROOT / "pyproject.toml").splitlines()
    bare = [line for line in lines if re.match(r'\s+"[a-z].*[=><]=.*",\s*$', line)]

    assert bare == []


def test_no_lock_names_a_host():
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in read(ROOT / name)


def test_the_development_lock_holds_every_runtime_pin():
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9-]+==[^ \\;]+)", read(ROOT / name), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_every_locked_dependency_is_the_declared_one():
    declared = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]["dependencies"]
    lock = read(ROOT / "requirements.lock")
    exact = [d.split(";")[0] for d in declared if "==" in d]

    assert [d for d in exact if not re.search(rf"^{re.escape(d)}[ ;\\]", lock, re.MULTILINE)] == []


@pytest.mark.parametrize(
    ("check", "planted"),
    [
        (lambda t: list(functions_over(t, 50)), "def long():\n" + "    pass\n" * 51),
        (lambda t: list(imports_inside_functions(t)), "def sly():\n    import os\n"),
        (signals_in, "post_save.connect(listener)"),
        (clock_readings, "now = timezone.now()"),
        (days_elsewhere, "on = resource.entered_at.date()"),
        (other_hosts_in, '<link href="https://cdn.example.com/x.css">'),
        (other_hosts_in, '<script src="//cdn.example.com/x.js"></script>'),
        (inline_handlers_in, '<button onclick="go()">'),
        (inline_handlers_in, "<script>go()</script>"),
        (hasty_reads_in, 'assert page.locator("h1").inner_text() == "記録"'),
        (hasty_reads_in, 'assert (\n    link.get_attribute("href") == "tel:119")'),
        (hasty_reads_in, 'assert "day=thu" in page.url'),
        (hasty_reads_in, "page.wait_for_timeout(500)"),
        (bare_locks_in, "Thing.objects.select_for_update().get()"),
        (lambda t: list(deeds_without_doer(t)), "def rename(*, area):\n    area.save()\n"),
    ],
)
def test_each_check_bites(check, planted):
    assert check(planted)
