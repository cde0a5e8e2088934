"""What the town knows of councils, their meetings and people: read once a file."""

from __future__ import annotations

import difflib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sasaeai.activities.actions.checks import ClosedMonths
from sasaeai.activities.importing.known import Known, known_of
from sasaeai.activities.models import Activity
from sasaeai.activities.rules import month_of
from sasaeai.councils.models import Council, Meeting, Participant
from sasaeai.councils.queries.earlier import earlier_records
from sasaeai.people.rules import match_key
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Viewer


@dataclass
class TownsCouncils:
    """Lookup tables of a town.

    :param mine: keys of the councils that the doer writes in
    :param used: activities that a row of this file has taken for its meeting
    """

    by: Viewer
    town: Town
    words: Known
    councils: dict[str, list[Council]] = field(default_factory=lambda: defaultdict(list))
    mine: set[int] = field(default_factory=set)
    meetings: dict[tuple[int, date], list[Meeting]] = field(
        default_factory=lambda: defaultdict(list)
    )
    numbers: dict[tuple[int, int, int], str] = field(default_factory=dict)
    people: dict[str, list[Participant]] = field(default_factory=lambda: defaultdict(list))
    seats: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    used: set[int] = field(default_factory=set)
    _closed: dict[date, ClosedMonths] = field(default_factory=dict)

    @classmethod
    def of(cls, by: Viewer, town: Town) -> TownsCouncils:
        """Everything a file of meetings is checked against (some ten queries)."""
        found = cls(by, town, known_of(town))
        seen = Council.objects.visible_to(by).select_related("town", "post", "counted_as")
        for one in seen.prefetch_related("areas"):
            found.councils[match_key(one.name)].append(one)
        found.mine = set(Council.objects.workable_by(by).values_list("pk", flat=True))
        for meeting in Meeting.objects.visible_to(by).select_related("council"):
            found.meetings[meeting.council_id, meeting.on].append(meeting)
            if meeting.number:
                key = (meeting.council_id, meeting.fiscal_year, meeting.number)
                found.numbers[key] = f"{meeting.on:%Y年%m月%d日}・{meeting.get_state_display()}"
        people = Participant.objects.filter(town=town).select_related("body")
        for person in people.prefetch_related("memberships"):
            found.people[match_key(person.name)].append(person)
            for seat in person.memberships.all():
                found.seats[seat.council_id].add(person.pk)
        return found

    def like(self, word: str) -> tuple[str, ...]:
        """Names of councils that look like the word."""
        names = [one.name for many in self.councils.values() for one in many]
        return tuple(difflib.get_close_matches(word, names, n=3, cutoff=0.4))

    def persons(self, council: Council, word: str) -> list[Participant]:
        """Whom a name means: of the council first, with 「江川（みどり町会）」 the one of that body."""
        name, _, body = word.replace("(", "（").rstrip("）)").partition("（")
        twins = self.people.get(match_key(name.removesuffix("さん").removesuffix("氏")), [])
        if body:
            twins = [t for t in twins if match_key(t.belongs_to) == match_key(body)]
        own = [t for t in twins if t.pk in self.seats[council.pk]]
        return own or twins

    def records(self, council: Council, on: date) -> list[Activity]:
        """Activities that may be this meeting, written down before and not taken by another row."""
        found = earlier_records(self.by, council).filter(on=on)
        return [one for one in found.prefetch_related("doers") if one.pk not in self.used]

    def closed(self, on: date, area_id: int | None, tier: str) -> str:
        """The closing over a day and area, in words; empty while the month is open."""
        month = month_of(on)
        if month not in self._closed:
            self._closed[month] = ClosedMonths(self.town.pk, [month])
        return str(self._closed[month].over(on, area_id, tier) or "")
