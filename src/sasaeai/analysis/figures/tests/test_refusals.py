"""What is refused: figures that would look right and be wrong. Every refusal says what to do."""

import pytest

from sasaeai.analysis.figures import FactRefused, LayoutRefused, UnlikeQuantities
from sasaeai.analysis.figures.tests.stories import happenings, one_cell, table_of, texts


def test_times_are_not_added_to_people():
    measure = '{ add = [{ count = "events" }, { sum = "人" }] }'

    with pytest.raises(UnlikeQuantities, match="単位が違います"):
        one_cell(measure, happenings(2, year=2022, counts={"人": 3}))


def test_times_and_people_are_not_totalled_across_columns():
    layout = """
title = "計"
column_total = "計"
[[rows]]
label = "行"
[[columns]]
label = "回数"
measure = { count = "events" }
[[columns]]
label = "人数"
measure = { sum = "人" }
"""

    with pytest.raises(UnlikeQuantities, match="単位が違います"):
        table_of(layout, happenings(2, year=2022, counts={"人": 3}))


def test_every_time_and_each_once_are_not_added():
    measure = '{ add = [{ sum = "延べ人数" }, { distinct = "person", unit = "人" }] }'
    rows = [{"date": "2022-04-01", "counts": {"延べ人数": 3}, "subjects": {"person": "u1"}}]

    with pytest.raises(UnlikeQuantities, match="数え方が違います"):
        one_cell(measure, rows)


def test_distinct_counts_of_several_records_are_not_added():
    rows = happenings(2, year=2022, counts={"実人数": 5})

    with pytest.raises(UnlikeQuantities, match="二度数える"):
        one_cell('{ sum = "実人数" }', rows)

    assert one_cell('{ sum = "実人数", disjoint = true }', rows).rows[0].cells[0].text == "10"
    assert one_cell('{ sum = "実人数" }', rows[:1]).rows[0].cells[0].text == "5"


def test_two_distinct_counts_are_not_added_even_in_one_unit():
    measure = '{ add = [{ distinct = "person", unit = "人" }, { distinct = "coordinator", unit = "人" }] }'
    rows = [{"date": "2022-04-01", "coordinators": "c", "subjects": {"person": "u1"}}]

    with pytest.raises(UnlikeQuantities, match="実数"):
        one_cell(measure, rows)

    declared = measure.replace("] }", "], disjoint = true }")
    assert one_cell(declared, rows).rows[0].cells[0].value == 2


OVERLAPPING = """
title = "層別"
row_total = "計"
measure = {{ count = "events" }}
[[rows]]
label = "第1層"
where = {{ tier = "第1層" }}
[[rows]]
label = "全体"
{more}
[[columns]]
label = "回数"
"""


def test_overlapping_tiers_are_not_totalled():
    rows = [*happenings(3, year=2022, tier="第1層"), *happenings(2, year=2022, tier="第2層")]

    with pytest.raises(UnlikeQuantities, match="重なる"):
        table_of(OVERLAPPING.format(more=""), rows)

    inside = table_of(OVERLAPPING.format(more='role = "of_which"'), rows)
    assert texts(inside)["計"] == ["3"]


def test_overlap_may_be_declared_to_count_once():
    rows = [*happenings(3, year=2022, tier="第1層"), *happenings(2, year=2022, tier="第2層")]
    layout = OVERLAPPING.format(more="").replace(
        'row_total = "計"', 'row_total = { label = "計", overlap = "once" }'
    )

    table = table_of(layout, rows)

    assert texts(table)["計"] == ["5"]
    assert any("一度だけ" in note for note in table.footnotes)


def test_overlapping_measures_are_not_added():
    measure = '{ add = [{ count = "events", where = { tier = "第1層" } }, { count = "events" }] }'
    rows = [*happenings(3, year=2022, tier="第1層"), *happenings(2, year=2022, tier="第2層")]

    with pytest.raises(UnlikeQuantities, match="重なる"):
        one_cell(measure, rows)


def test_records_of_the_whole_and_of_a_tier_are_not_added():
    rows = [
        {"period": "R4", "tier": "第1層", "counts": {"回": 357}},
        {"period": "R4", "tier": "第2層", "counts": {"回": 340}},
        {"period": "R4", "tier": "全体", "counts": {"回": 697}},
    ]

    with pytest.raises(FactRefused, match="全体の数と内訳の数"):
        one_cell('{ sum = "回" }', rows)

    assert one_cell('{ sum = "回", where = { tier = "全体" } }', rows).rows[0].cells[0].value == 697
    parts = '{ sum = "回", where = { tier = { not = "全体" } } }'
    assert one_cell(parts, rows).rows[0].cells[0].value == 697


