"""つなぎ: the lines a person may see."""

from __future__ import annotations

from django.db.models import Q

from sasaeai.needs.models import Referral
from sasaeai.towns.viewer import Viewer


def referrals_of(viewer: Viewer) -> list[Referral]:
    """The newest two hundred of the town; for those bound to areas, those there and of no area (one query)."""
    found = Referral.objects.filter(town=viewer.town_id)
    areas = viewer.area_ids()
    if areas is not None:
        found = found.filter(Q(area__in=areas) | Q(area__isnull=True))
    rows = found.select_related("came_from", "led_to", "area", "need", "resource", "organisation")
    return list(rows.defer("area__outline").order_by("-on", "-pk")[:200])
