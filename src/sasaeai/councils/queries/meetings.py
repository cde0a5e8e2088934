"""会議: the list, and what the page of one shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from sasaeai.councils.agenda_sources import AgendaSource, Offer, offered
from sasaeai.councils.models import (
    AgendaItem,
    Attendance,
    Handout,
    Invitation,
    Meeting,
    MeetingTask,
    Participant,
)
from sasaeai.councils.queries.first_times import first_days
from sasaeai.councils.rules.meetings import TOOK_PART, MeetingState, Took
from sasaeai.councils.rules.replies import Reply
from sasaeai.councils.rules.seats import Channel
from sasaeai.towns.viewer import Viewer


def meetings_found(viewer: Viewer, *, past: bool = False, words: str = "") -> QuerySet[Meeting]:
    """Meetings to come (and such as were never marked), or those that are over, newest first."""
    found = Meeting.objects.visible_to(viewer).select_related("council")
    waiting = Q(state__in=(MeetingState.PLANNED, MeetingState.POSTPONED))
    for word in words.split():
        found = found.filter(Q(council__name__contains=word) | Q(title__contains=word))
    counted = found.annotate(
        came=Count("attendances", filter=Q(attendances__took__in=sorted(TOOK_PART)))
    )
    if past:
        return counted.exclude(waiting).order_by("-on", "-pk")
    return counted.filter(waiting).order_by("on", "pk")


MOST_NAMES = 30


@dataclass
class Line:
    """One person at the door: their seat, what they answered, how they took part."""

    participant: Participant
    stands_for: str = ""
    seat: str = ""
    is_member: bool = False
    invitation: Invitation | None = None
    attendance: Attendance | None = None
    is_first: bool = False


@dataclass(frozen=True)
class MeetingPage:
    """What the page of a meeting shows."""

    items: list[AgendaItem]
    lines: list[Line]
    tasks: list[MeetingTask]
    handouts: list[Handout]
    offers: list[tuple[AgendaSource, list[Offer]]] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        """More names than a page: the list scrolls by itself and can be narrowed."""
        return len(self.lines) > MOST_NAMES

    @property
    def came(self) -> int:
        """How many of the named people took part."""
        return sum(1 for x in self.lines if x.attendance and x.attendance.took in TOOK_PART)

    @property
    def members(self) -> int:
        """How many members there are."""
        return sum(1 for line in self.lines if line.is_member)

    @property
    def members_came(self) -> int:
        """How many of the members took part."""
        return sum(
            1 for x in self.lines if x.is_member and x.attendance and x.attendance.took in TOOK_PART
        )

    @property
    def absent(self) -> list[Line]:
        """Those who said that they could not come, or did not."""
        return [x for x in self.lines if x.attendance and x.attendance.took == Took.ABSENT]

    @property
    def waits_at_door(self) -> int:
        """How many said whether they come, and have no line at the door yet."""
        asked = [x.invitation for x in self.lines if x.invitation and not x.attendance]
        return sum(1 for line in asked if line.reply not in (Reply.NONE, Reply.UNSURE))

    @property
    def newcomers(self) -> int:
        """How many came for the first time to a council of the town."""
        return sum(1 for line in self.lines if line.is_first)

    @property
    def replies(self) -> list[tuple[str, int]]:
        """How many answered what, of those invited."""
        asked = [line.invitation for line in self.lines if line.invitation]
        counts = [(r.label, sum(1 for i in asked if i.reply == r)) for r in Reply]
        return [(label, n) for label, n in counts if n]

    @property
    def unsent(self) -> list[tuple[str, str, int]]:
        """Channels by which somebody still has to be told: code, name, how many."""
        asked = [line.invitation for line in self.lines if line.invitation]
        counts = [
            (str(c), c.label, sum(1 for i in asked if i.channel == c and i.sent_on is None))
            for c in Channel
        ]
        return [line for line in counts if line[2]]


def meeting_page(viewer: Viewer, meeting: Meeting) -> MeetingPage:
    """Everything of one meeting (nine queries, however many people)."""
    is_open = meeting.state == MeetingState.PLANNED
    return MeetingPage(
        items=list(meeting.items.all()),
        lines=lines_of(meeting),
        tasks=list(meeting.tasks.select_related("post", "item")),
        handouts=list(meeting.handouts.all()),
        offers=offered(viewer, meeting) if is_open else [],
    )


def lines_of(meeting: Meeting) -> list[Line]:
    """Members of the day in their order, then guests who were invited or came."""
    lines: dict[int, Line] = {}
    seats = meeting.council.memberships.held_on(meeting.on)
    for seat in seats.select_related("participant__body"):
        one = seat.participant
        stands_for = seat.stands_for or one.belongs_to
        lines[one.pk] = Line(one, stands_for, seat.get_seat_display(), is_member=True)
    for asked in meeting.invitations.select_related("participant__body"):
        one = asked.participant
        line = lines.setdefault(one.pk, Line(one, one.belongs_to))
        line.invitation = asked
    debut = first_days(meeting.council.town_id)
    for there in meeting.attendances.select_related("participant__body"):
        one = there.participant
        line = lines.setdefault(one.pk, Line(one, one.belongs_to))
        line.attendance = there
        line.is_first = there.took in TOOK_PART and debut.get(one.pk, meeting.on) >= meeting.on
    return list(lines.values())
