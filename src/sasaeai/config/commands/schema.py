"""`sasaeai schema fact|layout`: the JSON Schema of the files `sasaeai table` reads."""

from __future__ import annotations

import argparse
import sys
from importlib.resources import files

SCHEMAS = files("sasaeai.analysis.figures") / "schemas"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The one argument: which schema."""
    parser.add_argument(
        "name",
        choices=("fact", "layout"),
        help="fact：事実（FACTS.jsonl の一行）／layout：様式（LAYOUT.toml） "
        "/ fact: one line of FACTS.jsonl; layout: LAYOUT.toml",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the schema as it is shipped."""
    text = (SCHEMAS / f"{arguments.name}.schema.json").read_text(encoding="utf-8")
    sys.stdout.write(text)
    return 0
