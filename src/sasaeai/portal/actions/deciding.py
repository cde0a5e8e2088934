"""The town's decisions about its public pages, and the names people ask near."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.history.queries import values_of
from sasaeai.history.rules import differences
from sasaeai.portal.models import Landmark, PortalSettings
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

SETTINGS = (
    *("welcome", "takes_letters", "background", "background_source", "map_level"),
    *("newsletter_title", "publisher"),
)


@transaction.atomic
def decide_settings(
    *, by: Doer, at: datetime, town: Town, settings: PortalSettings
) -> PortalSettings:
    """Change what stands on the public pages besides the records.

    :raises ValidationError: by field
    """
    kept = PortalSettings.objects.filter(town=town).first() or PortalSettings(town=town)
    was, now_is = differences(values_of(kept, SETTINGS), values_of(settings, SETTINGS))
    settings.town = town
    settings.full_clean()
    settings.save()
    if now_is:
        history.note(
            by=by, at=at, what="portal.settings_decided", about=settings, before=was, after=now_is
        )
    return settings


@transaction.atomic
def add_landmark(*, by: Doer, at: datetime, landmark: Landmark) -> Landmark:
    """Add a name that residents ask near.

    :raises ValidationError: by field
    """
    landmark.full_clean()
    landmark.save()
    history.note(
        by=by, at=at, what="portal.landmark_added", about=landmark, after={"name": landmark.name}
    )
    return landmark


@transaction.atomic
def remove_landmark(*, by: Doer, at: datetime, landmark: Landmark) -> None:
    """Take a name away."""
    history.note(
        by=by, at=at, what="portal.landmark_removed", about=landmark, before={"name": landmark.name}
    )
    landmark.delete()
