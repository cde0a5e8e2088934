"""Activity bodies: stages, and the table of their growth to the cell (F3)."""

from datetime import date

import pytest

from sasaeai.resources import actions
from sasaeai.resources.examples import AT, DAY, a_body
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
