"""Numbers that facts state: which of several is taken, in which unit, and what lacks one."""

import pytest

from sasaeai.analysis.figures import UnlikeQuantities
from sasaeai.analysis.figures.tests.stories import happenings, one_cell, table_of, texts

STATED = [
    {"date": "2022-09-30", "indicator": "登録", "value": 30, "area": {"圏域": ["北", "東"]}},
    {"date": "2023-03-31", "indicator": "登録", "value": 40, "area": {"圏域": ["南", "西"]}},
    {"date": "2023-03-31", "indicator": "登録", "value": 33, "area": {"圏域": ["東", "北"]}},
]


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        ('{ value = "登録", at = "end" }', "73"),
        ('{ value = "登録", how = "last" }', "73"),
        ('{ value = "登録", how = "first" }', "70"),
        ('{ value = "登録", at = "2022-12-31" }', "30"),
    ],
)
def test_areas_that_are_stated_together_are_a_series_of_their_own(measure, text):
    assert one_cell(measure, STATED).rows[0].cells[0].text == text


def test_numbers_of_different_names_are_not_added():
    rows = [{"date": "R4", "indicator": name, "value": 3} for name in ("登録", "利用")]

    with pytest.raises(UnlikeQuantities, match="違う指標の数（登録、利用）"):
        one_cell("{ value = true }", rows)


def test_an_indicator_unlike_any_other_has_simply_no_number_yet():
    table = one_cell('{ value = "見守り協定" }', STATED)

    assert (table.rows[0].cells[0].text, table.warnings) == ("", ())


def test_a_statistic_without_its_number_is_not_filled():
    rows = [{"date": "R4", "indicator": "登録"}]

    assert one_cell('{ value = "登録" }', rows).rows[0].cells[0].text == "―"


@pytest.mark.parametrize(("unit", "text"), [("円", "300"), ("千円", "300,000")])
def test_a_target_is_told_in_the_unit_of_what_it_plans(unit, text):
    rows = [
        {"date": "2022-06-01", "counts": {"円": 250000}},
        {"date": "R4", "indicator": "支出", "target": 300000, "unit": unit},
    ]
    layout = """
title = "予算"
period = "令和4年度"
[[rows]]
label = "支出"
measure = "支出"
[[columns]]
label = "実績"
[[columns]]
label = "予算"
measure = { target = "*" }
[measures]
支出 = { sum = "円", scale = 1000, unit = "千円" }
"""

    assert texts(table_of(layout, rows)) == {"支出": ["250", text]}


def test_what_is_still_tallied_makes_no_difference():
    rows = [
        {"date": "2021-04-01", "counts": {"人": 3}},
        {"date": "2021-06-01", "indicator": "登録", "state": "集計中"},
        {"date": "2022-06-01", "indicator": "登録", "value": 8},
    ]

    cell = (
        one_cell('{ change = { value = "登録" } }', rows, more='period = "令和4年度"')
        .rows[0]
        .cells[0]
    )

    assert cell.text == "集計中"


def test_a_sum_of_what_nobody_knows_yet_is_not_known():
    rows = [{"date": "R4", "indicator": name, "state": "集計中"} for name in ("登録", "利用")]

    cell = one_cell('{ add = [{ value = "登録" }, { value = "利用" }] }', rows).rows[0].cells[0]

    assert cell.text == "集計中"


def test_a_rate_without_its_denominator_is_blank_and_told():
    rows = [
        *happenings(3, year=2022, area={"圏域": "北"}),
        *happenings(2, year=2022, area={"圏域": "南"}),
        {"date": "2022-04-01", "indicator": "人口", "value": 60, "area": {"圏域": "北"}},
    ]
    layout = """
title = "率"
period = "令和4年度"
measure = { ratio = [{ count = "events" }, { value = "人口" }], unit = "%" }
[[rows]]
by = "圏域"
total = "計"
[[columns]]
label = "率"
"""

    table = table_of(layout, rows)

    assert texts(table) == {"北": ["5.0"], "南": [""], "計": [""]}
    assert table.warnings == (
        "分母「人口」の数がないため、率を空欄にした欄があります。",
        "分母「人口」の数がない（南）ため、率を空欄にした欄があります。",
    )
