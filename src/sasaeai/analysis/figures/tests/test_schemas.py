"""The shipped JSON Schemas say the same as the readers."""

import json
import re
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from sasaeai.analysis.figures import read_layout, values_from_toml
from sasaeai.analysis.figures.facts import fields
from sasaeai.analysis.figures.layouts import reading as layout_reading
from sasaeai.analysis.figures.measures import reading as measure_reading
from sasaeai.analysis.figures.measures.writing import DEFAULTS
from sasaeai.analysis.figures.tests.stories import LAYOUTS

SCHEMAS = files("sasaeai.analysis.figures") / "schemas"
LAYOUT = json.loads((SCHEMAS / "layout.schema.json").read_text(encoding="utf-8"))
FACT = json.loads((SCHEMAS / "fact.schema.json").read_text(encoding="utf-8"))
FITS_LAYOUT = jsonschema.Draft202012Validator(LAYOUT)
FITS_FACT = jsonschema.Draft202012Validator(FACT)
TESTS = Path(__file__).parent


def layouts_of_tests():
    for path in sorted(TESTS.glob("test_invented_*.py")):
        for found in re.findall(r'layout = """\n(.*?)"""', path.read_text("utf-8"), re.DOTALL):
            yield pytest.param(found, id=f"{path.stem}-{found.split(chr(34))[1]}")


PRESETS = [
    pytest.param(path.read_text(encoding="utf-8"), id=path.stem)
    for path in sorted(LAYOUTS.glob("*.toml"))
]


TOWNS = [
    pytest.param(path.read_text(encoding="utf-8"), id=path.stem)
    for path in sorted((TESTS / "towns").glob("*.toml"))
]


@pytest.mark.parametrize("text", [*PRESETS, *TOWNS, *layouts_of_tests()])
def test_every_layout_fits_the_schema(text):
    FITS_LAYOUT.validate(values_from_toml(text))


@pytest.mark.parametrize("text", PRESETS)
def test_every_preset_is_readable_and_titled_in_japanese(text):
    assert not read_layout(values_from_toml(text)).title.isascii()


def test_schemas_are_schemas():
    for schema in (LAYOUT, FACT):
        jsonschema.Draft202012Validator.check_schema(schema)


def test_the_schema_names_exactly_what_the_readers_know():
    parts = LAYOUT["$defs"]
    assert set(LAYOUT["properties"]) == layout_reading.TOP
    assert set(parts["node"]["properties"]) == layout_reading.NODE | layout_reading.GROUPING
    assert set(parts["cell"]["properties"]) == layout_reading.CELL
    assert set(parts["total"]["anyOf"][1]["properties"]) == layout_reading.TOTAL
    assert set(parts["print"]["properties"]) == set(DEFAULTS)
    ways = {
        way["required"][0]: set(way["properties"]) for way in parts["measure"]["anyOf"][1]["oneOf"]
    }
    assert ways == {
        name: {name, *options} for name, (_, options) in measure_reading.READERS.items()
    }
    assert set(parts["options"]["properties"]) == measure_reading.SHARED
    assert set(FACT["properties"]) == fields.KNOWN


@pytest.mark.parametrize("path", sorted((TESTS / "towns").glob("*.jsonl")), ids=lambda p: p.stem)
def test_the_facts_of_every_town_fit_the_schema(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        FITS_FACT.validate(json.loads(line))


@pytest.mark.parametrize(
    "fact",
    [
        {"id": "a1", "date": "2022-04-05", "tier": 1, "functions": ["A", "B"], "性別": "女"},
        {"period": "R4", "indicator": "講座回数", "target": "1,200", "unit": "回"},
        {"from": "2022-04", "to": "2022-09", "counts": {"人": {"value": 3, "kind": "実人数"}}},
        {
            "partners": [{"id": "p1", "type": "企業"}, "港町会"],
            "area": [{"圏域": "東"}, {"圏域": "西"}],
        },
        {"date": "令和4年度", "indicator": "閲覧", "state": "集計中"},
    ],
)
def test_facts_that_are_read_fit_the_schema(fact):
    FITS_FACT.validate(fact)


@pytest.mark.parametrize("fact", [{"value": 3}, {"state": "たぶん"}, {"counts": 3}, ["a"]])
def test_facts_that_are_refused_do_not_fit(fact):
    with pytest.raises(jsonschema.ValidationError):
        FITS_FACT.validate(fact)
