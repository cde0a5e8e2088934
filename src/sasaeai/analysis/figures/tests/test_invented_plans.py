"""Tables such as towns print, with invented towns and numbers: rows of many kinds, times, plans."""

from datetime import date

from sasaeai.analysis.figures.tests.stories import happenings, heads, table_of, texts


def test_a_list_of_events_one_row_each_with_words_from_the_records():
    rows = [
        {
            "id": "e2", "date": "2022-08-20", "kind": "サロン", "開催日": "第3土曜",
            "texts": {"内容": "夏の会"}, "place": "港会館", "counts": {"人": 14},
        },
        {
            "id": "e1", "date": "2022-05-19", "kind": "サロン", "開催日": "第3木曜",
            "texts": {"内容": "体操"}, "place": "丘会館",
        },
    ]  # fmt: skip
    layout = """
title = "サロン一覧"
row_heads = ["開催日"]
[[rows]]
by = "id"
label = "{date}"
[[columns]]
label = "№"
measure = { show = "number" }
[[columns]]
label = "会場"
measure = { first = "place" }
[[columns]]
label = "ふだんの開催"
measure = { first = "開催日" }
[[columns]]
label = "内容"
measure = { list = "text.内容" }
[[columns]]
label = "人数"
measure = { sum = "人" }
[[columns]]
label = "備考"
text = ""
"""

    table = table_of(layout, rows)

    assert texts(table) == {
        "令和4年5月19日": ["1", "丘会館", "第3木曜", "体操", "実施（量の記載なし）", ""],
        "令和4年8月20日": ["2", "港会館", "第3土曜", "夏の会", "14", ""],
    }


def test_weekdays_by_month_of_the_year_over_several_years():
    rows = [{"date": day} for day in ("2021-04-05", "2022-04-04", "2022-04-05", "2022-05-02")]
    layout = """
title = "曜日別・月別"
measure = { count = "events" }
print = { zero = "" }
[[rows]]
by = "weekday"
values = ["月", "火", "水"]
label = "{value}曜"
[[columns]]
by = "month_number"
values = [4, 5]
"""

    table = table_of(layout, rows)

    assert heads(table) == ["4月", "5月"]
    assert texts(table) == {"月曜": ["2", "1"], "火曜": ["1", ""], "水曜": ["", ""]}


def test_points_earned_and_spent_with_the_balance():
    rows = [
        {"date": "2022-04-10", "kind": "預託", "counts": {"点": 30}, "subjects": {"person": "m1"}},
        {"date": "2022-05-10", "kind": "利用", "counts": {"点": 12}, "subjects": {"person": "m2"}},
        {
            "date": "2022-06-10",
            "kind": "預託",
            "counts": {"点": "1.5"},
            "subjects": {"person": "m1"},
        },
    ]
    layout = """
title = "時間預託の点数"
period = "令和4年度第1四半期"
[measures.預託]
sum = "点"
where = { kind = "預託" }
[measures.利用]
sum = "点"
where = { kind = "利用" }
[measures.差引]
subtract = ["預託", "利用"]
[measures.残高]
cumulative = "差引"
[[rows]]
by = "month"
total = "計"
[[columns]]
label = "預託"
measure = "預託"
[[columns]]
label = "利用"
measure = "利用"
[[columns]]
label = "差引"
measure = "差引"
[[columns]]
label = "残高"
measure = "残高"
"""

    table = table_of(layout, rows)

    assert texts(table) == {
        "4月": ["30", "0", "30", "30"],
        "5月": ["0", "12", "△12", "18"],
        "6月": ["1.5", "0", "1.5", "19.5"],
        "計": ["31.5", "12", "19.5", "19.5"],
    }


def test_rows_of_different_measures_under_group_heads_with_quarters():
    rows = [
        *happenings(12, year=2022, kind="協議体", counts={"人": 10}, tier="第2層"),
        *happenings(8, year=2022, months=8, kind="研修", counts={"人": 25}),
    ]
    layout = """
title = "事業報告"
row_heads = ["事業", "内容"]
[measures.回数]
count = "events"
unit = "回"
[measures.人数]
sum = "人"
[print]
unit = true
[[rows]]
label = "協議体"
where = { kind = "協議体" }
items = [{ label = "開催回数", measure = "回数" }, { label = "参加者", measure = "人数" }]
[[rows]]
label = "研修"
where = { kind = "研修" }
items = [{ label = "開催回数", measure = "回数" }, { label = "参加者", measure = "人数" }]
[[columns]]
label = "令和4年度"
period = "令和4年度"
items = [{ by = "quarter", label = "{number}Q", total = "年度計" }]
"""

    table = table_of(layout, rows)

    assert heads(table) == [
        "令和4年度／1Q", "令和4年度／2Q", "令和4年度／3Q", "令和4年度／4Q", "令和4年度／年度計",
    ]  # fmt: skip
    assert texts(table) == {
        "協議体／開催回数": ["3回", "3回", "3回", "3回", "12回"],
        "協議体／参加者": ["30人", "30人", "30人", "30人", "120人"],
        "研修／開催回数": ["3回", "3回", "2回", "0回", "8回"],
        "研修／参加者": ["75人", "75人", "50人", "0人", "200人"],
    }


def test_columns_with_their_own_as_of_dates():
    rows = happenings(24, year=2022)
    layout = """
title = "時点別"
measure = { count = "events" }
period = "令和4年度"
print = { auto_notes = "footnote" }
[[rows]]
label = "件数"
[[columns]]
label = "9月末"
as_of = "2022-09-30"
[[columns]]
label = "1月末"
as_of = "2023-01-31"
[[columns]]
label = "年度末"
"""

    table = table_of(layout, rows)

    assert texts(table) == {"件数": ["12", "20", "24"]}
    assert [cell.state for cell in table.rows[0].cells] == ["partial", "partial", "actual"]
    assert table.rows[0].cells[0].notes == ("令和4年9月30日現在",)


def test_men_and_women_as_separate_counts_add_to_a_total_column():
    rows = [{"date": "2022-04-01", "area": "港", "counts": {"男": 3, "女": 5}}] * 2
    layout = """
title = "男女別"
[measures.男]
sum = "男"
unit = "人"
[measures.女]
sum = "女"
unit = "人"
[[rows]]
by = "area"
[[columns]]
total = "計"
items = [{ label = "男", measure = "男" }, { label = "女", measure = "女" }]
"""

    table = table_of(layout, [dict(row) for row in rows])

    assert heads(table) == ["男", "女", "計"]
    assert texts(table) == {"港": ["6", "10", "16"]}
    assert table.rows[0].cells[2].unit == "人"


def test_planned_meetings_are_counted_only_when_asked_and_marked():
    rows = [*happenings(3, year=2022, months=3), {"date": "2023-03-20", "state": "予定"}]
    layout = """
title = "予定を含む"
period = "令和4年度"
[[rows]]
label = "実施のみ"
measure = { count = "events" }
[[rows]]
label = "予定含む"
measure = { count = "events", include = ["held", "planned"] }
print = { auto_notes = "after", unit = true, note_format = " {note}" }
[[columns]]
label = "回数"
"""

    table = table_of(layout, rows, as_of=date(2023, 3, 31))

    assert texts(table) == {"実施のみ": ["3"], "予定含む": ["4回 ※予定含む"]}
    assert table.rows[1].cells[0].state == "includes_planned"
