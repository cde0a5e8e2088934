"""Writing resources down, correcting, moving, confirming, publishing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from sasaeai.history.models import Event
from sasaeai.resources import actions
from sasaeai.resources.actions import Given, GivenContact
from sasaeai.resources.examples import (
    AT,
    DAY,
    SECOND_AND_FOURTH,
    a_given,
    a_resource,
    a_word,
)
from sasaeai.resources.feeds.facts import resource_rows
from sasaeai.resources.models import Confirmation, RegisterSettings, Resource
from sasaeai.resources.queries import alike, public_resources, shown
from sasaeai.resources.rules.freshness import Answer, Freshness, How
from sasaeai.resources.rules.publishing import Publishing
from sasaeai.resources.rules.states import State
from sasaeai.search.queries import newest

LATER = DAY + timedelta(days=30)


def told(what):
    return Event.objects.filter(what=what)


def test_a_salon_is_written_down_with_everything_that_hangs_on_it(cast):
    salon = a_resource(cast)

    assert [line.recurrence.words() for line in salon.schedules.all()] == [
        "毎週火曜 10:00〜12:00（祝日休み）"
    ]
    assert salon.contacts.get().phone_key == "0001112222"
    assert salon.gathering.main_activity.label == "茶話会"
    assert (salon.due_on, salon.leaves_public_on) == (date(2023, 4, 3), date(2023, 10, 3))
    assert told("resources.recorded").get().after["日時"] == ["毎週火曜 10:00〜12:00（祝日休み）"]


def test_a_correction_tells_only_what_changed_and_confirms_nothing(cast):
    salon = a_resource(cast)

    actions.change_resource(
        by=cast.aoki,
        at=AT + timedelta(days=9),
        resource=salon,
        given=Given(facts={"fee": "無料"}, schedules=[SECOND_AND_FOURTH]),
    )

    line = told("resources.changed").get()
    assert line.before == {"fee": "1回100円", "日時": ["毎週火曜 10:00〜12:00（祝日休み）"]}
    assert line.after == {"fee": "無料", "日時": ["毎月第2・第4木曜 10:00〜11:30"]}
    assert Resource.objects.get(pk=salon.pk).assured_on == DAY
    assert salon.contacts.count() == 1


def test_a_correction_that_changes_nothing_is_not_told(cast):
    salon = a_resource(cast)

    actions.change_resource(by=cast.aoki, at=AT, resource=salon, given=a_given(cast))

    assert not told("resources.changed").exists()


def test_a_resource_of_another_towns_area_is_refused(cast):
    theirs = cast.first_area.__class__.objects.of_town(cast.other_town.pk).first()

    with pytest.raises(ValidationError, match="この町の区域"):
        a_resource(cast, area=theirs)


def test_a_salon_pauses_with_a_reason_and_reopens_under_conditions(cast):
    salon = a_resource(cast)

    with pytest.raises(ValidationError, match="理由"):
        actions.move_state(by=cast.aoki, at=AT, resource=salon, to=State.PAUSED, on=DAY)
    actions.move_state(
        by=cast.aoki, at=AT, resource=salon, to=State.PAUSED, on=DAY,
        reason="感染症のため", conditions="電話と手紙でつながる",
    )  # fmt: skip
    actions.move_state(
        by=cast.aoki, at=AT, resource=salon, to=State.ACTIVE, on=LATER,
        conditions="人数を半分にして再開",
    )  # fmt: skip

    lines = [(line.state, line.conditions) for line in salon.state_lines.all()]
    assert lines == [
        ("active", "人数を半分にして再開"),
        ("paused", "電話と手紙でつながる"),
        ("active", ""),
    ]


def test_a_state_does_not_go_back_in_time_or_backwards(cast):
    salon = a_resource(cast, started_on=DAY)

    with pytest.raises(actions.StepNotAllowed, match="準備中"):
        actions.move_state(by=cast.aoki, at=AT, resource=salon, to=State.PREPARING, on=DAY)
    with pytest.raises(actions.StepNotAllowed, match="あとの日"):
        actions.move_state(
            by=cast.aoki, at=AT, resource=salon, to=State.PAUSED, on=date(2020, 1, 1), reason="休"
        )


def test_no_change_makes_it_fresh_and_nobody_answering_does_not(cast):
    salon = a_resource(cast, assured_on=date(2021, 9, 1))
    given = {"by": cast.ishida, "at": AT, "resource": salon, "on": DAY, "how": How.PHONE}

    assert salon.freshness_on(DAY) == Freshness.STALE
    actions.confirm(**given, answer=Answer.NO_ANSWER)
    assert salon.assured_on == date(2021, 9, 1)
    actions.confirm(**given)

    assert (salon.assured_on, salon.freshness_on(DAY)) == (DAY, Freshness.FRESH)
    assert Confirmation.objects.filter(resource=salon).count() == 3


def test_tomorrows_confirmation_is_refused(cast):
    salon = a_resource(cast)

    with pytest.raises(ValidationError, match="きょうまで"):
        actions.confirm(
            by=cast.aoki, at=AT, resource=salon, on=DAY + timedelta(days=1), how=How.PHONE
        )


def test_the_town_decides_how_long_a_confirmation_holds(cast):
    salon = a_resource(cast)
    own = a_resource(cast, "移動販売", review_months=1, gathering=None)

    actions.decide_settings(
        by=cast.uno,
        at=AT,
        town=cast.town,
        settings=RegisterSettings(yellow_months=3, leave_months=6),
    )

    assert Resource.objects.get(pk=salon.pk).due_on == date(2023, 1, 3)
    assert Resource.objects.get(pk=own.pk).due_on == date(2022, 11, 3)
    assert Resource.objects.get(pk=own.pk).leaves_public_on == date(2022, 12, 3)


def test_residents_see_only_what_is_published_fresh_and_not_held_back(cast):
    salon = a_resource(
        cast,
        contacts=[
            GivenContact("江川", phone="000-1", is_public=False),
            GivenContact(phone="000-9", is_public=True),
        ],
    )
    actions.publish(
        by=cast.uno,
        at=AT,
        resource=salon,
        publishing=Publishing.PUBLIC,
        hidden=["address", "point"],
    )

    seen = shown(public_resources(cast.town.pk, today=DAY).get())

    assert seen.values["schedule"] == ["毎週火曜 10:00〜12:00（祝日休み）"]
    assert not seen.has("address")
    assert not seen.has("point")
    assert [c.phone for c in seen.contacts] == ["000-9"]
    assert not public_resources(cast.town.pk, today=date(2023, 10, 3)).exists()


def test_what_nobody_confirmed_cannot_be_published(cast):
    salon = a_resource(cast, assured_on=None)

    with pytest.raises(ValidationError, match="確認していない"):
        actions.publish(by=cast.uno, at=AT, resource=salon, publishing=Publishing.PUBLIC)


def test_the_same_place_is_recognised_by_name_telephone_or_address(cast):
    salon = a_resource(cast)

    def found(**given):
        return [(t.resource.pk, t.reasons) for t in alike(cast.aoki, **given)]

    assert found(name="ﾐﾄﾞﾘ ｻﾛﾝ", kana="ミドリサロン") == [
        (salon.pk, ("名称が同じ", "ふりがなが同じ"))
    ]
    assert found(name="別の名", phones=["０００（１１１）２２２２"]) == [
        (salon.pk, ("電話が同じ",))
    ]
    assert found(name="みどりサロン火曜会", address="支合市みどり町３丁目４番５号") == [
        (salon.pk, ("住所が同じ",))
    ]
    assert found(name="体操クラブ", address="支合市みどり町３丁目４番５号") == []


def test_two_records_of_one_place_become_one(cast):
    keep = a_resource(cast, fee="", assured_on=None)
    drop = a_resource(
        cast, "みどりサロン（火曜）", fee="200円", contacts=[GivenContact(phone="000-5")]
    )
    actions.record_participation(by=cast.aoki, at=AT, resource=drop, month=date(2022, 9, 1), held=4)

    actions.merge_resources(by=cast.uno, at=AT, keep=keep, drop=drop)

    kept = Resource.objects.get(pk=keep.pk)
    assert (kept.fee, kept.other_names, kept.assured_on) == ("200円", "みどりサロン（火曜）", DAY)
    assert kept.participations.count() == 1
    assert [r.pk for r in Resource.objects.visible_to(cast.aoki).kept()] == [keep.pk]
    with pytest.raises(actions.MergeRefused, match="すでに統合"):
        actions.merge_resources(by=cast.uno, at=AT, keep=keep, drop=drop)


def test_many_are_written_at_once_with_their_parts(cast, django_assert_max_num_queries):
    words = a_word(cast.town, "need-kind", "gathering")
    many = [
        a_given(cast, f"第{n}サロン", codes={"台帳": str(n)}, functions=[words]) for n in range(30)
    ]

    with django_assert_max_num_queries(60):
        made = actions.record_resources(
            by=cast.uno, at=AT, town=cast.town, many=many, assured_on=DAY, label="見本.xlsx"
        )

    assert len(made) == 30
    assert Resource.objects.get(codes__code="7").schedules.count() == 1
    assert told("resources.recorded_many").get().after == {"件数": 30}


def test_more_people_in_the_lines_than_came_is_refused(cast):
    salon = a_resource(cast)
    lines = [actions.GivenParticipants(9, "f", 65, 74), actions.GivenParticipants(4, "m", 75, 84)]

    with pytest.raises(ValidationError, match="内訳の合計が13人"):
        actions.record_participation(
            by=cast.aoki, at=AT, resource=salon, month=date(2022, 9, 1), distinct=12, counts=lines
        )
    line = actions.record_participation(
        by=cast.aoki, at=AT, resource=salon, month=date(2022, 9, 1), held=4, total=40, counts=lines
    )

    assert (line.distinct, line.counts.count()) == (13, 2)


def test_what_is_written_before_nine_in_the_morning_bears_that_day(cast):
    eight_in_japan = datetime(2022, 10, 3, 23, tzinfo=UTC)

    salon = a_resource(cast, at=eight_in_japan, state=State.PREPARING, started_on=None)

    assert salon.state_lines.get().on == date(2022, 10, 4)
    (row,) = resource_rows(cast.town.pk, date(2022, 4, 1), date(2023, 3, 31))
    assert row["date"] == "2022-10-04"


def test_the_months_of_what_nobody_confirmed_are_not_reckoned(cast):
    salon = a_resource(cast, assured_on=None)

    actions.decide_settings(
        by=cast.uno, at=AT, town=cast.town, settings=RegisterSettings(yellow_months=3)
    )

    assert Resource.objects.get(pk=salon.pk).due_on is None


def test_a_resource_written_by_mistake_is_found_no_more_but_its_row_stays(cast):
    salon = a_resource(cast)

    actions.remove_resource(by=cast.uno, at=AT, resource=salon, reason="二重に登録")

    assert not Resource.objects.visible_to(cast.aoki).kept().exists()
    assert newest(kind="resources.Resource", town_id=cast.town.pk, text="みどり").count == 0
    assert Resource.objects.get().removed_at == AT
    assert told("resources.removed").get().after == {"理由": "二重に登録"}


def test_many_that_were_confirmed_are_shown_to_residents_at_once(cast):
    many = [a_given(cast, "第1サロン")]
    deed = {"by": cast.uno, "at": AT, "town": cast.town, "many": many}

    actions.record_resources(**deed, assured_on=DAY, publishing=Publishing.PUBLIC)
    actions.record_resources(**deed, publishing=Publishing.PUBLIC)

    shown_now = public_resources(cast.town.pk, today=DAY)
    assert (shown_now.count(), Resource.objects.count()) == (1, 2)
    assert shown_now.get().first_public_at == AT


def test_a_place_in_preparation_begins_on_the_day_it_opens(cast):
    salon = a_resource(cast, state=State.PREPARING, started_on=None)

    actions.move_state(by=cast.uno, at=AT, resource=salon, to=State.ACTIVE, on=LATER)

    assert Resource.objects.get().started_on == LATER
