"""これまでの活動記録: council meetings that coordinators wrote down before the council was registered."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sasaeai.activities.models import Activity
from sasaeai.councils.models import Council
from sasaeai.towns.viewer import Viewer

MOST = 200


def earlier_records(viewer: Viewer, council: Council) -> QuerySet[Activity]:
    """Held activities of the council's kind, of its post or in its areas, that belong to no meeting; oldest first.

    None where the council does not say how its meetings are counted.
    """
    mine = Activity.objects.visible_to(viewer).held().filter(meeting=None)
    if council.counted_as_id is None:
        return mine.none()
    where = Q(lead_post=council.post_id) if council.post_id else Q(pk__in=[])
    where |= Q(area__in=council.areas.all())
    found = mine.filter(where, kind=council.counted_as_id)
    return found.select_related("area", "kind", "means", "main_function").order_by("on", "pk")
