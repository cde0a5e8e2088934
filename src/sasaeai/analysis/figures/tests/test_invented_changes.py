"""Tables such as towns print, with invented towns and numbers: rates, changes, money."""

from datetime import date

from sasaeai.analysis.figures.tests.stories import happenings, heads, table_of, texts


def population(area, date_, total, old, **more):
    return [
        {
            "date": date_, "area": {"圏域": area}, "indicator": name, "value": n, "unit": "人",
            "source": "住民基本台帳", **more,
        }
        for name, n in (("人口", total), ("65歳以上人口", old))
    ]  # fmt: skip


def test_ageing_rate_by_area_prints_the_date_of_its_denominator():
    rows = [
        *population("中央", "2022-09-30", 12000, 3000),
        *population("海辺", "2022-09-30", 8000, 3333),
        *population("中央", "2021-09-30", 12100, 2900),
        *population("海辺", "2021-09-30", 8200, 3300),
    ]
    layout = """
title = "圏域別の高齢化率"
period = "令和4年度"

[measures.人口]
value = "人口"

[measures.高齢者]
value = "65歳以上人口"

[measures.高齢化率]
ratio = ["高齢者", "人口"]
unit = "%"
print = { unit = true }

[[rows]]
by = "圏域"
total = "市全体"

[[columns]]
label = "人口"
measure = "人口"
[[columns]]
label = "うち65歳以上"
measure = "高齢者"
[[columns]]
label = "高齢化率"
measure = "高齢化率"
[[columns]]
label = "順位"
measure = { rank = "高齢化率" }
"""

    table = table_of(layout, rows)

    assert texts(table) == {
        "中央": ["12,000", "3,000", "25.0%", "2"],
        "海辺": ["8,000", "3,333", "41.7%", "1"],
        "市全体": ["20,000", "6,333", "31.7%", ""],
    }
    assert "分母：人口は令和4年9月30日現在" in table.footnotes
    assert "出典：住民基本台帳（人口）" in table.footnotes
    assert table.rows[0].cells[2].value == 25
    assert table.rows[0].cells[2].unit == "%"


def test_places_per_hundred_thousand_older_people_and_people_per_place():
    rows = [
        *population("全市域", "2023-03-31", 60000, 21234),
        *happenings(77, year=2022, kind="通いの場", counts={"実人数": 1}),
    ]
    for n, row in enumerate(rows[2:]):
        row["subjects"] = {"person": [f"u{n}", f"u{n + 1}", f"u{(n * 7) % 60}"]}
    layout = """
title = "通いの場の指標"

[measures.か所]
count = "events"
unit = "か所"
where = { kind = "通いの場" }

[measures.参加者]
distinct = "person"
unit = "人"

[measures.高齢者]
value = "65歳以上人口"
at = "end"

[[rows]]
label = "65歳以上人口10万人当たりの通いの場"
measure = { ratio = ["か所", "高齢者"], times = 100000, unit = "か所" }
[[rows]]
label = "1か所当たりの参加実人数"
measure = { ratio = ["参加者", "か所"], unit = "人", decimals = 2 }
[[rows]]
label = "参加率"
measure = { ratio = ["参加者", "高齢者"], unit = "%", decimals = 2 }

[[columns]]
label = "単位"
measure = { show = "unit" }
[[columns]]
by = "fiscal_year"
values = ["令和4年度"]
"""

    table = table_of(layout, rows)

    assert texts(table) == {
        "65歳以上人口10万人当たりの通いの場": ["か所", "362.6"],
        "1か所当たりの参加実人数": ["人", "1.01"],
        "参加率": ["%", "0.37"],
    }
    assert "分母：高齢者は令和5年3月31日現在" in table.footnotes


