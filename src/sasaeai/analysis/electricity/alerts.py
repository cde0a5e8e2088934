"""Alerts: when a score crosses yellow or red upwards, and why, in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from sasaeai.analysis.electricity.advancing import Scores
from sasaeai.analysis.electricity.arrays import Flags, Floats
from sasaeai.analysis.electricity.gauges import CHANGE, HOURS
from sasaeai.analysis.electricity.method import RED, YELLOW


class Level(StrEnum):
    """How grave: yellow asks the person, red sends somebody."""

    YELLOW = "yellow"
    RED = "red"


LABELS: Final = {Level.YELLOW: "黄", Level.RED: "赤"}


@dataclass(frozen=True, slots=True)
class Limits:
    """Scores at which an alert begins."""

    yellow: float = YELLOW
    red: float = RED


@dataclass(frozen=True, slots=True)
class Crossing:
    """One upward crossing.

    :param home: position of the home
    :param half_hour: the half hour whose reading made it; it is known at its end
    """

    home: int
    half_hour: int
    level: Level
    score: float
    reason: str


def crossings(
    scores: Scores,
    silent: Flags | None = None,
    limits: Limits | None = None,
    before: Floats | None = None,
) -> list[Crossing]:
    """All upward crossings, by time, then home, yellow before red.

    :param silent: homes × half hours where no alert is given (registered absences); a score that
        still stands above the limit when the silence ends crosses there
    :param before: the score of each home at the half hour before the first (default: below)
    """
    limits = limits or Limits()
    heard = np.nan_to_num(scores.score, nan=0.0)
    if silent is not None:
        heard = np.where(silent, np.float32(0.0), heard)
    first = np.zeros(len(heard), np.float32) if before is None else np.nan_to_num(before)
    earlier = np.concatenate([first[:, None], heard[:, :-1]], axis=1)
    found: list[tuple[int, int, int]] = []
    for grave, limit in enumerate((limits.yellow, limits.red)):
        homes, columns = np.nonzero((heard >= limit) & (earlier < limit))
        found += zip(columns.tolist(), homes.tolist(), [grave] * len(homes), strict=True)
    levels = (Level.YELLOW, Level.RED)
    return [
        Crossing(
            home,
            scores.start + column,
            levels[grave],
            float(scores.score[home, column]),
            reason(scores, home, column),
        )
        for column, home, grave in sorted(found)
    ]


def reason(scores: Scores, home: int, column: int) -> str:
    """Why the score stands where it stands, from the gauge that makes most of it."""
    gauge = int(scores.gauge[home, column])
    hours = _clock(float(scores.hours[home, column]))
    times = f"{float(scores.times[home, column]):.1f}"
    quiet = float(scores.quiet_hours[home, column])
    if gauge == HOURS:
        longest = _clock(float(scores.longest_hours[home, column]))
        return f"{hours}、待機電力を超える使用がありません（ふだんの最長 {longest}）"
    still = f"。待機電力を超えない時間は{_clock(quiet)}" if quiet >= 3.0 else ""
    if gauge == CHANGE:
        lit = "" if still else "。照明やテレビがついたままかもしれません"
        return (
            f"{hours}、電気を入れたり切ったりする動きがほとんどありません"
            f"（ふだんいちばん動きのないときの{times}倍{still}{lit}）"
        )
    return (
        f"{hours}、ふだんなら使う時間にも使用が少ないままです"
        f"（ふだんいちばん静かなときの{times}倍{still}）"
    )


def _clock(hours: float) -> str:
    """Hours in words.

    >>> _clock(14.5), _clock(9.0), _clock(0.5)
    ('14時間30分', '9時間', '30分')
    """
    whole, half = divmod(round(hours * 2), 2)
    if not whole:
        return "30分" if half else "0分"
    return f"{whole}時間30分" if half else f"{whole}時間"
