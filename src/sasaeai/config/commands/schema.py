"""`sasaeai schema fact|layout|plan|rides`: the JSON Schema of the files the commands read and write."""

from __future__ import annotations

import argparse
import sys
from importlib.resources import files

SCHEMAS = {
    "fact": files("sasaeai.analysis.figures") / "schemas",
    "layout": files("sasaeai.analysis.figures") / "schemas",
    "plan": files("sasaeai.analysis.matching") / "schemas",
    "rides": files("sasaeai.analysis.matching") / "schemas",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The one argument: which schema."""
    parser.add_argument(
        "name",
        choices=tuple(SCHEMAS),
        help="fact：事実（FACTS.jsonl の一行）／layout：様式（LAYOUT.toml）／"
        "plan：訪問の案（PLAN.json）／rides：送迎の案 "
        "/ fact: one line of FACTS.jsonl; layout: LAYOUT.toml; plan: PLAN.json; rides: rides of a day",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the schema as it is shipped."""
    text = (SCHEMAS[arguments.name] / f"{arguments.name}.schema.json").read_text(encoding="utf-8")
    sys.stdout.write(text)
    return 0
