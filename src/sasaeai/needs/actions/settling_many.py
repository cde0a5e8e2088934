"""Many troubles settled at once: a group that says the same, or suggestions a person has looked through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.needs.actions.classifying import label_lines, must_be_sound
from sasaeai.needs.actions.following import counted
from sasaeai.needs.actions.given import GivenLabel
from sasaeai.needs.models import Need, NeedBatch, NeedLabel
from sasaeai.towns.viewer import Doer

Pair = tuple[Need, Sequence[GivenLabel]]


@transaction.atomic
def settle_many(
    *, by: Doer, at: datetime, pairs: Sequence[Pair], batch: NeedBatch | None = None
) -> int:
    """Say what many troubles are about, with one line of history; those settled meanwhile stay as they are.

    :raises ValidationError: if one of them has no category, or one of another town; nothing is written
    """
    keys = [need.pk for need, _ in pairs]
    locked = Need.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    waiting = {need.pk for need in locked.only("settled_at") if need.settled_at is None}
    chosen = [(need, labels) for need, labels in pairs if need.pk in waiting]
    for need, labels in chosen:
        must_be_sound(need, labels)
        need.settled_at, need.settled_by_name = at, by.doer_name[:120]
        need.changed_at, need.changed_by_name = at, by.doer_name[:120]
    NeedLabel.objects.bulk_create(
        line for need, labels in chosen for line in label_lines(need, labels)
    )
    Need.objects.bulk_update(
        [need for need, _ in chosen],
        ["settled_at", "settled_by_name", "changed_at", "changed_by_name"],
        batch_size=500,
    )
    counted([need for need, _ in chosen])
    if chosen:
        history.note(
            by=by,
            at=at,
            what="needs.settled_many",
            about=batch,
            label="" if batch else "困りごと",
            after={"件数": len(chosen), "困りごと": [need.pk for need, _ in chosen][:500]},
        )
    return len(chosen)


@transaction.atomic
def unsettle_many(*, by: Doer, at: datetime, keys: Sequence[int], settled_at: datetime) -> int:
    """Take back what was settled at once, with one line of history; what was changed since then stays."""
    rows = Need.objects.select_for_update(of=("self",)).filter(pk__in=keys, settled_at=settled_at)
    needs = list(rows.filter(town=by.town_id))
    NeedLabel.objects.filter(need__in=needs).delete()
    for need in needs:
        need.settled_at, need.settled_by_name = None, ""
        need.changed_at, need.changed_by_name = at, by.doer_name[:120]
    Need.objects.bulk_update(
        needs,
        ["settled_at", "settled_by_name", "changed_at", "changed_by_name"],
        batch_size=500,
    )
    counted(needs)
    if needs:
        history.note(
            by=by,
            at=at,
            what="needs.unsettled_many",
            label="困りごと",
            after={"件数": len(needs), "困りごと": [need.pk for need in needs][:500]},
        )
    return len(needs)
