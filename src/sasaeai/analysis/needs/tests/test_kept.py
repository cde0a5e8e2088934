"""What was learnt, as bytes and back; bytes of something else are told from it."""

import io

import numpy as np
import pytest

from sasaeai.analysis.needs.codes import CODES, NeedCode
from sasaeai.analysis.needs.grouping import Group, Likeness, _stars
from sasaeai.analysis.needs.kept import (
    NotKept,
    packed_model,
    packed_table,
    unpacked_model,
    unpacked_table,
)
from sasaeai.analysis.needs.linear import Linear
from sasaeai.analysis.needs.model import Model
from sasaeai.analysis.needs.ngrams import Weighing
from sasaeai.analysis.needs.vectors import table_of


def a_model(**given):
    runs = Linear(np.ones((2, len(CODES))), np.zeros(len(CODES)))
    return Model(Weighing({"雪": 0, "バス": 1}, np.array([1.0, 2.0])), runs, **given)


def a_table(*words):
    vectors = np.eye(len(words), 8, dtype=np.float32)
    return table_of({word: n for n, word in enumerate(words)}, vectors, source="tiny")


def packed(**arrays):
    out = io.BytesIO()
    np.savez(out, **arrays)
    return out.getvalue()


@pytest.mark.parametrize("vectors", [None, Linear(np.ones((8, len(CODES))), np.zeros(len(CODES)))])
def test_a_model_is_kept_with_or_without_word_vectors(vectors):
    model = a_model(vectors=vectors, vector_source="tiny" if vectors else "")

    found, learnt_from = unpacked_model(packed_model(model, learnt_from="abc"))

    assert learnt_from == "abc"
    assert found.weighing.places == model.weighing.places
    assert np.array_equal(found.runs.weights, model.runs.weights)
    assert (found.vectors is None, found.vector_source) == (vectors is None, model.vector_source)


OTHER_CODES = packed(form=np.array(1), codes=np.array(["x"]))


@pytest.mark.parametrize(
    ("read", "data", "told"),
    [
        (unpacked_model, b"", "こわれているか"),
        (unpacked_model, packed(form=np.array(99)), "別の版"),
        (unpacked_model, packed(form=np.array(1)), "学習の結果のファイルではありません"),
        (unpacked_model, OTHER_CODES, "分類が今のものと違います"),
        (unpacked_table, OTHER_CODES, "言葉の表のファイルではありません"),
    ],
)
def test_bytes_of_something_else_are_told(read, data, told):
    with pytest.raises(NotKept, match=told):
        read(data)


def test_words_of_a_table_are_found_as_they_are_inflected():
    table = unpacked_table(
        packed_table(a_table("食べる", "寂しい", "はこぶ", "しかし", "除雪する人手がいる"))
    )

    rows = table.of_texts(["食べ", "寂しく", "はこんで", "しかし", "除雪する人手がい", "雪"])

    assert rows.argmax(axis=1)[:3].tolist() == [0, 1, 2]
    assert rows.any(axis=1).tolist() == [True, True, True, False, False, False]
    assert table.of_texts(["雪"]).tolist() == [[0.0] * 8]


def test_a_word_of_eight_letters_is_found_but_its_longer_forms_are_not():
    table = a_table("除雪作業手伝寂しい"[1:])

    assert table.of_texts(["雪作業手伝寂しい"]).any()
    assert table.of_texts(["雪作業手伝寂し"]).any()


@pytest.mark.parametrize(
    ("likeness", "words", "told"),
    [
        (Likeness.SAME, (), "書き方の違いを除けば同じ文"),
        (Likeness.NEAR, (), "ほとんど同じ文"),
        (Likeness.THEME, ("雪",), "「雪」が共通で、"),
        (Likeness.THEME, (), "の声で、言い回しや意味が近い"),
    ],
)
def test_a_group_says_why_it_is_one(likeness, words, told):
    assert told in Group(likeness, NeedCode.SNOW, (0, 1), 0.8, words).reason


def test_who_is_near_only_to_a_member_of_a_group_stays_alone():
    chain = [(0, 1, 0.9), (1, 2, 0.8), (1, 4, 0.8), (2, 3, 0.9)]

    assert list(_stars(chain, "abcde")) == [((1, 0, 2, 4), 0.8)]
