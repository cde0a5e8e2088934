"""Fields of a fact as people write them: what is read alike, and what is refused with line and remedy."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from sasaeai.analysis.figures import FactRefused, facts_from_columns, facts_from_rows
from sasaeai.analysis.figures.facts import fields
from sasaeai.analysis.figures.facts.columns import Amounts, Column
from sasaeai.analysis.figures.facts.encoding import Encoded, EncodedLists, encoded_values
from sasaeai.analysis.figures.quantities import kind_called
from sasaeai.analysis.figures.refusals import LayoutRefused
from sasaeai.analysis.figures.states import CellState


@pytest.mark.parametrize(
    ("reader", "written", "read"),
    [
        (fields.read_words, True, ("true",)),
        (fields.read_words, False, ()),
        (fields.read_words, [1, 2.50, " 訪問 ", None], ("1", "2.5", "訪問")),
        (fields.read_tier, "第１層相当", ("第1層",)),
        (fields.read_tier, "全体", ("全体",)),
        (fields.read_day, "", None),
        (fields.read_state, "", ("held", None)),
        (fields.read_state, "見込み", ("forecast", CellState.FORECAST)),
        (fields.read_state, "集計中", ("held", CellState.TALLYING)),
        (fields.read_number, "", None),
        (fields.read_number, "１，９５９", Decimal(1959)),
        (fields.read_number, "▲3", Decimal(-3)),
        (fields.read_number, 0.1 + 0.2, Decimal("0.3")),
        (fields.read_counts, None, ()),
        (fields.read_counts, {"人": 3, "回": None}, (("人", Decimal(3)),)),
        (
            fields.read_counts,
            {"人": {"value": 3, "kind": "実人数"}},
            (("実人数", Decimal(3)),),
        ),
        (fields.read_area, "", ()),
        (fields.read_area, {"圏域": ""}, ()),
        (fields.read_area, {"圏域": ["北", "南"]}, ((("圏域", "北"), ("圏域", "南")),)),
        (fields.read_area, ["北", "南"], tuple((("", a), ("name", a)) for a in "北南")),
        (fields.read_entities, None, ()),
        (fields.read_group, None, {}),
    ],
)
def test_what_is_written_in_several_ways_is_read_as_one(reader, written, read):
    assert reader(written) == read


def test_a_range_of_days_may_be_a_list():
    period = fields.read_day(["2022-04-05", "2022-04-07"])

    assert (str(period.first), str(period.last)) == ("2022-04-05", "2022-04-07")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"datte": "2022-04-01"}, "「date」の書き間違い"),
        ({"kind": {"名": "訪問"}}, "文字か文字の並び"),
        ({"date": "いつか"}, "読み取れません"),
        ({"state": "たぶん"}, "「たぶん」は使えません"),
        ({"counts": {"人": "三人"}}, "「人」：「三人」は数ではありません"),
        ({"counts": {"人": True}}, "数ではありません"),
        ({"counts": {"円": "9" * 31}}, f"「{'9' * 30}…」は大きすぎます"),
        ({"counts": 3}, "単位ごとの数"),
        ({"partners": {"type": "町内会"}}, "id か name"),
        ({"subjects": "u1"}, "名前と値の組"),
        ({"date": "2022-04-01", "period": "令和4年度"}, "二つあります"),
        ({"from": "2022-04-05", "to": "2022-04-01"}, "to が from より前"),
        ({"to": "2022-04-01"}, "始まり）がないか"),
        ({"value": 3}, "何の数か分かりません"),
    ],
)
def test_a_slip_is_told_with_its_line(row, told):
    with pytest.raises(FactRefused, match=told) as refused:
        facts_from_rows([{"kind": "訪問"}, row], lines=[3, 7])

    assert str(refused.value).startswith("7行目")


def test_an_id_given_twice_is_told_at_the_second_place():
    rows = [{"id": "a"}, {"kind": "訪問"}, {"id": "b"}, {"id": "a"}]

    with pytest.raises(FactRefused, match="4行目「id」：「a」が二度あります"):
        facts_from_rows(rows)


def test_facts_without_lines_are_told_by_their_number():
    encoded = encoded_values(["2022-04-01", "いつか"])

    with pytest.raises(FactRefused, match=r"^2件目「date」"):
        facts_from_columns(2, {"date": encoded})

    facts = facts_from_columns(2, {"kind": encoded_values(["訪問", "電話"])})
    assert facts.id_of(1) == "2件目"


def test_a_towns_own_field_may_be_written_by_itself_or_among_the_attributes():
    rows = [
        {"attributes": {"天気": "晴"}},
        {"天気": "雨", "attributes": {"気温": 3}},
        {"天気": "", "attributes": {"天気": "雪"}},
    ]

    weather = facts_from_rows(rows).column("attribute.天気")

    assert [weather.values(fact) for fact in range(3)] == [["晴"], ["雨"], ["雪"]]
    with pytest.raises(FactRefused, match=r"^1行目「attributes\.天気」：同じ意味の項目が"):
        facts_from_rows([{"天気": "晴", "attributes": {"天気": "雨"}}])


def test_two_spellings_of_a_field_are_one_where_no_fact_has_both():
    rows = [{"date": "2022-04-01"}, {"period": "令和4年度", "date": ""}, {"date": None}]

    assert facts_from_rows(rows).dated.tolist() == [True, True, False]


def test_a_value_that_cannot_be_packed_is_compared_as_it_is_written():
    days = [date(2022, 4, 1), date(2022, 4, 1), "2022-04-01"]

    assert encoded_values(days).codes.tolist() == [0, 0, 1]


def lists(lengths, values):
    """Lists of so many elements each, each element written out."""
    encoded = encoded_values(values)
    return EncodedLists(np.array(lengths, dtype=np.int64), encoded.codes, encoded.values)


@pytest.mark.parametrize(
    ("name", "given", "dimension", "values"),
    [
        ("partners", lists([2, 0, 1], ["p1", "p2", "p1"]), "partner", [["p1", "p2"], [], ["p1"]]),
        ("partners", lists([1, 0, 1], ["p1", "p1"]), "partner.name", [["p1"], [], ["p1"]]),
        ("partners", lists([1, 1, 0], ["p1", " p1 "]), "partner", [["p1"], ["p1"], []]),
        ("subjects.person", lists([1, 1, 0], ["u1", "u2"]), "subject.person", [["u1"], ["u2"], []]),
        (
            "subjects.person",
            lists([1, 1, 1], [3, "u1", 3]),
            "subject.person",
            [["3"], ["u1"], ["3"]],
        ),
        (
            "coordinators",
            lists([2, 1, 0], [{"id": "c1", "name": "青木"}, {"id": "c2"}, {"id": "c2"}]),
            "coordinator.name",
            [["青木", "c2"], ["c2"], []],
        ),
        (
            "partners",
            lists([1, 1, 1], [["p1", "p2"], "", "p2"]),
            "partner",
            [["p1", "p2"], [], ["p2"]],
        ),
        (
            "partners",
            lists([1, 0, 1], [{"id": "p1", "type": "町会"}, {"id": "p2"}]),
            "partner.type",
            [["町会"], [], []],
        ),
    ],
)
def test_lists_of_which_each_element_is_encoded_are_the_same_as_rows(
    name, given, dimension, values
):
    facts = facts_from_columns(3, {}, lists={name: given})

    assert [facts.column(dimension).values(fact) for fact in range(3)] == values


def test_a_nameless_partner_in_a_list_is_told_at_its_fact():
    given = lists([1, 1], ["p1", {"type": "町会"}])

    with pytest.raises(FactRefused, match=r"^2件目「partners」：id か name"):
        facts_from_columns(2, {}, lists={"partners": given})


def test_a_sum_beyond_64_bits_is_exact():
    most = 10**18 - 1
    amounts = Amounts(kind_called("円"), np.full(20, most), np.full(20, True), digits=6)

    assert amounts.total(np.arange(20)) == Decimal(20 * most).scaleb(-6)


def test_labels_that_are_no_number_have_none():
    column = Column(np.array([0, 1, 2]), ("12", "十二", "NaN"))

    assert column.numbers == [Decimal(12), None, None]


@pytest.mark.parametrize(
    ("dimension", "told"),
    [
        ("性別", "attribute.性別とtext.性別のどちらか分かりません"),
        ("kin", "近い名前：kind"),
        ("ぜんぜん違う", "使える名前：attribute.性別、kind、text.性別"),
    ],
)
def test_a_dimension_that_is_not_there_is_told_with_the_nearest(dimension, told):
    row = {"kind": "訪問", "attributes": {"性別": "女"}, "texts": {"性別": "女"}}

    with pytest.raises(LayoutRefused, match=told):
        facts_from_rows([row]).column(dimension)


@pytest.mark.parametrize(
    ("name", "unit", "adds"),
    [
        ("延べ利用者数", "人", True),
        ("のべ参加団体数", "参加団体", True),
        ("延長時間", "延長時間", True),
        ("実利用者数", "人", False),
        ("実相談件数", "件", False),
        ("実訪問回数", "回", False),
        ("実施回数", "実施回数", True),
        ("実績", "実績", True),
        ("実費", "実費", True),
        ("実習生", "実習生", True),
        ("食", "食", True),
    ],
)
def test_a_towns_own_count_kind_is_known_by_its_name(name, unit, adds):
    kind = kind_called(name)

    assert (kind.unit, kind.adds) == (unit, adds)


def test_every_encoding_of_nothing_is_nothing():
    facts = facts_from_columns(2, {"kind": Encoded(np.array([-1, -1], dtype=np.int32), [])})

    assert not facts.column("kind").present.any()
