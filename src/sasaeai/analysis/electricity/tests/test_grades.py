"""The self-test: regular homes are easy to watch, homes with automatic loads are not."""

from __future__ import annotations

import numpy as np

from sasaeai.analysis.electricity.examples import a_home, homes
from sasaeai.analysis.electricity.grades import Grade, Grades, self_test


def test_a_regular_home_is_graded_a():
    tested = self_test(homes(3, 28))

    assert [tested.grade(home) for home in range(3)] == [Grade.A] * 3
    assert (tested.within_day == 1.0).all()
    assert (tested.missed == 0.0).all()


def test_a_home_where_nothing_tells_day_from_night_is_graded_c():
    draw = np.random.default_rng(3)
    restless = draw.choice([0.05, 0.9], (1, 28 * 48), p=[0.97, 0.03]).astype(np.float32)

    assert self_test(restless).grade(0) is Grade.C


def test_a_home_without_enough_days_is_not_graded():
    kwh = np.where(np.arange(28 * 48) < 900, np.nan, a_home(28)).astype(np.float32)

    assert self_test(kwh[None]).grade(0) is Grade.UNKNOWN


def test_the_limits_of_the_grades():
    hours = np.array([16.0, 24.0, 24.1, np.nan])
    grades = Grades(hours, hours, hours)

    assert [grades.grade(n) for n in range(4)] == [Grade.A, Grade.B, Grade.C, Grade.UNKNOWN]


def test_a_home_is_graded_alike_alone_and_among_others():
    kwh = homes(3, 28)

    assert self_test(kwh).mean_hours[1] == self_test(kwh[1:2]).mean_hours[0]
