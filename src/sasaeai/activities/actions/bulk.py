"""Mending one field of many records at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.activities.actions.entry import Entry, entry_of
from sasaeai.activities.actions.refusals import EditConflict
from sasaeai.activities.actions.writing import edit
from sasaeai.activities.models import Activity
from sasaeai.towns.viewer import Doer

AT_ONCE = 200


@dataclass(frozen=True)
class Refused:
    """One record that could not be mended, and why."""

    activity: Activity
    why: str


def changed_entry(entry: Entry, field: str, value: Any) -> Entry:
    """The entry with another value; a new main function moves to the front, the others stay."""
    if field == "function":
        rest = [term for term in entry.functions[1:] if term != value]
        return replace(entry, functions=(value, *rest) if value else tuple(rest))
    changes: dict[str, Any] = {field: value}
    return replace(entry, **changes)


def bulk_edit(
    *, by: Doer, at: datetime, activities: Sequence[Activity], field: str, value: Any
) -> list[Refused]:
    """Set a field of many records. Those in closed months and the like are left alone and named.

    :param activities: read with their parts; at most 200
    :param field: area, tier, function, means, kind, result or is_issue
    :raises ValidationError: if there are too many
    """
    if len(activities) > AT_ONCE:
        raise ValidationError(
            f"一度に直せるのは{AT_ONCE}件までです。しぼりこんでから選んでください。"
        )
    refused: list[Refused] = []
    for activity in activities:
        entry = changed_entry(entry_of(activity), field, value)
        try:
            with transaction.atomic():
                edit(by=by, at=at, activity=activity, entry=entry, seen_version=activity.version)
        except (ValidationError, EditConflict) as reason:
            words = reason.messages if isinstance(reason, ValidationError) else [str(reason)]
            refused.append(Refused(activity, " ".join(words)))
    return refused
