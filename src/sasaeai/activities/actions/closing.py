"""Closing and reopening a month."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from sasaeai.activities.models import ClosingStep, MonthClosing
from sasaeai.activities.rules import ClosingState, month_of
from sasaeai.history import actions as history
from sasaeai.places.models import Area
from sasaeai.towns.viewer import Doer


@transaction.atomic
def close_month(
    *, by: Doer, at: datetime, month: date, area: Area | None = None, tier: str = ""
) -> MonthClosing:
    """Close a month for an area (with all within it) and a tier; None and "" mean everything.

    :raises ValidationError: if the month is still to come
    """
    first = month_of(month)
    if first > timezone.localdate(at):
        raise ValidationError(f"{first.year}年{first.month}月はまだ先の月なので締められません。")
    closing, is_new = MonthClosing.objects.get_or_create(
        town_id=history.town_of(by), month=first, area=area, tier=tier
    )
    if not is_new and closing.state == ClosingState.CLOSED:
        return closing
    return _step(by=by, at=at, closing=closing, to=ClosingState.CLOSED, reason="")


@transaction.atomic
def reopen_month(*, by: Doer, at: datetime, closing: MonthClosing, reason: str) -> MonthClosing:
    """Open a closed month again; the reason stays in the log.

    :raises ValidationError: without a reason
    """
    if not reason.strip():
        raise ValidationError(
            {"reason": "再開する理由を書いてください（例：第1圏域の訪問1件の記入もれ）。"}
        )
    return _step(by=by, at=at, closing=closing, to=ClosingState.REOPENED, reason=reason.strip())


def _step(
    *, by: Doer, at: datetime, closing: MonthClosing, to: ClosingState, reason: str
) -> MonthClosing:
    closing.state = to
    closing.save(update_fields=["state"])
    ClosingStep.objects.create(
        closing=closing, state=to, at=at, by_name=by.doer_name[:120], reason=reason
    )
    what = "activities.month_closed" if to == ClosingState.CLOSED else "activities.month_reopened"
    history.note(by=by, at=at, what=what, about=closing, after={"理由": reason} if reason else None)
    return closing
