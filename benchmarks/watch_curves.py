"""Delay against false alarms, drawn for docs/methods."""

from __future__ import annotations

from pathlib import Path

from benchmarks.watch_data import Segments
from benchmarks.watch_protocol import Result, figures, limit_for
from sasaeai.documents.charts import ChartData, Series, chart

ALLOWED = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
NAMES = {
    "ours": "この方法",
    "as first specified": "はじめの仕様",
    "hours under quiet level": "静かな水準の時間",
    "CUSUM of log": "対数のCUSUM",
    "hidden Markov, hours low": "隠れマルコフ",
}


def drawn(out: Path, results: dict[str, Result], dev: Segments) -> None:
    """Two charts: the median delay and the share noticed within a day."""
    told = {
        name: [figures(results[key], dev, "base", limit_for(results[key], dev, n)) for n in ALLOWED]
        for key, name in NAMES.items()
    }
    at = tuple(f"{n:g}" for n in ALLOWED)
    median = [Series(name, tuple(round(f.median, 1) for f in row)) for name, row in told.items()]
    day = [
        Series(name, tuple(round(f.within_day * 100, 1) for f in row)) for name, row in told.items()
    ]
    charts = {
        "electricity-delay.svg": ChartData("気づくまでの時間の中央値", at, tuple(median), "時間"),
        "electricity-day.svg": ChartData("24時間以内に気づく割合", at, tuple(day), "％"),
    }
    for name, data in charts.items():
        (out / name).write_text(chart(data, "line").svg, encoding="utf-8")
