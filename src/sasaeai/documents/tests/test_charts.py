"""Charts that can be read in black and white, and in words."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest
from defusedxml import ElementTree

from sasaeai.documents.charts import CannotDraw, ChartData, Series, chart, data_of, one_series
from sasaeai.documents.kinds import FileKind, kind_of
from sasaeai.documents.tests.sample_tables import a_plan_table, a_wide_table

DATA = ChartData(
    "月別の活動回数",
    ("4月", "5月", "6月"),
    (Series("第1層", (12, 0, None)), Series("第2層", (40, Decimal("35.5"), 1250))),
    "回",
)


@pytest.mark.parametrize("kind", ["bar", "stacked", "line", "multiples"])
def test_every_kind_is_drawn_as_svg_and_png(kind):
    drawn = chart(DATA, kind)

    assert ElementTree.fromstring(drawn.svg).tag.endswith("svg")
    assert kind_of(drawn.png) is FileKind.PNG
    assert drawn.svg == chart(DATA, kind).svg


def test_the_sentence_tells_the_least_and_the_most():
    sentence = chart(DATA, "bar").alt

    assert sentence.startswith("「月別の活動回数」の棒グラフ（単位：回）。4月から6月までの3項目。")
    assert "第2層は5月の35.5回が最も少なく、6月の1,250回が最も多い。" in sentence


def test_bars_differ_by_hatch_and_lines_by_dash():
    assert "pattern" in chart(DATA, "bar").svg
    assert "stroke-dasharray" in chart(DATA, "line").svg


def test_a_table_gives_its_figures_without_totals():
    data = data_of(a_wide_table(3), categories="rows")

    assert data.categories == ("令和2年度", "令和3年度", "令和4年度")
    assert data.series[0].name == "第1ブロック 第1センター"
    assert data.series[0].values == (200, 300, 400)
    assert data.unit == "回"


def test_different_units_do_not_share_a_chart():
    with pytest.raises(CannotDraw, match="単位の違う数"):
        data_of(a_plan_table())

    assert data_of(a_plan_table(), unit="回").series[0].values[:2] == (1663, 1500)


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (ChartData("空", (), ()), "bar", "数がありません"),
        (ChartData("空", ("4月",), (Series("a", (None,)),)), "bar", "数がありません"),
        (ChartData("負", ("4月",), (Series("a", (-1,)),)), "stacked", "積み上げられません"),
        (ChartData("多", ("4月",), tuple(Series(str(n), (1,)) for n in range(9))), "line", "9本"),
    ],
)
def test_what_makes_no_chart_is_refused_in_words(data, kind, words):
    with pytest.raises(CannotDraw, match=words):
        chart(data, kind)


def test_texts_of_any_kind_are_drawn_as_they_are():
    pairs = [
        ("$x^2$", 1),
        ("とても長い名前の地区社会福祉協議会", 2),
        ("絵文字😀𠮷", 3),
        ("", 4),
        ("<b>&", -5),
    ]

    assert chart(one_series("題 $ 😀", pairs, unit="か所"), "bar").png


def test_nothing_else_loads_the_drawing_library():
    code = (
        "import sys, sasaeai.documents.charts, sasaeai.documents.tables, sasaeai.documents.reading;"
        "sys.exit('matplotlib' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