def test_a_stated_whole_and_stated_parts_are_not_added():
    rows = [
        {"date": "2023-03-31", "indicator": "人口", "value": 100},
        {"date": "2023-03-31", "indicator": "人口", "value": 60, "area": {"圏域": "北"}},
    ]

    with pytest.raises(FactRefused, match="重なる"):
        one_cell('{ value = "人口" }', rows)

    whole = '{ value = "人口", where = { "area.圏域" = false } }'
    assert one_cell(whole, rows).rows[0].cells[0].value == 100


def test_a_rate_needs_the_date_of_its_denominator():
    rows = [*happenings(3, year=2022), {"indicator": "人口", "value": 100}]
    measure = '{ ratio = [{ count = "events" }, { value = "人口" }] }'

    with pytest.raises(LayoutRefused, match="日付がありません"):
        one_cell(measure, rows)

    rows[-1]["date"] = "2022-09-30"
    assert one_cell(measure, rows).footnotes == ("分母：人口は令和4年9月30日現在",)


def test_a_constant_denominator_needs_a_date():
    undated = '{ ratio = [{ count = "events" }, { constant = 100 }] }'
    dated = (
        '{ ratio = [{ count = "events" }, { constant = 100, date = "2022-09-30" }], unit = "%" }'
    )

    with pytest.raises(LayoutRefused, match="日付がありません"):
        one_cell(undated, happenings(3, year=2022))

    assert one_cell(dated, happenings(3, year=2022)).rows[0].cells[0].text == "3.0"


def test_numbers_of_several_dates_are_not_silently_added():
    rows = [
        {"date": f"{year}-03-31", "indicator": "人口", "value": 100 + year - 2020}
        for year in (2021, 2022, 2023)
    ]

    with pytest.raises(LayoutRefused, match="3つの日付"):
        one_cell('{ value = "人口" }', rows)

    for how, value in (("last", 103), ("first", 101), ("sum", 306), ("max", 103), ("min", 101)):
        cell = one_cell(f'{{ value = "人口", how = "{how}" }}', rows).rows[0].cells[0]
        assert cell.value == value
    assert one_cell('{ value = "人口", how = "mean" }', rows).rows[0].cells[0].value == 102


def test_rates_and_distinct_statistics_are_not_added_over_areas():
    for kind in ({"count_kind": "実人数"}, {"unit": "%"}):
        rows = [
            {"date": "2023-03-31", "indicator": "率", "value": 10, "area": area, **kind}
            for area in ("北", "南")
        ]
        with pytest.raises(UnlikeQuantities, match="足せません"):
            one_cell('{ value = "率" }', rows)


def test_statistics_of_different_units_are_not_added():
    rows = [
        {"date": "2023-03-31", "indicator": "規模", "value": 10, "unit": unit, "area": unit}
        for unit in ("人", "世帯")
    ]

    with pytest.raises(UnlikeQuantities, match="単位の違う数"):
        one_cell('{ value = "規模" }', rows)


def test_the_reading_of_times_and_people_must_be_chosen():
    rows = [{"date": "2022-04-01", "coordinators": ["a", "b"], "counts": {"人": 5}}]

    with pytest.raises(LayoutRefused, match="回×担当者数"):
        one_cell('{ count = "回・人" }', rows)

    for reading, value in (("回", 1), ("回×担当者数", 2), ("回×対象者数", 5)):
        table = one_cell(
            '{ count = "回・人" }', rows, more=f'parameters = {{ "回・人" = "{reading}" }}'
        )
        assert (table.rows[0].cells[0].value, table.rows[0].cells[0].unit) == (value, "回・人")
        assert table.footnotes[0].startswith("回・人：")


def test_a_record_known_only_by_year_is_not_put_into_a_month():
    rows = [{"date": "令和4年度", "counts": {"人": 5}}]
    more = 'period = "2022-04..2022-09"'

    with pytest.raises(FactRefused, match="またがる"):
        one_cell('{ sum = "人" }', rows, more=more)


def test_a_record_without_a_date_is_not_put_into_a_year():
    with pytest.raises(FactRefused, match="日付がない"):
        one_cell('{ count = "events" }', [{"kind": "訪問"}], more='period = "令和4年度"')

    assert one_cell('{ count = "events" }', [{"kind": "訪問"}]).rows[0].cells[0].value == 1


