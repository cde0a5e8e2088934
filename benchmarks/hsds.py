"""Is every public record of a running product as HSDS 3 says? `./bench hsds --at http://localhost:8000`.

Walks every page of every list (plain, full, minimal), every record by its number and the ndjson, and holds each
against the specification's own description. Ends with 1 if anything differs. Start the product with
`SASAEAI_API_PER_MINUTE=1000000`, or the limit of one address is met on the way. `--with-numbers FILE` writes the
description with the numbers of this town, for a tool that makes up questions from a description:
`schemathesis run FILE --url …/api/hsds/v3 -c not_a_server_error,content_type_conformance,response_schema_conformance`.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

from jsonschema import Draft202012Validator, FormatChecker

SPEC = Path(__file__).parent.parent / "src/sasaeai/api/tests/hsds/openapi-3.1.json.gz"
# List → schema of a line, schema of a record, wishes that change what a line holds.
LISTS: dict[str, tuple[str, str, tuple[dict[str, str], ...]]] = {
    "services": (
        "compiled_service_list",
        "compiled_service",
        ({}, {"full": "true"}, {"minimal": "true"}),
    ),
    "organizations": (
        "compiled_organization_list",
        "compiled_organization",
        ({}, {"full": "true"}, {"full_service": "true"}),
    ),
    "service_at_locations": (
        "compiled_service_at_location_list",
        "compiled_service",
        ({}, {"full": "true"}),
    ),
    "taxonomies": ("taxonomy", "taxonomy", ({},)),
    "taxonomy_terms": ("taxonomy_term", "taxonomy_term", ({},)),
}


class Checker:
    """Holds answers against the description and counts."""

    def __init__(self, root: str) -> None:
        self.root = root.rstrip("/") + "/api/hsds/v3/"
        self.spec = json.loads(gzip.decompress(SPEC.read_bytes()))
        self.components = self.spec["components"]
        self.faults: list[str] = []

    def holds(self, schema: str, body: Any, where: str) -> None:
        """Note what the schema says against a body."""
        whole = {"$ref": f"#/components/schemas/{schema}", "components": self.components}
        errors = Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(body)
        self.faults += [f"{where} {list(e.absolute_path)}: {e.message[:160]}" for e in errors]

    def get(self, path: str, **asked: str) -> bytes:
        """The body of an address; anything but 200 stops the run."""
        with urlopen(f"{self.root}{path}?{urlencode(asked)}") as answer:  # noqa: S310  (given by hand)
            return bytes(answer.read())

    def pages(self, path: str, asked: dict[str, str]) -> Iterator[Any]:
        """The lines of all pages; the pages themselves are held against their schema."""
        number, last = 1, False
        while not last:
            page = json.loads(self.get(path, page=str(number), per_page="50", **asked))
            self.holds("Page", page, f"{path} page {number}")
            yield from page["contents"]
            number, last = number + 1, page["last_page"]


def main(argv: Sequence[str]) -> int:
    """Check and tell; 1 if anything is not as the specification says."""
    options = argparse.ArgumentParser(prog="./bench hsds", description=__doc__)
    options.add_argument("--at", default="http://localhost:8000")
    options.add_argument("--with-numbers", type=Path, metavar="FILE")
    given = options.parse_args(argv)
    checker = Checker(given.at)
    for path, (listed, nested, wishes) in LISTS.items():
        numbers: list[str] = []
        for wish in wishes:
            lines = list(checker.pages(path, wish))
            numbers = [line["id"] for line in lines]
            for line in lines:
                checker.holds(listed, line, f"{path} {wish}")
            print(f"{path} {wish or ''}: {len(lines)} lines, {len(set(numbers))} different")
        checker.spec["paths"][f"/{path}/{{id}}"]["parameters"][0]["schema"]["enum"] = numbers
        for number in numbers:
            checker.holds(nested, json.loads(checker.get(f"{path}/{number}")), f"{path}/{number}")
        streamed = [json.loads(x)["id"] for x in checker.get(path, format="ndjson").splitlines()]
        if sorted(streamed) != sorted(numbers):
            checker.faults.append(f"{path}: ndjson tells other numbers than the pages")
    if given.with_numbers:
        given.with_numbers.write_text(json.dumps(checker.spec, ensure_ascii=False), "utf-8")
    print("\n".join(checker.faults[:40]) or "no faults")
    return 1 if checker.faults else 0
