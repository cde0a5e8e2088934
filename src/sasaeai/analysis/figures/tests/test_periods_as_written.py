"""Periods as people write them, and what they become when they are moved or cut."""

from datetime import date

import pytest

from sasaeai.analysis.figures.period_text import parse_day, parse_period
from sasaeai.analysis.figures.periods import Period, Unit, fiscal_year, month
from sasaeai.analysis.figures.refusals import FigureRefused


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("令和4年9月1日～12月31日", date(2022, 9, 1), date(2022, 12, 31)),
        ("令和4年9月1日から3月31日まで", date(2022, 9, 1), date(2023, 3, 31)),
        ("2022-09-01..3-31", date(2022, 9, 1), date(2023, 3, 31)),
        ("令和4年9月～3月末", date(2022, 9, 1), date(2023, 3, 31)),
        ("令和5年2月末日", date(2023, 2, 28), date(2023, 2, 28)),
        ("令和4年度2月", date(2023, 2, 1), date(2023, 2, 28)),
        ("令和4年度4月分", date(2022, 4, 1), date(2022, 4, 30)),
        ("Ｒ４下半期", date(2022, 10, 1), date(2023, 3, 31)),
        ("2022Q4", date(2023, 1, 1), date(2023, 3, 31)),
        ("第9期", date(2024, 4, 1), date(2027, 3, 31)),
        ("20220405", date(2022, 4, 5), date(2022, 4, 5)),
        ("2022年4月5日(火)", date(2022, 4, 5), date(2022, 4, 5)),
    ],
)
def test_a_written_period_is_its_first_and_last_day(written, first, last):
    period = parse_period(written)

    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    "written",
    [
        *("令和0年度", "0001-01-01", "令和4年13月", "令和4年13月末日", "2022-02-30", "第0期"),
        *(
            "令和4年9月1日～いつか",
            "いつか～令和4年9月1日",
            "令和4年9月1日～13月1日",
            "から",
            "…" * 60,
        ),
    ],
)
def test_what_is_no_period_is_told_with_examples(written):
    with pytest.raises(FigureRefused, match=r"読み取れません。.*（例：2022-04-05"):
        parse_period(written)


def test_an_end_before_the_beginning_is_told():
    with pytest.raises(FigureRefused, match="2022-04-01）が始まり（2022-04-05）より前"):
        parse_period("2022-04-05..2022-04-01")


def test_a_month_is_not_a_day():
    assert parse_day("令和4年4月5日") == date(2022, 4, 5)
    with pytest.raises(FigureRefused, match="一日を指していません"):
        parse_day("令和4年4月")


def test_what_two_periods_share_keeps_the_name_of_the_whole_one():
    year, september = fiscal_year(2022), month(2022, 9)
    autumn = Period(date(2022, 9, 15), date(2022, 11, 3))

    assert year.meets(september) == september.meets(year) == september
    assert autumn.meets(september) == Period(date(2022, 9, 15), date(2022, 9, 30))
    assert september.meets(month(2022, 10)) is None
    assert september.until(date(2022, 9, 3)) == Period(date(2022, 9, 1), date(2022, 9, 3))
    assert september.until(date(2022, 8, 31)) is None


@pytest.mark.parametrize(
    ("period", "steps", "then"),
    [
        (month(2024, 3), -1, month(2024, 2)),
        (fiscal_year(2022), 1, fiscal_year(2023)),
        (
            Period(date(2022, 4, 1), date(2022, 9, 30)),
            -1,
            Period(date(2021, 10, 1), date(2022, 3, 31)),
        ),
        (
            Period(date(2022, 4, 5), date(2022, 4, 11)),
            -1,
            Period(date(2022, 3, 29), date(2022, 4, 4)),
        ),
        (
            Period(date(2022, 4, 5), date(2022, 4, 5), Unit.DAY),
            2,
            Period(date(2022, 4, 7), date(2022, 4, 7), Unit.DAY),
        ),
    ],
)
def test_a_period_moves_by_its_own_length(period, steps, then):
    assert period.shifted(steps) == then


def test_the_same_days_of_another_month_end_with_the_month_only_if_they_did():
    part = Period(date(2022, 9, 1), date(2022, 9, 15))

    assert part.by_months(-12).last == date(2021, 9, 15)
    assert month(2022, 9).by_months(1).last == date(2022, 10, 31)
