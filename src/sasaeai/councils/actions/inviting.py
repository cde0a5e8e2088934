"""案内: who is told of a meeting by what way, that it was read, and what they answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.councils.models import Invitation, Meeting, Participant
from sasaeai.councils.rules.meetings import MeetingState
from sasaeai.councils.rules.replies import Reply
from sasaeai.history import actions as history
from sasaeai.towns.viewer import Doer


@transaction.atomic
def invite(
    *, by: Doer, at: datetime, meeting: Meeting, participants: Iterable[Participant]
) -> list[Invitation]:
    """Put people on the list of those who are told; who stands there already stays as they are.

    :raises ValidationError: if the meeting was cancelled, or somebody is of another town
    """
    if meeting.state_now == MeetingState.CANCELLED:
        raise ValidationError("中止した会議には案内できません。")
    asked = set(meeting.invitations.values_list("participant", flat=True))
    new = [one for one in participants if one.pk not in asked]
    if any(one.town_id != meeting.council.town_id for one in new):
        raise ValidationError("この町の人だけを案内できます。")
    made = Invitation.objects.bulk_create(
        Invitation(meeting=meeting, participant=one, channel=one.channel) for one in new
    )
    if made:
        after = {"案内する人": [one.name for one in new]}
        history.note(by=by, at=at, what="councils.invited", about=meeting, after=after)
    return made


@transaction.atomic
def note_sent(*, by: Doer, at: datetime, meeting: Meeting, channel: str, on: date) -> int:
    """Letters went out, FAXes were sent …: those of the channel who were not told yet were told on the day."""
    waiting = meeting.invitations.filter(channel=channel, sent_on=None)
    count = waiting.update(sent_on=on)
    if count:
        after = {"方法": channel, "人数": count, "日": on}
        history.note(by=by, at=at, what="councils.notices_sent", about=meeting, after=after)
    return count


@transaction.atomic
def note_reply(
    *,
    by: Doer,
    at: datetime,
    invitation: Invitation,
    reply: Reply,
    on: date,
    replied_by: str = "",
    remark: str = "",
    read: bool = False,
) -> Invitation:
    """What somebody answered, by telephone or otherwise; who answered has read it.

    :raises ValidationError: by field, in the reader's words
    """
    before = invitation.get_reply_display()
    invitation.reply = reply
    answered = reply != Reply.NONE
    invitation.replied_on = on if answered else None
    invitation.replied_by = replied_by if answered else ""
    invitation.remark = remark.strip()
    if (answered or read) and invitation.read_on is None:
        invitation.read_on = on
    invitation.full_clean()
    invitation.save()
    name = invitation.participant.name
    history.note(
        by=by,
        at=at,
        what="councils.reply_noted",
        about=invitation.meeting,
        before={name: before},
        after={name: invitation.get_reply_display(), "方法": invitation.get_replied_by_display()},
    )
    return invitation
