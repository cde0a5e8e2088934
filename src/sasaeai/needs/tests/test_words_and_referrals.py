"""町のことば teach the suggestions; つなぎ carries names only under consent."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sasaeai.needs.actions import (
    GivenCaller,
    StepNotAllowed,
    keep_word,
    refer,
    settle,
    suggest_anew,
    take_step,
)
from sasaeai.needs.examples import AT, DAY, a_label, a_need
from sasaeai.needs.models import TownWord
from sasaeai.needs.queries.words import proposals_for
from sasaeai.needs.rules.states import NeedState
from sasaeai.resources.examples import a_word


def led(cast, **more):
    return {
        "on": DAY,
        "came_from": a_word(cast.town, "referral-from", "consultation"),
        "led_to": a_word(cast.town, "referral-to", "care_centre"),
        "people": 1,
        "area": None,
        **more,
    }


def test_a_word_of_the_town_decides_what_is_suggested(cast):
    need = a_need(cast, "どんぐり号が来ない")

    keep_word(by=cast.uno, at=AT, town=cast.town, code="transport", word="どんぐり号")
    suggest_anew(by=cast.uno, at=AT, needs=[need])

    need.refresh_from_db()
    assert need.suggested["labels"][0][0] == "transport"
    assert need.suggested["evidence"] == ["どんぐり号"]


def test_words_of_corrected_texts_are_proposed_and_taken_over(client, cast):
    for wording in ("山之上の件で困る", "山之上がつらい"):
        need = a_need(cast, wording)
        settle(by=cast.ishida, at=AT, need=need, labels=[a_label(cast.town, "snow")])

    (proposal,) = proposals_for(cast.uno)
    client.force_login(cast.uno)
    client.post(reverse("needs:words"), {"code": proposal.code, "word": proposal.word})

    assert (proposal.word, proposal.code, proposal.times) == ("山之上", "snow", 2)
    assert proposals_for(cast.uno) == []
    client.post(reverse("needs:word-drop"), {"word": TownWord.objects.get().pk})
    assert not TownWord.objects.exists()


def test_a_trouble_led_on_stands_at_that_state(cast):
    need = a_need(cast)

    refer(by=cast.ishida, at=AT, town=cast.town, facts=led(cast), need=need)

    need.refresh_from_db()
    assert need.state == NeedState.REFERRED
    assert "地域包括支援センターにつないだ" in need.steps.last().wording


def test_a_closed_trouble_is_not_led_on(cast):
    need = a_need(cast)
    take_step(
        by=cast.ishida, at=AT, need=need, on=DAY, to=NeedState.WITHDRAWN, wording="本人の申し出"
    )

    with pytest.raises(StepNotAllowed, match="あらためて受け付けて"):
        refer(by=cast.ishida, at=AT, town=cast.town, facts=led(cast), need=need)

    assert not need.referrals.exists()


def test_names_go_on_only_as_far_as_the_consent_reaches(cast):
    office_only = GivenCaller("江川", DAY, "口頭")
    need = a_need(cast, caller=office_only)

    with pytest.raises(ValidationError, match="同意した日"):
        refer(by=cast.ishida, at=AT, town=cast.town, facts=led(cast, names_given=True), need=need)
    facts = led(cast, names_given=True, consented_on=DAY)
    with pytest.raises(ValidationError, match="コーディネーターと市だけ"):
        refer(by=cast.ishida, at=AT, town=cast.town, facts=facts, need=need)

    assert not need.referrals.exists()


def test_people_of_a_class_are_led_on_without_a_trouble(client, cast):
    client.force_login(cast.ishida)
    given = led(cast, came_from=a_word(cast.town, "referral-from", "frailty_class"), people=4)
    posted = {
        **{name: getattr(value, "pk", value) or "" for name, value in given.items()},
        "on": DAY.isoformat(),
        "area": cast.first_area.pk,
    }

    answer = client.post(reverse("needs:refer-new"), posted, follow=True)

    assert "フレイル予防講習会" in answer.content.decode()
    assert "4人" in answer.content.decode()
