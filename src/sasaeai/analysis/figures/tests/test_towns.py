"""Tables shaped as towns publish them, written from the documents alone (towns and numbers invented).

Each is three files in `towns/`: facts (.jsonl), layout (.toml) and the table as it must be printed
(.txt: heads, then a line for each row, parts divided by " | ", levels of heads by "／").
"""

import json
from pathlib import Path

import pytest

from sasaeai.analysis.figures.tests.stories import table_of

TOWNS = Path(__file__).parent / "towns"


def lines_of(table):
    """A rendered table as the lines of a .txt file."""

    def head(parts):
        return "／".join(parts).rstrip("／")

    return [
        " | ".join(head(column.heads) for column in table.columns),
        *(" | ".join([head(row.head), *(cell.text for cell in row.cells)]) for row in table.rows),
        *(f"> {note}" for note in table.footnotes),
    ]


@pytest.mark.parametrize("name", sorted(path.stem for path in TOWNS.glob("*.toml")))
def test_a_town_prints_its_table(name):
    facts = [json.loads(line) for line in (TOWNS / f"{name}.jsonl").read_text().splitlines()]

    table = table_of((TOWNS / f"{name}.toml").read_text(), facts)

    printed = (TOWNS / f"{name}.txt").read_text().splitlines()
    assert [line.rstrip() for line in lines_of(table)] == [line.rstrip() for line in printed]
