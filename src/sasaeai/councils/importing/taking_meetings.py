"""Meetings that were read and checked become meetings, by the same deeds as on the pages."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.councils import actions
from sasaeai.councils.importing.lines import Checked, Taken
from sasaeai.councils.importing.meeting_rows import GivenMeeting
from sasaeai.councils.models import Meeting
from sasaeai.councils.rules.meetings import MeetingState
from sasaeai.documents.reading.refused_rows import RowProblem
from sasaeai.people.models import Post
from sasaeai.towns.viewer import Doer


def take_meetings(*, by: Doer, at: datetime, checked: Checked) -> Taken:
    """Write every row that is ready, each whole or not at all; what a deed refuses is told with its reason.

    Rows with a number go first, so that those without get the numbers that are left.
    """
    problems: list[RowProblem] = []
    done = 0
    in_order = sorted(checked.ready, key=lambda one: (one.nth is None, one.on, one.row))
    for given in in_order:
        try:
            _take(by, at, given)
        except ValidationError as refused:
            problems.append(RowProblem(given.row, " ".join(refused.messages)))
        else:
            done += 1
    return Taken(done, tuple(problems))


@transaction.atomic
def _take(by: Doer, at: datetime, given: GivenMeeting) -> Meeting:
    meeting = given.known or actions.plan_meeting(
        by=by,
        at=at,
        council=given.council,
        on=given.on,
        number=given.nth,
        posts=_posts(given),
        title=given.title,
        starts_at=given.starts_at,
        ends_at=given.ends_at,
        mode=given.mode,
        place=given.place,
        area=given.area,
    )
    _write(by, at, meeting, given)
    if given.state == MeetingState.HELD:
        return actions.hold_meeting(
            by=by,
            at=at,
            meeting=meeting,
            known=given.record,
            posts=_posts(given),
            others=given.others,
            summary=given.summary or meeting.summary,
            next_on=given.next_on or meeting.next_on,
        )
    if given.state == MeetingState.POSTPONED:
        return actions.postpone_meeting(by=by, at=at, meeting=meeting, reason=given.reason)
    if given.state == MeetingState.CANCELLED:
        return actions.cancel_meeting(by=by, at=at, meeting=meeting, reason=given.reason)
    if given.known is not None:
        return actions.replan_meeting(by=by, at=at, meeting=meeting, on=given.on)
    return meeting


def _posts(given: GivenMeeting) -> list[Post] | None:
    """Who was there: told in the file, else those of the record, else as the council usually has it."""
    if given.posts is not None:
        return list(given.posts)
    return list(given.record.doers.all()) if given.record is not None else None


def _write(by: Doer, at: datetime, meeting: Meeting, given: GivenMeeting) -> None:
    """Agenda, minutes, tasks and attendance; what stands there already stays."""
    there = set(meeting.items.values_list("title", flat=True))
    for topic in (one for one in given.topics if one.title not in there):
        item = actions.add_item(by=by, at=at, meeting=meeting, title=topic.title)
        if topic.digest or topic.decision:
            actions.write_minutes(
                by=by,
                at=at,
                item=item,
                seen_version=item.version,
                digest=topic.digest,
                decision=topic.decision,
            )
    known = set(meeting.tasks.values_list("wording", flat=True))
    for task in (one for one in given.tasks if one.wording not in known):
        made = actions.add_task(
            by=by,
            at=at,
            meeting=meeting,
            wording=task.wording,
            owner_name=task.owner,
            due_on=task.due_on,
        )
        if task.done_on is not None:
            actions.finish_task(by=by, at=at, task=made, done=True, on=task.done_on)
    if given.came and given.state in (MeetingState.HELD, MeetingState.PLANNED):
        actions.note_came(by=by, at=at, meeting=meeting, came=list(given.came.values()))
