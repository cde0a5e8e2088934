# ruff: noqa: E501, DTZ001 — tables of cases; times of a workbook have no zone
"""Times, lengths, numbers, yes and no, lists."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from sasaeai.documents.reading.values import (
    TimeSpan,
    read_list,
    read_minutes,
    read_number,
    read_time,
    read_time_span,
    read_yes_no,
)
from sasaeai.documents.refusals import CellRefused


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("10:00", time(10)), ("10：00", time(10)), ("１０時半", time(10, 30)), ("午後2時", time(14)),
        ("午後２時３０分", time(14, 30)), ("午前9時", time(9)), ("午前0時", time(0)), ("午後0時30分", time(12, 30)),
        ("正午", time(12)), ("14:30:00", time(14, 30)), ("2:30pm", time(14, 30)), ("PM2:30", time(14, 30)),
        ("10時", time(10)), ("10時頃", time(10)), ("1000", time(10)), ("930", time(9, 30)), (930, time(9, 30)),
        (0.4375, time(10, 30)), (0.0, time(0)), (time(10, 30, 15), time(10, 30)), ("9:05", time(9, 5)),
        (datetime(1899, 12, 31, 10, 0), time(10)), ("", None), (None, None), ("―", None),
    ],
)  # fmt: skip
def test_times(value, expected):
    assert read_time(value) == expected


@pytest.mark.parametrize(
    "value", ["25:00", "10:60", "24:00", "午後", "あとで", "10", "2560", date(2023, 1, 27), True]
)
def test_times_that_are_none(value):
    with pytest.raises(CellRefused):
        read_time(value)


@pytest.mark.parametrize("text", ["午後12時", "午前12時30分", "12:00pm"])
def test_twelve_o_clock_with_a_half_is_asked(text):
    with pytest.raises(CellRefused) as refused:
        read_time(text)

    assert refused.value.ask


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("10:00～12:00", time(10), time(12)), ("10:00〜12:00", time(10), time(12)), ("10:00-11:30", time(10), time(11, 30)),
        ("10時から12時まで", time(10), time(12)), ("午後1時～3時", time(13), time(15)), ("10時半～12時", time(10, 30), time(12)),
        ("１３：３０～１５：００", time(13, 30), time(15)), ("10～12時", time(10), time(12)), ("10～12", time(10), time(12)),
        ("午前10時～正午", time(10), time(12)), ("午前10時～午後2時", time(10), time(14)), ("10:00～", time(10), None),
        ("10:00", time(10), None), ("10:00 ～ 12:00", time(10), time(12)), ("10：00－12：00", time(10), time(12)),
    ],
)  # fmt: skip
def test_spans(text, start, end):
    assert read_time_span(text) == TimeSpan(start, end)


def test_a_span_knows_its_minutes():
    assert read_time_span("10:00～11:30").minutes == 90


@pytest.mark.parametrize(
    "text", ["12:00～10:00", "午前10時～3時", "10:00～10:00", "10～", "～12:00"]
)
def test_spans_that_cannot_be(text):
    with pytest.raises(CellRefused):
        read_time_span(text)


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        ("90分", 90), ("1時間30分", 90), ("1時間半", 90), ("1.5時間", 90), ("1:30", 90), ("１時間", 60), ("約2時間", 120),
        ("45分間", 45), (timedelta(minutes=90), 90), (time(1, 30), 90), ("", None), ("90min", 90), ("2h", 120), ("0:45", 45),
    ],
)  # fmt: skip
def test_lengths(value, minutes):
    assert read_minutes(value) == minutes


def test_a_bare_length_follows_the_head_of_its_column():
    assert read_minutes("90", bare="minutes") == 90
    assert read_minutes(1.5, bare="hours") == 90
    with pytest.raises(CellRefused) as refused:
        read_minutes("90")
    assert refused.value.ask


@pytest.mark.parametrize("value", ["半日", "1:75", "なし", date(2023, 1, 1), True, "99999分"])
def test_lengths_that_are_none(value):
    with pytest.raises(CellRefused):
        read_minutes(value, bare="minutes")


@pytest.mark.parametrize(
    ("value", "number", "unit", "nearness"),
    [
        ("12", 12, "", "exact"), (12, 12, "", "exact"), (12.0, 12, "", "exact"), ("１２", 12, "", "exact"),
        ("１，９５９人", 1959, "人", "exact"), ("1,959", 1959, "", "exact"), ("12人", 12, "人", "exact"), ("12 名", 12, "名", "exact"),
        ("3回", 3, "回", "exact"), ("約20名", 20, "名", "about"), ("20名程度", 20, "名", "about"), ("20人くらい", 20, "人", "about"),
        ("50人以上", 50, "人", "at_least"), ("100超", 100, "", "at_least"), ("△3", -3, "", "exact"), ("▲1,200円", -1200, "円", "exact"),
        ("-5", -5, "", "exact"), ("－５", -5, "", "exact"), ("0", 0, "", "exact"), ("０人", 0, "人", "exact"), ("十二人", 12, "人", "exact"),
        ("百二十三", 123, "", "exact"), ("二〇", 20, "", "exact"), ("1万2千円", 12000, "円", "exact"), ("1.5万円", 15000, "円", "exact"),
        ("3千円", 3000, "円", "exact"), ("12.5", Decimal("12.5"), "", "exact"), ("45.6%", Decimal("45.6"), "%", "exact"),
        (0.1 + 0.2, Decimal("0.3"), "", "exact"), ("延べ30人", 30, "人", "exact"), ("19センター", 19, "センター", "exact"),
        ("663回・人", 663, "回・人", "exact"), ("12\u3000人", 12, "人", "exact"), ("1万", 10000, "", "exact"),
    ],
)  # fmt: skip
def test_numbers(value, number, unit, nearness):
    read = read_number(value)

    assert (read.value, read.unit, read.nearness) == (number, unit, nearness)


@pytest.mark.parametrize("value", [None, "", " ", "-", "―", "***", "＊＊＊", "…", "未記入"])
def test_marks_of_nothing_are_no_number(value):
    assert read_number(value) is None


@pytest.mark.parametrize(
    "value",
    ["多数", "なし", "3～5人", "10名+5名", "1,95", "12/3", "2、3人", "19センター27回", "数名", datetime(2023, 1, 1), True, "人",
     "#REF!", "1.2.3", float("nan")],
)  # fmt: skip
def test_numbers_that_are_not_one(value):
    with pytest.raises(CellRefused) as refused:
        read_number(value)

    assert refused.value.reason.endswith("。")


@pytest.mark.parametrize(
    "value", ["○", "〇", "◯", "はい", "有", "あり", "済", "1", 1, True, "TRUE", "レ", "Ｙ", 1.0]
)
def test_yes(value):
    assert read_yes_no(value) is True


@pytest.mark.parametrize(
    "value", ["×", "✕", "いいえ", "無", "なし", "未", "0", 0, False, "FALSE", "Ｎ", "ｘ"]
)
def test_no(value):
    assert read_yes_no(value) is False


@pytest.mark.parametrize("value", ["△", "たぶん", "2", "？"])
def test_neither_yes_nor_no(value):
    with pytest.raises(CellRefused):
        read_yes_no(value)


def test_lists():
    assert read_list("みなと町会、青葉包括・民生委員／社協") == (
        "みなと町会",
        "青葉包括",
        "民生委員",
        "社協",
    )
    assert read_list("A（B、C）、D\nE") == ("A（B、C）", "D", "E")
    assert read_list("A、A,B，") == ("A", "B")
    assert read_list(None) == ()
    assert read_list(12.0) == ("12",)


def test_a_known_name_with_a_separator_in_it_stays_whole():
    names = ["サポート・ネット", "みなと町会"]

    assert read_list("サポート・ネット・みなと町会", known=names) == (
        "サポート・ネット",
        "みなと町会",
    )
