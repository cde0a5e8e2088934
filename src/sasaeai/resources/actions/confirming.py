"""最終確認: making sure, by whom and how; the town's months."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from sasaeai.history import actions as history
from sasaeai.history.queries import values_of
from sasaeai.history.rules import differences
from sasaeai.resources.actions.following import written
from sasaeai.resources.actions.writing import reckon
from sasaeai.resources.models import Confirmation, ConfirmationRound, RegisterSettings, Resource
from sasaeai.resources.models.resource import new_token
from sasaeai.resources.queries.settings import terms_of
from sasaeai.resources.rules.freshness import ASSURES, Answer, How
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

SETTINGS = (
    *("yellow_months", "leave_months", "age_limits"),
    *("office_name", "office_phone", "office_fax"),
)


@transaction.atomic
def confirm(
    *,
    by: Doer,
    at: datetime,
    resource: Resource,
    on: date,
    how: How,
    answer: Answer = Answer.SAME,
    told_by: str = "",
    remark: str = "",
    round: ConfirmationRound | None = None,
) -> Confirmation:
    """Write down that somebody asked. 「変わりなし」 makes the record fresh; nobody answering does not.

    :raises ValidationError: if the day lies ahead
    """
    if on > localdate(at):
        raise ValidationError({"on": "確認した日は、きょうまでの日にしてください。"})
    line = Confirmation(
        resource=resource,
        on=on,
        how=how,
        answer=answer,
        told_by=told_by,
        remark=remark,
        by_name=by.doer_name[:120],
        at=at,
        round=round,
    )
    line.full_clean()
    line.save()
    before = {"assured_on": resource.assured_on, "due_on": resource.due_on}
    if answer in ASSURES and (resource.assured_on is None or on >= resource.assured_on):
        own = terms_of(resource.town_id).with_own(resource.review_months)
        resource.assured_on, resource.assured_how = on, how
        resource.assured_by_name = by.doer_name[:120]
        resource.due_on, resource.leaves_public_on = own.due_on(on), own.leaves_on(on)
        resource.save(
            update_fields=[
                *("assured_on", "assured_how", "assured_by_name", "due_on", "leaves_public_on")
            ]
        )
        written([resource])
    after = {"結果": answer.label, "方法": how.label, "assured_on": resource.assured_on}
    history.note(
        by=by, at=at, what="resources.confirmed", about=resource, before=before, after=after
    )
    return line


@transaction.atomic
def decide_settings(
    *, by: Doer, at: datetime, town: Town, settings: RegisterSettings
) -> RegisterSettings:
    """Change the town's months, ages and telephone; what is fresh is reckoned anew for every record.

    :raises ValidationError: by field
    """
    kept = RegisterSettings.objects.filter(town=town).first() or RegisterSettings(town=town)
    before = values_of(kept, SETTINGS)
    settings.town = town
    settings.full_clean()
    was, now_is = differences(before, values_of(settings, SETTINGS))
    settings.save()
    if now_is:
        history.note(
            by=by,
            at=at,
            what="resources.settings_decided",
            about=settings,
            before=was,
            after=now_is,
        )
    if {"yellow_months", "leave_months"} & set(now_is):
        _reckon_all(town, settings)
    return settings


def _reckon_all(town: Town, settings: RegisterSettings) -> None:
    changed = []
    for one in Resource.objects.filter(town=town, assured_on__isnull=False).iterator(2000):
        reckon(one, settings.terms)
        changed.append(one)
    Resource.objects.bulk_update(changed, ["due_on", "leaves_public_on"], batch_size=500)


@transaction.atomic
def renew_token(*, by: Doer, at: datetime, resource: Resource) -> Resource:
    """Make the printed QR of an operator worthless and give a new one."""
    resource.confirm_token = new_token()
    resource.save(update_fields=["confirm_token"])
    history.note(by=by, at=at, what="resources.token_renewed", about=resource)
    return resource
