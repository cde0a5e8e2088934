"""Suggested codes for what people say on a doorstep."""

from __future__ import annotations

import numpy as np
import pytest

from sasaeai.analysis.needs import shipped
from sasaeai.analysis.needs.classifier import Classifier
from sasaeai.analysis.needs.codes import CODES, LABELS, NeedCode
from sasaeai.analysis.needs.kept import (
    NotKept,
    packed_model,
    packed_table,
    unpacked_model,
    unpacked_table,
)
from sasaeai.analysis.needs.vectors import table_of


@pytest.fixture(scope="module")
def classifier():
    return Classifier(
        shipped.shipped_spellings(), shipped.shipped_lexicon(), shipped.shipped_model()
    )


def of(classifier, text):
    return next(iter(classifier.suggestions([text])))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("病院に行くバスがない", NeedCode.TRANSPORT),
        ("牛乳が重くて買って帰れない", NeedCode.SHOPPING),
        ("ゴミを出しに行けない", NeedCode.GARBAGE),
        ("電球を取り替えてほしい", NeedCode.HOUSEWORK),
        ("誰かとお茶を飲みながら話したい", NeedCode.GATHERING),
        ("ひとりで倒れたら誰も気づかない", NeedCode.WATCH),
        ("三度のご飯を作るのがつらい", NeedCode.MEALS),
        ("玄関先の雪をどかせない", NeedCode.SNOW),
        ("物忘れがひどくなった", NeedCode.HEALTH),
        ("保証人になってくれる人がいない", NeedCode.MONEY),
        ("地震の時に逃げられない", NeedCode.DISASTER),
        ("スマートフォンが使えない", NeedCode.ICT),
        ("坂の途中で休むベンチがほしい", NeedCode.ENVIRONMENT),
        ("町内会の役員になる人がいない", NeedCode.COMMUNITY),
        ("子育ての悩みを話せない", NeedCode.CHILD),
        ("特にありません", NeedCode.OTHER),
        ("", NeedCode.OTHER),
        ("。。。", NeedCode.OTHER),
        ("abc 123", NeedCode.OTHER),
    ],
)
def test_the_plain_cases(classifier, text, code):
    assert code in of(classifier, text).suggested


def test_a_trouble_may_be_about_two_things(classifier):
    found = of(classifier, "車がないので買い物に行けない")

    assert set(found.suggested) == {NeedCode.TRANSPORT, NeedCode.SHOPPING}


def test_where_it_is_unsure_the_next_best_are_shown_too(classifier):
    found = of(classifier, "この先どうなるか分からない")

    assert not found.confident
    assert 1 < len(found.labels) <= 3
    assert all(score >= 0.5 or 0.1 <= score < 0.4 for _, score in found.labels)


def test_beside_a_sure_suggestion_only_close_ones_are_shown(classifier):
    found = of(classifier, "屋根の雪下ろしを頼める人がいない")

    assert found.confident
    assert [code for code, _ in found.labels] == [NeedCode.SNOW]


def test_words_inside_another_word_do_not_count(classifier):
    assert [hit.word.text for hit in classifier.lexicon.hits("バスタオルとバス")] == ["バス"]


def test_without_a_word_of_the_lexicon_the_telling_characters_are_shown(classifier):
    text = "夜になるとなんだか心細うて"

    found = of(classifier, text)

    assert found.evidence
    assert all(words in text for words in found.evidence)


def test_a_long_note_is_judged_sentence_by_sentence(classifier):
    note = (
        "先日お宅を訪ねました。" * 8
        + "ごみの集積所まで運べないそうです。玄関の雪かきも頼みたいとのこと。"
    )

    assert {NeedCode.GARBAGE, NeedCode.SNOW} <= set(of(classifier, note).suggested)


def test_the_shipped_model_is_learnt_from_the_shipped_words():
    assert shipped.model_is_up_to_date(), "python -m tools.needs_model --vectors FILE"


def test_every_code_has_a_name_words_and_examples():
    told = {code for example in shipped.shipped_examples() for code in example.codes}
    worded = {word.code for word in shipped.shipped_lexicon().words}

    assert set(LABELS) == set(CODES) == told == worded - {None}


def test_a_model_is_the_same_after_being_kept(classifier):
    kept, learnt_from = unpacked_model(packed_model(classifier.model, learnt_from="x"))

    assert learnt_from == "x"
    assert np.allclose(kept.runs.weights, classifier.model.runs.weights)
    assert kept.weighing.places == classifier.model.weighing.places


def test_something_else_is_not_taken_for_a_model():
    with pytest.raises(NotKept):
        unpacked_model(b"PK\x03\x04 no model")


def test_word_vectors_are_found_without_a_tokeniser():
    words = {"雪": 0, "雪かき": 1, "歩く": 2, "ひどい": 3}
    table = unpacked_table(packed_table(table_of(words, np.eye(4, dtype=np.float32), source="x")))

    rows = table.of_texts(["雪かき", "雪", "よく歩きます", "zzz", ""])

    assert rows.argmax(axis=1).tolist()[:3] == [1, 0, 2]
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 1, 1, 0, 0])
