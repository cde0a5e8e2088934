"""Stored records of the stories, many at once.

The printed tables are public; the records behind them are not. So the records here are reconstructed from the
published totals: evenly spread dates, invented people and places. Only the totals are real.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from zlib import crc32

from sasaeai.activities.models import (
    Activity,
    ActivityFunction,
    ActivityPartner,
    DoneBy,
    PeopleCount,
)
from sasaeai.councils.models import Attendance, Council, Meeting
from sasaeai.people.examples import Cast
from sasaeai.people.models import Organisation
from sasaeai.places.models import Area
from sasaeai.reports.facts import touched
from sasaeai.vocabulary.models import Scheme, Term

AT = datetime(2023, 4, 3, 1, 0, tzinfo=UTC)


def a_term(cast: Cast, scheme: str, label: str) -> Term:
    """A term of the town by its printed label."""
    kept, _ = Scheme.objects.get_or_create(town=cast.town, code=scheme, defaults={"name": scheme})
    code = f"t{crc32(label.encode())}"
    term, _ = Term.objects.get_or_create(scheme=kept, label=label, defaults={"code": code})
    return term


def spread_over(count: int, *, year: int, months: int = 12) -> list[date]:
    """So many days, evenly over the first months of a fiscal year."""
    found = []
    for n in range(count):
        month = 4 + n % months
        day = 1 + n // months % 28
        found.append(date(year + (month > 12), (month - 1) % 12 + 1, day))
    return found


def shared_out(total: int, parts: int) -> list[int]:
    """A total as so many whole parts: shared_out(7, 3) == [3, 2, 2]."""
    return [total // parts + (n < total % parts) for n in range(parts)]


def kept(
    cast: Cast,
    days: Sequence[date],
    *,
    kind: str = "",
    tier: str = "2",
    areas: Sequence[Area] = (),
    partners: Sequence[Sequence[str]] = (),
    people: Sequence[int] = (),
    functions: Sequence[str] = (),
    numbers: Sequence[str] = (),
    titles: Sequence[str] = (),
    planned: int = 0,
) -> list[Activity]:
    """Activities on the days; sequences go round. The last `planned` are still to come."""
    post = cast.posts["first-tier" if tier == "1" else "first-area"]
    term = a_term(cast, "activity-kind", kind) if kind else None
    made = Activity.objects.bulk_create(
        Activity(
            town=cast.town,
            on=day,
            happening="planned" if n >= len(days) - planned else "held",
            tier=tier,
            area=_turn(areas, n),
            kind=term,
            title=_turn(titles, n) or "活動",
            number=_turn(numbers, n) or "",
            lead_post=post,
            entered_at=AT,
            changed_at=AT,
        )
        for n, day in enumerate(days)
    )
    holder = cast.aoki if tier == "1" else cast.ishida
    DoneBy.objects.bulk_create(
        DoneBy(activity=a, post=post, holder=holder, is_lead=True) for a in made
    )
    _lines(cast, made, partners, people, functions)
    touched(town_id=cast.town.pk, source="activities", days=days)
    return made


def held_meetings(
    council: Council, days: Sequence[date], *, others: Sequence[int] = (), came: Sequence[Any] = ()
) -> None:
    """Meetings of a council that were held on the days, as it notes those at which no coordinator was.

    :param others: people without a name, :param came: participants; both go round, one a meeting
    """
    start = council.meetings.count()
    made = Meeting.objects.bulk_create(
        Meeting(
            council=council,
            on=day,
            fiscal_year=day.year - (day.month < 4),
            title=f"{start + n + 1}回目",
            state="held",
            others=_turn(others, n) or 0,
            closed_at=AT,
            closed_by_name="宇野",
            changed_at=AT,
        )
        for n, day in enumerate(days)
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=one, participant=_turn(came, n), took="present")
        for n, one in enumerate(made)
        if came
    )


def _lines(
    cast: Cast,
    made: list[Activity],
    partners: Sequence[Sequence[str]],
    people: Sequence[int],
    functions: Sequence[str],
) -> None:
    for n, activity in enumerate(made):
        for name in _turn(partners, n) or ():
            label, _, sort = name.partition("：")
            body, _ = Organisation.objects.get_or_create(
                town=cast.town,
                name=label,
                defaults={"partner_type": a_term(cast, "partner-type", sort) if sort else None},
            )
            ActivityPartner.objects.create(activity=activity, organisation=body)
        if function := _turn(functions, n):
            line = a_term(cast, cast.town.entry_scheme, function)
            ActivityFunction.objects.create(activity=activity, term=line, is_main=True)
    PeopleCount.objects.bulk_create(
        PeopleCount(activity=activity, number=_turn(people, n))
        for n, activity in enumerate(made)
        if people
    )


def _turn(given: Sequence[Any], n: int) -> Any:
    return given[n % len(given)] if given else None
