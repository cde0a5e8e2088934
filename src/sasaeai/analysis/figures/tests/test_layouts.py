"""Rows and columns: how they are grouped and totalled, and layouts that are refused with the remedy."""

import pytest

from sasaeai.analysis.figures import LayoutRefused, UnlikeQuantities, layout_from_toml, trace
from sasaeai.analysis.figures.layouts.needs import fields_needed, ids_needed
from sasaeai.analysis.figures.tests.stories import happenings, heads, table_of, texts

VISITS = [
    {"id": "a", "date": "2022-04-05", "kind": "訪問10", "counts": {"人": 2}},
    {"id": "b", "date": "2022-06-01", "kind": "訪問9", "counts": {"人": 12}},
    {"id": "c", "date": "2023-05-10", "kind": "訪問10"},
    {"kind": "会議"},
]

GROUPED = """
title = "表"
measure = {{ count = "events" }}
[[rows]]
{more}
[[columns]]
label = "件数"
"""


def grouped(more, rows=VISITS):
    return table_of(GROUPED.format(more=more), rows)


@pytest.mark.parametrize(
    ("more", "printed"),
    [
        ('by = "kind"', {"訪問10": "2", "訪問9": "1", "会議": "1"}),
        ('by = "kind"\norder = "label"', {"会議": "1", "訪問9": "1", "訪問10": "2"}),
        ('by = "kind"\norder = "asc"', {"訪問9": "1", "会議": "1", "訪問10": "2"}),
        ('by = "kind"\ntop = 1\nothers = "その他{n}"', {"訪問10": "2", "その他2": "2"}),
        ('by = "kind"\nvalues = ["訪問9", "面接"]\nempty = "hide"', {"訪問9": "1"}),
        ('by = "kind"\nwhere = { kind = "面接" }\ntotal = "計"', {}),
        ('by = "fiscal_year"\nwhere = { date = "R4" }\nlast = 2', {"令和3年度": "0", "令和4年度": "2"}),
        ('by = "fiscal_year"\nvalues = ["R3..R4"]\nwhere = { date = "R4" }',
         {"令和3年度": "0", "令和4年度": "2"}),
        ('by = "fiscal_year"\nperiod = "R4"\nvalues = ["R4", "R5"]\nwhere = { kind = { not = "会議" } }',
         {"令和4年度": "2"}),
        ('by = "month"\nwhere = { kind = "会議" }', {}),
        ('by = "date"\nwhere = { date = "R4" }', {"令和4年4月5日": "1", "令和4年6月1日": "1"}),
        ('by = "id"', {"": "1", "令和4年4月5日": "1", "令和4年6月1日": "1", "令和5年5月10日": "1"}),
    ],
)  # fmt: skip
def test_rows_are_grouped_like_this(more, printed):
    assert {head: cells[0] for head, cells in texts(grouped(more)).items()} == printed


def test_months_of_more_than_a_year_are_told_with_their_year():
    layout = GROUPED.format(more='by = "month"').replace("表", "表（{period}、{as_of}まで）")

    found = list(texts(table_of(layout, VISITS[:3])))

    assert (found[0], found[-1], len(found)) == ("令和4年4月", "令和5年5月", 14)
    assert table_of(layout, VISITS[:3]).title == "表（、まで）"


def test_a_title_tells_the_time_of_the_table():
    layout = GROUPED.format(more='by = "kind"').replace(
        'title = "表"', 'title = "{period}（{as_of}まで）"\nperiod = "R4"\nas_of = "2023-01-31"'
    )

    assert table_of(layout, VISITS[:3]).title == "令和4年度（令和5年1月31日まで）"


@pytest.mark.parametrize(
    ("more", "left_out"),
    [
        ('by = "count.人"\nedges = [1, 10]', "どの段階にも入らない事実が2件"),
        ('by = "month_number"', "「month_number」の書かれていない事実1件"),
    ],
)
def test_records_that_no_row_takes_are_told(more, left_out):
    table = grouped(more)

    assert left_out in table.warnings[0]
    assert not grouped(f'{more}\nmissing = "不明"').warnings


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('by = "month"\nvalues = ["4月ごろ"]', r"rows\[1\].values：期間「4月ごろ」"),
        ('label = "{値}"', "見出しの「{値}」が分かりません"),
        ('label = "行"\nrole = "uchi"', "「uchi」は使えません"),
        ('label = "行"\nperiod = "いつか"', "period：期間「いつか」"),
        ('label = "行"\nas_of = "2022-04"', "一日を指していません"),
        ('label = "行"\nperiods = "R4"', "「period」ではありませんか"),
        ('label = "行"\ntitle = "表"', "最初の"),
        ('label = "行"\nitems = ["ア"]', 'label = "…" }'),
        ('label = "行"\nmeasure = { sum = "人" }', None),
    ],
)
def test_a_row_that_cannot_be_meant_is_told(more, told):
    if told is None:
        assert texts(grouped(more)) == {"行": ["14"]}
        return
    with pytest.raises(LayoutRefused, match=told):
        grouped(more)