def test_a_record_that_spans_the_as_of_date_is_refused():
    rows = [{"date": "令和4年度", "counts": {"人": 5}}]

    with pytest.raises(FactRefused, match="基準日"):
        one_cell('{ sum = "人" }', rows, more='as_of = "2023-01-31"')


GROUPED = """
title = "表"
measure = {{ count = "events" }}
[[rows]]
by = "kind"
{more}
[[columns]]
label = "件数"
"""


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('top = "三"', "1 以上の整数"),
        ('edges = ["5人"]', "小さい順の数"),
        ("edges = [10, 5]", "小さい順の数"),
        ('last = "3"', "1 以上の整数"),
        ("labels = { 訪問 = true }", "値と見出しの組"),
        ("label = 3", "引用符で囲んだ言葉"),
        ('print = { suppress_below = "3" }', "0 以上の整数"),
        ('print = { unit = "人" }', "true か false"),
        ("print = { zero = 0 }", "引用符で囲んだ言葉"),
        ('print = { grades = [100, "◎"] }', "下の端"),
        ('print = { decimals = "1" }', "小数点以下の桁数"),
        ('where = { "count.人" = { min = "五" } }', "数ではありません"),
        ('where = { date = { from = "5月ごろ" } }', "読み取れません"),
        ('tota = "計"', "「total」ではありませんか"),
    ],
)
def test_a_value_of_another_kind_is_told_with_an_example(more, told):
    with pytest.raises(LayoutRefused, match=told):
        table_of(GROUPED.format(more=more), [{"date": "2022-04-01", "kind": "訪問"}])


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        ('{ cuont = "events" }', "「count」ではありませんか"),
        ('{ sum = "人", scale = 0 }', "0 では割れません"),
        ('{ sum = "人", disjoint = "yes" }', "true か false"),
        ("{ list = 3 }", "引用符で囲んだ言葉"),
        ('{ cumulative = { count = "events" }, from = "いつか" }', "from：期間「いつか」"),
        ('{ either = "件数" }', "先に見る順"),
        ('{ nth = "kind", place = 0 }', "1 以上の整数"),
    ],
)
def test_a_slip_in_a_measure_is_told(measure, told):
    with pytest.raises(LayoutRefused, match=told):
        one_cell(measure, [{"date": "2022-04-01", "kind": "訪問", "counts": {"人": 1}}])


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('parameters = "回"', "parameters"),
        ('cells = { row = "行" }', "二重"),
        ("title = ", "3行目"),
    ],
)
def test_a_layout_of_another_form_is_told(more, told):
    with pytest.raises(LayoutRefused, match=told):
        one_cell('{ count = "events" }', [{"date": "2022-04-01"}], more=more)


def test_a_misspelt_indicator_or_value_is_told_and_the_table_is_made():
    rows = [
        {"date": "2022-04-01", "kind": "訪問"},
        {"date": "R4", "indicator": "人口", "value": 3},
    ]

    stated = one_cell('{ value = "人工" }', rows)
    grouped = table_of(GROUPED.format(more='values = ["訪間"]'), rows)

    assert "「人口」ではありませんか" in stated.warnings[0]
    assert "「訪問」ではありませんか" in grouped.warnings[0]


def test_people_do_not_become_thousands_of_yen():
    rows = [{"date": "R4", "indicator": "利用者数", "value": 410, "unit": "人"}]

    with pytest.raises(UnlikeQuantities, match="「千円」にはできません"):
        one_cell('{ value = "利用者数", scale = 1000, unit = "千円" }', rows)


def test_a_statistic_left_out_by_the_rows_is_told_with_the_remedy():
    rows = [
        {"date": "2022-04-01", "kind": "訪問"},
        {"date": "R4", "indicator": "人口", "value": 3, "unit": "人"},
    ]
    layout = GROUPED.format(more="").replace('{ count = "events" }', '{ value = "人口" }')

    assert any('ignore = "kind"' in told for told in table_of(layout, rows).warnings)


def test_states_and_tiers_are_asked_for_as_people_write_them():
    rows = [
        {"date": "2022-04-01", "tier": 1, "state": "中止"},
        {"date": "2022-04-02", "tier": "第2層"},
    ]
    layout = """
title = "層別"
measure = { count = "events" }
include = ["held", "cancelled"]
[[rows]]
by = "tier"
values = [1, 2]
[[columns]]
label = "中止"
where = { state = "中止" }
[[columns]]
label = "実施"
where = { state = "実施" }
"""

    assert texts(table_of(layout, rows)) == {"第1層": ["1", "0"], "第2層": ["0", "1"]}
