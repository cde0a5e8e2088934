"""What a town has settled is kept, and improves its suggestions only where it helps."""

from __future__ import annotations

import numpy as np
import pytest

from sasaeai.analysis.needs import learning, shipped
from sasaeai.analysis.needs.classifier import Classifier
from sasaeai.analysis.needs.codes import NeedCode
from sasaeai.analysis.needs.examples import Example
from sasaeai.analysis.needs.grouping import groups_of
from sasaeai.analysis.needs.learning import ENOUGH, taught
from sasaeai.analysis.needs.model import train, with_table
from sasaeai.analysis.needs.vectors import table_of

PLACES = [
    "公民館",
    "役場",
    "駅",
    "郵便局",
    "診療所",
    "農協",
    "支所",
    "港",
    "市場",
    "寺",
    "朝市",
    "会館",
    "学校",
    "銀行",
    "温泉",
    "床屋",
    "眼科",
    "歯科",
    "集会所",
    "直売所",
    "神社",
    "図書館",
    "墓",
    "実家",
]


@pytest.fixture(scope="module")
def classifier():
    return Classifier(
        shipped.shipped_spellings(), shipped.shipped_lexicon(), shipped.shipped_model()
    )


def first(classifier, text):
    return next(iter(classifier.suggestions([text]))).labels[0][0]


def corrections(words, code):
    return [Example(f"{place}までの{words}", frozenset({code})) for place in PLACES]


def test_a_word_that_only_this_town_uses_is_learnt_from_its_corrections(classifier):
    unseen = "公園までのどんぐり号"
    assert first(classifier, unseen) is not NeedCode.TRANSPORT

    learnt = taught(classifier, corrections("どんぐり号", NeedCode.TRANSPORT))

    assert learnt.accepted
    assert learnt.after > learnt.before
    assert first(learnt.classifier, unseen) is NeedCode.TRANSPORT


def test_learning_does_not_forget_what_was_known(classifier):
    learnt = taught(classifier, corrections("どんぐり号", NeedCode.TRANSPORT)).classifier

    assert first(learnt, "屋根の雪下ろしができない") is NeedCode.SNOW
    assert first(learnt, "話し相手がいなくて寂しい") is NeedCode.GATHERING


def test_contradictory_corrections_are_remembered_but_not_learnt(classifier):
    codes = (NeedCode.SNOW, NeedCode.MEALS, NeedCode.ICT, NeedCode.CHILD)
    given = [
        Example(f"{place}へ行くバスがない", frozenset({codes[n % 4]}))
        for n, place in enumerate(PLACES)
    ]

    learnt = taught(classifier, given)

    assert not learnt.accepted or learnt.after >= learnt.before
    assert first(learnt.classifier, given[0].text) is codes[0]


def test_a_few_corrections_are_only_remembered(classifier):
    given = corrections("どんぐり号", NeedCode.TRANSPORT)[: ENOUGH - 1]

    learnt = taught(classifier, given)

    assert not learnt.accepted
    assert learnt.classifier.model is classifier.model
    assert learnt.classifier.suggestions([given[0].text]).__next__().suggested == (
        NeedCode.TRANSPORT,
    )


def test_a_text_settled_twice_counts_as_last_settled(classifier):
    given = [
        Example("どんぐり号", frozenset({NeedCode.SNOW})),
        Example("どんぐり号", frozenset({NeedCode.TRANSPORT})),
    ]

    assert first(taught(classifier, given).classifier, "どんぐり号") is NeedCode.TRANSPORT


def test_weights_of_word_vectors_are_taught_too():
    words = {word: n for n, word in enumerate(["公民館", "役場", "雪", "号"])}
    table = table_of(words, np.eye(4, 8, dtype=np.float32), source="tiny")
    model = with_table(shipped.shipped_model(), shipped.shipped_lessons(), table)
    classifier = Classifier(shipped.shipped_spellings(), shipped.shipped_lexicon(), model, table)

    learnt = taught(classifier, corrections("どんぐり号", NeedCode.TRANSPORT))

    assert learnt.accepted
    assert learnt.classifier.model.fits(table)
    assert first(learnt.classifier, "公園までのどんぐり号") is NeedCode.TRANSPORT
    assert groups_of(["雪がこわい", "雪がこわいなあ"], learnt.classifier)


def test_a_model_learnt_anew_is_the_shipped_one():
    model = train(shipped.shipped_lessons())

    assert list(model.weighing.places) == list(shipped.shipped_model().weighing.places)
    assert np.abs(model.runs.weights - shipped.shipped_model().runs.weights).max() < 0.05


def test_what_would_make_suggestions_worse_is_remembered_and_not_learnt(classifier, monkeypatch):
    monkeypatch.setattr(learning, "_each_unseen", lambda _c, _texts, labels: 1 - labels)
    given = corrections("雪下ろし", NeedCode.SNOW)

    learnt = taught(classifier, given)

    assert (learnt.accepted, learnt.classifier.model) == (False, classifier.model)
    assert learnt.after < learnt.before
    assert first(learnt.classifier, given[0].text) is NeedCode.SNOW
