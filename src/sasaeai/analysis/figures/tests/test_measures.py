"""Ways of counting, one cell each: the text of the cell, or why there can be none."""

import pytest

from sasaeai.analysis.figures import LayoutRefused, UnlikeQuantities
from sasaeai.analysis.figures.tests.stories import happenings, one_cell, table_of, texts

VISITS = [
    {"id": "a", "date": "2022-04-05", "kind": "訪問", "counts": {"人": 2}, "functions": "調整",
     "partners": [{"id": "p1", "name": "港町会", "type": "町会"}, {"id": "p2", "type": "企業"}],
     "attributes": {"齢": 70}},
    {"id": "b", "date": "2022-06-01", "kind": "電話", "subjects": {"person": ["u1", "u2"]},
     "partners": [{"id": "p3", "name": "山手会", "type": "町会"}], "attributes": {"齢": "不詳"}},
    {"id": "c", "date": "2023-01-10", "kind": "訪問", "counts": {"人": 5}, "ended": "2023-02-01",
     "attributes": {"齢": 80}},
]  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        ("{ count = true }", "3"),
        ('{ sum = "人" }', "7"),
        ('{ sum = "人", state = "約" }', "約7"),
        ('{ sum = "人", state = "集計中" }', "集計中"),
        ('{ sum = "齢" }', "150"),
        ('{ mean = "齢" }', "75.0"),
        ('{ median = "人" }', "3.5"),
        ('{ first = "人" }', "2"),
        ('{ last = "count.人" }', "5"),
        ('{ last = "kind" }', "訪問"),
        ('{ count = "events", include = ["held", "planned"] }', "3"),
        ('{ last = "人", where = { kind = "電話" } }', ""),
        ('{ last = "number" }', ""),
        ('{ count = "events", when = "ended" }', "1"),
        ('{ count = "events", at = "end" }', "2"),
        ('{ count = "events", at = "2023-01-31" }', "3"),
        ('{ distinct = "partner" }', "3"),
        ('{ distinct = "partner", where = { "partner.type" = "町会" } }', "2"),
        ('{ distinct = "partner", where = { "partner.type" = { like = "企*" } } }', "1"),
        ('{ distinct = "partner", where = { "partner.type" = "商店" } }', "0"),
        ('{ distinct = "partner", where = { "partner.type" = true, kind = "電話" } }', "1"),
        ('{ distinct = "partner", where = { "partner.type" = { not = "企業" } } }', "1"),
        ('{ distinct = ["partner", "kind"] }', "3"),
        ('{ distinct = ["kind", "function"] }', "1"),
        ('{ list = "partner", order = "label" }', "p2、山手会、港町会"),
        ('{ list = "kind", repeat = true }', "訪問、電話、訪問"),
        ('{ list = "kind", order = "given" }', "訪問、電話"),
        ('{ list = "{id}（{人}）", between = "／" }', "a（2）／b（）／c（5）"),
        ('{ list = "{date:GGE.MM.DD(W)}", limit = 1, more = "ほか{n}" }', "令和4.04.05(火)ほか2"),
        ('{ list = "route|kind" }', "訪問、電話"),
        ('{ across = { count = "events" }, over = "kind", how = "max" }', "2"),
        ('{ across = { value = "登録" }, over = "kind" }', ""),
    ],
)
def test_a_way_of_counting_gives_this_cell(measure, text):
    table = one_cell(measure, VISITS)

    assert table.rows[0].cells[0].text == text


YEAR = 'period = "令和4年度"'


@pytest.mark.parametrize(
    ("measure", "more", "text"),
    [
        ('{ count = "events", at = "start" }', YEAR, "0"),
        ('{ count = "events", at = "before" }', 'period = "2022-07..2023-03"', "2"),
        ('{ count = "events", at = "end" }', YEAR, "2"),
        ('{ count = "events", when = "ended" }', 'period = "2023-02"', "1"),
        ('{ count = "events", when = "ended" }', 'period = "2023-03"', "0"),
        ('{ count = "events", when = "ended" }', 'as_of = "2023-01-31"', "0"),
        ('{ cumulative = { count = "events" } }', "", "3"),
        ('{ cumulative = { count = "events" }, from = "2022-05" }', 'period = "2023-01"', "2"),
        ('{ cumulative = { count = "events" }, from = "fiscal_year" }', 'period = "2023-01"', "3"),
        (
            '{ cumulative = { count = "events" }, from = "calendar_year" }',
            'period = "2023-01"',
            "1",
        ),
        ('{ cumulative = { count = "events" }, from = "plan_period" }', 'period = "2023-01"', "3"),
        ('{ cumulative = { count = "events" } }', f'{YEAR}\nas_of = "2022-03-31"', ""),
        ('{ change = { count = "events" } }', 'period = "2022-04..2022-06"', "―"),
        ('{ change = { count = "events" } }', 'period = "2022-06"', "1"),
        ('{ change = { count = "events" } }', 'period = "2022-08"', "0"),
        ('{ change = { count = "events" }, as = "percent" }', 'period = "2022-06"', "－"),
        ('{ change = { count = "events", where = { kind = "面接" } } }', 'period = "2022-08"', "0"),
        ('{ count = "events", period = "2023-02..2023-03" }', YEAR, "0"),
        ('{ count = "events", ignore = ["time"] }', 'period = "2022-06"', "3"),
        ('{ elapsed = "month" }', 'period = "2022-04..2022-06"', "3"),
        ('{ across = { count = "events" }, over = "month", how = "max" }', YEAR, "1"),
        ('{ across = { sum = "人" }, over = "quarter" }', f'{YEAR}\nas_of = "2022-06-30"', "2.0"),
    ],
)
def test_a_way_of_counting_in_time_gives_this_cell(measure, more, text):
    assert one_cell(measure, VISITS, more=more).rows[0].cells[0].text == text


