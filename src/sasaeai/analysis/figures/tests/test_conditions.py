"""Which records a condition picks, and conditions that are refused because nobody could know."""

import pytest

from sasaeai.analysis.figures import LayoutRefused, facts_from_rows
from sasaeai.analysis.figures.conditions import dimensions_in, mask_of, read_condition

ROWS = [
    {
        "date": "2022-04-05",
        "kind": "訪問",
        "tier": 1,
        "counts": {"人": 3},
        "attributes": {"齢": 65},
    },
    {"date": "2022-05-31", "kind": "訪問相談", "tier": "第2層", "counts": {"人": 10}},
    {"date": "2022-10-01", "kind": "電話", "state": "中止", "attributes": {"齢": "不詳"}},
    {"kind": "会議", "partners": [{"id": "p1", "type": "町会"}, {"id": "p2", "type": "企業"}]},
]


@pytest.mark.parametrize(
    ("given", "picked"),
    [
        ({}, [0, 1, 2, 3]),
        ({"kind": "訪問"}, [0]),
        ({"kind": ["訪問", "電話"]}, [0, 2]),
        ({"kind": "面接"}, []),
        ({"kind": {"like": "訪問*"}}, [0, 1]),
        ({"kind": {"not": ["訪問", "電話"]}}, [1, 3]),
        ({"tier": 1}, [0]),
        ({"tier": False}, [2, 3]),
        ({"count.人": True}, [0, 1]),
        ({"人": {"min": 3, "max": 9}}, [0]),
        ({"count.人": {"below": 10}}, [0]),
        ({"count.人": {"min": 100}}, []),
        ({"齢": {"min": 60, "max": 70}}, [0]),
        ({"齢": {"below": 65}}, []),
        ({"state": "実施"}, [0, 1, 3]),
        ({"state": "中止"}, [2]),
        ({"date": "2022-04"}, [0]),
        ({"period": ["2022-04", "令和4年度下半期"]}, [0, 2]),
        ({"date": {"from": "2022-05"}}, [1, 2]),
        ({"date": {"to": "2022-05"}}, [0, 1]),
        ({"date": {"from": "2022-05", "to": "2022-09"}}, [1]),
        ({"any": [{"kind": "電話"}, {"tier": 1}]}, [0, 2]),
        ({"any": {"kind": "電話"}}, [2]),
        ({"all": [{"kind": {"like": "訪問*"}}, {"tier": 1}]}, [0]),
        ({"not": {"kind": "訪問"}}, [1, 2, 3]),
        ({"kind": "会議", "partner.type": "企業"}, [3]),
        ({"kind": {"like": "訪問*", "not": "訪問"}}, [1]),
    ],
)
def test_a_condition_picks_these_records(given, picked):
    mask = mask_of(facts_from_rows(ROWS), read_condition(given, "where"))

    assert mask.nonzero()[0].tolist() == picked


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("訪問", "where：条件は { 項目 = 値 }"),
        ({"kind": [["訪問"]]}, "where.kind：値は文字か数"),
        ({"齢": {"mni": 3}}, "where.齢：mniは使えません"),
        ({"齢": {}}, "空の条件は使えません"),
        ({"齢": {"min": "六十"}}, "「六十」は数ではありません"),
        ({"date": "いつか"}, "where.date：期間「いつか」"),
    ],
)
def test_a_condition_that_cannot_be_meant_is_told_with_its_place(given, told):
    with pytest.raises(LayoutRefused, match=told):
        read_condition(given, "where")


def test_the_dimensions_of_a_condition_are_all_that_it_asks_about():
    given = {"any": [{"not": {"kind": "電話"}}, {"tier": 1, "齢": {"min": 3}}], "date": "R4"}

    assert list(dimensions_in(read_condition(given, "where"))) == ["kind", "tier", "齢"]
