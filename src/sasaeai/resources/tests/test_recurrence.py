"""When a place is open, from one row."""

from datetime import date, time

import pytest

from sasaeai.resources.queries.showing import is_holiday
from sasaeai.resources.rules.recurrence import (
    Freq,
    Frequency,
    Recurrence,
    Unusual,
    frequency_of,
    occurrences,
)

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def days(*lines, unusual=(), period=NOVEMBER):
    return [o.on.day for o in occurrences(lines, unusual, *period, is_holiday)]


def test_second_and_fourth_thursday_in_words_rrule_and_days():
    line = Recurrence(Freq.MONTHLY, ("2TH", "4TH"), starts_at=time(10), ends_at=time(11, 30))

    assert line.words() == "毎月第2・第4木曜 10:00〜11:30"
    assert line.rrule() == "FREQ=MONTHLY;BYDAY=2TH,4TH"
    assert days(line) == [12, 26]


def test_a_place_closed_on_holidays_skips_the_day_of_culture():
    tuesdays = Recurrence(Freq.WEEKLY, ("TU",), holidays="off")

    assert days(tuesdays) == [10, 17, 24]
    assert days(Recurrence(Freq.WEEKLY, ("TU",))) == [3, 10, 17, 24]


def test_exceptions_take_away_and_add():
    tuesdays = Recurrence(Freq.WEEKLY, ("TU",), starts_at=time(10))
    away = Unusual("off", date(2026, 11, 10), until=date(2026, 11, 17), reason="改修")
    extra = Unusual("extra", date(2026, 11, 14), starts_at=time(13))

    assert days(tuesdays, unusual=[away, extra]) == [3, 14, 24]


def test_every_other_week_is_counted_from_its_first_day():
    line = Recurrence(Freq.WEEKLY, ("MO",), interval=2, valid_from=date(2026, 10, 5))

    assert line.words() == "隔週月曜"
    assert days(line) == [2, 16, 30]


def test_a_course_that_is_over_has_no_days_and_says_until_when():
    line = Recurrence(Freq.WEEKLY, ("TU",), valid_to=date(2026, 9, 30))

    assert days(line) == []
    assert line.rrule() == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260930"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (Recurrence(Freq.WEEKLY, ("MO", "TU", "WE", "TH", "FR")), "平日（月〜金）"),
        (Recurrence(Freq.MONTHLY, bymonthday=(15,)), "毎月15日"),
        (Recurrence(Freq.MONTHLY, bymonthday=(-1,)), "毎月末日"),
        (Recurrence(Freq.MONTHLY, ("-1FR",), bymonth=(4, 10)), "毎月最終金曜（4・10月のみ）"),
        (Recurrence(Freq.DAILY, starts_at=time(9)), "毎日 9:00〜"),
        (Recurrence(Freq.MONTHLY, ("1MO", "3WE")), "毎月第1月曜、第3水曜"),
    ],
)
def test_what_people_say(line, words):
    assert line.words() == words


@pytest.mark.parametrize(
    ("line", "band"),
    [
        (Recurrence(Freq.WEEKLY, ("TU",)), Frequency.WEEKLY),
        (
            Recurrence(Freq.WEEKLY, ("TU",), interval=2, valid_from=date(2026, 1, 6)),
            Frequency.TWICE,
        ),
        (Recurrence(Freq.MONTHLY, ("2TH", "4TH")), Frequency.TWICE),
        (Recurrence(Freq.MONTHLY, ("2TH",)), Frequency.ONCE),
        (
            Recurrence(Freq.MONTHLY, ("2TH",), interval=2, valid_from=date(2026, 1, 8)),
            Frequency.RARE,
        ),
    ],
)
def test_the_surveys_band_of_frequency(line, band):
    assert frequency_of(line.times_a_month()) == band
