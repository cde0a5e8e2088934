"""Two records of one place become one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.history.queries import values_of
from sasaeai.history.rules import differences
from sasaeai.resources.actions.following import written
from sasaeai.resources.actions.given import FACTS
from sasaeai.resources.models import GatheringPlace, Resource
from sasaeai.towns.merging import hang_records_on
from sasaeai.towns.viewer import Doer


class MergeRefused(ValueError):
    """Two records cannot become one; the words say why."""


# Lists of the record itself that stay as `keep` has them, unless it has none.
OWN = ("schedules", "contacts")


@transaction.atomic
def merge_resources(*, by: Doer, at: datetime, keep: Resource, drop: Resource) -> Resource:
    """Make two records of one place into one: every line of `drop` is hung on `keep`, its gaps are filled.

    `drop` stays as a row that leads to `keep`, so that printed QRs, old addresses and copies are understood.

    :raises MergeRefused: if both are the same, of different towns, or one was merged before
    """
    if keep.pk == drop.pk:
        raise MergeRefused("同じ資源どうしは統合できません。別の資源を選んでください。")
    if keep.town_id != drop.town_id:
        raise MergeRefused("ほかの自治体の資源とは統合できません。")
    if keep.merged_into_id or drop.merged_into_id:
        raise MergeRefused("すでに統合された資源です。統合先を開いてからお試しください。")
    before = values_of(keep, FACTS)
    _fill_gaps(keep, drop)
    moved = _hang_lines_on(keep, drop)
    keep.changed_at = drop.changed_at = at
    keep.changed_by_name = drop.changed_by_name = by.doer_name[:120]
    keep.full_clean()
    keep.save()
    drop.merged_into = keep
    drop.save()
    was, now_is = differences(before, values_of(keep, FACTS))
    history.note(
        by=by,
        at=at,
        what="resources.merged",
        about=keep,
        before={**was, "統合した資源": str(drop)},
        after={**now_is, "移した記録": moved},
    )
    history.note(
        by=by, at=at, what="resources.merged_away", about=drop, after={"merged_into": str(keep)}
    )
    written([keep, drop])
    return keep


def _fill_gaps(keep: Resource, drop: Resource) -> None:
    for name in FACTS:
        if name in ("notes", "extras", "match_level"):
            continue
        if getattr(keep, name) in (None, ""):
            setattr(keep, name, getattr(drop, name))
            if name == "latitude":
                keep.match_level = drop.match_level
    keep.notes = "\n".join(part for part in (keep.notes, drop.notes) if part)
    keep.extras = {**drop.extras, **keep.extras}
    if drop.name != keep.name:
        names = [n for n in (keep.other_names, drop.name) if n]
        keep.other_names = "、".join(names)[:200]
    newer = drop.assured_on and (keep.assured_on is None or drop.assured_on > keep.assured_on)
    if newer:
        for name in ("assured_on", "assured_how", "assured_by_name", "due_on", "leaves_public_on"):
            setattr(keep, name, getattr(drop, name))


def _hang_lines_on(keep: Resource, drop: Resource) -> dict[str, int]:
    """Move whatever points to `drop`; of some lists `keep` has its own."""
    for name in OWN:
        if getattr(keep, name).exists():
            getattr(drop, name).all().delete()
    if GatheringPlace.objects.filter(resource=keep).exists():
        GatheringPlace.objects.filter(resource=drop).delete()
    return hang_records_on(keep, drop)
