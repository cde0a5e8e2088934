"""The examples of layouts.md and layout-cookbook.md are true: each table comes out as printed."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from sasaeai.analysis.figures import facts_from_rows, layout_from_toml, render

METHODS = Path(__file__).parents[5] / "docs" / "methods"


def examples_of(name):
    """Every layout of a page with the facts of the page and what is printed after it."""
    text = (METHODS / name).read_text(encoding="utf-8")
    lines = re.search(r"```jsonl\n(.*?)```", text, re.DOTALL)[1].splitlines()
    facts = [json.loads(line) for line in lines if line]
    for title, section in re.findall(
        r"^### (.*?)\n(.*?)(?=^##|\Z)", text, re.DOTALL | re.MULTILINE
    ):
        for toml, after in re.findall(r"```toml\n(.*?)```\n(.*?)(?=```|\Z)", section, re.DOTALL):
            yield pytest.param(facts, toml, after, id=title)


EXAMPLES = [*examples_of("layouts.md"), *examples_of("layout-cookbook.md")]


def as_markdown(table):
    depth = table.row_levels
    titles = [*table.row_head_titles, *[""] * depth][:depth]
    heads = ["／".join(head for head in column.heads if head) for column in table.columns]
    lines = [titles + heads, *([*row.head, *(c.text for c in row.cells)] for row in table.rows)]
    return [[cell.strip() for cell in line] for line in lines]


def printed(text):
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in row] for row in rows]
    return [row for row in rows if set("".join(row)) != {"-"}]


@pytest.mark.parametrize(("facts", "toml", "after"), EXAMPLES)
def test_an_example_comes_out_as_printed(facts, toml, after):
    day = re.search(r"--as-of (\S+?)`", after)

    table = render(
        layout_from_toml(toml),
        facts_from_rows(facts),
        as_of=date.fromisoformat(day[1]) if day else None,
    )

    assert as_markdown(table) == printed(after)
    assert re.findall(r"^> (.+)$", after, re.MULTILINE) == list(table.footnotes)


def test_there_are_enough_examples():
    assert len(EXAMPLES) >= 35
