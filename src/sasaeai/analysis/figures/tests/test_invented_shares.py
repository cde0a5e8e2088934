"""Tables such as towns print, with invented towns and numbers: shares, surveys, rates, changes."""

from sasaeai.analysis.figures.tests.stories import heads, table_of, texts


def test_gathering_places_by_area_sex_and_age_with_row_and_column_totals():
    rows = [
        {
            "date": "2023-03",
            "area": {"圏域": area},
            "性別": sex,
            "年齢": age,
            "indicator": "通いの場参加者",
            "value": n,
            "unit": "人",
            "count_kind": "実人数",
        }
        for area, numbers in (("東部", (3, 10, 5, 20)), ("西部", (0, 4, 1, 1200)))
        for (sex, age), n in zip(
            (("男", "65～74"), ("男", "75～"), ("女", "65～74"), ("女", "75～")),
            numbers,
            strict=True,
        )
    ]
    layout = """
title = "通いの場の参加者（実人数）"
subtitle = "（令和5年3月、単位：人）"
measure = "参加者"
row_heads = ["圏域"]

[measures.参加者]
value = "通いの場参加者"
disjoint = true     # 一人は一つの圏域・性別・年齢にしか入らない

[[rows]]
by = "圏域"
label = "{value}圏域"
total = "市計"

[[columns]]
by = "性別"
items = [{ by = "年齢", total = "小計" }]
total = "合計"
"""

    table = table_of(layout, rows)

    assert heads(table) == [
        "男／65～74", "男／75～", "男／小計", "女／65～74", "女／75～", "女／小計", "合計",
    ]  # fmt: skip
    assert texts(table) == {
        "東部圏域": ["3", "10", "13", "5", "20", "25", "38"],
        "西部圏域": ["0", "4", "4", "1", "1,200", "1,201", "1,205"],
        "市計": ["3", "14", "17", "6", "1,220", "1,226", "1,243"],
    }
    assert [row.kind for row in table.rows] == ["body", "body", "total"]
    assert [column.kind for column in table.columns] == [
        "body", "body", "subtotal", "body", "body", "subtotal", "total",
    ]  # fmt: skip
    assert table.rows[1].cells[0].state == "zero"
    assert table.rows[0].cells[0].unit == "人"


def a_survey():
    """41 answers: 困りごと may have several answers; three people gave none."""
    answers = (
        [("男", ["買い物", "移動"])] * 7
        + [("男", ["移動"])] * 6
        + [("女", ["買い物"])] * 9
        + [("女", ["買い物", "ゴミ出し", "移動"])] * 6
        + [("女", ["ゴミ出し"])] * 10
        + [("男", [])] * 1
        + [("女", [])] * 2
    )
    return [
        {"id": f"a{n}", "date": "2022-10-01", "kind": "回答", "性別": sex, "困りごと": list(given)}
        for n, (sex, given) in enumerate(answers)
    ]


def test_a_survey_with_several_answers_has_the_respondents_as_its_base():
    layout = """
title = "問5 日ごろ困っていること（複数回答）"

[measures.件数]
count = "events"
unit = "人"

[measures.割合]
share = "件数"
within = "column"

[[rows]]
by = "困りごと"
order = "desc"
order_by = "件数"
missing = "無回答"

[[columns]]
label = "全体（n={件数}）"
items = [{ label = "人数", measure = "件数" }, { label = "％", measure = "割合" }]

[[columns]]
by = "性別"
label = "{value}性（n={件数}）"
items = [{ label = "人数", measure = "件数" }, { label = "％", measure = "割合" }]
"""

    table = table_of(layout, a_survey())

    assert heads(table) == [
        "全体（n=41）／人数", "全体（n=41）／％",
        "男性（n=14）／人数", "男性（n=14）／％",
        "女性（n=27）／人数", "女性（n=27）／％",
    ]  # fmt: skip
    assert texts(table) == {
        "買い物": ["22", "53.7", "7", "50.0", "15", "55.6"],
        "移動": ["19", "46.3", "13", "92.9", "6", "22.2"],
        "ゴミ出し": ["16", "39.0", "0", "0.0", "16", "59.3"],
        "無回答": ["3", "7.3", "1", "7.1", "2", "7.4"],
    }
    assert table.rows[0].cells[1].unit == "%"


def consultations():
    routes = {
        "本人": (12, 3, 0),
        "家族": (8, 6, 1),
        "民生委員": (5, 9, 2),
        "ケアマネジャー": (1, 0, 1),
    }
    kinds = ("移動", "買い物", "見守り")
    return [
        {"date": "2022-06-01", "kind": "相談", "route": route, "category": kind}
        for route, numbers in routes.items()
        for kind, n in zip(kinds, numbers, strict=True)
        for _ in range(n)
    ]


def test_consultations_by_route_and_content_with_their_composition():
    layout = """
title = "相談経路別・内容別件数（令和4年度）"
row_heads = ["相談経路"]
period = "令和4年度"
where = { kind = "相談" }
row_total = "計"

[print]
zero = "－"

[measures.件数]
count = "events"
unit = "件"

[measures.構成比]
share = "件数"
print = { format = "{n}％" }

[[rows]]
by = "route"
top = 3
order_by = "件数"
others = "その他"
total = "計"

[[columns]]
by = "category"
measure = "件数"

[[columns]]
label = "計"
measure = "件数"

[[columns]]
label = "構成比"
measure = "構成比"
"""
    layout = layout.replace('row_total = "計"\n', "")

    table = table_of(layout, consultations())

    assert heads(table) == ["移動", "買い物", "見守り", "計", "構成比"]
    assert texts(table) == {
        "民生委員": ["5", "9", "2", "16", "33.3％"],
        "本人": ["12", "3", "－", "15", "31.3％"],
        "家族": ["8", "6", "1", "15", "31.3％"],
        "その他": ["1", "－", "1", "2", "4.2％"],
        "計": ["26", "18", "4", "48", "100.0％"],
    }
