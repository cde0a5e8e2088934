"""What issues bring to the pages of others: menu, start page, search, agendas of meetings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse

from sasaeai.councils.agenda_sources import AgendaSource, Offer, add_agenda_source
from sasaeai.councils.issues import feeds
from sasaeai.councils.issues.handover import handover_parts
from sasaeai.councils.models import Issue, Meeting
from sasaeai.councils.queries.raising import (
    answers_for,
    issues_of_meeting,
    open_for,
    tellings_due,
    too_late,
    waits_of,
)
from sasaeai.needs.models import Need
from sasaeai.people.models import User
from sasaeai.reports.facts import add_source
from sasaeai.reports.handover_sources import HandoverSource, add_handover_source
from sasaeai.towns import clock
from sasaeai.towns.viewer import Viewer
from sasaeai.ui import slots

SEE, RECORD = "councils.see", "councils.record"
ISSUE = "councils.Issue"


def join() -> None:
    """Fill the slots."""
    slots.menu.fill(slots.MenuItem("issues", "課題", "issues:list", SEE, 45))
    slots.record_links.fill(slots.RecordLink(ISSUE, address, lines))
    slots.search_sources.fill(slots.SearchSource(ISSUE, "課題", SEE, lines))
    slots.start_cards.fill(
        slots.StartCard("issues", "councils/issues/_card.html", RECORD, 35, card)
    )
    slots.need_panels.fill(slots.Panel("issues", "councils/issues/_of_need.html", SEE, 30, of_need))
    slots.meeting_panels.fill(
        slots.Panel("issues", "councils/issues/_of_meeting.html", SEE, 30, of_meeting)
    )
    slots.need_deeds.fill(slots.BulkDeed("issues", "課題にする", "issues:from-needs", RECORD, 10))
    for source in feeds.SOURCES:
        add_source(source)
    add_handover_source(HandoverSource("issues", "課題", handover_parts, order=30))
    add_agenda_source(AgendaSource("issues", "課題", offers))


def card(request: HttpRequest) -> dict[str, Any] | None:
    """届いたもの: answers to bring back, and issues that wait too long where the person works."""
    user, today = cast("User", request.user), clock.today()
    due = tellings_due(user)
    mine = Issue.objects.workable_by(user).open().order_by("stage_on", "pk")
    late, to_tell = too_late(mine, town_id=user.town_id, today=today), due.count()
    if not to_tell and not late:
        return None
    first = Issue.objects.filter(pk__in=late[:3]).order_by("stage_on", "pk")
    return {
        "untold": list(due[:3]),
        "to_tell": to_tell,
        "late": waits_of(first, town_id=user.town_id, today=today),
        "too_long": len(late),
    }


def of_need(request: HttpRequest, need: Need) -> dict[str, Any] | None:
    """The issues a trouble became part of, and the way to make one of it (one query)."""
    found = list(need.issues.order_by("-pk"))
    may_raise = cast("User", request.user).may(RECORD)
    return {"issues": found, "need": need, "may_raise": may_raise} if found or may_raise else None


def of_meeting(request: HttpRequest, meeting: Meeting) -> dict[str, Any] | None:
    """あと: issues that stood on the agenda or were decided on, and what was decided here (four queries)."""
    user = cast("User", request.user)
    found = issues_of_meeting(meeting)
    may_raise = user.may(RECORD)
    if not found and not may_raise:
        return None
    mine = Issue.objects.workable_by(user).filter(pk__in=[one.pk for one, _ in found])
    own = set(mine.values_list("pk", flat=True)) if may_raise and found else set()
    lines = [(one, steps, one.pk in own and one.answered_on is None) for one, steps in found]
    return {"lines": lines, "meeting": meeting, "may_raise": may_raise}


def offers(viewer: Viewer, meeting: Meeting) -> Iterable[Offer]:
    """Issues and answers for the agenda of a council's meeting."""
    council = meeting.council
    for one in open_for(council).filter(town=viewer.town_id):
        yield Offer(
            f"{ISSUE}:{one.pk}", one.title, f"{one.waits_for}（{one.stage_on:%Y年%m月%d日}から）"
        )
    for line in answers_for(council).filter(issue__town=viewer.town_id):
        words = f"{line.answer.on:%Y年%m月%d日}の回答"
        yield Offer(f"{ISSUE}:{line.issue_id}", f"回答：{line.issue.title}"[:120], words)


def address(request: HttpRequest, key: int) -> str | None:
    """The page of an issue, if the person may see it."""
    return next((line.url for line in lines(request, [key])), None)


def lines(request: HttpRequest, keys: list[int]) -> Iterable[slots.SearchLine]:
    """Lines of the issues among the keys, in the order of the keys."""
    user = request.user
    if not isinstance(user, User) or not user.may(SEE):
        return
    known = Issue.objects.visible_to(user).prefetch_related("areas").in_bulk(keys)
    for one in (known[key] for key in keys if key in known):
        yield slots.SearchLine(
            key=one.pk,
            title=one.title,
            detail=f"課題・{one.area_names}・{one.place_name}",
            url=reverse("issues:issue", args=[one.pk]),
        )
