"""Timetables as people write them."""

from datetime import date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sasaeai.resources.rules.recurrence import WEEKDAYS, Freq, Recurrence
from sasaeai.resources.rules.said_times import TimesRefused, read_line, read_times, written_times


@pytest.mark.parametrize(
    ("text", "rrule", "hours"),
    [
        ("毎週火曜 10:00〜12:00", "FREQ=WEEKLY;BYDAY=TU", (time(10), time(12))),
        (
            "毎月第２・第４木曜日　１０時〜１１時半",
            "FREQ=MONTHLY;BYDAY=2TH,4TH",
            (time(10), time(11, 30)),
        ),
        ("第1・3水曜 午後1時30分から3時", "FREQ=MONTHLY;BYDAY=1WE,3WE", (time(13, 30), time(15))),
        ("月・水・金 9:30-11:30", "FREQ=WEEKLY;BYDAY=MO,WE,FR", (time(9, 30), time(11, 30))),
        ("平日 9:00〜17:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", (time(9), time(17))),
        (
            "2026-04-06から隔週平日 9:00〜",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR",
            (time(9), None),
        ),
        ("毎月最終金曜日", "FREQ=MONTHLY;BYDAY=-1FR", (None, None)),
        ("毎月15日・末日 13:00〜", "FREQ=MONTHLY;BYMONTHDAY=15,-1", (time(13), None)),
        ("毎日 6:30〜6:40", "FREQ=DAILY", (time(6, 30), time(6, 40))),
        ("毎月第1月曜、第3水曜", "FREQ=MONTHLY;BYDAY=1MO,3WE", (None, None)),
        ("第1第3日曜", "FREQ=MONTHLY;BYDAY=1SU,3SU", (None, None)),
        ("毎月3・13日", "FREQ=MONTHLY;BYMONTHDAY=3,13", (None, None)),
        ("2026-11-02から隔週月曜", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", (None, None)),
    ],
)
def test_what_is_written_on_flyers_is_understood(text, rrule, hours):
    line = read_line(text)

    assert line.rrule() == rrule
    assert (line.starts_at, line.ends_at) == hours


@pytest.mark.parametrize(
    ("text", "holidays", "note"),
    [
        ("毎週火曜 10:00〜12:00（月〜金）", "held", ""),
        ("毎週火曜、祝日は休み", "off", ""),
        ("毎週火曜（）", "held", ""),
        ("3週間ごと火曜", None, None),
        ("2026-11-03から3週間ごと火曜（雨天中止）", "held", "雨天中止"),
    ],
)
def test_what_stands_beside_the_days_is_told_apart(text, holidays, note):
    if holidays is None:
        with pytest.raises(TimesRefused, match="最初の日を書いて"):
            read_line(text)
    else:
        line = read_line(text)
        assert (line.byday, line.holidays, line.note) == (("TU",), holidays, note)


def test_brackets_say_holidays_months_and_notes():
    line = read_line("毎週火曜 10:00〜12:00（祝日休み、4・10月のみ、雨天中止）")

    assert (line.holidays, line.bymonth, line.note) == ("off", (4, 10), "雨天中止")


@pytest.mark.parametrize(
    "text",
    [
        "ときどき",
        "毎週",
        "第2木金土曜の朝",
        "毎週火曜 25:00〜",
        "隔週月曜",
        "2026-13-01から隔週月曜",
        "毎月32日",
        "第15月曜",
        "毎月15日、第2日曜",
    ],
)
def test_what_cannot_be_read_is_told_with_an_example(text):
    with pytest.raises(TimesRefused, match="「"):
        read_times(f"毎週火曜\n{text}")


lines = st.builds(
    Recurrence,
    freq=st.just(Freq.MONTHLY),
    byday=st.lists(
        st.builds(lambda n, d: f"{n}{d}", st.sampled_from([1, 2, 3, 4, 5, -1]), st.sampled_from(WEEKDAYS)),
        min_size=1, max_size=4, unique=True,
    ).map(tuple),
    starts_at=st.one_of(st.none(), st.builds(time, st.integers(6, 20), st.sampled_from([0, 30]))),
    holidays=st.sampled_from(["held", "off"]),
    interval=st.just(1),
) | st.builds(
    Recurrence,
    freq=st.just(Freq.WEEKLY),
    byday=st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=6, unique=True).map(tuple),
    interval=st.integers(1, 3),
    valid_from=st.just(date(2026, 4, 6)),
    bymonth=st.sampled_from([(), (4, 5), (11,)]),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines)
def test_what_we_write_we_read_again(line):
    again = read_line(written_times(line))

    assert set(again.byday) == set(line.byday)
    assert (again.freq, again.interval, again.starts_at, again.holidays, again.bymonth) == (
        line.freq, line.interval, line.starts_at, line.holidays, line.bymonth,
    )  # fmt: skip
