"""States: opened, paused, reopened, ended; shown to residents or not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.resources.actions.following import written
from sasaeai.resources.models import Resource, StateLine
from sasaeai.resources.rules.publishing import HIDEABLE, Publishing
from sasaeai.resources.rules.states import NEEDS_REASON, State, may_follow
from sasaeai.towns.viewer import Doer


class StepNotAllowed(ValueError):
    """A state or stage that may not follow the present one; the words say what to do."""


@transaction.atomic
def move_state(
    *,
    by: Doer,
    at: datetime,
    resource: Resource,
    to: State,
    on: date,
    reason: str = "",
    conditions: str = "",
    expected_on: date | None = None,
) -> StateLine:
    """Move a resource to another state from a day on.

    :param conditions: under which it reopened, or how people are kept in touch with while it is paused
    :raises StepNotAllowed: if the state may not follow the present one, or lies before it
    :raises ValidationError: if a reason is missing
    """
    now = resource.state_now
    _refuse_bad_step(resource, to, on, reason)
    line = StateLine.objects.create(
        resource=resource,
        state=to,
        on=on,
        reason=reason.strip(),
        conditions=conditions.strip(),
        expected_on=expected_on,
        at=at,
        by_name=by.doer_name[:120],
    )
    resource.state, resource.state_on = to, on
    if to == State.ACTIVE and resource.started_on is None:
        resource.started_on = on
    resource.ended_on = on if to == State.ENDED else None
    resource.changed_at, resource.changed_by_name = at, by.doer_name[:120]
    resource.full_clean()
    resource.save()
    history.note(
        by=by,
        at=at,
        what="resources.moved",
        about=resource,
        before={"state": now},
        after={"state": to, "いつから": on, "理由": reason, "条件": conditions},
    )
    written([resource])
    return line


def _refuse_bad_step(resource: Resource, to: State, on: date, reason: str) -> None:
    now = resource.state_now
    if not may_follow(now, to):
        raise StepNotAllowed(
            f"「{now.label}」から「{to.label}」へは進めません。いまの状態を確かめてください。"
        )
    if resource.state_on and on < resource.state_on:
        raise StepNotAllowed(
            f"「{now.label}」は{resource.state_on:%Y年%m月%d日}からです。それよりあとの日にしてください。"
        )
    if to in NEEDS_REASON and not reason.strip():
        raise ValidationError(
            {"reason": "休止・終了の理由を書いてください。住民への案内に使います。"}
        )


@transaction.atomic
def publish(
    *,
    by: Doer,
    at: datetime,
    resource: Resource,
    publishing: Publishing,
    hidden: Sequence[str] | None = None,
) -> Resource:
    """Decide what residents are shown of a resource.

    :param hidden: names of fields held back (`rules.publishing.HIDEABLE`); None leaves them as they are
    :raises ValidationError: if a field is unknown, or it was never confirmed
    """
    if publishing != Publishing.STAFF and resource.assured_on is None:
        raise ValidationError(
            "まだだれも確認していない資源は公開できません。運営者に確かめて「確認した」を押してください。"
        )
    before = {"publishing": resource.publishing, "hidden": _words(resource.hidden)}
    resource.publishing = publishing
    if hidden is not None:
        resource.hidden = sorted(set(hidden))
    if publishing != Publishing.STAFF and resource.first_public_at is None:
        resource.first_public_at = at
    resource.changed_at, resource.changed_by_name = at, by.doer_name[:120]
    resource.full_clean()
    resource.save()
    after = {"publishing": publishing, "hidden": _words(resource.hidden)}
    history.note(
        by=by, at=at, what="resources.published", about=resource, before=before, after=after
    )
    return resource


def _words(hidden: Sequence[str]) -> list[str]:
    return [HIDEABLE.get(name, name) for name in hidden]
