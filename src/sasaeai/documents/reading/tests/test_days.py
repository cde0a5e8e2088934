# ruff: noqa: E501 — a table of cases reads better with several to a line
"""Three hundred days as they stand in the logs of towns."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from sasaeai.documents.reading.values import read_day
from sasaeai.documents.refusals import CellRefused

JAN27 = date(2023, 1, 27)

# One day in all its dresses.
ONE_DAY = [
    "令和5年1月27日", "令和５年１月２７日", "令和 5年 1月 27日", "令和5年01月27日", "令和五年一月二十七日",
    "令和05年1月27日", "令和5年1月27日(金)", "令和5年1月27日（金）", "令和5年1月27日（金曜日）",
    "令和5年1月27日 金曜日", "令和5年1月27日金曜", " 令和5年1月27日 ", "　令和5年1月27日　",
    "令和5年1月27日 10:00", "令和5.1.27", "令和5/1/27", "令和5-1-27", "令5.1.27", "令5年1月27日",
    "R5.1.27", "r5.1.27", "Ｒ5.1.27", "Ｒ５．１．２７", "R5/1/27", "R5-1-27", "R05.01.27", "R05/01/27",
    "R 5. 1.27", "R5年1月27日", "R5・1・27", "R050127", "r050127", "㋿5年1月27日", "R5.1.27(金)",
    "2023年1月27日", "2023年01月27日", "２０２３年１月２７日", "西暦2023年1月27日", "2023/1/27",
    "2023/01/27", "２０２３／１／２７", "2023-01-27", "2023-1-27", "2023.1.27", "2023.01.27",
    "2023/1/27 10:30", "2023/01/27 0:00:00", "2023-01-27 00:00:00", "2023-01-27T10:00:00",
    "2023-01-27T10:00:00+09:00", "20230127", "２０２３０１２７", "2023/1/27(金)", "2023/1/27（金）",
    "2023年1月27日（金）", "二〇二三年一月二十七日", "27/1/2023", "1/27/2023", "27.1.2023", "2023‐1‐27",
    "2023−1−27", "44953", "４４９５３", "令和5年1月27日頃", "2023,1,27",
]  # fmt: skip

READ = [
    # what a newsletter, a diary and an old list have
    ("令和4年9月1日", date(2022, 9, 1)), ("R3.1.5", date(2021, 1, 5)), ("平成28年4月1日", date(2016, 4, 1)),
    ("H25.3.15", date(2013, 3, 15)), ("2016/10/5", date(2016, 10, 5)), ("昭和55年6月2日", date(1980, 6, 2)),
    ("S12.7.7", date(1937, 7, 7)), ("昭12.7.7", date(1937, 7, 7)), ("T9.10.1", date(1920, 10, 1)),
    # eras and their edges
    ("H30.4.1", date(2018, 4, 1)), ("Ｈ３０．４．１", date(2018, 4, 1)), ("平成30年4月1日", date(2018, 4, 1)),
    ("平30.4.1", date(2018, 4, 1)), ("㍻30年4月1日", date(2018, 4, 1)), ("H300401", date(2018, 4, 1)),
    ("令和元年5月1日", date(2019, 5, 1)), ("令和1年5月1日", date(2019, 5, 1)), ("R元.5.1", date(2019, 5, 1)),
    ("R1.5.1", date(2019, 5, 1)), ("Ｒ元年５月１日", date(2019, 5, 1)), ("令和元年4月1日", date(2019, 4, 1)),
    ("平成31年4月30日", date(2019, 4, 30)), ("平成31年5月1日", date(2019, 5, 1)),
    ("H31.3.31", date(2019, 3, 31)), ("H31.12.31", date(2019, 12, 31)),
    ("平成元年1月8日", date(1989, 1, 8)), ("平成1年1月8日", date(1989, 1, 8)), ("H元.1.8", date(1989, 1, 8)),
    ("昭和64年1月7日", date(1989, 1, 7)), ("S64.1.7", date(1989, 1, 7)), ("昭和64年1月8日", date(1989, 1, 8)),
    ("昭和63年12月31日", date(1988, 12, 31)), ("S63.4.1", date(1988, 4, 1)), ("S25.4.1", date(1950, 4, 1)),
    ("昭和元年12月25日", date(1926, 12, 25)), ("昭和20年8月15日", date(1945, 8, 15)),
    ("大正15年12月24日", date(1926, 12, 24)), ("T15.12.24", date(1926, 12, 24)),
    ("大正元年7月30日", date(1912, 7, 30)), ("大11.3.3", date(1922, 3, 3)),
    ("明治45年7月29日", date(1912, 7, 29)), ("M45.7.29", date(1912, 7, 29)), ("明治元年10月23日", date(1868, 10, 23)),
    ("㍼50年1月1日", date(1975, 1, 1)), ("㍽5年1月1日", date(1916, 1, 1)),
    # edges of the fiscal year
    ("R4.3.31", date(2022, 3, 31)), ("R4.4.1", date(2022, 4, 1)), ("令和4年3月31日", date(2022, 3, 31)),
    ("令和4年4月1日", date(2022, 4, 1)), ("2022/3/31", date(2022, 3, 31)), ("2022/4/1", date(2022, 4, 1)),
    # leap days
    ("令和2年2月29日", date(2020, 2, 29)), ("R2.2.29", date(2020, 2, 29)), ("2020/2/29", date(2020, 2, 29)),
    ("2024-02-29", date(2024, 2, 29)), ("R6.2.29", date(2024, 2, 29)), ("平成28年2月29日", date(2016, 2, 29)),
    ("2000/2/29", date(2000, 2, 29)), ("20240229", date(2024, 2, 29)), ("H12.2.29", date(2000, 2, 29)),
    # ends of months
    ("R5.4.30", date(2023, 4, 30)), ("R5.6.30", date(2023, 6, 30)), ("R5.9.30", date(2023, 9, 30)),
    ("R5.11.30", date(2023, 11, 30)), ("R5.12.31", date(2023, 12, 31)), ("R5.1.31", date(2023, 1, 31)),
    ("R5.2.28", date(2023, 2, 28)), ("R5.10.10", date(2023, 10, 10)), ("R10.1.1", date(2028, 1, 1)),
    ("令和10年10月10日", date(2028, 10, 10)), ("令和十年十月十日", date(2028, 10, 10)),
    ("令和十二年十一月二十一日", date(2030, 11, 21)), ("令和二十年十二月三十一日", date(2038, 12, 31)),
    ("令和8年11月20日(金)", date(2026, 11, 20)), ("2026/11/20", date(2026, 11, 20)),
    # a month and a day each in other words
    ("令和5年1月1日（日・祝）", date(2023, 1, 1)), ("2023/12/3(日)", date(2023, 12, 3)), ("2023/12/3 日曜日", date(2023, 12, 3)),
    ("2023年12月3日(日)", date(2023, 12, 3)), ("R5.12.3（日）", date(2023, 12, 3)),
    ("2023/12/3 9:00", date(2023, 12, 3)), ("2023-12-03T09:00", date(2023, 12, 3)),
    ("20231203", date(2023, 12, 3)), ("13/12/2023", date(2023, 12, 13)),
    ("12/13/2023", date(2023, 12, 13)), ("12/12/2023", date(2023, 12, 12)),
]  # fmt: skip

WITH_FISCAL_YEAR = [
    ("4/1", date(2022, 4, 1)), ("4月1日", date(2022, 4, 1)), ("3/31", date(2023, 3, 31)),
    ("3月31日", date(2023, 3, 31)), ("1/27", date(2023, 1, 27)), ("1月27日", date(2023, 1, 27)),
    ("１月２７日", date(2023, 1, 27)), ("1月27日(金)", date(2023, 1, 27)), ("1/27（金）", date(2023, 1, 27)),
    ("12/31", date(2022, 12, 31)), ("1/1", date(2023, 1, 1)), ("2/28", date(2023, 2, 28)),
    ("一月二十七日", date(2023, 1, 27)), ("1.27", date(2023, 1, 27)), ("1-27", date(2023, 1, 27)),
    ("01/27", date(2023, 1, 27)), ("10月1日", date(2022, 10, 1)), ("9/30", date(2022, 9, 30)),
]  # fmt: skip

ASKED = [
    "5.1.27", "5/1/27", "5-1-27", "05/01/27", "05.1.27", "５．１．２７", "5年1月27日", "23/1/27", "23-01-27",
    "23.1.27", "'23.1.27", "’23/1/27", "30.4.1", "30/4/1", "31/4/30", "64.1.7", "1/27", "1月27日", "4/1",
    "4月1日", "３月３１日", "12/31", "1/2/2023", "3/12/2023", "12/1/2022", "2.3.2023", "平成32年4月1日",
    "H32.4.1", "H33.3.31", "平成35年1月1日", "昭和65年1月1日", "S65.4.1", "S90.1.1", "昭和95年3月31日",
    "大正16年1月1日", "明治46年1月1日", "10/11", "1月5日(木)", "2/29", "0.1.27",
]  # fmt: skip

REFUSED = [
    "令和5年2月29日", "R5.2.29", "2023/2/29", "2023-02-29", "20230229", "2100/2/29", "令和5年2月30日",
    "令和5年4月31日", "R5.6.31", "2023/9/31", "2023/11/31", "令和5年1月32日", "2023/1/32", "R5.1.0",
    "2023/1/0", "令和5年13月1日", "2023/13/1", "20231301", "2023/0/1", "R5.0.1", "令和0年1月1日", "R0.1.1",
    "R00.1.1", "平成0年1月1日", "0000/1/1", "1023/1/27", "9999/1/1", "2323/1/27", "3000/12/31",
    "令和5年", "令和5年度", "R5", "R5年度", "2023", "2023年", "2023年度", "令和元年度", "令和5年1月",
    "R5.1", "2023/1", "2023年1月", "2023-01", "令和5年1月分", "1月", "27日", "毎週火曜", "火曜日", "第2木曜",
    "未定", "不明", "同上", "〃", "随時", "通年", "なし", "-1", "0", "1", "12345678", "令和5年1月27日～28日",
    "1/27～1/28", "R5.1.27-R5.1.28", "2023/1/27〜2023/1/30", "令和5年1月27日～令和5年2月3日", "1月27日、28日",
    "1月27日・2月3日", "2023年1月27日、28日", "10:00", "10時", "あいう", "abc", "R", "令和", "令和年月日", "/ /",
    "年　月　日", "99999999", "2023//1/27", "2023/1/27/1", "#N/A", "#VALUE!", "=TODAY()",
    "13月1日", "1月32日", "0/0", "32/1", "13/13/2023", "31/2/2023", "2023０229",
]  # fmt: skip

BLANK = ["", " ", "　", "-", "－", "―", "ー", "—", "\n", " - "]


@pytest.mark.parametrize("text", ONE_DAY)
def test_one_day_is_the_same_day_however_it_is_written(text):
    assert read_day(text) == JAN27


@pytest.mark.parametrize(("text", "day"), READ)
def test_days_of_all_eras(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize(("text", "day"), WITH_FISCAL_YEAR)
def test_a_day_without_year_belongs_to_the_fiscal_year_that_was_named(text, day):
    assert read_day(text, fiscal_year=2022) == day


@pytest.mark.parametrize("text", ASKED)
def test_two_readings_are_asked_not_guessed(text):
    with pytest.raises(CellRefused) as refused:
        read_day(text)

    assert refused.value.ask
    assert text in refused.value.reason


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_day_is_refused_with_the_text_and_what_to_do(text):
    with pytest.raises(CellRefused) as refused:
        read_day(text)

    assert text.strip() in refused.value.reason
    assert refused.value.reason.endswith("。")


@pytest.mark.parametrize("text", BLANK)
def test_a_blank_cell_is_no_day(text):
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (datetime(2023, 1, 27), JAN27),  # noqa: DTZ001 — a workbook's time has no zone
        (datetime(2023, 1, 27, 10, 30), JAN27),  # noqa: DTZ001
        (JAN27, JAN27),
        (44953, JAN27),
        (44953.0, JAN27),
        (44953.4375, JAN27),
        (20230127, JAN27),
        (20230127.0, JAN27),
        (43586, date(2019, 5, 1)),
        (None, None),
    ],
)
def test_cells_of_a_workbook(value, day):
    assert read_day(value) == day


@pytest.mark.parametrize("serial", [43491, 43491.0, "43491"])
def test_day_numbers_of_old_macintosh_files_count_from_1904(serial):
    assert read_day(serial, date1904=True) == JAN27


@pytest.mark.parametrize("value", [True, 12, 0.5, -44953, 1e9, 20231301, time(10, 0), timedelta(1)])
def test_other_values_of_a_workbook_are_refused(value):
    with pytest.raises(CellRefused):
        read_day(value)


def test_an_asked_day_offers_its_readings():
    with pytest.raises(CellRefused) as refused:
        read_day("5.1.27")

    assert refused.value.suggestions[:2] == ("令和5年1月27日", "平成5年1月27日")


def test_the_table_has_three_hundred_cases():
    cases = len(ONE_DAY) + len(READ) + len(WITH_FISCAL_YEAR) + len(ASKED) + len(REFUSED)

    assert cases + len(BLANK) >= 300
