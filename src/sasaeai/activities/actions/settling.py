"""What becomes of a plan: held, cancelled, postponed, taken up again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from sasaeai.activities.actions import sums
from sasaeai.activities.actions.checks import must_be_open
from sasaeai.activities.actions.entry import entry_of
from sasaeai.activities.actions.following import moved
from sasaeai.activities.actions.writing import record
from sasaeai.activities.models import Activity
from sasaeai.activities.rules import Happening, may_follow
from sasaeai.history import actions as history
from sasaeai.towns.viewer import Doer


@transaction.atomic
def mark_held(*, by: Doer, at: datetime, activity: Activity) -> Activity:
    """The plan took place.

    :raises ValidationError: if its day is still to come, or it is no plan
    """
    if activity.on > timezone.localdate(at):
        raise ValidationError(
            f"実施日（{activity.on.month}月{activity.on.day}日）がまだ先です。日を直してから「実施」にしてください。"
        )
    return _move(by=by, at=at, activity=activity, to=Happening.HELD, reason="")


@transaction.atomic
def cancel(*, by: Doer, at: datetime, activity: Activity, reason: str) -> Activity:
    """The plan does not take place.

    :raises ValidationError: without a reason, or if it was held
    """
    return _move(by=by, at=at, activity=activity, to=Happening.CANCELLED, reason=reason)


@transaction.atomic
def postpone(
    *, by: Doer, at: datetime, activity: Activity, reason: str, to_day: date | None = None
) -> Activity:
    """The plan is put off. With a new day, a new plan is made and named in its origin.

    :returns: the new plan, or the postponed one when no day is known yet
    :raises ValidationError: without a reason, or if it was held
    """
    put_off = _move(by=by, at=at, activity=activity, to=Happening.POSTPONED, reason=reason)
    if to_day is None:
        return put_off
    entry = replace(entry_of(put_off), on=to_day, happening=Happening.PLANNED, happening_reason="")
    return record(by=by, at=at, entry=entry, origin=history.key_of(put_off))


@transaction.atomic
def take_up_again(*, by: Doer, at: datetime, activity: Activity) -> Activity:
    """A cancelled or postponed plan stands again."""
    return _move(by=by, at=at, activity=activity, to=Happening.PLANNED, reason="")


def _move(*, by: Doer, at: datetime, activity: Activity, to: Happening, reason: str) -> Activity:
    now = Activity.objects.select_for_update(of=("self",)).with_parts().get(pk=activity.pk)
    if not may_follow(now.state, to):
        raise ValidationError(
            f"「{now.state.label}」の記録は「{to.label}」にできません。記録を開いて直してください。"
        )
    if to in (Happening.CANCELLED, Happening.POSTPONED) and not reason.strip():
        raise ValidationError({"reason": f"{to.label}の理由を書いてください（例：荒天のため）。"})
    must_be_open(now.town_id, (now.on, now.area or now.home_area, now.tier))
    before = now.state
    sums.take_away(now)
    now.happening, now.happening_reason = to, reason.strip()
    now.version += 1
    now.changed_at, now.changed_by_name = at, by.doer_name[:120]
    now.save(
        update_fields=["happening", "happening_reason", "version", "changed_at", "changed_by_name"]
    )
    sums.add(now)
    history.note(
        by=by,
        at=at,
        what=f"activities.{to}",
        about=now,
        before={"状態": before.label},
        after={"状態": to.label, "理由": now.happening_reason},
    )
    moved(now)
    return now
