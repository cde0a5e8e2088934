"""活動体: written down, and moved from stage to stage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.history.queries import values_of
from sasaeai.history.rules import differences
from sasaeai.people.models import Organisation
from sasaeai.places.models import Area
from sasaeai.resources.actions.following import body_written
from sasaeai.resources.actions.moving import StepNotAllowed
from sasaeai.resources.models import ActivityBody, BodyStage, Resource
from sasaeai.resources.rules.states import Stage, stage_may_follow
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.models import Term


class BodyFacts(TypedDict, total=False):
    """What may be said of an activity body besides its name."""

    kana: str
    category: Term | None
    area: Area | None
    council: str
    operator: Organisation | None
    description: str
    notes: str


FACTS = ("name", *BodyFacts.__annotations__)


@transaction.atomic
def record_body(
    *,
    by: Doer,
    at: datetime,
    town: Town,
    name: str,
    stage: Stage,
    on: date,
    resources: Sequence[Resource] = (),
    origin: str = "",
    **facts: Unpack[BodyFacts],
) -> ActivityBody:
    """Add an activity body at the stage it stands at.

    :raises ValidationError: by field, in the reader's words
    """
    body = ActivityBody(
        town=town,
        name=name.strip(),
        stage=stage,
        stage_on=on,
        changed_at=at,
        origin=origin,
        **facts,
    )
    body.full_clean()
    body.save()
    body.resources.set(resources)
    BodyStage.objects.create(body=body, stage=stage, on=on, at=at, by_name=by.doer_name[:120])
    said = {k: v for k, v in values_of(body, FACTS).items() if v}
    after = {**said, "stage": stage, "stage_on": on}
    history.note(by=by, at=at, what="resources.body_recorded", about=body, after=after)
    body_written(body)
    return body


@transaction.atomic
def change_body(
    *,
    by: Doer,
    at: datetime,
    body: ActivityBody,
    name: str,
    resources: Sequence[Resource] | None = None,
    **facts: Unpack[BodyFacts],
) -> ActivityBody:
    """Correct what is written of a body.

    :raises ValidationError: by field, in the reader's words
    """
    kept = ActivityBody.objects.select_related("category", "area", "operator").get(pk=body.pk)
    before = values_of(kept, FACTS) | {"場・サービス": [str(r) for r in kept.resources.all()]}
    for field, value in {"name": name.strip(), **facts}.items():
        setattr(body, field, value)
    body.changed_at = at
    body.full_clean()
    body.save()
    if resources is not None:
        body.resources.set(resources)
    after = values_of(body, FACTS) | {"場・サービス": [str(r) for r in body.resources.all()]}
    was, now_is = differences(before, after)
    if now_is:
        history.note(
            by=by, at=at, what="resources.body_changed", about=body, before=was, after=now_is
        )
        body_written(body)
    return body


@transaction.atomic
def move_stage(
    *, by: Doer, at: datetime, body: ActivityBody, to: Stage, on: date, remark: str = ""
) -> BodyStage:
    """Move a body to another stage from a day on.

    :raises StepNotAllowed: if the stage may not follow the present one, or the day lies before it
    """
    now = body.stage_now
    if not stage_may_follow(now, to):
        raise StepNotAllowed(
            f"「{now.label}」から「{to.label}」へは進めません。先の段階を選んでください。"
        )
    if body.stage_on and on < body.stage_on:
        raise StepNotAllowed(
            f"「{now.label}」は{body.stage_on:%Y年%m月%d日}からです。それよりあとの日にしてください。"
        )
    line = BodyStage.objects.create(
        body=body, stage=to, on=on, remark=remark, at=at, by_name=by.doer_name[:120]
    )
    body.stage, body.stage_on, body.changed_at = to, on, at
    body.save(update_fields=["stage", "stage_on", "changed_at"])
    history.note(
        by=by,
        at=at,
        what="resources.body_moved",
        about=body,
        before={"stage": now},
        after={"stage": to, "stage_on": on, "できごと": remark},
    )
    body_written(body)
    return line
