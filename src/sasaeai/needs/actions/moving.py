"""Steps on the way to the answer: the only place where a trouble changes its state."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from sasaeai.history import actions as history
from sasaeai.needs.actions.following import counted, written
from sasaeai.needs.models import Need, NeedStep
from sasaeai.needs.rules.states import CLOSED, NeedState, is_unmet_after, why_not
from sasaeai.people.models import Organisation
from sasaeai.resources.models import Resource
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.models import Term


class StepNotAllowed(ValueError):
    """A state that may not follow the present one; the words say what to do."""


@transaction.atomic
def take_step(
    *,
    by: Doer,
    at: datetime,
    need: Need,
    on: date,
    to: NeedState | None = None,
    wording: str = "",
    result: Term | None = None,
    told_back: bool = False,
    resource: Resource | None = None,
    organisation: Organisation | None = None,
) -> NeedStep:
    """Write down what was done, and where the trouble stands now.

    :param to: None = it stays where it is, only the deed is told
    :param told_back: whoever told it has heard the answer with this step
    :raises StepNotAllowed: if the state may not follow, a reply is missing, or a reason
    :raises ValidationError: if the day lies before it was heard, or still to come
    """
    now = Need.objects.select_for_update(of=("self",)).select_related("intake").get(pk=need.pk)
    _must_be_a_day_of(now, on, at)
    before, after = now.state_now, to or now.state_now
    if to is None and (before in CLOSED or not wording.strip()):
        raise StepNotAllowed(
            f"「{before.label}」の困りごとは動かせません。続きがあるときは、あらためて受け付けてください。"
            if before in CLOSED
            else "したことを書いてください。"
        )
    heard_back = told_back or now.first_reply_on is not None
    if to is not None:
        refusal = why_not(
            before, to, wants_reply=now.intake.wants_reply, told_back=heard_back, reason=wording
        )
        if refusal:
            raise StepNotAllowed(refusal)
    step = _step(now, by=by, at=at, on=on, state=after, wording=wording, result=result,
                 told_back=told_back, resource=resource, organisation=organisation)  # fmt: skip
    _stand(now, step, moved=to is not None, at=at, by=by)
    history.note(
        by=by,
        at=at,
        what="needs.moved" if to is not None else "needs.step_told",
        about=now,
        before={"状態": before.label} if to is not None else None,
        after={"状態": after.label, "いつ": on, "返事": "した" if told_back else ""},
    )
    (written if NeedState.SET_ASIDE in (before, after) else counted)([now])
    return step


def _must_be_a_day_of(need: Need, on: date, at: datetime) -> None:
    if on < need.heard_on:
        raise ValidationError({"on": "聞いた日よりあとの日にしてください。"})
    if on > localdate(at):
        raise ValidationError({"on": "まだ先の日です。した日を入れてください。"})


def _step(
    need: Need,
    *,
    by: Doer,
    at: datetime,
    on: date,
    state: NeedState,
    wording: str,
    result: Term | None,
    told_back: bool,
    resource: Resource | None,
    organisation: Organisation | None,
) -> NeedStep:
    for name, one in (("resource", resource), ("organisation", organisation)):
        if one is not None and one.town_id != need.town_id:
            raise ValidationError({name: "この町のものから選んでください。"})
    step = NeedStep(
        need=need,
        on=on,
        state=state,
        result=result,
        wording=wording.strip(),
        told_back=told_back,
        resource=resource,
        organisation=organisation,
        by_name=by.doer_name[:120],
        at=at,
    )
    step.full_clean(exclude=["need"])
    step.save()
    return step


def _stand(need: Need, step: NeedStep, *, moved: bool, at: datetime, by: Doer) -> None:
    """The need after the step."""
    if moved:
        to = NeedState(step.state)
        need.unmet = is_unmet_after(to, need.unmet)
        need.state, need.state_on = to, step.on
        need.closed_on = step.on if to in CLOSED else None
    if step.result_id:
        need.result_id = step.result_id
    if step.told_back and (need.first_reply_on is None or step.on < need.first_reply_on):
        need.first_reply_on = step.on
    need.changed_at, need.changed_by_name = at, by.doer_name[:120]
    need.full_clean(exclude=["intake", "batch"])
    need.save()
