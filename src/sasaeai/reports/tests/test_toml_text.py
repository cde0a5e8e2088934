"""What is written as TOML is read back the same."""

import tomllib
from datetime import date

import pytest

from sasaeai.reports.toml_text import toml_text


@pytest.mark.parametrize(
    "given",
    [
        {"title": "表", "rows": [{"label": "第1層", "where": {"tier": ["第1層", "第2層"]}}]},
        {"measures": {"回数": {"count": "events", "where": {"kind": "会議", "not": {"a": 1}}}}},
        {"text": '引用"と\\改行\n', "on": date(2022, 4, 1), "n": 1.5, "yes": True, "none": []},
        {"a": {"b": {"c": {}}}, "d": [[1, 2], ["x"]], "rows": [{}, {"parts": [{"x": {"y": 1}}]}]},
        {"columns": [{"group": "month"}, {"total": "計"}], "after": "last"},
    ],
)
def test_toml_is_read_back_the_same(given):
    assert tomllib.loads(toml_text(given)) == given
