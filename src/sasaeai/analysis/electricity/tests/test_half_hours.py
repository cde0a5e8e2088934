"""A meter's clock: half hours as numbers and back."""

from datetime import datetime

import pytest

from sasaeai.analysis.electricity.half_hours import (
    NotAHalfHour,
    end_of,
    half_hour_of,
    midnight_before,
    start_of,
)


def test_a_half_hour_begins_and_ends_where_it_says():
    number = half_hour_of(datetime(2024, 2, 29, 23, 30))  # noqa: DTZ001 - wall-clock time

    assert str(start_of(number)) == "2024-02-29 23:30:00"
    assert str(end_of(number)) == "2024-03-01 00:00:00"
    assert str(start_of(midnight_before(number))) == "2024-02-29 00:00:00"


def test_another_minute_is_no_half_hour():
    with pytest.raises(NotAHalfHour, match="0分か30分"):
        half_hour_of(datetime(2024, 2, 29, 23, 15))  # noqa: DTZ001 - wall-clock time
