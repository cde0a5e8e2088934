"""Activity bodies: stages, and the table of their growth to the cell (F3)."""

from datetime import date

import pytest

from sasaeai.history.models import Event
from sasaeai.resources import actions
from sasaeai.resources.examples import AT, DAY, a_body, a_resource
from sasaeai.resources.models import ActivityBody
from sasaeai.resources.rules.states import Stage


def test_a_body_goes_through_dated_stages(cast):
    body = a_body(cast, stage=Stage.TALK, on=date(2021, 4, 1))
    for stage, on in (
        (Stage.PREPARING, date(2021, 9, 1)),
        (Stage.TRIAL, date(2022, 1, 10)),
        (Stage.ACTIVE, date(2022, 4, 1)),
    ):
        actions.move_stage(by=cast.ishida, at=AT, body=body, to=stage, on=on)

    at_work = ActivityBody.objects.visible_to(cast.aoki)
    assert not at_work.at_work_on(date(2021, 12, 31)).exists()
    assert at_work.at_work_on(date(2022, 1, 10)).get() == body
    assert [s.stage for s in body.stages.all()] == ["talk", "preparing", "trial", "active"]


def test_stages_are_not_walked_backwards(cast):
    body = a_body(cast)

    with pytest.raises(actions.StepNotAllowed, match="「活動」から「相談」"):
        actions.move_stage(by=cast.ishida, at=AT, body=body, to=Stage.TALK, on=DAY)


def test_a_stage_does_not_begin_before_the_present_one(cast):
    body = a_body(cast, stage=Stage.TRIAL, on=DAY)

    with pytest.raises(actions.StepNotAllowed, match=r"2022年10月03日から.*あとの日"):
        actions.move_stage(by=cast.ishida, at=AT, body=body, to=Stage.ACTIVE, on=date(2022, 9, 30))

    assert body.stages.count() == 1


def test_a_body_is_corrected_with_its_places_and_told_once(cast):
    body, salon = a_body(cast), a_resource(cast)
    deed = {"by": cast.ishida, "at": AT, "body": body}

    actions.change_body(**deed, name="ごみ出し応援隊 ", resources=[salon])
    actions.change_body(**deed, name="ごみ出し応援隊")

    line = Event.objects.get(what="resources.body_changed")
    assert (line.before, line.after) == (
        {"場・サービス": []},
        {"場・サービス": ["みどりサロン"]},
    )
    assert body.resources.get() == salon


def test_a_body_that_paused_goes_on_and_one_that_ended_begins_again(cast):
    body = a_body(cast, stage=Stage.ACTIVE)
    for stage in (Stage.PAUSED, Stage.ACTIVE, Stage.ENDED, Stage.PREPARING):
        actions.move_stage(by=cast.ishida, at=AT, body=body, to=stage, on=DAY)

    for stage in (Stage.PREPARING, Stage.TALK):
        with pytest.raises(actions.StepNotAllowed, match="へは進めません"):
            actions.move_stage(by=cast.ishida, at=AT, body=body, to=stage, on=DAY)
    assert body.stage == "preparing"
