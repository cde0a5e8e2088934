# ruff: noqa: S311 — chance makes texts here, not secrets
"""Whatever stands in a cell, it is a value or a refusal with the cell's text, never a crash."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from sasaeai.documents.reading import read_table
from sasaeai.documents.reading.values import (
    read_day,
    read_list,
    read_minutes,
    read_number,
    read_time,
    read_time_span,
    read_yes_no,
)
from sasaeai.documents.refusals import CannotRead, CellRefused
from sasaeai.documents.writing.formulas import guarded

READERS = [read_day, read_list, read_minutes, read_number, read_time, read_time_span, read_yes_no]
LETTERS = (
    "0123456789０１２９一二十百元年月日時分半午前後令和平成昭RHSr./-:：～〜、・,，人回約△()（）"
    "\u3000 \n〇万千#=+@"
)
NAUGHTY = Path(__file__).parents[6] / "shared" / "data" / "badinput" / "blns" / "blns.json"


def texts(count, seed):
    chance = random.Random(seed)
    for _ in range(count):
        yield "".join(chance.choices(LETTERS, k=chance.randint(0, 12)))


def answered(reader, text):
    try:
        reader(text)
    except CellRefused as refused:
        return refused.reason.endswith("。")
    return True


@pytest.mark.parametrize("reader", READERS)
def test_any_text_is_a_value_or_a_refusal(reader):
    assert [text for text in texts(4000, seed=1) if not answered(reader, text)] == []


def test_any_text_comes_back_from_csv_as_it_was():
    written = [text.strip() for text in texts(2000, seed=2) if text.strip()]
    lines = ["内容,実施日"] + [
        '"' + guarded(text).replace('"', '""') + '",R5.1.27' for text in written
    ]

    table = read_table(
        "\r\n".join(lines).encode(),
        filename="x.csv",
        known_headers={"wording": ("内容",), "held_on": ("実施日",)},
    )

    skipped = {row.number for row in table.skipped}
    expected = [text for n, text in enumerate(written, start=2) if n not in skipped]
    assert [table.text(row, "wording") for row in table.rows] == expected


def test_any_bytes_are_a_table_or_a_refusal():
    chance = random.Random(3)
    for _ in range(300):
        data = chance.randbytes(chance.randint(1, 400))
        if data[:2] != b"PK" and data[:2] != b"\xd0\xcf" and data[:1] != b"\t":
            with pytest.raises(CannotRead, match="。"):
                read_table(data, filename="x", known_headers={"a": ("実施日",), "b": ("内容",)})


@pytest.mark.skipif(not NAUGHTY.is_file(), reason="the naughty strings are not beside the project")
@pytest.mark.parametrize("reader", READERS)
def test_naughty_strings_are_a_value_or_a_refusal(reader):
    assert [text for text in json.loads(NAUGHTY.read_text()) if not answered(reader, text)] == []
