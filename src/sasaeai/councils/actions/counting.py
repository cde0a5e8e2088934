"""One record, every report: what was held becomes an activity of the coordinators who were there, once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError

from sasaeai.activities import actions as activities
from sasaeai.activities.actions import Entry, entry_of
from sasaeai.activities.actions.checks import must_be_open
from sasaeai.activities.models import Activity
from sasaeai.activities.rules import Count, Happening
from sasaeai.councils.actions.following import MEETING
from sasaeai.councils.models import Meeting
from sasaeai.people.models import Organisation
from sasaeai.places.models import Area
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.models import Term

MEANS = "meeting_host"


@dataclass(frozen=True)
class Secretary:
    """Whoever closed the meeting, writing down what the coordinators who were there did."""

    doer_key: str
    doer_name: str
    town_id: int | None


def count_meeting(
    *, by: Doer, at: datetime, meeting: Meeting, known: Activity | None = None
) -> Activity | None:
    """Make the activity of a meeting that was held, or link the one that a coordinator wrote already.

    :returns: None when no coordinator was there
    :raises ValidationError: if the known record is of another day or counted for another meeting
    :raises MonthClosed: if the month is closed
    """
    if known is not None:
        _must_be_the_same(meeting, known)
        meeting.activity = known
        return known
    if not meeting.posts.all():
        return None
    clerk = Secretary(by.doer_key, by.doer_name, by.town_id)
    origin = f"{MEETING}:{meeting.pk}"
    meeting.activity = activities.record(by=clerk, at=at, entry=entry_for(meeting), origin=origin)
    return meeting.activity


def recount_meeting(*, by: Doer, at: datetime, meeting: Meeting) -> None:
    """What was corrected after the meeting is corrected in its activity as well.

    :raises MonthClosed: if the month is closed
    """
    if meeting.activity_id is None:
        if meeting.state_now == "held" and count_meeting(by=by, at=at, meeting=meeting):
            meeting.save(update_fields=["activity"])
        return
    clerk = Secretary(by.doer_key, by.doer_name, by.town_id)
    kept = Activity.objects.with_parts().get(pk=meeting.activity_id)
    was, shall = entry_of(kept), entry_for(meeting)
    entry = replace(
        was,
        on=shall.on,
        starts_at=shall.starts_at,
        minutes=shall.minutes,
        posts=shall.posts or was.posts,
        place=shall.place,
        partners=shall.partners,
        counts=shall.counts,
    )
    if entry != was:
        activities.edit(by=clerk, at=at, activity=kept, entry=entry, seen_version=kept.version)


def uncount_meeting(*, by: Doer, at: datetime, meeting: Meeting, reason: str) -> None:
    """The meeting was not held: its activity is withdrawn; one that a coordinator wrote stays, unlinked.

    :raises ValidationError: if photographs hang on the activity, which would be lost with it
    :raises MonthClosed: if the month is closed, for the number of meetings would change
    """
    must_be_open(by.town_id, (meeting.on, area_of(meeting), meeting.council.tier))
    kept, meeting.activity = meeting.activity, None
    if kept is None:
        return
    Meeting.objects.filter(pk=meeting.pk).update(activity=None)
    if kept.origin != f"{MEETING}:{meeting.pk}":
        return
    if count := kept.photos.count():
        raise ValidationError(
            f"この会議の活動記録に写真が{count}枚あり、取り消すといっしょに消えます。"
            "残す写真を手元に保存し、活動記録から外してから取り消してください。"
        )
    clerk = Secretary(by.doer_key, by.doer_name, by.town_id)
    activities.remove(by=clerk, at=at, activity=kept, reason=f"会議の開催を取り消した：{reason}")


def entry_for(meeting: Meeting) -> Entry:
    """What the meeting says about itself, as a coordinator would have written it down."""
    council = meeting.council
    people = meeting.attendances.took_part().count() + meeting.others
    return Entry(
        on=meeting.on,
        posts=tuple(meeting.posts.order_by("tier", "order", "pk")),
        starts_at=meeting.starts_at,
        minutes=_minutes(meeting.starts_at, meeting.ends_at),
        happening=Happening.HELD,
        tier=council.tier,
        area=area_of(meeting),
        place=meeting.place[:100],
        kind=council.counted_as,
        title=meeting.name[:120],
        means=Term.objects.of(council.town_id, "means").filter(code=MEANS).first(),
        functions=(council.function,) if council.function else (),
        partners=tuple(bodies_at(meeting)),
        counts=(Count(people, label="参加者"),) if people else (),
        wording=meeting.summary,
    )


def area_of(meeting: Meeting) -> Area | None:
    """Where the meeting counts: its own area, else the council's only one, else the whole town."""
    if meeting.area is not None:
        return meeting.area
    areas = list(meeting.council.areas.all()[:2])
    return areas[0] if len(areas) == 1 else None


def bodies_at(meeting: Meeting) -> list[Organisation]:
    """The bodies whose people took part, each once."""
    there = meeting.attendances.took_part().values("participant__body")
    return list(Organisation.objects.filter(pk__in=there).order_by("kana", "name", "pk"))


def _must_be_the_same(meeting: Meeting, known: Activity) -> None:
    if known.town_id != meeting.council.town_id or known.on != meeting.on:
        raise ValidationError(
            {"known": "会議と同じ日の活動記録を選んでください。日がちがう記録にはつなげません。"}
        )
    if known.happening != Happening.HELD:
        raise ValidationError({"known": "「実施」になっている活動記録を選んでください。"})
    if Meeting.objects.filter(activity=known).exclude(pk=meeting.pk).exists():
        raise ValidationError({"known": "この活動記録は、もうほかの会議につながっています。"})


def _minutes(start: time | None, end: time | None) -> int | None:
    if start is None or end is None:
        return None
    day = date(2000, 1, 1)
    length: timedelta = datetime.combine(day, end) - datetime.combine(day, start)
    return int(length.total_seconds()) // 60
