"""The drawing of charts by matplotlib. Only `charts` loads this module, and only when it draws."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sasaeai.documents.charts import ChartData, ChartKind, Number, Series, number_words
from sasaeai.documents.writing.pdf import japanese_font

_FONT_FILE: Final = japanese_font() / "ipaexg.ttf"
_DPI: Final = 200
_POINTS: Final = 9.0
_LABELLED: Final = 26  # with more bars than this the numbers would overlap
_LETTERS_A_LINE: Final = 7
_MANY: Final = 12

# Told apart without colour: grey and hatch for bars, mark and dash for lines.
_FILLS: Final = (
    "#595959",
    "#ffffff",
    "#bfbfbf",
    "#ffffff",
    "#d9d9d9",
    "#ffffff",
    "#8c8c8c",
    "#ffffff",
)
_HATCHES: Final = ("", "////", "", "....", "xxxx", "\\\\\\\\", "", "++++")
_MARKERS: Final = ("o", "s", "^", "D", "v", "x", "P", "*")
_DASHES: Final = ("-", "--", "-.", ":", "-", "--", "-.", ":")

font_manager.fontManager.addfont(str(_FONT_FILE))
_GLYPHS: Final = frozenset(FT2Font(str(_FONT_FILE)).get_charmap())
matplotlib.rcParams.update(
    {
        "font.family": font_manager.FontProperties(fname=str(_FONT_FILE)).get_name(),
        "font.size": _POINTS,
        "text.parse_math": False,
        "axes.unicode_minus": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "hatch.linewidth": 0.6,
        "svg.fonttype": "path",
        # The same figures give the same file.
        "svg.hashsalt": "sasaeai",
    }
)


def drawn(
    data: ChartData, kind: ChartKind, *, width_mm: float, height_mm: float
) -> tuple[str, Callable[[], bytes]]:
    """A chart as SVG text, and what draws it as PNG."""
    figure = Figure(figsize=(width_mm / 25.4, height_mm / 25.4), layout="constrained")
    if kind == "multiples":
        _multiples(figure, data)
    else:
        axes = figure.add_subplot()
        if kind == "line":
            _lines(axes, data)
        else:
            _bars(axes, data, stacked=kind == "stacked")
        _legend(figure, axes, data)
    return _svg(figure), partial(_png, figure)


def _svg(figure: Figure) -> str:
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    text = file.getvalue()
    # Only the drawing itself: page and PDF embed it.
    return text[text.index("<svg") :]


def _png(figure: Figure) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=_DPI, metadata={"Software": None})
    return file.getvalue()


def drawable(text: str) -> str:
    """The text with 〓 for letters the font does not have."""
    return "".join(c if ord(c) in _GLYPHS or c == "\n" else "〓" for c in text)


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.wrap(drawable(text), _LETTERS_A_LINE)[:3]) or " "


def _bars(axes: Axes, data: ChartData, *, stacked: bool) -> None:
    count = 1 if stacked else len(data.series)
    width = 0.8 / count
    floor = [0.0] * len(data.categories)
    labelled = len(data.categories) * len(data.series) <= _LABELLED
    for number, series in enumerate(data.series):
        heights = [float(value or 0) for value in series.values]
        shift = 0.0 if stacked else (number - (count - 1) / 2) * width
        places = [place + shift for place in range(len(heights))]
        bars = axes.bar(
            places, heights, width, bottom=floor if stacked else None, **_bar_look(number)
        )
        bars.set_label(drawable(series.name))
        if labelled:
            axes.bar_label(
                bars,
                labels=_bar_labels(series, stacked=stacked),
                label_type="center" if stacked else "edge",
                padding=0 if stacked else 1,
                fontsize=_POINTS - 1,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6} if stacked else None,
            )
        if stacked:
            floor = [low + height for low, height in zip(floor, heights, strict=True)]
    _axis(axes, data)


def _bar_look(number: int) -> dict[str, Any]:
    return {
        "facecolor": _FILLS[number % len(_FILLS)],
        "hatch": _HATCHES[number % len(_HATCHES)],
        "edgecolor": "black",
        "linewidth": 0.7,
    }


def _bar_labels(series: Series, *, stacked: bool) -> list[str]:
    """The numbers on the bars; a missing one is a dash, a true 0 is a 0."""
    return [
        "" if stacked and not value else "―" if value is None else number_words(value)
        for value in series.values
    ]


def _lines(axes: Axes, data: ChartData) -> None:
    for number, series in enumerate(data.series):
        heights = [float("nan") if value is None else float(value) for value in series.values]
        axes.plot(
            range(len(heights)),
            heights,
            color="black" if number % 2 == 0 else "#595959",
            linestyle=_DASHES[number % len(_DASHES)],
            marker=_MARKERS[number % len(_MARKERS)],
            markerfacecolor="white" if number % 2 else "black",
            markersize=5,
            linewidth=1.3,
            label=drawable(series.name),
        )
        if len(data.series) == 1 and len(heights) <= _MANY * 2:
            _label_points(axes, series)
    _axis(axes, data)
    if all(value is None or value >= 0 for s in data.series for value in s.values):
        axes.set_ylim(bottom=0)


def _label_points(axes: Axes, series: Series) -> None:
    for place, value in enumerate(series.values):
        if value is not None:
            axes.annotate(
                number_words(value),
                (place, float(value)),
                xytext=(0, 5),
                textcoords="offset points",
                ha="center",
                fontsize=_POINTS - 1,
            )


def _axis(axes: Axes, data: ChartData) -> None:
    axes.set_xticks(range(len(data.categories)), [_wrapped(name) for name in data.categories])
    if len(data.categories) > _MANY:
        axes.tick_params(axis="x", labelrotation=90)
    axes.yaxis.set_major_formatter(FuncFormatter(_tick))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=_are_whole(data.series)))
    axes.grid(axis="y", linewidth=0.4, color="#bfbfbf")
    axes.margins(y=0.12)
    if data.unit:
        axes.set_ylabel(f"（{drawable(data.unit)}）", rotation=0, ha="right", va="top", y=1.0)


def _tick(value: float, _: int | None) -> str:
    return number_words(round(value, 6))


def _are_whole(series: Sequence[Series]) -> bool:
    values: list[Number] = [v for s in series for v in s.values if v is not None]
    return all(value == int(value) for value in values)


def _legend(figure: Figure, axes: Axes, data: ChartData) -> None:
    if len(data.series) > 1:
        handles, labels = axes.get_legend_handles_labels()
        figure.legend(
            handles,
            labels,
            loc="outside lower center",
            ncols=min(4, len(labels)),
            frameon=False,
            handlelength=3.0,
        )


def _multiples(figure: Figure, data: ChartData) -> None:
    """One small bar chart a series, all on the same scale."""
    count = len(data.series)
    columns = min(4, count)
    rows = -(-count // columns)
    grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    for number, series in enumerate(data.series):
        axes: Axes = grid[number // columns][number % columns]
        heights = [float(value or 0) for value in series.values]
        axes.bar(range(len(heights)), heights, 0.8, **_bar_look(0))
        axes.set_title(drawable(series.name), fontsize=_POINTS)
        _axis(axes, ChartData("", data.categories, data.series))
        axes.set_xticks(*_few_ticks(data.categories))
        axes.tick_params(axis="x", labelrotation=0)
    for number in range(count, rows * columns):
        grid[number // columns][number % columns].set_visible(False)
    if data.unit:
        figure.supylabel(f"（{drawable(data.unit)}）", fontsize=_POINTS, rotation=0)


def _few_ticks(categories: Sequence[str]) -> tuple[list[int], list[str]]:
    """First and last: small charts have no room for more."""
    places = sorted({0, len(categories) - 1})
    return places, [_wrapped(categories[place]) for place in places]
