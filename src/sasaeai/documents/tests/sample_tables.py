# ruff: noqa: E501 — tables read better with a row to a line
"""Rendered tables of every shape the writers must carry. Figures and names are invented."""

from __future__ import annotations

from decimal import Decimal

from sasaeai.analysis.figures.rendered import (
    RenderedCell,
    RenderedColumn,
    RenderedRow,
    RenderedTable,
)


def a_cell(text, value=None, **given):
    return RenderedCell(text=text, value=value, **given)


def counts(*numbers, unit="回"):
    return tuple(a_cell(f"{n:,}{unit}", n, unit=unit) for n in numbers)


def a_plan_table():
    """Plan against actual by tier, two levels of heads, a rate, asterisks and a blank."""
    years = ["令和4年度", "令和5年度", "令和6年度"]
    columns = [RenderedColumn((y, h), align="right") for y in years for h in ("実績", "計画")]
    return RenderedTable(
        title="生活支援コーディネーターの活動回数",
        subtitle="第8期介護保険事業計画",
        columns=(*columns, RenderedColumn(("達成率", ""), "%")),
        row_head_titles=("層", "指標"),
        rows=(
            RenderedRow(
                ("第1層", "活動回数"),
                (*counts(1663, 1500, 480, 500, 0), a_cell("***", state="not_applicable"), a_cell("110.9%", Decimal("110.87"))),
            ),
            RenderedRow(
                ("第1層", "協議体の開催"),
                (*counts(2, 3, 3, 3), a_cell("", state="blank"), *counts(3), a_cell("66.7%", Decimal("66.667"))),
            ),
            RenderedRow(
                ("第2層", "活動回数"),
                (*counts(2250, 2000, 2460, 2000), a_cell("250回", 250, notes=("予定を含む",)), *counts(2000), a_cell("112.5%", Decimal("112.5"))),
            ),
            RenderedRow(
                ("合計", ""),
                (*counts(3915, 3503, 2943, 2503, 250, 2003), a_cell("△1.2%", Decimal("-1.2"))),
                kind="total",
            ),
        ),
        footnotes=("※「回」は活動の件数です。複数の担当者で行った活動も1回と数えます。",),
    )  # fmt: skip


def a_month_matrix():
    """Six items of work by month, names of partners in the cells: a wide table of words."""
    items = [
        "第2層との協働",
        "ネットワーク構築",
        "普及啓発",
        "担い手の発掘と養成",
        "ニーズ・資源の把握",
        "仕組みの創出",
    ]
    months = ["9月", "10月", "11月", "12月", "1月"]
    words = [
        "青葉包括、みなと町会、民生委員協議会",
        "運営会議",
        "",
        "老人クラブ連合会、商工会、社会福祉法人ひだまり、大学の学生たち",
    ]
    return RenderedTable(
        title="業務項目別の連携先",
        columns=tuple(RenderedColumn((month,), align="left") for month in months),
        row_head_titles=("業務項目",),
        rows=tuple(
            RenderedRow((item,), tuple(a_cell(words[(i + m) % 4]) for m in range(len(months))))
            for i, item in enumerate(items)
        ),
    )


def a_wide_table(columns=19):
    """More columns than A4 holds."""
    return RenderedTable(
        title="センター別の実績",
        columns=tuple(
            RenderedColumn((f"第{n % 8 + 1}ブロック", f"第{n + 1}センター")) for n in range(columns)
        ),
        row_head_titles=("年度",),
        rows=tuple(
            RenderedRow((f"令和{y}年度",), counts(*range(y * 100, y * 100 + columns)))
            for y in (2, 3, 4)
        ),
    )


def a_long_table(rows=120):
    """More rows than a page holds; areas merged over their districts."""
    return RenderedTable(
        title="地区別の開催状況",
        columns=(RenderedColumn(("か所",)), RenderedColumn(("延べ回数",)), RenderedColumn(("備考",), align="left")),
        row_head_titles=("圏域", "地区"),
        rows=tuple(
            RenderedRow(
                (f"第{n // 12 + 1}圏域", f"{n + 1}丁目町会"),
                (*counts(n % 4, unit="か所"), *counts(n * 13 % 1700), a_cell("19センター27回" if n % 9 == 0 else "", pieces=((19, "センター"), (27, "回")))),
            )
            for n in range(rows)
        ),
    )  # fmt: skip


def a_hostile_table():
    """Texts that would like to be formulas, markup or source."""
    texts = [
        "=1+1",
        "＝1+1",
        "+81",
        "@SUM(A1)",
        "-5",
        '#import "x"',
        "$x$",
        "#{panic()}",
        "<b>&amp;</b>",
        "\t=2",
        "*太字* _斜体_ `c` @ref <l> \\ // /* */",
    ]
    return RenderedTable(
        title='=HYPERLINK("http://x.invalid") & <b> #panic()',
        columns=(RenderedColumn(("=A1",), align="left"),),
        row_head_titles=("+見出し",),
        rows=tuple(RenderedRow((f"@{n}",), (a_cell(text),)) for n, text in enumerate(texts)),
        footnotes=("=cmd|' /C calc'!A0",),
    )