def test_months_by_area_with_change_on_the_year_before():
    rows = [
        *happenings(24, year=2021, area={"圏域": "北"}),
        *happenings(30, year=2022, area={"圏域": "北"}),
        *happenings(36, year=2021, area={"圏域": "南"}),
        *happenings(12, year=2022, area={"圏域": "南"}),
    ]
    layout = """
title = "月別・圏域別の活動件数と前年度との比較"
period = "令和4年度"

[measures.件数]
count = "events"

[[rows]]
by = "圏域"
total = "計"

[[columns]]
label = "上半期"
period = "令和4年度上半期"
measure = "件数"
items = [{ by = "month" }]
[[columns]]
label = "年度計"
measure = "件数"
[[columns]]
label = "前年度比増減"
measure = { change = "件数", on = "previous_year", print = { plus = "＋" } }
[[columns]]
label = "増減率"
measure = { change = "件数", on = "previous_year", as = "percent", print = { unit = true } }
[[columns]]
label = "前年度比"
measure = { change = "件数", on = "previous_year", as = "ratio", decimals = 2 }
"""

    table = table_of(layout, rows)

    assert heads(table)[:2] == ["上半期／4月", "上半期／5月"]
    assert texts(table) == {
        "北": ["3", "3", "3", "3", "3", "3", "30", "＋6", "25.0%", "1.25"],
        "南": ["1", "1", "1", "1", "1", "1", "12", "△24", "△66.7%", "0.33"],
        "計": ["4", "4", "4", "4", "4", "4", "42", "△18", "△30.0%", "0.70"],
    }


def test_budget_in_thousands_with_execution_rate_and_difference():
    rows = [
        {"period": f"{year}年度", "項目": item, "indicator": name, "value": n, "unit": "円"}
        for year, item, plan, spent in (
            (2021, "報償費", 500_000, 449_500),
            (2021, "委託料", 12_000_000, 12_000_000),
            (2022, "報償費", 600_000, 300_499),
            (2022, "委託料", 12_500_000, 12_345_678),
        )
        for name, n in (("予算", plan), ("決算", spent))
    ]
    layout = """
title = "事業費の執行状況"
subtitle = "（単位：千円）"

[measures.予算額]
value = "予算"
scale = 1000
unit = "千円"
decimals = 0
[measures.決算額]
value = "決算"
scale = 1000
unit = "千円"
decimals = 0
[measures.執行率]
ratio = ["決算額", "予算額"]
unit = "%"
[measures.差引]
subtract = ["予算額", "決算額"]
decimals = 0

[[rows]]
by = "項目"
total = "計"

[[columns]]
by = "fiscal_year"
label = "{short}"
items = [
  { label = "予算額", measure = "予算額" },
  { label = "決算額", measure = "決算額" },
  { label = "差引", measure = "差引" },
  { label = "執行率", measure = "執行率" },
]
"""

    table = table_of(layout, rows)

    assert heads(table)[:4] == ["R3／予算額", "R3／決算額", "R3／差引", "R3／執行率"]
    assert texts(table) == {
        "報償費": ["500", "450", "51", "89.9", "600", "300", "300", "50.1"],
        "委託料": ["12,000", "12,000", "0", "100.0", "12,500", "12,346", "154", "98.8"],
        "計": ["12,500", "12,450", "51", "99.6", "13,100", "12,646", "454", "96.5"],
    }


def test_as_of_within_the_year_compares_the_same_months_of_the_year_before():
    rows = [*happenings(24, year=2021), *happenings(20, year=2022, months=10)]
    layout = """
title = "前年同期比"
[measures.件数]
count = "events"
[[rows]]
label = "件数"
[[columns]]
by = "fiscal_year"
values = ["令和4年度"]
partial_label = "{label}（{as_of_month}月末）"
items = [
  { label = "件数", measure = "件数" },
  { label = "前年同期比", measure = { change = "件数", on = "previous_year", same_span = true } },
]
"""

    table = table_of(layout, rows, as_of=date(2023, 1, 31))

    assert heads(table) == ["令和4年度（1月末）／件数", "令和4年度（1月末）／前年同期比"]
    assert texts(table) == {"件数": ["20", "0"]}
