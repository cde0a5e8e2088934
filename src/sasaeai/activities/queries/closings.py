"""Which months are closed."""

from __future__ import annotations

from sasaeai.activities.models import Activity, MonthClosing
from sasaeai.activities.rules import ClosingState, month_of
from sasaeai.places.queries import areas_within


def closing_over(activity: Activity) -> MonthClosing | None:
    """The closing that keeps an activity from being changed, if there is one."""
    closings = MonthClosing.objects.filter(
        town=activity.town_id, month=month_of(activity.on), state=ClosingState.CLOSED
    ).select_related("area")
    for closing in closings:
        covered = closing.area_id is None or (
            activity.area_id or activity.home_area_id
        ) in areas_within([closing.area_id])
        if covered and closing.tier in ("", activity.tier):
            return closing
    return None