@pytest.mark.parametrize(
    ("layout", "told"),
    [
        ('title = "表"\n[[rows]]\nlabel = "行"', "columns がありません"),
        ('title = "表"\nrows = []\n[[columns]]\nlabel = "列"', r"\[\[rows\]\] を一つ以上"),
        ('title = "表"\nas_of = "4月"\n[[rows]]\nlabel = "行"\n[[columns]]\nlabel = "列"', "as_of："),
        ('title = "表"\nrow_total = "計"\n[[rows]]\nby = "kind"\n[[columns]]\nlabel = "列"',
         "by でまとめる行・列の計は"),
        ('title = "表"\n[[rows]]\nlabel = "行"\n[[columns]]\nlabel = "列"', "数え方（measure）がありません"),
        ('title = "表"\n[[rows]]\nlabel = "行"\nmeasure = { count = true }\n'
         '[[columns]]\nlabel = "列"\nmeasure = { sum = "人" }', "両方に数え方"),
        ('title = "表"\n[[rows]]\nby = "kind"\ntop = 1\n[[columns]]\nlabel = "列"\ntext = "―"',
         "何の順かを order_by"),
        ('title = "表"\nmeasure = { count = true }\n[[rows]]\nlabel = "行"\n[[columns]]\nlabel = "列"\n'
         '[[cells]]\ntext = "―"', "どの欄か"),
        ('title = "表"\nmeasure = { count = true }\n[[rows]]\nlabel = "行"\n[[columns]]\nlabel = "列"\n'
         '[[cells]]\nrow = ["区分", ["ア", "イ"]]\ntext = "―"', "「区分、アかイ」という見出しはありません.*見出し：行"),
    ],
)  # fmt: skip
def test_a_layout_without_what_it_needs_is_told(layout, told):
    with pytest.raises(LayoutRefused, match=told):
        table_of(layout, VISITS)


TWO_ROWS = """
title = "表"
row_total = {total}
[measures]
件数 = {{ count = "events" }}
[[rows]]
label = "訪問"
where = {{ kind = {{ like = "訪問*" }} }}
measure = "件数"
{one}
[[rows]]
label = "会議など"
measure = "件数"
{other}
[[columns]]
label = "列"
"""


def test_a_total_is_measured_like_all_its_rows():
    layout = TWO_ROWS.format(total="true", one="", other='role = "rest"')

    assert texts(table_of(layout, VISITS)) == {"訪問": ["3"], "会議など": ["1"], "計": ["4"]}


def test_a_total_of_rows_of_different_times_counts_each_in_its_own_time():
    layout = TWO_ROWS.format(
        total='"計"', one='period = "R4"', other='period = "R5"\nwhere = { kind = "会議" }'
    )
    rows = [
        *happenings(3, year=2022, kind="訪問"),
        *happenings(4, year=2023, kind="訪問"),
        *happenings(5, year=2023, kind="会議"),
        *happenings(6, year=2022, kind="会議"),
    ]

    assert texts(table_of(layout, rows)) == {"訪問": ["3"], "会議など": ["5"], "計": ["8"]}


def test_the_rest_of_a_period_is_whatever_lies_outside():
    layout = TWO_ROWS.format(total='"計"', one='period = "R4"', other='role = "rest"')

    assert texts(table_of(layout, VISITS)) == {"訪問": ["2"], "会議など": ["2"], "計": ["4"]}


def test_rows_of_overlapping_times_are_not_totalled():
    layout = TWO_ROWS.format(total='"計"', one='period = "R4"', other='period = "2022年"')

    with pytest.raises(UnlikeQuantities, match="2件の事実が二つ以上に入ります"):
        table_of(layout, VISITS[:3])


SHARES = """
title = "表"
{more}
[[rows]]
by = "kind"
{row}
[[columns]]
by = "fiscal_year"
[[columns.items]]
label = "割合"
measure = {{ share = {{ count = "events" }}, within = "{within}" }}
"""


@pytest.mark.parametrize(
    ("within", "shares"),
    [
        ("column", {"訪問10": ["50.0", "100.0"], "訪問9": ["50.0", "0.0"]}),
        ("row", {"訪問10": ["50.0", "50.0"], "訪問9": ["100.0", "0.0"]}),
        ("table", {"訪問10": ["33.3", "33.3"], "訪問9": ["33.3", "0.0"]}),
        ("group", {"訪問10": ["50.0", "100.0"], "訪問9": ["50.0", "0.0"]}),
    ],
)
def test_a_share_is_taken_of_what_it_says(within, shares):
    layout = SHARES.format(within=within, more="", row="")

    table = table_of(layout, VISITS[:3])

    assert texts(table) == shares
    assert heads(table) == ["令和4年度／割合", "令和5年度／割合"]


