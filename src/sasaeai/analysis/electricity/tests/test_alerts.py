"""Alerts: one for each upward crossing, with the reason of the gauge that won."""

from __future__ import annotations

import numpy as np

from sasaeai.analysis.electricity.advancing import Scores
from sasaeai.analysis.electricity.alerts import Level, Limits, crossings
from sasaeai.analysis.electricity.examples import a_home, silenced
from sasaeai.analysis.electricity.gauges import CHANGE, HOURS, SILENCE
from sasaeai.analysis.electricity.method import LEARNING
from sasaeai.analysis.electricity.watching import watch


def _scores(values, *, gauge=HOURS, hours=14.5, quiet=14.5):
    score = np.array([values], np.float32)

    def everywhere(value):
        return np.full(score.shape, value, np.float32)

    return Scores(
        100,
        score,
        np.full(score.shape, gauge, np.uint8),
        everywhere(hours),
        everywhere(2.1),
        everywhere(quiet),
        everywhere(9.0),
    )


def _told(values, **more):
    return [(c.half_hour, c.level) for c in crossings(_scores(values), **more)]


def test_each_limit_is_told_once_on_the_way_up():
    assert _told([0.2, 1.4, 1.5, 1.9, 2.5]) == [(101, Level.YELLOW), (103, Level.RED)]


def test_both_limits_at_once_are_two_lines_yellow_first():
    assert _told([0.2, 2.0]) == [(101, Level.YELLOW), (101, Level.RED)]


def test_a_score_that_falls_and_rises_again_is_told_again():
    assert _told([2.0, 0.1, 2.0], limits=Limits(1.9, 1.9)) == [
        (100, Level.YELLOW),
        (100, Level.RED),
        (102, Level.YELLOW),
        (102, Level.RED),
    ]


def test_what_stood_before_is_not_told_again():
    assert _told([1.9, 2.0], before=np.array([1.85], np.float32)) == []


def test_unknown_scores_tell_nothing():
    assert _told([np.nan, np.nan]) == []


def test_an_absence_silences_until_its_end():
    silent = np.array([[False, True, True, False]])

    assert _told([0.2, 2.0, 2.2, 0.1], silent=silent) == []
    assert _told([0.2, 2.0, 2.2, 2.4], silent=silent) == [(103, Level.YELLOW), (103, Level.RED)]


def test_reasons_come_from_the_winning_gauge():
    values = [0.0, 1.9]

    hours = crossings(_scores(values))[0].reason
    change = crossings(_scores(values, gauge=CHANGE, quiet=0.0))[0].reason
    silence = crossings(_scores(values, gauge=SILENCE))[0].reason

    assert hours == "14時間30分、待機電力を超える使用がありません（ふだんの最長 9時間）"
    assert "電気を入れたり切ったりする動きがほとんどありません" in change
    assert "2.1倍。照明やテレビが" in change
    assert "ふだんなら使う時間にも使用が少ないままです" in silence
    assert "待機電力を超えない時間は14時間30分" in silence


def test_a_light_left_on_is_told_as_missing_change():
    kwh = silenced(a_home(33)[None], LEARNING + 70, 150)
    kwh[:, LEARNING + 70 : LEARNING + 220] += 0.05

    told = [c for c in crossings(watch(kwh)[1]) if c.level is Level.RED]

    assert "動きがほとんどありません" in told[0].reason
