"""The lines below an activity: doers, functions, partners, counts, links, the next step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from sasaeai.activities.actions.entry import Entry
from sasaeai.activities.models import (
    Activity,
    ActivityFunction,
    ActivityLink,
    ActivityPartner,
    DoneBy,
    PeopleCount,
    Todo,
)
from sasaeai.activities.rules import Count
from sasaeai.people.models import Tenure, User
from sasaeai.people.queries.posts import covering
from sasaeai.towns.viewer import Doer

T = TypeVar("T")


def put_parts(activity: Activity, entry: Entry, *, by: Doer) -> None:
    """Replace the lines below an activity by those of the entry; unchanged kinds of lines stay."""
    _put_doers(activity, entry)
    _put(
        ActivityFunction,
        activity,
        [{"term_id": t.pk, "is_main": n == 0} for n, t in enumerate(unique(entry.functions))],
    )
    _put(ActivityPartner, activity, [{"organisation_id": o.pk} for o in unique(entry.partners)])
    _put(ActivityLink, activity, [{"key": k, "label": v} for k, v in dict(entry.links).items()])
    _put(PeopleCount, activity, [count_line(n, c) for n, c in enumerate(entry.counts)])
    _put_next_step(activity, entry, by=by)


def count_line(order: int, count: Count) -> dict[str, object]:
    """One line of people counted, as the database holds it."""
    return {
        "order": order,
        "label": count.label,
        "number": count.number,
        "unit": count.unit,
        "count_kind": count.count_kind,
        "part": count.part,
    }


def unique(things: Iterable[T]) -> list[T]:
    """Each thing once, in the order it first came."""
    return list(dict.fromkeys(things))


def holders_of(post_ids: Iterable[int], on: date) -> dict[int, User]:
    """Who held each post on the day (the largest engagement where several did)."""
    tenures = Tenure.objects.filter(covering(on), post__in=list(post_ids)).select_related("holder")
    return {t.post_id: t.holder for t in tenures.order_by("fte", "-valid_from")}


def _put_doers(activity: Activity, entry: Entry) -> None:
    posts = unique(entry.posts)
    holders = holders_of([p.pk for p in posts], entry.on)
    lines: list[dict[str, object]] = [
        {
            "post_id": p.pk,
            "holder_id": h.pk if (h := holders.get(p.pk)) else None,
            "is_lead": n == 0,
        }
        for n, p in enumerate(posts)
    ]
    _put(DoneBy, activity, lines)


def _put(model: type, activity: Activity, lines: list[dict[str, object]]) -> None:
    rows = model.objects.filter(activity=activity).order_by("pk")  # type: ignore[attr-defined]
    if activity.version > 1:
        names = list(lines[0]) if lines else ["pk"]
        if list(rows.values(*names)) == lines:
            return
        rows.delete()
    model.objects.bulk_create(model(activity=activity, **line) for line in lines)  # type: ignore[attr-defined]


def _put_next_step(activity: Activity, entry: Entry, *, by: Doer) -> None:
    todo = activity.todos.order_by("pk").first() if activity.version > 1 else None
    if todo is None and not entry.next_step:
        return
    if todo is not None and not entry.next_step:
        todo.delete()
        return
    todo = todo or Todo(
        town_id=activity.town_id,
        activity=activity,
        written_by=by if isinstance(by, User) else None,
        written_by_key=by.doer_key,
    )
    todo.post_id = activity.lead_post_id
    todo.wording, todo.due_on = entry.next_step, entry.due_on
    todo.save()
