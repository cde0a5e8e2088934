"""Small deeds on a trouble and on the sheet; every filter of the list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sasaeai.history.models import Event
from sasaeai.needs.actions import (
    GivenCaller,
    GivenIntake,
    choose_example,
    correct_need,
    forget_caller,
    keep_word,
    mask_need,
    record_intake,
    refer,
    settle,
    settle_many,
    suggest_anew,
    take_step,
    unsettle_many,
)
from sasaeai.needs.examples import AT, DAY, a_label, a_need
from sasaeai.needs.models import Caller, Need, Referral
from sasaeai.needs.queries.suggesting import classifier_of
from sasaeai.needs.rules.states import NeedState
from sasaeai.people.examples import an_organisation
from sasaeai.resources.examples import a_word
from sasaeai.resources.models import Call

A_DAY = timedelta(days=1)


def test_words_for_print_name_nobody(cast):
    need = a_need(cast)

    with pytest.raises(ValidationError, match="伏せた書き方"):
        choose_example(by=cast.aoki, at=AT, need=need, wording="江川さんが困っている")
    choose_example(by=cast.aoki, at=AT, need=need, wording="病院が遠い")

    need.refresh_from_db()
    assert need.example == "病院が遠い"


def test_where_nothing_is_found_nothing_is_hidden(cast):
    with pytest.raises(ValidationError, match="見つかりません"):
        mask_need(by=cast.aoki, at=AT, need=a_need(cast))


def test_a_mended_call_takes_its_other_troubles_along(cast):
    need = a_need(cast, "江川さんの庭")
    facts = {"wording": "庭の草が取れない", "area": cast.second_area, "wish": "秋までに"}

    correct_need(by=cast.aoki, at=AT, need=need, facts=facts, households=[])

    need.refresh_from_db()
    assert (need.area, need.intake.area) == (cast.second_area, cast.second_area)
    assert need.suggested["labels"][0][0] == "housework"


def test_what_is_mended_keeps_its_steps_in_order_and_its_category(cast):
    need = a_need(cast, "庭の草", codes=["housework"])
    usual = {"by": cast.aoki, "at": AT + 9 * A_DAY, "need": need}
    take_step(**usual, on=DAY + A_DAY, to=NeedState.IN_HAND)

    with pytest.raises(ValidationError, match="対応した日より前"):
        correct_need(**usual, facts={"heard_on": DAY + 2 * A_DAY})
    lines = Event.objects.count()
    correct_need(**usual, facts={"wording": "庭の草"})
    assert Event.objects.count() == lines  # nothing changed, nothing told
    suggested = need.suggested
    mended = correct_need(**usual, facts={"wording": "庭の木", "heard_on": DAY + A_DAY})

    assert mended.suggested == suggested  # a person said what it is about
    assert [step.on for step in mended.steps.all()] == [DAY + A_DAY] * 2
    assert mended.state_on == DAY + A_DAY


def test_what_is_not_there_is_not_done(cast):
    need = a_need(cast, "庭の草", codes=["housework"])
    usual = {"by": cast.aoki, "at": AT}

    with pytest.raises(ValidationError, match="1つ以上書いて"):
        record_intake(**usual, town=cast.town, given=GivenIntake(heard_on=DAY, needs=()))
    with pytest.raises(ValidationError, match="預かっていません"):
        forget_caller(**usual, intake=need.intake)
    lines = Event.objects.count()
    assert suggest_anew(**usual, needs=[need]) == 0
    assert settle_many(**usual, pairs=[(need, [a_label(cast.town, "snow")])]) == 0
    assert unsettle_many(**usual, keys=[need.pk], settled_at=AT + A_DAY) == 0
    assert Event.objects.count() == lines
    assert need.labels.get().term.code == "housework"


def test_a_step_leads_to_places_of_the_town_and_tells_who_answered(cast):
    need, theirs = a_need(cast), an_organisation(cast.other_town)
    usual = {"by": cast.aoki, "at": AT, "need": need, "on": DAY, "to": NeedState.ANSWERED}

    with pytest.raises(ValidationError, match="この町のもの"):
        take_step(**usual, organisation=theirs)
    take_step(**usual, result=a_word(cast.town, "need-result", "self"), told_back=True)

    need.refresh_from_db()
    assert (need.result.code, need.first_reply_on) == ("self", DAY)


def test_the_name_is_wiped_when_it_is_no_longer_needed(client, cast):
    need = a_need(cast, caller=GivenCaller("江川", DAY, "口頭"))
    client.force_login(cast.ishida)
    deed = reverse("needs:deed", args=[need.pk, "forget"])

    client.post(deed)
    assert Caller.objects.exists()
    client.post(deed, {"sure": "1"})

    assert not Caller.objects.exists()


def test_what_the_town_settled_moves_its_suggestions_for_like_texts(cast):
    for n in range(20):
        need = a_need(cast, f"ぽんぽん号の{n}番")
        settle(by=cast.aoki, at=AT, need=need, labels=[a_label(cast.town, "transport")])
    new = a_need(cast, "ぽんぽん号のこと")

    suggest_anew(by=cast.aoki, at=AT, needs=[new])

    new.refresh_from_db()
    assert new.suggested["labels"][0][0] == "transport"
    assert len(classifier_of(cast.town.pk, learn=True).confirmed) == 20


@pytest.mark.parametrize(
    ("code", "word", "gone", "why"),
    [
        ("moon", "どんぐり号", False, "分類を選んで"),
        ("transport", "バ", False, "2文字以上"),
        ("transport", "どんぐり号", True, "はじめからの辞書にありません"),
    ],
)
def test_a_word_that_would_do_harm_is_refused(cast, code, word, gone, why):
    with pytest.raises(ValidationError, match=why):
        keep_word(by=cast.uno, at=AT, town=cast.town, code=code, word=word, is_removed=gone)


def test_a_word_of_the_product_is_no_longer_used(cast):
    keep_word(by=cast.uno, at=AT, town=cast.town, code="transport", word="バス", is_removed=True)

    known = {word.text for word in classifier_of(cast.town.pk).lexicon.words}
    assert "バス" not in known
    assert "タクシー" in known


def test_the_sheet_hides_skips_offers_and_goes_on_when_a_text_is_gone(client, cast):
    a_label(cast.town, "transport")
    named, wish = (
        a_need(cast, "江川さんの庭の草"),
        a_need(cast, "週に1回なら手伝います。協力したい"),
    )
    client.force_login(cast.ishida)

    def press(do, need=None):
        given = {"do": do, "need": need.pk if need else 0}
        page = client.post(reverse("needs:sort"), given, follow=True).content.decode()
        return page.replace("<u>", "").replace("</u>", "")

    assert "［名前］さんの庭の草" in press("mask", named)
    assert "手伝いたい" in press("skip", named)
    press("offer", wish)
    assert Call.objects.filter(wording=wish.wording).exists()
    assert "その文はもうありません" in press("accept")
    assert "分類を1つ以上選んでください" in press("accept", named)
    client.post(reverse("needs:suggest-anew"))


def test_a_referral_written_by_mistake_is_taken_back(client, cast):
    facts = {
        "on": DAY,
        "came_from": a_word(cast.town, "referral-from", "council"),
        "led_to": a_word(cast.town, "referral-to", "activity"),
    }
    line = refer(by=cast.ishida, at=AT, town=cast.town, facts=facts)
    client.force_login(cast.ishida)

    client.post(reverse("needs:referral-drop"), {"line": line.pk})

    assert not Referral.objects.exists()


def test_every_filter_finds_and_leaves_out(client, cast):
    need = a_need(cast, "バスがない", codes=["transport"], example="バスがない")
    a_need(
        cast, "店がない", by=cast.aoki, area=cast.second_area, post=None, route=None, channel=None
    )
    client.force_login(cast.aoki)
    intake = need.intake

    def found(**asked):
        return client.get(reverse("needs:list"), asked).context["summary"].count

    assert found() == 2
    for asked in (
        {"area": cast.first_area.pk},
        {"label": a_label(cast.town, "transport").term.pk},
        {"label": "none"},
        {"route": intake.route_id},
        {"channel": intake.channel_id},
        {"example": "on"},
        {"q": "バス"},
    ):
        assert found(**asked) == 1, asked
    for asked in ({"first": "2022-11-01"}, {"unmet": "on"}, {"mine": "on"}, {"state": "done"}):
        assert found(**asked) == 0, asked
    assert found(state="all") == found(state="open") == Need.objects.count()


def test_today_says_what_waits(client, cast):
    a_need(cast, wants_reply=True, urgency="1")
    client.force_login(cast.ishida)

    page = client.get(reverse("start")).content.decode()

    assert "受付のまま" in page
    assert "2週間をこえた 1件" in page
