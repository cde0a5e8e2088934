"""Marks stand where a reader would put them, in the text as written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasaeai.analysis.words.asking import query_phrases
from sasaeai.analysis.words.marking import excerpt, marked


def hits(text: str, typed: str, synonyms=()) -> list[str]:
    return [p.text for p in marked(text, query_phrases(typed, synonyms)) if p.hit]


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("髙橋さんとﾀｶﾊｼさん", "高橋 タカハシ", ["髙橋", "ﾀｶﾊｼ"]),
        ("ｶﾞｰﾃﾞﾆﾝｸﾞの会", "ガーデニング", ["ｶﾞｰﾃﾞﾆﾝｸﾞ"]),
        ("サ－ビス", "サービス", ["サ－ビス"]),
        ("㈱ささえ", "株", ["㈱"]),
        ("山田　太郎", "山田太郎", ["山田　太郎"]),
        ("葛\U000e0100城", "葛城", ["葛\U000e0100城"]),
        ("見守り見守り", "見守り", ["見守り見守り"]),
        ("体操", "買物", []),
        ("", "買物", []),
    ],
)
def test_what_was_looked_for_is_marked(text, typed, found):
    assert hits(text, typed) == found


def test_other_writings_are_marked_as_well():
    assert hits("買い物に困る", "買物", [("買物", "買い物")]) == ["買い物"]


@given(st.text(max_size=80), st.text(max_size=10))
def test_marking_never_changes_the_text(text, typed):
    assert "".join(p.text for p in marked(text, query_phrases(typed))) == text


def test_an_excerpt_shows_the_line_around_the_first_hit():
    line = "あ" * 100 + "灯油" + "い" * 100
    shown = excerpt(f"題\n{line}", query_phrases("灯油"), length=60)

    assert [p.text for p in shown if p.hit] == ["灯油"]
    assert shown[0].text == shown[-1].text == "…"
    assert sum(len(p.text) for p in shown) == 62


def test_an_excerpt_takes_the_line_with_most_words_and_not_the_title():
    text = "灯油の通院\n灯油\n通院と灯油の相談\n雑談"

    shown = excerpt(text, query_phrases("灯油 通院"), apart_from="灯油の通院")

    assert "".join(p.text for p in shown) == "通院と灯油の相談"


def test_no_line_holds_the_words():
    assert excerpt("雑談\n", query_phrases("灯油")) == []
