"""Filters of the list kept under a name."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sasaeai.activities.models import SavedFilter
from sasaeai.history import actions as history
from sasaeai.people.models import User


@transaction.atomic
def keep_filter(*, by: User, at: datetime, name: str, query: str) -> SavedFilter:
    """Keep a filter; the same name again replaces it."""
    saved, _ = SavedFilter.objects.update_or_create(user=by, name=name, defaults={"query": query})
    history.note(by=by, at=at, what="activities.filter_kept", about=saved)
    return saved


@transaction.atomic
def drop_filter(*, by: User, at: datetime, saved: SavedFilter) -> None:
    """The filter is not wanted any more."""
    history.note(by=by, at=at, what="activities.filter_dropped", about=saved)
    saved.delete()
