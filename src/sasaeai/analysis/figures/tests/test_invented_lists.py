"""Tables such as towns print, with invented towns and numbers: lists, stocks, plans, pairs."""

from sasaeai.analysis.figures.tests.stories import happenings, heads, table_of, texts


def test_volunteers_registered_new_and_left_with_the_number_at_the_end_of_each_year():
    rows = [
        {
            "id": f"v{n}",
            "date": f"{2019 + n % 4}-07-01",
            "kind": "登録",
            "subjects": {"person": f"v{n}"},
        }
        for n in range(10)
    ]
    rows[0]["ended"] = "2021-02-01"
    rows[1]["ended"] = "2023-03-31"
    layout = """
title = "ボランティア登録者数の推移"

[measures.新規]
count = "events"
unit = "人"
[measures.累計]
cumulative = "新規"
[measures.年度末現在]
count = "events"
at = "end"
unit = "人"

[[rows]]
label = "新規登録者数"
measure = "新規"
[[rows]]
label = "累計登録者数"
measure = "累計"
[[rows]]
label = "年度末現在の登録者数"
measure = "年度末現在"

[[columns]]
by = "fiscal_year"
label = "{e}{y}"
print = { unit = true }
"""

    table = table_of(layout, rows)

    assert heads(table) == ["R1", "R2", "R3", "R4"]
    assert texts(table) == {
        "新規登録者数": ["3人", "3人", "2人", "2人"],
        "累計登録者数": ["3人", "6人", "8人", "10人"],
        "年度末現在の登録者数": ["3人", "5人", "7人", "8人"],
    }


def test_council_meetings_with_their_dates_listed_in_the_cells():
    rows = [
        {"date": "2022-04-12", "council": "みなと協議体", "counts": {"人": 9}, "議題": "移動支援"},
        {"date": "2022-06-14", "council": "みなと協議体", "counts": {"人": 12}, "議題": "居場所"},
        {"date": "2022-06-20", "council": "おか協議体", "counts": {"人": 7}, "議題": "移動支援"},
        {"date": "2022-09-20", "council": "おか協議体", "state": "中止"},
        {"date": "2022-04-01", "council": "おか協議体", "state": "cancelled"},
    ]
    layout = """
title = "協議体の開催状況"
row_heads = ["協議体"]
period = "2022-04..2022-09"

[measures.回数]
count = "events"
[measures.人数]
sum = "人"
[measures.中止]
count = "events"
include = "cancelled"

[[rows]]
by = "council"
total = "計"

[[columns]]
label = "開催日"
measure = { list = "{date:M/D}（{人}名）" }
[[columns]]
label = "主な議題"
measure = { list = "議題", join = "・" }
[[columns]]
label = "回数・延べ人数"
measure = "{回数}回・{人数}名"
[[columns]]
label = "平均"
measure = { mean = "人", unit = "名", print = { unit = true } }
[[columns]]
label = "最多"
measure = { max = "人" }
[[columns]]
label = "中央値"
measure = { median = "人" }
[[columns]]
label = "中止"
measure = "中止"
print = { zero = "" }
"""

    table = table_of(layout, rows)

    assert texts(table) == {
        "みなと協議体": [
            "4/12（9名）、6/14（12名）",
            "移動支援・居場所",
            "2回・21名",
            "10.5名",
            "12",
            "10.5",
            "",
        ],
        "おか協議体": ["6/20（7名）", "移動支援", "1回・7名", "7.0名", "7", "7.0", "2"],
        "計": [
            "4/12（9名）、6/14（12名）、6/20（7名）",
            "移動支援・居場所",
            "3回・28名",
            "9.3名",
            "12",
            "9.0",
            "2",
        ],
    }
    assert table.columns[0].align == "left"


def test_meals_delivered_with_people_in_brackets_by_month():
    rows = [
        {
            "date": f"2022-{month:02d}-0{day}", "kind": "配食",
            "subjects": {"person": [f"p{k}" for k in range(people)]}, "counts": {"食": people},
        }
        for month, people in ((4, 12), (5, 15), (6, 9))
        for day in (1, 8)
    ]  # fmt: skip
    layout = """
title = "配食サービス 延べ食数（実人数）"
period = "2022-04..2022-06"
where = { kind = "配食" }
[measures.食数]
sum = "食"
[measures.実人数]
distinct = "person"
unit = "人"
[[rows]]
label = "配食"
measure = "{食数}({実人数})"
[[columns]]
by = "month"
total = "計"
"""

    table = table_of(layout, rows)

    assert heads(table) == ["4月", "5月", "6月", "計"]
    assert texts(table) == {"配食": ["24(12)", "30(15)", "18(9)", "72(15)"]}
    assert table.rows[0].cells[3].pieces == ((72, "食"), (15, "人"))


