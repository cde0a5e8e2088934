"""Scores: a silence raises them, a missing reading holds them, nothing is ever taken for zero."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sasaeai.analysis.electricity.examples import homes, silenced
from sasaeai.analysis.electricity.gauges import at_rest, score, step
from sasaeai.analysis.electricity.learning import learn
from sasaeai.analysis.electricity.method import LEARNING, RED, REFIT, YELLOW
from sasaeai.analysis.electricity.watching import watch

KWH = homes(3, 35)
START = LEARNING + 60


def _scores(kwh):
    return watch(kwh)[1].score


def test_a_silence_is_red_within_a_day():
    found = _scores(silenced(KWH, START, 96))

    after = START - LEARNING
    assert (found[:, :after] < RED).all()
    assert (found[:, after : after + 48].max(axis=1) >= RED).all()


def test_an_ordinary_week_is_never_red():
    assert _scores(KWH).max() < RED


def test_homes_do_not_touch_each_other():
    together = _scores(KWH)

    alone = np.concatenate([_scores(KWH[n : n + 1]) for n in range(3)])

    assert np.array_equal(together, alone)


def test_a_home_without_four_weeks_has_no_score():
    assert np.isnan(_scores(np.where(np.arange(KWH.shape[1]) < 900, np.nan, KWH))).all()
    assert _scores(KWH[:, :900]).shape == (3, 0)


def test_nobody_is_missed_in_an_empty_home():
    assert np.isnan(_scores(np.zeros((1, 35 * 48), np.float32))).all()
    assert np.isnan(_scores(silenced(KWH[:1], 0, 35 * 48))).all()


def test_missing_readings_hold_the_score():
    kwh = silenced(KWH, START, 96)
    kwh[:, START + 10 : START + 20] = np.nan

    found = _scores(kwh)

    column = START - LEARNING + 9
    assert np.array_equal(found[:, column], found[:, column + 10])


def test_missing_is_not_zero():
    missing, zero = KWH.copy(), KWH.copy()
    missing[:, START : START + 60], zero[:, START : START + 60] = np.nan, 0.0

    column = START - LEARNING + 59
    assert (_scores(missing)[:, column] < 1.0).all()
    assert (_scores(zero)[:, column] >= RED).all()


@settings(max_examples=15, deadline=None)
@given(start=st.integers(0, 250), long=st.integers(1, 80))
def test_however_long_nothing_comes_the_score_stays(start, long):
    kwh = KWH[:1].copy()
    kwh[:, LEARNING + start : LEARNING + start + long] = np.nan

    found = _scores(kwh)[0]

    assert (found[start : start + long] == found[max(start - 1, 0)]).all() or start == 0


def test_a_growing_silence_is_not_learned_from():
    week_over = LEARNING + REFIT
    quiet = homes(3, 40)
    quiet = silenced(quiet, week_over - 40, 120)

    standing, found = watch(quiet)

    assert (standing.learned == LEARNING).all()
    column = week_over - LEARNING
    assert (found.score[:, column : column + 40] >= RED).all()


def test_an_absence_that_was_registered_is_not_learned_from():
    gone = silenced(homes(3, 42), 10 * 48, 9 * 48)
    away = np.zeros(gone.shape, bool)
    away[:, 10 * 48 : 19 * 48] = True

    told = watch(silenced(gone, START, 96), np.zeros_like(away))[1].score
    registered = watch(silenced(gone, START, 96), away)[1].score

    column = START - LEARNING + 24
    assert (registered[:, column] >= told[:, column]).all()


def test_nobody_is_missed_while_away_and_soon_afterwards():
    kwh = silenced(KWH, START, 120)
    away = np.zeros(kwh.shape, bool)
    away[:, START : START + 120] = True

    found = watch(kwh, away)[1].score[:, START - LEARNING :]

    assert (found[:, :120] < YELLOW).all()
    assert (found[:, 120:] < RED).all()


def test_learning_and_stepping_are_the_same_sums():
    model = learn(KWH[:, :LEARNING])
    gauges, highest = at_rest(3), np.zeros(3)
    for at in range(LEARNING):
        gauges = step(model, gauges, KWH[:, at], at)
        highest = np.maximum(highest, gauges.level[2])

    assert highest == pytest.approx(model.longest_quiet_hours)
    assert (score(model, gauges)[0] < RED).all()