def test_without_any_record_a_change_is_not_known():
    measure = '{ change = { count = "events" } }'

    assert one_cell(measure, [], more=YEAR).rows[0].cells[0].text == "―"


def test_before_the_first_plan_period_a_cumulated_number_begins_with_its_own_period():
    rows = [{"date": "1998-06-01"}, {"date": "1999-06-01"}, {"date": "2000-02-01"}]
    measure = '{ cumulative = { count = "events" }, from = "plan_period" }'

    assert one_cell(measure, rows, more='period = "平成11年度"').rows[0].cells[0].text == "2"


def test_a_rank_of_a_blank_is_a_blank():
    measure = '{ rank = { value = "登録" } }'

    assert one_cell(measure, VISITS).rows[0].cells[0].text == ""


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        ('{ sum = "齡" }', "「齡」という数は事実のどこにもありません.*使える名前：人、attribute.齢"),
        ('{ distinct = ["partner", "subject.person"] }', "partner、subject.person）は組にできません"),
        ('{ count = "ひと" }', "「ひと」は使えません"),
        ('{ count = "events", at = "start" }', "期首の数"),
        ('{ count = "events", at = "期末" }', '期末なら "end"'),
        ('{ count = "events", include = "済み" }', "include：「済み」は使えません"),
        ('{ count = "events", when = "begun" }', "date・endedから選んで"),
        ('{ count = "events", state = "変" }', "「変」という状態はありません"),
        ('{ count = "events", tmies = 3 }', "「times」ではありませんか"),
        ('{ count = "events", period = "いつか" }', "period：期間「いつか」"),
        ('{ sum = "人", scale = "千" }', "「千」は数ではありません"),
        ('{ ratio = "人" }', '"分子", "分母"'),
        ('{ ratio = [{ count = true }, { value = "人口" }] }', "割合の分母「人口」が事実のどこにも"),
        ('{ across = { count = true } }', "何にわたる"),
        ('{ across = { count = true }, over = "month" }', "「month」にわたる平均などには期間"),
        ('{ elapsed = "month" }', "経過した月数"),
        ('{ change = { count = true } }', "増減（change）には期間"),
        ('"回"', "「回」という数え方（measures）はありません。使える名前：まだ"),
        ("3", "数え方は名前"),
        ('"*"', "反対側に measure がありません"),
        ('{ add = [{ mean = "人" }, { mean = "人", where = { kind = "電話" } }] }', "足せません"),
    ],
)  # fmt: skip
def test_a_way_of_counting_that_has_no_number_is_told(measure, told):
    with pytest.raises((LayoutRefused, UnlikeQuantities), match=told):
        one_cell(measure, VISITS)


@pytest.mark.parametrize(
    ("measures", "told"),
    [
        (
            '実施回数 = { count = "events" }\n回 = "実施回敷"',
            "「実施回敷」という数え方.*「実施回数」ではありませんか",
        ),
        ('回 = { add = ["回"] }', "数え方「回」が自分自身を使って"),
    ],
)
def test_a_named_measure_that_cannot_be_found_is_told(measures, told):
    layout = f"""
title = "表"
measure = "回"
[[rows]]
label = "行"
[[columns]]
label = "列"
[measures]
{measures}
"""
    with pytest.raises(LayoutRefused, match=told):
        table_of(layout, VISITS)


@pytest.mark.parametrize("of", ["share", "rank"])
def test_a_share_or_rank_has_no_meaning_in_a_heading(of):
    layout = f"""
title = "表"
measure = {{ count = "events" }}
[[rows]]
label = "行（{{割合}}）"
[[columns]]
label = "列"
[measures]
割合 = {{ {of} = {{ count = "events" }} }}
"""
    with pytest.raises(LayoutRefused, match="見出しの中では使えません"):
        table_of(layout, VISITS)


