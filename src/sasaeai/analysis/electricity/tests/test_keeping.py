"""Readings come late, twice and out of order; the state and the scores are always the same."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sasaeai.analysis.electricity.absences import Absences
from sasaeai.analysis.electricity.alerts import crossings
from sasaeai.analysis.electricity.examples import homes, silenced
from sasaeai.analysis.electricity.keeping import Batch, begin, register, take
from sasaeai.analysis.electricity.watching import watch

DAYS = 37
BEGIN = 9_000 * 48  # a midnight
LATELY = (DAYS - 6) * 48  # what may still come late
KWH = silenced(homes(2, DAYS), LATELY + 100, 70)
KWH[1, LATELY + 20 : LATELY + 26] = np.nan


def _batch(cells, kwh=KWH):
    home, column = np.array(cells, np.int64).reshape(-1, 2).T
    return Batch(home, column + BEGIN, kwh[home, column])


def _all(start, stop):
    return [(home, column) for column in range(start, stop) for home in range(len(KWH))]


_BEFORE = take(begin(len(KWH), BEGIN), _batch(_all(0, LATELY)))[0]


def _kept():
    table = dataclasses.replace(_BEFORE.kept, kwh=_BEFORE.kept.kwh.copy())
    return dataclasses.replace(_BEFORE, kept=table)


def _states(watched):
    gauges, model = watched.standing.gauges, watched.standing.model
    return [gauges.level, gauges.since, gauges.previous_kwh, model.scale, model.level_evidence]


def _same(one, other):
    return all(np.array_equal(a, b, equal_nan=True) for a, b in zip(one, other, strict=True))


IN_ORDER = take(_kept(), _batch(_all(LATELY, KWH.shape[1])))[0]


def test_a_file_and_a_stream_give_the_same():
    standing, found = watch(KWH)

    fresh = begin(len(KWH), BEGIN)
    kept, told = take(fresh, _batch(_all(0, KWH.shape[1])))

    streamed = np.concatenate([taken.scores.score for taken in told], axis=1)[
        :, -found.score.shape[1] :
    ]
    assert np.array_equal(streamed, found.score)
    assert _same(
        _states(kept)[:3],
        [standing.gauges.level, standing.gauges.since, standing.gauges.previous_kwh],
    )


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_any_order_and_repetition_give_the_same_state(data):
    cells = _all(LATELY, KWH.shape[1])
    order = np.random.default_rng(data.draw(st.integers(0, 99))).permutation(len(cells))
    again = data.draw(st.lists(st.sampled_from(cells), max_size=20))
    shuffled = [cells[n] for n in order] + again
    cuts = sorted(data.draw(st.lists(st.integers(0, len(shuffled)), max_size=3)))

    kept = _kept()
    for start, stop in zip([0, *cuts], [*cuts, len(shuffled)], strict=True):
        kept, _ = take(kept, _batch(shuffled[start:stop]))

    assert _same(_states(kept), _states(IN_ORDER))


@settings(max_examples=6, deadline=None)
@given(st.sets(st.sampled_from(_all(LATELY, KWH.shape[1] - 1)), min_size=1, max_size=60))
def test_late_readings_replay_to_the_same_state(late):
    prompt = [cell for cell in _all(LATELY, KWH.shape[1]) if cell not in late]

    kept, _ = take(_kept(), _batch(prompt))
    kept, told = take(kept, _batch(sorted(late)))

    assert _same(_states(kept), _states(IN_ORDER))
    known = [column for home, column in late if not np.isnan(KWH[home, column])]
    assert bool(told) == bool(known)  # that the meter knew nothing changes nothing
    assert all(one.scores.start <= BEGIN + min(known) for one in told[:1])


def test_of_two_readings_for_the_same_half_hour_the_larger_counts():
    cell = [(0, LATELY + 5)]
    doubled, halved = KWH * 2, KWH / 2

    one = take(take(_kept(), _batch(cell, doubled))[0], _batch(cell, halved))[0]
    other = take(take(_kept(), _batch(cell, halved))[0], _batch(cell, doubled))[0]

    assert _same(_states(one), _states(other))


def test_a_clock_set_back_an_hour_raises_nothing():
    kept, _ = take(_kept(), _batch(_all(LATELY, LATELY + 60)))
    again = [(home, column) for home, column in _all(LATELY + 58, LATELY + 60)]
    kept, told = take(kept, _batch(again, KWH * 0.5))

    assert told == []
    assert _same(_states(kept), _states(take(_kept(), _batch(_all(LATELY, LATELY + 60)))[0]))


def test_a_clock_set_forward_a_day_raises_nothing():
    calm = homes(2, DAYS)
    kept, _ = take(_kept(), _batch(_all(LATELY, LATELY + 30), calm))
    before = kept.standing.gauges.level.copy()

    kept, told = take(kept, _batch(_all(LATELY + 78, LATELY + 79), calm))

    found = [
        crossing for taken in told for crossing in crossings(taken.scores, before=taken.before)
    ]
    assert found == []
    assert (kept.standing.gauges.level <= before + 1.0).all()


def test_what_comes_more_than_two_weeks_late_is_left_out_and_counted():
    kept, told = take(_kept(), _batch([(0, 3)], KWH + 1))

    assert kept.too_late == 1
    assert told == []


def test_an_empty_batch_changes_nothing():
    kept, told = take(_kept(), _batch([]))

    assert told == []
    assert _same(_states(kept), _states(_BEFORE))


def test_a_late_reading_alone_is_told_from_the_weeks_beginning():
    kept, _ = take(_kept(), _batch([c for c in _all(LATELY, LATELY + 90) if c != (0, LATELY + 7)]))

    kept, told = take(kept, _batch([(0, LATELY + 7)]))

    assert [taken.homes.tolist() for taken in told] == [[0]]
    assert told[0].scores.score.shape[1] == kept.standing.at - told[0].scores.start
    assert np.isfinite(told[0].before).all() == pytest.approx(True)


def test_an_absence_told_late_is_the_same_as_one_told_in_time():
    home = np.array([0])
    away = Absences(home, home + BEGIN + LATELY + 90, home + BEGIN + LATELY + 150)
    in_time, _ = take(register(_kept(), away)[0], _batch(_all(LATELY, KWH.shape[1])))

    late, _ = take(_kept(), _batch(_all(LATELY, KWH.shape[1])))
    late, told = register(late, away)

    assert _same(_states(late), _states(in_time))
    assert [taken.homes.tolist() for taken in told] == [[0]]
    assert register(late, away)[1] == []
