"""A workbook's number prints as the table's text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sasaeai.documents.tests.sample_tables import a_cell
from sasaeai.documents.writing.number_formats import NumberFormats, derived_format


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("1,959人", 1959, '#,##0"人"'),
        ("1959人", 1959, '0"人"'),
        ("0回", 0, '0"回"'),
        ("12", 12, "0"),
        ("45.6%", Decimal("45.62"), '0.0"%"'),
        ("45.7%", Decimal("45.65"), '0.0"%"'),
        ("約20人", 20, '"約"0"人"'),
        ("100超", 100, '0"超"'),
        ("△1,200円", -1200, '#,##0"円";"△"#,##0"円"'),
        ("-5", -5, '0;"-"0'),
        ("5回 ※予定含む", 5, '0"回 ※予定含む"'),
        ('2"回"', 2, r'0\""回"\"'),
    ],
)
def test_formats_carry_the_words(text, value, expected):
    assert derived_format(text, Decimal(value)) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("１，９５９人", 1959),
        ("460回/250回", 460),
        ("46%", Decimal("45.2")),
        ("0.5千人", 500),
        ("―", 0),
    ],
)
def test_what_excel_cannot_print_itself_is_a_literal(text, value):
    assert derived_format(text, Decimal(value)) is None
    assert NumberFormats().format_for(a_cell(text, value)) == f'"{text}"'


def test_too_many_odd_texts_become_texts():
    formats = NumberFormats()

    made = [formats.format_for(a_cell(f"第{n}の１", n)) for n in range(200)]

    assert made[0] == '"第0の１"'
    assert made[-1] is None


def test_words_have_no_format():
    assert NumberFormats().format_for(a_cell("***")) is None
