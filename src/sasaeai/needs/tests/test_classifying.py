"""The machine suggests with its words; a person says; the town's suggestions learn from it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from sasaeai.needs.actions import settle, unsettle
from sasaeai.needs.examples import AT, a_label, a_need
from sasaeai.needs.models import Need


def test_what_a_person_said_counts_and_can_be_taken_back(cast):
    need = a_need(cast)

    settle(by=cast.ishida, at=AT, need=need, labels=[a_label(cast.town, "transport-hospital")])

    line = need.labels.get()
    assert (line.term.code, str(line), line.was_suggested) == ("transport", "通院", True)
    assert not Need.objects.unsettled().exists()
    unsettle(by=cast.ishida, at=AT, need=need)
    assert list(Need.objects.unsettled()) == [need]


def test_labels_are_of_the_towns_own_scheme_and_at_least_one(cast):
    need = a_need(cast)

    for labels in ([], [a_label(cast.other_town, "transport")], [a_label(cast.town, "meals")] * 2):
        with pytest.raises(ValidationError):
            settle(by=cast.ishida, at=AT, need=need, labels=labels)


def test_the_same_words_are_suggested_as_the_town_settled_them(cast):
    need = a_need(cast, "どんぐり号が来ない日は困る")
    settle(by=cast.ishida, at=AT, need=need, labels=[a_label(cast.town, "shopping")])

    again = a_need(cast, "ドングリ号が来ない日は困る".replace("ドングリ", "どんぐり"))

    assert again.suggested["labels"][0][0] == "shopping"
    assert again.suggested["confident"]
