"""町の設定: the name shown, how 回・人 is read, how long a session idles, the second factor, small counts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.history.queries import values_of
from sasaeai.history.rules import differences
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

FACTS = ("name", "person_times", "small_count_limit", "idle_minutes", "second_factor_required")


@transaction.atomic
def settle_town(
    *,
    by: Doer,
    at: datetime,
    town: Town,
    name: str,
    person_times: str,
    small_count_limit: int,
    idle_minutes: int,
    second_factor_required: bool,
) -> Town:
    """Decide on the settings; that they were looked at is noted even if nothing changed.

    :raises ValidationError: by field
    """
    before = values_of(Town.objects.get(pk=town.pk), FACTS)
    town.name, town.person_times, town.small_count_limit = name, person_times, small_count_limit
    town.idle_minutes, town.second_factor_required = idle_minutes, second_factor_required
    town.full_clean()
    town.save(update_fields=list(FACTS))
    was, now_is = differences(before, values_of(town, FACTS))
    history.note(by=by, at=at, what="towns.settings_decided", about=town, before=was, after=now_is)
    return town
