"""Example records of every address of councils: of one's own area, of another area, of another town."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile

from sasaeai.councils.actions import (
    add_handout,
    add_item,
    add_task,
    give_seat,
    invite,
    open_check_in,
    plan_meeting,
    record_participant,
)
from sasaeai.councils.examples import AT, DAY, a_council, their_council
from sasaeai.councils.models import Council, Meeting, Participant
from sasaeai.people.examples import Cast

Made = list[dict[str, Any]]


def three_councils(cast: Cast) -> tuple[Council, Council, Council]:
    """A council of the first area, of the second, of the other town."""
    elsewhere = a_council(cast, "第2圏域協議体", areas=[cast.second_area], post=None)
    return a_council(cast), elsewhere, their_council(cast)


def of_council(cast: Cast) -> Made:
    """Arguments of an address of one council."""
    return [{"pk": one.pk} for one in three_councils(cast)]


def of_meeting(cast: Cast) -> Made:
    """Arguments of an address of one meeting."""
    doers = (cast.ishida, cast.aoki, cast.kinoshita)
    return [
        {"pk": plan_meeting(by=by, at=AT, council=council, on=DAY).pk}
        for by, council in zip(doers, three_councils(cast), strict=True)
    ]


def _meetings(cast: Cast) -> list[Meeting]:
    return [Meeting.objects.get(pk=made["pk"]) for made in of_meeting(cast)]


DOERS = ("ishida", "aoki", "kinoshita")


def of_state(cast: Cast) -> Made:
    """Putting a meeting off."""
    return [{**made, "to": "postponed"} for made in of_meeting(cast)]


def of_item(cast: Cast) -> Made:
    """An item of an agenda."""
    return [
        {
            "pk": one.pk,
            "number": add_item(by=getattr(cast, who), at=AT, meeting=one, title="見守り").pk,
        }
        for who, one in zip(DOERS, _meetings(cast), strict=True)
    ]


def of_task(cast: Cast) -> Made:
    """Something a meeting decided."""
    return [
        {
            "pk": one.pk,
            "number": add_task(
                by=getattr(cast, who), at=AT, meeting=one, wording="電話", owner_name="江川"
            ).pk,
        }
        for who, one in zip(DOERS, _meetings(cast), strict=True)
    ]


def of_handout(cast: Cast) -> Made:
    """A file to hand out."""
    made = []
    for who, one in zip(DOERS, _meetings(cast), strict=True):
        file = ContentFile(b"%PDF-1.4", name="shiryo.pdf")
        kept = add_handout(by=getattr(cast, who), at=AT, meeting=one, file=file)
        made.append({"pk": one.pk, "number": kept.pk})
    return made


def _people(cast: Cast, council: Council) -> Participant:
    by = cast.kinoshita if council.town_id == cast.other_town.pk else cast.aoki
    person = record_participant(by=by, at=AT, town=council.town, name="江川")
    give_seat(by=by, at=AT, council=council, participant=person)
    return person


def of_member(cast: Cast) -> Made:
    """Somebody's seat."""
    made = []
    for council in three_councils(cast):
        _people(cast, council)
        made.append({"pk": council.pk, "number": council.memberships.get().pk})
    return made


def of_reply(cast: Cast) -> Made:
    """Somebody who was invited."""
    made = []
    for who, one in zip(DOERS, _meetings(cast), strict=True):
        person = _people(cast, one.council)
        (asked,) = invite(by=getattr(cast, who), at=AT, meeting=one, participants=[person])
        made.append({"pk": one.pk, "number": asked.pk})
    return made


def of_token(cast: Cast) -> Made:
    """The page behind the QR at the door: for whoever stands there."""
    one = _meetings(cast)[0]
    return [{"token": open_check_in(by=cast.ishida, at=AT, meeting=one)}]


def _with(make: Callable[[Cast], Made], **more: str) -> Callable[[Cast], Made]:
    return lambda cast: [{**made, **more} for made in make(cast)]


OF_COUNCIL = ("council", "council-edit", "earlier", "member-new", "roster-import", "meeting-new")
OF_MEETING = (
    *("meeting", "meeting-edit", "meeting-close", "item-new", "attend", "walk-in", "invite"),
    *("notice", "check-in-paper", "public", "task-new", "handout-new"),
)
SAMPLES: dict[str, Callable[[Cast], Made]] = {
    **{f"councils:{name}": of_council for name in OF_COUNCIL},
    **{f"councils:{name}": of_meeting for name in OF_MEETING},
    **{f"councils:{name}": of_item for name in ("item-step", "minutes")},
    **{f"councils:{name}": of_handout for name in ("handout", "handout-remove")},
    **{f"councils:{name}": lambda _: [{"code": "meetings"}] for name in ("import", "sheet")},
    "councils:member-edit": of_member,
    "councils:roster": _with(of_council, sort="xlsx"),
    "councils:meeting-state": of_state,
    "councils:reply": of_reply,
    "councils:task-step": of_task,
    "councils:notice-paper": lambda cast: [
        {"pk": made["pk"], "sort": "letter"} for made in of_reply(cast)
    ],
    "councils:paper": _with(of_meeting, sort="agenda", kind="docx"),
    "councils:check-in": of_token,
}
