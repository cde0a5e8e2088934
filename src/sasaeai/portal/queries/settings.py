"""The town's decisions about its public pages."""

from __future__ import annotations

from django.db.models import QuerySet

from sasaeai.places.models import Level
from sasaeai.portal.models import PortalSettings
from sasaeai.towns.rules import Tier


def settings_of(town_id: int | None) -> PortalSettings:
    """The town's settings; the standard ones, not saved, where it has decided nothing (one query)."""
    kept = PortalSettings.objects.filter(town=town_id).select_related("map_level").first()
    if kept is not None:
        return kept
    return PortalSettings() if town_id is None else PortalSettings(town_id=town_id)


def levels_of(town_id: int | None) -> QuerySet[Level]:
    """Levels by which maps can be made."""
    return Level.objects.filter(tree__town=town_id).select_related("tree")


def default_level(town_id: int) -> Level | None:
    """Care-centre areas, else the areas of the second tier (one query)."""
    levels = list(levels_of(town_id))
    named = [one for one in levels if "包括" in one.name]
    tiers = [one for one in levels if Tier.SECOND.value in one.tier]
    return next(iter([*named, *tiers]), None)
