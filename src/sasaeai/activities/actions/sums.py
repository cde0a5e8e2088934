"""The monthly sums beside the activities: moved in the transaction that moves the activity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Sum
from django.db.models.functions import TruncMonth

from sasaeai.activities.models import Activity, MonthSum
from sasaeai.activities.rules import month_of
from sasaeai.history import actions as history
from sasaeai.towns.viewer import Doer

Key = tuple[int, date, int | None, int | None, str, str]


def add(activity: Activity) -> None:
    """Count one more."""
    _shift({_key(activity): 1}, {_key(activity): activity.person_times})


def take_away(activity: Activity) -> None:
    """Count one less: called before the activity changes."""
    _shift({_key(activity): -1}, {_key(activity): -activity.person_times})


def add_many(activities: Iterable[Activity]) -> None:
    """Count many more, in three statements however many months and areas they touch."""
    entries: Counter[Key] = Counter()
    people: Counter[Key] = Counter()
    for activity in activities:
        entries[_key(activity)] += 1
        people[_key(activity)] += activity.person_times
    _shift_many(entries, people)


def _shift_many(entries: Counter[Key], people: Counter[Key]) -> None:
    there = MonthSum.objects.select_for_update(of=("self",)).filter(
        town__in={key[0] for key in entries}, month__in={key[1] for key in entries}
    )
    lines = {_key_of_line(line): line for line in there}
    known = [key for key in entries if key in lines]
    for key in known:
        lines[key].entries += entries[key]
        lines[key].person_times += people[key]
    MonthSum.objects.bulk_update([lines[k] for k in known], ["entries", "person_times"], 500)
    MonthSum.objects.bulk_create(
        MonthSum(**_where(key), entries=entries[key], person_times=people[key])
        for key in entries
        if key not in lines
    )


def _where(key: Key) -> dict[str, Any]:
    names = ("town_id", "month", "area_id", "home_area_id", "tier", "happening")
    return dict(zip(names, key, strict=True))


def _key_of_line(line: MonthSum) -> Key:
    where = (line.town_id, line.month, line.area_id, line.home_area_id)
    return (*where, line.tier, line.happening)


def recount(*, by: Doer, at: datetime, town_id: int) -> None:
    """Make the sums anew from the activities (after a restore, and to check that they agree)."""
    MonthSum.objects.filter(town=town_id).delete()
    groups = (
        Activity.objects.filter(town=town_id)
        .order_by()
        .annotate(m=TruncMonth("on"))
        .values("m", "area_id", "home_area_id", "tier", "happening")
        .annotate(entries=Count("pk"), people=Sum("person_times"))
    )
    MonthSum.objects.bulk_create(
        MonthSum(
            town_id=town_id,
            month=g["m"],
            area_id=g["area_id"],
            home_area_id=g["home_area_id"],
            tier=g["tier"],
            happening=g["happening"],
            entries=g["entries"],
            person_times=g["people"],
        )
        for g in groups
    )
    history.note(by=by, at=at, what="activities.sums_recounted")


def _key(activity: Activity) -> Key:
    return (
        activity.town_id,
        month_of(activity.on),
        activity.area_id,
        activity.home_area_id,
        activity.tier,
        str(activity.happening),
    )


def _shift(entries: dict[Key, int], people: dict[Key, int]) -> None:
    for key, more in entries.items():
        line, _ = MonthSum.objects.get_or_create(**_where(key))
        MonthSum.objects.filter(pk=line.pk).update(
            entries=F("entries") + more, person_times=F("person_times") + people.get(key, 0)
        )
