"""Writing figures that come from outside: one by one, or a whole table at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from sasaeai.history.actions import note, town_of
from sasaeai.reports.models import Statistic
from sasaeai.towns.viewer import Doer

KEY = ("item", "detail", "area_id", "on")
VALUES = ("value", "unit", "source", "remark")


@transaction.atomic
def put_statistics(
    *, by: Doer, at: datetime, rows: Sequence[dict[str, Any]], label: str
) -> tuple[int, int]:
    """Add figures, or replace those of the same item, detail, area and day. (added, changed).

    :param rows: `item`, `detail`, `area_id`, `on`, `value`, `unit`, `source`, `remark` each
    :param label: what the history calls it, such as the file's name
    """
    town = town_of(by)
    kept = {
        tuple(getattr(s, f) for f in KEY): s
        for s in Statistic.objects.select_for_update(of=("self",)).filter(town=town)
    }
    fresh: dict[tuple[Any, ...], Statistic] = {}
    changed: dict[tuple[Any, ...], Statistic] = {}
    for row in rows:
        key = tuple(row[f] for f in KEY)
        found = kept.get(key) or fresh.get(key)
        if found is None:
            fresh[key] = Statistic(town_id=town, **row)
            fresh[key].full_clean(validate_unique=False, validate_constraints=False)
        elif any(getattr(found, f) != row[f] for f in VALUES):
            for f in VALUES:
                setattr(found, f, row[f])
            if found.pk:
                changed[key] = found
    Statistic.objects.bulk_create(fresh.values(), batch_size=500)
    Statistic.objects.bulk_update(changed.values(), VALUES, batch_size=200)
    note(
        by=by,
        at=at,
        what="reports.statistics_put",
        label=label,
        after={"added": len(fresh), "changed": len(changed)},
    )
    return len(fresh), len(changed)


@transaction.atomic
def remove_statistics(*, by: Doer, at: datetime, item: str) -> int:
    """Remove every figure of an item. How many."""
    count, _ = Statistic.objects.filter(town=town_of(by), item=item).delete()
    note(by=by, at=at, what="reports.statistics_removed", label=item, before={"count": count})
    return count