def test_plan_indicators_of_mixed_units_with_rate_and_states():
    rows = [
        *happenings(7, year=2022, kind="講座", counts={"人": 20}),
        {"period": "R4", "indicator": "講座回数", "target": 6},
        {"period": "R4", "indicator": "講座の延べ受講者", "target": 150},
        {"period": "R4", "indicator": "登録団体", "target": 40},
        {"period": "R4", "indicator": "見守り協力店", "target": 30},
        {"period": "R4", "indicator": "新サービス", "target": 1},
        {
            "date": "2023-03-31",
            "indicator": "登録団体",
            "value": 38,
            "unit": "団体",
            "note": "休止2を含む",
        },
        {"date": "2023-03-31", "indicator": "見守り協力店", "state": "集計中"},
    ]
    layout = """
title = "計画の指標（令和4年度）"
row_heads = ["指標"]
period = "令和4年度"

[measures.講座回数]
count = "events"
unit = "回"
where = { kind = "講座" }
[measures.講座の延べ受講者]
sum = "人"
where = { kind = "講座" }
[measures.登録団体]
value = "登録団体"
[measures.見守り協力店]
value = "見守り協力店"
unit = "店"
[measures.新サービス]
value = "新サービス"
unit = "事業"
[measures.目標]
target = "*"
[measures.達成率]
ratio = ["*", "目標"]
unit = "%"

[[rows]]
label = "講座の開催"
measure = "講座回数"
[[rows]]
label = "講座の受講者"
measure = "講座の延べ受講者"
[[rows]]
label = "登録団体数"
measure = "登録団体"
[[rows]]
label = "見守り協力店"
measure = "見守り協力店"
[[rows]]
label = "新しいサービス"
measure = "新サービス"

[[columns]]
label = "単位"
measure = { show = "unit" }
[[columns]]
label = "目標"
measure = "目標"
[[columns]]
label = "実績"
measure = "*"
[[columns]]
label = "達成率"
measure = "達成率"
print = { unit = true }
[[columns]]
label = "備考"
measure = { show = "notes" }

[[cells]]
row = "新しいサービス"
column = "実績"
state = "対象外"
"""

    table = table_of(layout, rows)

    assert texts(table) == {
        "講座の開催": ["回", "6", "7", "116.7%", ""],
        "講座の受講者": ["人", "150", "140", "93.3%", ""],
        "登録団体数": ["団体", "40", "38", "95.0%", "休止2を含む"],
        "見守り協力店": ["店", "30", "集計中", "集計中", ""],
        "新しいサービス": ["事業", "1", "***", "", ""],
    }
    assert [row.cells[2].state for row in table.rows] == [
        "actual", "actual", "actual", "tallying", "not_applicable",
    ]  # fmt: skip


def test_places_by_size_in_bands_with_the_share_of_each():
    sizes = [3, 5, 8, 9, 10, 10, 14, 19, 20, 35, 60, 4]
    rows = [{"date": "2023-03-01", "kind": "サロン", "counts": {"人": n}} for n in sizes]
    layout = """
title = "サロンの規模（1回当たりの参加者）"
[measures.か所]
count = "events"
[[rows]]
by = "count.人"
edges = [0, 5, 10, 20]
label = "{value}人"
total = "計"
[[columns]]
label = "か所数"
measure = "か所"
[[columns]]
label = "割合"
measure = { share = "か所", print = { unit = true } }
[[columns]]
label = "累積"
measure = { text = "" }
"""

    table = table_of(layout, rows)

    assert texts(table) == {
        "0～4人": ["2", "16.7%", ""],
        "5～9人": ["3", "25.0%", ""],
        "10～19人": ["4", "33.3%", ""],
        "20人以上": ["3", "25.0%", ""],
        "計": ["12", "100.0%", ""],
    }


def test_of_which_rows_stand_inside_and_do_not_count_twice_in_the_total():
    rows = [
        *happenings(10, year=2022, kind="訪問", means="自宅"),
        *happenings(4, year=2022, kind="訪問", means="施設"),
        *happenings(6, year=2022, kind="電話"),
    ]
    layout = """
title = "相談の方法"
row_total = "計"
measure = { count = "events" }
[[rows]]
label = "訪問"
where = { kind = "訪問" }
[[rows]]
label = "うち施設"
where = { kind = "訪問", means = "施設" }
role = "of_which"
indent = 1
[[rows]]
label = "その他"
role = "rest"
[[columns]]
label = "件数"
"""

    table = table_of(layout, rows)

    assert texts(table) == {"訪問": ["14"], "うち施設": ["4"], "その他": ["6"], "計": ["20"]}
    assert table.rows[1].indent == 1


def test_functions_overlap_so_the_total_counts_each_record_once_and_says_so():
    rows = [
        {"date": "2022-05-01", "functions": ["ネットワーク化", "普及啓発"]},
        {"date": "2022-05-02", "functions": ["ネットワーク化"]},
        {"date": "2022-05-03", "functions": "普及啓発"},
    ]
    layout = """
title = "機能別の件数（延べ）"
measure = { count = "events" }
[[rows]]
by = "function"
total = "計"
[[columns]]
label = "すべて"
[[columns]]
label = "主な機能"
where = { main_function = "ネットワーク化" }
"""

    table = table_of(layout, rows)

    assert texts(table) == {
        "ネットワーク化": ["2", "2"],
        "普及啓発": ["2", "1"],
        "計": ["3", "2"],
    }
    assert any("一度だけ数える" in note for note in table.footnotes)