SHOWN = """
title = "表"
row_total = "計"
[measures]
人数 = {{ sum = "人", definition = "会った人", source = "日報", note = "速報" }}
回数 = {{ count = "events", unit = "回" }}
[[rows]]
label = "人数"
measure = "人数"
[[rows]]
label = "回数"
measure = "回数"
where = {{ kind = "会議" }}
[[columns]]
label = "数"
[[columns]]
label = "説明"
measure = {{ show = "{show}" }}
"""


@pytest.mark.parametrize(
    ("show", "words"),
    [
        ("unit", ["人", "回"]),
        ("definition", ["会った人", ""]),
        ("source", ["日報", ""]),
        ("label", ["人数", "回数"]),
        ("number", ["1", "2"]),
        ("notes", ["速報", ""]),
    ],
)
def test_a_column_shows_what_its_row_is(show, words):
    layout = SHOWN.format(show=show).replace('row_total = "計"\n', "")

    assert [cells[1] for cells in texts(table_of(layout, VISITS)).values()] == words


def test_a_row_without_a_way_of_counting_has_nothing_to_show():
    layout = 'title = "表"\n[[rows]]\nlabel = "行"\n[[columns]]\nlabel = "定義"'

    table = table_of(layout + '\nmeasure = { show = "definition" }', VISITS)

    assert texts(table) == {"行": [""]}


def test_only_rows_of_the_body_are_numbered():
    layout = """
title = "表"
measure = { count = "events" }
[[rows]]
by = "kind"
total = "計"
[[columns]]
label = "番号"
measure = { show = "number" }
[[columns]]
label = "数"
"""

    table = table_of(layout, VISITS)

    assert list(texts(table).values()) == [["1", "2"], ["2", "1"], ["3", "1"], ["", "4"]]
    assert trace(table, 1, 1) == ("b",)


def test_words_are_not_added_and_have_no_records():
    layout = """
title = "表"
row_total = "計"
[[rows]]
label = "訪問"
where = { kind = { like = "訪問*" } }
[[rows]]
label = "会議"
where = { kind = "会議" }
[[columns]]
label = "数"
measure = { count = "events" }
[[columns]]
label = "ことば"
text = "―"
"""

    table = table_of(layout, VISITS)

    assert texts(table) == {"訪問": ["3", "―"], "会議": ["1", "―"], "計": ["4", "―"]}
    assert trace(table, 0, 1) == ()


def test_the_same_note_keeps_its_mark():
    layout = """
title = "表"
measure = { count = "events" }
print = { notes = "numbered" }
footnotes = ["※2 町の注"]
[[rows]]
by = "kind"
note = "速報"
[[columns]]
label = "数"
"""

    table = table_of(layout, VISITS)

    assert texts(table) == {"訪問10": ["2※3"], "訪問9": ["1※3"], "会議": ["1※3"]}
    assert table.footnotes == ("※2 町の注", "※3 速報")


MIXED = """
title = "表"
column_total = "計"
[measures]
人数 = { sum = "人" }
[[rows]]
label = "人数"
measure = { either = ["*", "人数"] }
[[columns]]
label = "訪問9"
where = { kind = "訪問9" }
measure = { sum = "人" }
[[columns]]
label = "訪問10"
where = { kind = "訪問10" }
measure = "人数"
[[columns]]
label = "備考"
measure = { show = "notes" }
"""


def test_a_total_over_ways_of_counting_adds_them_and_leaves_words_out():
    assert texts(table_of(MIXED, VISITS)) == {"人数": ["12", "2", "", "14"]}


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ('measure = { count = "events" }', {"kind"}),
        ('measure = { count = "events×people" }', {"kind", "subjects", "counts"}),
        ('measure = { count = "回・人" }', {"kind", "coordinators", "subjects", "counts"}),
        ('measure = { distinct = "partner" }', {"kind", "partners"}),
        ('measure = { list = "text.件名|{date} {id}" }', {"kind", "texts", "id"}),
        ('measure = { nth = "main_function" }', {"kind", "functions"}),
        ('measure = { across = { sum = "count.人" }, over = "month" }', {"kind", "counts"}),
        ('measure = { mean = "attribute.齢" }', {"kind", "attributes", "齢"}),
        ('measure = { count = true, where = { "area.圏域" = "北" } }', {"kind", "area"}),
        ('measure = { add = [{ count = true, where = { means = "電話" } }] }', {"kind", "means"}),
    ],
)
def test_a_layout_needs_only_the_fields_it_looks_at(more, fields):
    layout = layout_from_toml(
        f'title = "表"\n[[rows]]\nby = "kind"\n[[columns]]\nlabel = "列"\n{more}'
    )
    always = fields_needed([])

    assert fields_needed([layout]) - always == fields
    assert ids_needed([layout]) == ("id" in fields)


def test_a_town_s_own_field_may_stand_anywhere_in_a_fact():
    layout = layout_from_toml(GROUPED.format(more='by = "性別"'))

    assert {"性別", "attributes", "subjects"} <= fields_needed([layout])


def test_statistics_need_every_field():
    layout = layout_from_toml(GROUPED.format(more='label = "人口"\nmeasure = { value = "人口" }'))

    assert fields_needed([layout]) is None