def test_times_and_people_without_any_number_of_people_are_the_persons_named():
    rows = [{"date": "2022-04-01", "subjects": {"person": ["u1", "u2"]}}, {"date": "2022-04-02"}]

    assert one_cell('{ count = "events×people" }', rows).rows[0].cells[0].text == "2"


def test_what_two_periods_of_row_and_column_share_is_the_time_of_the_cell():
    layout = """
title = "表"
measure = { count = "events" }
[[rows]]
by = "fiscal_year"
[[columns]]
label = "暦年"
period = "2022年"
[[columns]]
label = "前々年"
period = "2020年"
"""

    assert texts(table_of(layout, VISITS)) == {"令和4年度": ["2", ""]}


def test_records_not_of_a_kind_may_be_counted_whatever_the_row_asks():
    layout = """
title = "表"
[[rows]]
label = "電話でないもの"
where = { not = { kind = "電話" } }
[[columns]]
label = "件数"
measure = { count = "events" }
[[columns]]
label = "全体"
measure = { count = "events", ignore = "kind" }
[[columns]]
label = "会った"
measure = { count = "events", ignore = "tier" }
"""

    assert texts(table_of(layout, VISITS)) == {"電話でないもの": ["2", "3", "2"]}


def test_words_of_figures_that_lack_for_different_reasons_stay_words():
    rows = [
        {"date": "2022-04-01", "counts": {"食": 3}},
        {"date": "R4", "indicator": "登録", "state": "集計中"},
        {"date": "R4", "indicator": "利用", "state": "未記入"},
    ]
    layout = """
title = "表"
[[rows]]
label = "行"
[[columns]]
label = "列"
measure = "登録{登録}・利用{利用}"
[measures]
登録 = { value = "登録" }
利用 = { value = "利用" }
"""

    assert texts(table_of(layout, rows)) == {"行": ["登録集計中・利用―"]}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ('"人"', "{ unit = true } の形"),
        ("{ unti = true }", "「unit」ではありませんか"),
        ('{ width = "wide" }', "half・fullから選んで"),
    ],
)
def test_an_option_of_print_that_does_not_exist_is_told(given, told):
    with pytest.raises(LayoutRefused, match=told):
        one_cell('{ count = "events" }', VISITS, more=f"print = {given}")


def test_many_conditions_of_many_records_are_not_all_kept(monkeypatch):
    monkeypatch.setattr("sasaeai.analysis.figures.measures.selecting.KEPT_BYTES", 100)
    layout = """
title = "表"
measure = { count = "events" }
[[rows]]
by = "kind"
total = "計"
[[columns]]
by = "month"
"""
    rows = [*happenings(24, year=2022, kind="訪問"), *happenings(12, year=2022, kind="電話")]

    found = texts(table_of(layout, rows))

    assert found == {"訪問": ["2"] * 12, "電話": ["1"] * 12, "計": ["3"] * 12}


def test_a_derived_number_is_not_added():
    measure = """{ add = [
        { max = "人", where = { functions = "調整" } }, { max = "人", where = { functions = false } }
    ] }"""

    with pytest.raises(UnlikeQuantities, match="割合・平均などの計算した値"):
        one_cell(measure.replace("functions", "function"), VISITS)


def test_a_property_of_one_text_says_nothing_of_the_values_of_another():
    rows = [
        {"date": "2022-04-01", "texts": {"件名": ["ゴミ", "雪"], "備考": "要"}},
        {"date": "2022-04-02", "texts": {"備考": ["要", "済"]}},
        {"date": "2022-04-03", "texts": {"件名": ["足"]}},
    ]
    measure = '{ distinct = "text.件名", where = { "text.備考" = "要" } }'

    assert one_cell(measure, rows).rows[0].cells[0].text == "2"


def test_what_nobody_says_to_have_ended_has_not_ended():
    rows = [{"date": "2022-04-01"}]

    assert one_cell('{ count = "events", when = "ended" }', rows).rows[0].cells[0].text == "0"


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        ('{ list = "{date}{kind}" }', "訪問"),
        ('{ list = "{date:和暦}" , where = { date = "R4" } }', "令和4年4月1日"),
        ('{ range = "number", form = "№{n}" }', "№1～№3、№5"),
    ],
)
def test_words_of_records_that_lack_a_date_or_a_number(measure, text):
    rows = [{"kind": "訪問", "number": "号外"}]
    if "和暦" in measure:
        rows = [{"date": "2022-04-01"}]
    elif "range" in measure:
        rows += [{"number": f"第{n}号"} for n in (1, 2, 3, 5)]

    assert one_cell(measure, rows).rows[0].cells[0].text == text
