"""Charts from rendered tables or plain series: bars, stacked bars, lines, small multiples.

Light to import: the drawing library is loaded only when a chart is drawn.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from sasaeai.analysis.figures.rendered import RenderedColumn, RenderedRow, RenderedTable
from sasaeai.documents.report import Chart

ChartKind = Literal["bar", "stacked", "line", "multiples"]
Number = int | float | Decimal

KIND_NAMES: Final[dict[ChartKind, str]] = {
    "bar": "棒グラフ",
    "stacked": "積み上げ棒グラフ",
    "line": "折れ線グラフ",
    "multiples": "小さな棒グラフの組",
}
MOST_SERIES: Final = 8
_DRAWING: Final = "sasaeai.documents.drawing"


class CannotDraw(ValueError):
    """The figures do not make one chart; `str(error)` says why and what to do."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one kind of bar: a value for each category, None where there is none."""

    name: str
    values: tuple[Number | None, ...]


@dataclass(frozen=True, slots=True)
class ChartData:
    """What a chart shows; all values have the same unit."""

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


def chart(
    data: ChartData, kind: ChartKind, *, width_mm: float = 165.0, height_mm: float = 80.0
) -> Chart:
    """Draw: SVG and PNG, readable in black and white, with a sentence for those who cannot see it.

    :raises CannotDraw: nothing to draw, too many series, negative parts of a stack
    """
    _check(data, kind)
    drawing = importlib.import_module(_DRAWING)
    svg, draw_png = drawing.drawn(data, kind, width_mm=width_mm, height_mm=height_mm)
    return Chart(data.title, alt_sentence(data, kind), svg, draw_png, width_mm, height_mm)


def data_of(
    table: RenderedTable,
    *,
    categories: Literal["columns", "rows"] = "columns",
    unit: str | None = None,
    title: str | None = None,
) -> ChartData:
    """The figures of a table, totals left out.

    :param categories: what stands along the axis; the other direction gives the series
    :param unit: take only cells of this unit, where the table has several
    :raises CannotDraw: cells of different units and none chosen, or no figures
    """
    units = {cell.unit for row in table.rows for cell in row.cells if cell.value is not None}
    if unit is None and len(units) > 1:
        listed = "・".join(sorted(units))
        raise CannotDraw(
            f"単位の違う数（{listed}）は一つの図にできません。単位を一つ選んでください。"
        )
    wanted = unit if unit is not None else next(iter(units), "")
    rows = [row for row in table.rows if row.kind == "body"]
    columns = [(n, column) for n, column in enumerate(table.columns) if column.kind == "body"]
    values = [
        [row.cells[n].value if row.cells[n].unit == wanted else None for n, _ in columns]
        for row in rows
    ]
    row_names = [_row_name(row) for row in rows]
    column_names = [_column_name(column) for _, column in columns]
    if categories == "rows":
        values = [list(line) for line in zip(*values, strict=True)]
        row_names, column_names = column_names, row_names
    series = [Series(name, tuple(line)) for name, line in zip(row_names, values, strict=True)]
    return _without_empty(
        ChartData(
            title if title is not None else table.title, tuple(column_names), tuple(series), wanted
        )
    )


def alt_sentence(data: ChartData, kind: ChartKind) -> str:
    """What the chart shows, in words.

    >>> alt_sentence(ChartData("回数", ("4月", "5月"), (Series("第1層", (3, 5)),), "回"), "line")
    '「回数」の折れ線グラフ（単位：回）。4月から5月までの2項目。第1層は4月の3回が最も少なく、5月の5回が最も多い。'
    """
    unit = f"（単位：{data.unit}）" if data.unit else ""
    first, last = data.categories[0], data.categories[-1]
    span = f"{first}から{last}までの{len(data.categories)}項目。" if first != last else f"{first}。"
    words = "".join(_about(data, series) for series in data.series[:MOST_SERIES])
    return f"「{data.title}」の{KIND_NAMES[kind]}{unit}。{span}{words}"


def _about(data: ChartData, series: Series) -> str:
    known = [(value, n) for n, value in enumerate(series.values) if value is not None]
    if not known:
        return f"{series.name}は数がない。"
    least, most = min(known, key=lambda p: p[0]), max(known, key=lambda p: p[0])

    def told(point: tuple[Number, int]) -> str:
        return f"{data.categories[point[1]]}の{number_words(point[0])}{data.unit}"

    if least[0] == most[0]:
        return f"{series.name}はどこも{number_words(most[0])}{data.unit}。"
    return f"{series.name}は{told(least)}が最も少なく、{told(most)}が最も多い。"


def number_words(value: Number) -> str:
    """A number with thousands and as few decimals as it needs.

    >>> number_words(Decimal("1234.50")), number_words(3.0)
    ('1,234.5', '3')
    """
    number = Decimal(str(value))
    if number == number.to_integral_value():
        return f"{int(number):,}"
    return f"{number.normalize():,f}"


def _row_name(row: RenderedRow) -> str:
    return " ".join(dict.fromkeys(head for head in row.head if head))


def _column_name(column: RenderedColumn) -> str:
    return " ".join(dict.fromkeys(head for head in column.heads if head))


def _without_empty(data: ChartData) -> ChartData:
    """Series without any figure (a column of words) say nothing in a chart."""
    series = tuple(s for s in data.series if any(value is not None for value in s.values))
    return ChartData(data.title, data.categories, series, data.unit)


def _check(data: ChartData, kind: ChartKind) -> None:
    values = [value for series in data.series for value in series.values if value is not None]
    if not values or not data.categories:
        raise CannotDraw("図にする数がありません。期間や行・列の選び方を変えてください。")
    if any(len(series.values) != len(data.categories) for series in data.series):
        raise ValueError("every series needs a value for each category")
    if len(data.series) > MOST_SERIES and kind != "multiples":
        raise CannotDraw(
            f"系列が{len(data.series)}本あり、白黒では見分けられません（{MOST_SERIES}本まで）。"
            "行をしぼるか、「小さな図の組」をお選びください。"
        )
    if kind == "stacked" and min(values) < 0:
        raise CannotDraw("マイナスの数は積み上げられません。折れ線か棒をお選びください。")


def one_series(title: str, pairs: Sequence[tuple[str, Number | None]], *, unit: str) -> ChartData:
    """The simplest chart: a name and a number each."""
    return ChartData(
        title,
        tuple(name for name, _ in pairs),
        (Series(title, tuple(value for _, value in pairs)),),
        unit,
    )
