"""Facts built month by month and joined are the facts built at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasaeai.analysis.figures import facts_from_rows
from sasaeai.analysis.figures.facts.joining import joined

WORD = st.sampled_from(["訪問", "電話", "会議"])
ROW = st.fixed_dictionaries(
    {"date": st.sampled_from(["2022-04-05", "2022-05-06", "2022"])},
    optional={
        "means": WORD,
        "functions": st.one_of(WORD, st.lists(WORD, max_size=3, unique=True)),
        "area": st.sampled_from([{"圏域": "第1圏域", "地区": "港"}, {"圏域": "第2圏域"}]),
        "counts": st.sampled_from([{"人": 3}, {"人": "1.5", "食": 20}]),
        "partners": st.lists(
            st.sampled_from([{"id": "p1", "name": "港町会", "type": "町会"}, "p2"]), max_size=2
        ),
        "ended": st.just("2023-03-31"),
    },
)


@given(st.lists(st.lists(ROW, max_size=5), max_size=4))
def test_joined_blocks_are_the_facts_of_all_rows(months):
    must_be_the_facts_of_all_rows(months)


APRIL = {"date": "2022-04-05", "functions": "調整", "counts": {"人": 3}, "partners": ["p2"]}
MAY = {
    "date": "2022-05-06",
    "functions": ["調整", "発掘"],
    "counts": {"人": "1.5", "食": 20},
    "partners": [{"id": "p1", "type": "町会"}, "p2"],
    "ended": "2023-03-31",
}


@pytest.mark.parametrize(
    "months", [[], [[APRIL]], [[APRIL], [], [MAY]], [[MAY], [APRIL]], [[MAY], [{"date": "2022"}]]]
)
def test_months_of_few_words_join_months_of_many(months):
    must_be_the_facts_of_all_rows(months)


def must_be_the_facts_of_all_rows(months):
    numbered = [
        [row | {"id": f"r{m}.{n}"} for n, row in enumerate(month)] for m, month in enumerate(months)
    ]
    whole = facts_from_rows([row for month in numbered for row in month])
    whole.complete()
    parts = joined([facts_from_rows(month) for month in numbered])

    assert parts.size == whole.size
    assert set(parts.columns) == set(whole.columns)
    for fact in range(whole.size):
        assert parts.id_of(fact) == whole.id_of(fact)
        assert parts.first[fact] == whole.first[fact]
        for name, column in whole.columns.items():
            assert parts.columns[name].values(fact) == column.values(fact)
        for name, amounts in whole.counts.items():
            assert parts.counts[name].present[fact] == amounts.present[fact]
            assert parts.counts[name].exact(_one(fact)) == amounts.exact(_one(fact))
    for name in ("partner", "partner.type"):
        if name in whole.columns:
            assert len(parts.columns[name].codes) == len(parts.columns["partner"].codes)
    assert (parts.ended is None) == (whole.ended is None)


def _one(fact):
    return np.array([fact])


def test_a_things_own_properties_stay_beside_it():
    """Where one month names no type, its partners must not take the types of another month's."""
    plain = {"date": "2022-04-05", "partners": ["p1", "p2"]}
    typed = {"date": "2022-05-06", "partners": [{"id": "p3", "type": "町会"}, "p4"]}

    facts = joined([facts_from_rows([plain]), facts_from_rows([typed])])

    types, partners = facts.columns["partner.type"], facts.columns["partner"]
    labels = [types.labels[code] if code >= 0 else "" for code in types.codes]
    assert [partners.labels[code] for code in partners.codes] == ["p1", "p2", "p3", "p4"]
    assert labels == ["", "", "町会", ""]


def test_records_without_ids_keep_their_place_among_those_with_ids():
    facts = joined([facts_from_rows([{"id": "a"}]), facts_from_rows([{"kind": "訪問"}])])

    assert [facts.id_of(fact) for fact in range(2)] == ["a", "2件目"]
