"""Like voices found together, with the reason."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

from sasaeai.analysis.needs import shipped
from sasaeai.analysis.needs.classifier import Classifier
from sasaeai.analysis.needs.codes import NeedCode
from sasaeai.analysis.needs.grouping import Likeness, closeness_of, groups_of

TEXTS = [
    "ゴミ捨て場が遠くて困る",
    "ごみ捨て場が遠くて困る。".rstrip("。"),
    "ごみ捨て場が少し遠くて困る",
    "屋根の雪下ろしを頼む人がいない",
    "雪下ろしを頼める人がいない",
    "話し相手がほしい",
]


@pytest.fixture(scope="module")
def classifier():
    return Classifier(
        shipped.shipped_spellings(), shipped.shipped_lexicon(), shipped.shipped_model()
    )


def test_the_same_the_nearly_same_and_a_theme_are_told_apart(classifier):
    groups = groups_of(TEXTS, classifier)

    by_likeness = {group.likeness: set(group.members) for group in groups}
    assert by_likeness[Likeness.SAME] == {0, 1}
    assert 2 in by_likeness[Likeness.NEAR]
    assert any({3, 4} == set(group.members) for group in groups)
    assert all(5 not in group.members for group in groups)


def test_a_group_says_why(classifier):
    snow = next(g for g in groups_of(TEXTS, classifier) if g.code is NeedCode.SNOW)

    assert "雪下ろし" in snow.words
    assert "「雪下ろし」" in snow.reason or "ほとんど同じ文" in snow.reason


def test_the_order_of_the_texts_does_not_change_who_belongs_together(classifier):
    def together(texts):
        groups = groups_of(texts, classifier)
        return {(g.likeness, frozenset(texts[n] for n in g.members)) for g in groups}

    assert together(TEXTS) == together(TEXTS[::-1])


@pytest.mark.parametrize("texts", [[], ["雪かき"], ["", "", ""]])
def test_too_little_makes_no_group(classifier, texts):
    assert groups_of(texts, classifier) == []


def test_what_is_said_otherwise_is_nearer_than_the_rest(classifier):
    pairs = tomllib.loads(Path(__file__).with_name("said_otherwise.toml").read_text("utf-8"))
    first, second = zip(*pairs["pairs"], strict=True)

    close = closeness_of([*first, *second], classifier)[: len(first)]

    np.fill_diagonal(close, 0)
    own = np.diag(close[:, len(first) :])
    place = (close > own[:, None]).sum(axis=1)
    assert (place == 0).mean() >= 0.55
    assert (place < 5).mean() >= 0.9
