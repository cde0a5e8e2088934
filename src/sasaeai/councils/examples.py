"""Typed builders of invented councils and meetings, for tests, the demo and the docs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sasaeai.councils.actions import (
    give_seat,
    note_attendance,
    plan_meeting,
    record_council,
    record_participant,
)
from sasaeai.councils.models import Council, Meeting, Participant
from sasaeai.councils.rules.meetings import Took
from sasaeai.people.examples import Cast
from sasaeai.resources.examples import a_word

AT = datetime(2022, 10, 3, 8, 0, tzinfo=UTC)
DAY = date(2022, 10, 3)


def a_council(cast: Cast, name: str = "みどり支えあい協議会", **facts: Any) -> Council:
    """The tier-2 council of the first area, founded in 2018, looked after by 石田さん's post."""
    usual: dict[str, Any] = {
        "areas": [cast.first_area],
        "tier": "2",
        "kind": a_word(cast.town, "council-kind", "council"),
        "counted_as": a_word(cast.town, "activity-kind", "council_2"),
        "founded_on": date(2018, 6, 1),
        "post": cast.posts["first-area"],
    }
    return record_council(by=cast.aoki, at=AT, town=cast.town, name=name, **{**usual, **facts})


def their_council(cast: Cast) -> Council:
    """A council of the other town."""
    return record_council(by=cast.kinoshita, at=AT, town=cast.other_town, name="隣町協議体")


def a_participant(
    cast: Cast, name: str = "江川", kind: str = "neighbourhood", **facts: Any
) -> Participant:
    """江川さん of みどり町会, unless told otherwise."""
    usual: dict[str, Any] = {
        "kind": a_word(cast.town, "member-kind", kind),
        "body_name": "みどり町会",
    }
    return record_participant(by=cast.aoki, at=AT, town=cast.town, name=name, **{**usual, **facts})


def a_seat_for(cast: Cast, council: Council, *names: str, **facts: Any) -> list[Participant]:
    """New participants with a seat each."""
    people = [a_participant(cast, name) for name in names]
    for one in people:
        give_seat(by=cast.aoki, at=AT, council=council, participant=one, **facts)
    return people


def a_meeting(cast: Cast, council: Council | None = None, **facts: Any) -> Meeting:
    """A planned meeting of a council, on the day of the examples."""
    facts.setdefault("on", DAY)
    return plan_meeting(by=cast.aoki, at=AT, council=council or a_council(cast), **facts)


def there(cast: Cast, meeting: Meeting, *people: Participant, took: Took = Took.PRESENT) -> None:
    """They took part in the meeting."""
    for one in people:
        note_attendance(by=cast.aoki, at=AT, meeting=meeting, participant=one, took=took)
