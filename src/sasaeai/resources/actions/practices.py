"""実践カード: written, and carried over to other places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from sasaeai.resources.actions.keeping import keep
from sasaeai.resources.models import CarriedOver, Practice
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer


@transaction.atomic
def keep_practice(
    *, by: Doer, at: datetime, town: Town, practice: Practice | None, facts: Mapping[str, Any]
) -> Practice:
    """Write a practice card, or correct it.

    :raises ValidationError: by field
    """
    record = practice or Practice(town=town)
    return keep(by=by, at=at, record=record, facts=facts, what="resources.practice_kept")


@transaction.atomic
def carry_over(
    *, by: Doer, at: datetime, practice: Practice, facts: Mapping[str, Any]
) -> CarriedOver:
    """A place took the practice over.

    :raises ValidationError: by field
    """
    line = CarriedOver(practice=practice)
    what = "resources.carried_over"
    return keep(by=by, at=at, record=line, facts=facts, what=what, about=practice)
