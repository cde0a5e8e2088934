"""Folding and bigrams: what a reader would call the same word is the same word."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasaeai.analysis.words.asking import MOST_WRITINGS, holds, query_phrases
from sasaeai.analysis.words.bigrams import (
    LONGEST_PHRASE,
    LONGEST_PIECE,
    MOST_OF_ONE,
    bigrams,
    pieces,
)
from sasaeai.analysis.words.folding import fingerprint, fold, search_key
from sasaeai.analysis.words.variants import VariantsContradict, kanji_variants, variants_of

# What Japanese records are made of. Marks that join the letter before them (ﾞ, IVS) are tested by name.
WRITING = st.text(
    st.sampled_from("体操見守り買い物支援髙﨑澤サービスーヶ①２a Z-、。・（）〇○々\n　0123ｶﾀ−「」"),
    max_size=40,
)

SAME = [
    ("ﾀｶﾊｼ", "タカハシ"),
    ("タカハシ", "たかはし"),
    ("ｶﾞｰﾃﾞﾆﾝｸﾞ", "ガーデニング"),
    ("髙橋", "高橋"),
    ("山﨑", "山崎"),
    ("澤田", "沢田"),
    ("渡邊", "渡辺"),
    ("渡邉", "渡辺"),
    ("齋藤", "斉藤"),
    ("𠮷田", "吉田"),
    ("①", "1"),
    ("ヵ゛", "が"),
    ("１２３", "123"),
    ("㈱", "(株)"),
    ("㍻", "平成"),
    ("Ｓ Ｃ", "s c"),
    ("市ヶ谷", "市ケ谷"),
    ("市ヶ谷", "市け谷"),
    ("サ－ビス", "サービス"),
    ("１−２‐３", "1-2-3"),
    ("葛\U000e0100城", "葛城"),
    ("スヱ", "すえ"),
    ("か゛", "が"),
    ("体\u200b操", "体操"),
    ("⻑寿", "長寿"),
    ("⼾別訪問", "戸別訪問"),
    ("會議", "会議"),
    ("神", "神"),
    ("〜", "～"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_writing_folds_to_the_same(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ビール", "ビル"), ("いつか", "いっか"), ("かき", "がき"), ("高", "喬")]
)
def test_different_words_stay_different(one, other):
    assert search_key(one) != search_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("山田　太郎", "山田太郎"),
        ("090-1234-5678", "09012345678"),
        ("体\n操", "体操"),
        ("ボランティア・センター", "ボランティアセンター"),
        ("「見守り」", "見守り"),
    ],
)
def test_spaces_and_punctuation_do_not_part_words(one, other):
    assert search_key(one) == search_key(other)


def test_symbols_that_stand_for_a_name_can_be_found():
    assert search_key("○○町") == "○○町"


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
    assert search_key(search_key(text)) == search_key(text)


@given(WRITING, st.integers(0, 40), st.integers(1, 40))
def test_every_part_of_a_text_finds_the_text(text, start, length):
    part = search_key(text[start : start + length])

    assert part in search_key(text)


@given(WRITING.map(search_key), WRITING.map(search_key))
def test_a_phrase_of_bigrams_is_the_same_as_a_part_of_the_text(text, part):
    pairs, wanted = bigrams(text), bigrams(part)[:-1]
    found = any(pairs[n : n + len(wanted)] == wanted for n in range(len(pairs)))

    if len(part) > 1:
        assert found == (part in text)


def test_a_text_without_letters_has_no_bigrams():
    assert bigrams("、。 -") == []
    assert pieces("、。 -") == []


def test_a_long_text_is_cut_so_that_no_phrase_is_lost():
    chance = random.Random(8)  # noqa: S311  (the same text every time)
    text = "".join(chance.choices("体操見守り買物支援", k=30_000))

    cut = pieces(text)

    assert all(len(piece) <= LONGEST_PIECE for piece in cut)
    assert all(max(map(piece.count, set(piece))) <= MOST_OF_ONE + 1 for piece in cut)
    for start in range(0, len(text) - LONGEST_PHRASE, 997):
        phrase = text[start : start + LONGEST_PHRASE]
        assert any(phrase in "".join(pair[0] for pair in piece) for piece in cut)


def test_one_letter_many_times_still_comes_to_an_end():
    assert len(pieces("あ" * 2_000)) > 1


def test_the_table_of_variants_does_not_contradict_itself():
    variants = kanji_variants()

    assert not variants.keys() & set(variants.values())
    assert all(len(v) == 1 and fold(v) == letter for v, letter in variants.items())


@pytest.mark.parametrize("groups", [["高髙", "喬髙"], ["高髙", "髙高"]])
def test_a_contradicting_table_is_refused(groups):
    with pytest.raises(VariantsContradict):
        variants_of(groups)


def test_the_fingerprint_is_stable_within_a_version():
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 16


SYNONYMS = [
    ("買い物", "買物", "買いもの"),
    ("生活支援コーディネーター", "ＳＣ"),
    ("見守り", "見守"),
]


def test_a_word_is_also_looked_for_in_its_other_writings():
    assert set(query_phrases("買物", SYNONYMS)[0]) == {"買物", "買い物", "買いもの"}


def test_a_part_of_a_longer_word_is_reworded_as_well():
    assert "買い物支援" in query_phrases("買物支援", SYNONYMS)[0]


def test_the_longest_writing_is_reworded_not_a_part_of_it():
    assert set(query_phrases("見守り隊", SYNONYMS)[0]) == {"見守り隊", "見守隊"}


def test_the_typed_writing_comes_first():
    assert query_phrases("買物", SYNONYMS)[0][0] == "買物"


def test_quotation_marks_keep_the_words_as_typed():
    assert query_phrases("「“買物”」", SYNONYMS) == (("買物",),)
    assert query_phrases('"移動 販売"') == (("移動販売",),)


@pytest.mark.parametrize(
    "typed", ["見守り 佐藤", "見守り　佐藤", "見守り、佐藤", " 見守り  佐藤 見守り"]
)
def test_spaces_and_commas_part_words(typed):
    assert query_phrases(typed) == (("見守り",), ("佐藤",))


@pytest.mark.parametrize("typed", ["", "  ", "、。", '""', "---"])
def test_nothing_to_look_for(typed):
    assert query_phrases(typed) == ()
    assert not holds("体操", query_phrases(typed))


def test_every_word_must_be_found_in_one_writing():
    asked = query_phrases("買物 タカハシ", SYNONYMS)

    assert holds(search_key("ﾀｶﾊｼさんの買い物"), asked)
    assert not holds(search_key("買い物"), asked)


@given(st.text(max_size=80))
def test_whatever_is_typed_gives_few_short_phrases(typed):
    asked = query_phrases(typed, SYNONYMS)

    assert len(asked) <= 8
    assert all(0 < len(way) <= LONGEST_PHRASE for word in asked for way in word)


def test_a_word_with_very_many_writings_is_asked_for_in_a_few():
    synonyms = [(letter, *(f"{letter}{n}" for n in range(9))) for letter in "甲乙丙丁"]

    ((typed, *others),) = query_phrases("甲乙丙丁", synonyms)

    assert typed == "甲乙丙丁"
    assert len(others) == MOST_WRITINGS - 1
