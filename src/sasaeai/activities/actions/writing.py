"""Recording, mending and taking back activities."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sasaeai.activities.actions import sums
from sasaeai.activities.actions.checks import must_be_open, must_be_sound
from sasaeai.activities.actions.entry import PLAIN, Entry, changed, content_of, entry_of
from sasaeai.activities.actions.following import forgotten, written
from sasaeai.activities.actions.parts import put_parts
from sasaeai.activities.actions.refusals import EditConflict
from sasaeai.activities.models import Activity
from sasaeai.activities.rules import person_times
from sasaeai.history import actions as history
from sasaeai.people.models import User
from sasaeai.towns.viewer import Doer


@transaction.atomic
def record(*, by: Doer, at: datetime, entry: Entry, origin: str = "") -> Activity:
    """Write down an activity.

    :param origin: the record it was made from, as text (`councils.Meeting:12`)
    :raises ValidationError: field → words
    :raises MonthClosed: if the month is closed for the area and tier
    """
    must_be_sound(by=by, at=at, entry=entry)
    activity = Activity(
        town_id=history.town_of(by),
        written_by=by if isinstance(by, User) else None,
        entered_at=at,
        origin=origin,
    )
    _fill(activity, entry, by=by, at=at)
    must_be_open(by.town_id, (entry.on, entry.area or entry.posts[0].area, activity.tier))
    activity.full_clean(exclude=["lead_post"])
    activity.save(force_insert=True)
    put_parts(activity, entry, by=by)
    sums.add(activity)
    history.note(
        by=by,
        at=at,
        what="activities.recorded",
        about=activity,
        after={k: v for k, v in content_of(entry).items() if v},
    )
    written([(activity, entry)])
    return activity


@transaction.atomic
def edit(
    *, by: Doer, at: datetime, activity: Activity, entry: Entry, seen_version: int
) -> Activity:
    """Mend an activity, unless somebody saved it meanwhile.

    :param seen_version: the version the person had on the screen
    :raises EditConflict: with the record as it stands now; nothing is written
    :raises ValidationError: field → words
    :raises MonthClosed: if the month it was in, or shall be in, is closed
    """
    now = Activity.objects.select_for_update(of=("self",)).with_parts().get(pk=activity.pk)
    if now.version != seen_version:
        raise EditConflict(now)
    must_be_sound(by=by, at=at, entry=entry)
    before, was_on, was_area, was_tier = entry_of(now), now.on, now.area or now.home_area, now.tier
    sums.take_away(now)
    _fill(now, entry, by=by, at=at)
    must_be_open(
        by.town_id,
        (was_on, was_area, was_tier),
        (entry.on, entry.area or entry.posts[0].area, now.tier),
    )
    now.version += 1
    now.full_clean(exclude=["lead_post"])
    now.save()
    put_parts(now, entry, by=by)
    sums.add(now)
    old, new = changed(content_of(before), content_of(entry))
    history.note(by=by, at=at, what="activities.edited", about=now, before=old, after=new)
    written([(now, entry)], also_day=was_on)
    return now


@transaction.atomic
def remove(*, by: Doer, at: datetime, activity: Activity, reason: str) -> None:
    """Take back a record that should not exist (entered twice, by mistake). The history keeps its content.

    :raises MonthClosed: if its month is closed
    """
    now = Activity.objects.select_for_update(of=("self",)).with_parts().get(pk=activity.pk)
    must_be_open(now.town_id, (now.on, now.area or now.home_area, now.tier))
    sums.take_away(now)
    history.note(
        by=by,
        at=at,
        what="activities.removed",
        about=now,
        before={k: v for k, v in content_of(entry_of(now)).items() if v},
        after={"理由": reason},
    )
    for photo in now.photos.all():
        transaction.on_commit(lambda f=photo.file: f.storage.delete(f.name))  # type: ignore[misc]
    forgotten(now)
    now.delete()


def _fill(activity: Activity, entry: Entry, *, by: Doer, at: datetime) -> None:
    """Set the plain columns and those that repeat the detail lines."""
    for name in PLAIN:
        setattr(activity, name, getattr(entry, name))
    lead = entry.posts[0]
    activity.tier = entry.tier or lead.tier
    activity.lead_post = lead
    activity.home_area_id = lead.area_id
    activity.main_function = entry.functions[0] if entry.functions else None
    activity.person_times = person_times(list(entry.counts))
    activity.changed_at = at
    activity.changed_by_name = by.doer_name[:120]
