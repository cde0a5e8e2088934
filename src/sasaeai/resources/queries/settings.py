"""The town's decisions about the register."""

from __future__ import annotations

from sasaeai.resources.models import RegisterSettings
from sasaeai.resources.rules.freshness import Terms


def settings_of(town_id: int | None) -> RegisterSettings:
    """The town's settings; the standard ones, not saved, where it has decided nothing (one query)."""
    kept = RegisterSettings.objects.filter(town=town_id).first()
    if kept is not None:
        return kept
    return RegisterSettings() if town_id is None else RegisterSettings(town_id=town_id)


def terms_of(town_id: int | None) -> Terms:
    """How long a confirmation holds in the town (one query)."""
    return settings_of(town_id).terms
