"""A trouble is taken down, worked on, answered, and only then done."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from sasaeai.history.models import Event
from sasaeai.needs.actions import GivenCaller, StepNotAllowed, record_intake, take_step
from sasaeai.needs.examples import AT, DAY, a_need, an_intake, their_need
from sasaeai.needs.handover import handover_parts
from sasaeai.needs.models import Need
from sasaeai.needs.months import without_category, without_reply
from sasaeai.needs.queries.finding import strayed
from sasaeai.needs.rules.states import NeedState
from sasaeai.reports.handover_sources import HandoverAsked

LATER = datetime(2022, 10, 20, 3, tzinfo=UTC)
DAY_AFTER = date(2022, 10, 5)


def step(cast, need, to, **given):
    usual = {"by": cast.ishida, "at": LATER, "on": DAY_AFTER, "wording": "電話で話した"}
    return take_step(need=need, to=to, **{**usual, **given})


def test_one_call_may_tell_several_troubles(cast):
    given = an_intake(cast, "病院まで行く足がない", "ごみ袋が重くて運べない")

    first, second = record_intake(by=cast.ishida, at=AT, town=cast.town, given=given)

    assert first.intake == second.intake
    assert [n.state for n in (first, second)] == [NeedState.RECEIVED] * 2
    assert first.suggested["labels"][0][0] == "transport"
    assert second.suggested["labels"][0][0] == "garbage"
    assert Event.objects.filter(what="needs.recorded").count() == 2


def test_a_trouble_is_done_only_after_its_answer(cast):
    need = a_need(cast)

    with pytest.raises(StepNotAllowed, match="「受付」から「完了」へは進めません"):
        step(cast, need, NeedState.DONE)

    step(cast, need, NeedState.ANSWERED)
    step(cast, need, NeedState.DONE)
    need.refresh_from_db()
    assert (need.state, need.closed_on) == (NeedState.DONE, DAY_AFTER)


def test_whoever_waits_for_a_reply_hears_back_before_it_is_done(cast):
    need = a_need(cast, wants_reply=True)
    step(cast, need, NeedState.ANSWERED)

    with pytest.raises(StepNotAllowed, match="返事がまだ"):
        step(cast, need, NeedState.DONE)

    step(cast, need, None, told_back=True, on=date(2022, 10, 8))
    step(cast, need, NeedState.DONE, on=date(2022, 10, 9))
    need.refresh_from_db()
    assert need.days_to_reply == 5


def test_a_closed_need_does_not_reopen(cast):
    need = a_need(cast)
    step(cast, need, NeedState.WITHDRAWN, wording="本人の申し出")

    with pytest.raises(StepNotAllowed, match="あらためて受け付けて"):
        step(cast, need, NeedState.IN_HAND)


def test_what_nobody_answers_says_where_it_was_looked_for(cast):
    need = a_need(cast)

    with pytest.raises(StepNotAllowed, match="わけを書いて"):
        step(cast, need, NeedState.NO_RESOURCE, wording=" ")

    step(cast, need, NeedState.NO_RESOURCE, wording="送迎の会もタクシー券もない")
    assert list(Need.objects.unmet()) == [need]
    step(cast, need, NeedState.REFERRED, wording="送迎の会ができた")
    assert not Need.objects.unmet().exists()


def test_the_database_refuses_a_closed_trouble_without_a_day(cast):
    need = a_need(cast)

    with pytest.raises(IntegrityError):
        Need.objects.filter(pk=need.pk).update(state=NeedState.DONE)


def test_a_step_lies_between_the_day_it_was_heard_and_today(cast):
    need = a_need(cast)

    with pytest.raises(ValidationError, match="聞いた日よりあと"):
        step(cast, need, NeedState.IN_HAND, on=date(2022, 10, 1))
    with pytest.raises(ValidationError, match="まだ先の日"):
        step(cast, need, NeedState.IN_HAND, on=date(2022, 12, 1))


def test_a_name_is_kept_only_under_consent(cast):
    caller = GivenCaller("江川", DAY, "", phone="000-111-2222")
    given = an_intake(cast, "庭の草が取れない", caller=caller)

    with pytest.raises(ValidationError, match="どのように同意を得たか"):
        record_intake(by=cast.ishida, at=AT, town=cast.town, given=given)

    assert not Need.objects.exists()


def test_those_bound_to_an_area_see_what_was_told_there(cast):
    own = a_need(cast)
    elsewhere = a_need(cast, by=cast.aoki, area=cast.second_area, post=cast.posts["first-tier"])
    their_need(cast)

    assert list(Need.objects.visible_to(cast.ishida)) == [own]
    assert set(Need.objects.visible_to(cast.aoki)) == {own, elsewhere}


def test_what_was_written_past_the_rules_is_found_by_the_check_of_the_data(cast):
    need, sound = a_need(cast), a_need(cast)
    step(cast, sound, NeedState.IN_HAND)

    Need.objects.filter(pk=need.pk).update(state=NeedState.ANSWERED)

    assert list(strayed()) == [need]


def test_the_successor_is_told_of_what_is_open(cast):
    a_need(cast, wants_reply=True)
    done = a_need(cast, "済んだ困りごと")
    step(cast, done, NeedState.ANSWERED)
    step(cast, done, NeedState.DONE)
    asked = HandoverAsked(
        town_id=cast.town.pk,
        as_of=DAY,
        since=DAY,
        post_id=cast.posts["first-area"].pk,
        area_ids=None,
    )

    (part,) = handover_parts(asked)

    assert [row[1:] for row in part.rows] == [
        ("病院まで行く足がない", "第1圏域", "受付（返事を待っている）")
    ]


def test_the_month_is_not_ready_while_somebody_waits(cast):
    need = a_need(cast, wants_reply=True)
    a_need(cast, codes=["garbage"])
    month = (cast.town.pk, date(2022, 10, 1), date(2022, 10, 31))

    (untold,), (unread,) = without_reply(*month), without_category(*month)

    assert (untold.count, untold.area_id) == (1, cast.first_area.pk)
    assert (unread.count, unread.area_id) == (1, cast.first_area.pk)
    step(cast, need, NeedState.ANSWERED, told_back=True)
    assert list(without_reply(*month)) == []
