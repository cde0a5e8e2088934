"""Many activities at once, for imports and the demo: few statements, one line of history for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from sasaeai.activities.actions import sums
from sasaeai.activities.actions.checks import ClosedMonths
from sasaeai.activities.actions.entry import PLAIN, Entry
from sasaeai.activities.actions.following import written
from sasaeai.activities.actions.parts import count_line, unique
from sasaeai.activities.actions.refusals import MonthClosed
from sasaeai.activities.models import (
    Activity,
    ActivityFunction,
    ActivityLink,
    ActivityPartner,
    DoneBy,
    ImportBatch,
    PeopleCount,
    Todo,
)
from sasaeai.activities.rules import month_of, person_times
from sasaeai.history import actions as history
from sasaeai.people.models import Tenure, User
from sasaeai.towns.viewer import Doer

AT_ONCE = 2000


@transaction.atomic
def record_many(
    *,
    by: Doer,
    at: datetime,
    entries: Sequence[Entry],
    batch: ImportBatch | None = None,
    row_keys: Sequence[str] | None = None,
) -> int:
    """Write down many activities that the caller has already checked one by one.

    :param batch: the file they came from; the line of history is about it
    :param row_keys: the mark of each row, so that the same row is never taken in twice
    :raises MonthClosed: if one of them lies in a closed month; nothing is written
    """
    town_id = history.town_of(by)
    closed = ClosedMonths(town_id, {month_of(e.on) for e in entries})
    holders = _holders(town_id)
    keys: Sequence[str | None] = row_keys or [None] * len(entries)
    pairs = list(zip(entries, keys, strict=True))
    done = 0
    for begin in range(0, len(pairs), AT_ONCE):
        part = pairs[begin : begin + AT_ONCE]
        made = [_activity(e, key, town_id, batch, by=by, at=at, closed=closed) for e, key in part]
        Activity.objects.bulk_create(made)
        _put_parts(made, [e for e, _ in part], holders, by=by)
        sums.add_many(made)
        written(list(zip(made, (e for e, _ in part), strict=True)))
        done += len(made)
    history.note(by=by, at=at, what="activities.recorded_many", about=batch, after={"件数": done})
    return done


def _activity(
    entry: Entry,
    row_key: str | None,
    town_id: int,
    batch: ImportBatch | None,
    *,
    by: Doer,
    at: datetime,
    closed: ClosedMonths,
) -> Activity:
    lead = entry.posts[0]
    tier = entry.tier or lead.tier
    area = entry.area or lead.area
    closing = closed.over(entry.on, area.pk if area else None, tier)
    if closing:
        raise MonthClosed(closing)
    return Activity(
        **{name: getattr(entry, name) for name in PLAIN},
        town_id=town_id,
        tier=tier,
        lead_post=lead,
        home_area_id=lead.area_id,
        main_function=entry.functions[0] if entry.functions else None,
        person_times=person_times(list(entry.counts)),
        written_by=by if isinstance(by, User) else None,
        entered_at=at,
        changed_at=at,
        changed_by_name=by.doer_name[:120],
        batch=batch,
        row_key=row_key,
    )


def _holders(town_id: int) -> Callable[[int, date], int | None]:
    """Who held a post on a day, from one query (the largest engagement where several did)."""
    tenures = Tenure.objects.filter(post__town=town_id).order_by("-fte", "valid_from")
    by_post: dict[int, list[Tenure]] = {}
    for tenure in tenures:
        by_post.setdefault(tenure.post_id, []).append(tenure)

    def holder(post_id: int, on: date) -> int | None:
        held = (t.holder_id for t in by_post.get(post_id, ()) if t.covers(on))
        return next(held, None)

    return holder


def _put_parts(
    made: Sequence[Activity],
    entries: Sequence[Entry],
    holder: Callable[[int, date], int | None],
    *,
    by: Doer,
) -> None:
    pairs = list(zip(made, entries, strict=True))
    DoneBy.objects.bulk_create(
        DoneBy(activity=a, post=p, holder_id=holder(p.pk, e.on), is_lead=n == 0)
        for a, e in pairs
        for n, p in enumerate(unique(e.posts))
    )
    ActivityFunction.objects.bulk_create(
        ActivityFunction(activity=a, term=t, is_main=n == 0)
        for a, e in pairs
        for n, t in enumerate(unique(e.functions))
    )
    ActivityPartner.objects.bulk_create(
        ActivityPartner(activity=a, organisation=o) for a, e in pairs for o in unique(e.partners)
    )
    ActivityLink.objects.bulk_create(
        ActivityLink(activity=a, key=k, label=v) for a, e in pairs for k, v in dict(e.links).items()
    )
    PeopleCount.objects.bulk_create(
        PeopleCount(activity=a, **count_line(n, c))
        for a, e in pairs
        for n, c in enumerate(e.counts)
    )
    Todo.objects.bulk_create(_next_steps(pairs, by=by))


def _next_steps(pairs: Iterable[tuple[Activity, Entry]], *, by: Doer) -> Iterable[Todo]:
    writer = by if isinstance(by, User) else None
    for activity, entry in pairs:
        if entry.next_step:
            yield Todo(
                town_id=activity.town_id,
                activity=activity,
                post_id=activity.lead_post_id,
                wording=entry.next_step,
                due_on=entry.due_on,
                written_by=writer,
                written_by_key=by.doer_key,
            )
