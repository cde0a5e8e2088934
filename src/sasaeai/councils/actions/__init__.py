"""Every write of this capability."""

from sasaeai.councils.actions.attending import (
    note_attendance,
    note_attendances,
    note_came,
    note_guest,
    open_check_in,
)
from sasaeai.councils.actions.bodies import (
    change_council,
    change_participant,
    change_seat,
    give_seat,
    record_council,
    record_participant,
)
from sasaeai.councils.actions.earlier import make_meetings_of
from sasaeai.councils.actions.handouts import add_handout, remove_handout
from sasaeai.councils.actions.inviting import invite, note_reply, note_sent
from sasaeai.councils.actions.meetings import (
    cancel_meeting,
    change_meeting,
    hold_meeting,
    plan_meeting,
    postpone_meeting,
    reopen_meeting,
    replan_meeting,
)
from sasaeai.councils.actions.members import add_member, change_member, import_roster
from sasaeai.councils.actions.minutes import (
    add_item,
    change_item,
    confirm_public_minutes,
    move_item,
    remove_item,
    write_minutes,
)
from sasaeai.councils.actions.tasks import add_task, finish_task

__all__ = [
    "add_handout",
    "add_item",
    "add_member",
    "add_task",
    "cancel_meeting",
    "change_council",
    "change_item",
    "change_meeting",
    "change_member",
    "change_participant",
    "change_seat",
    "confirm_public_minutes",
    "finish_task",
    "give_seat",
    "hold_meeting",
    "import_roster",
    "invite",
    "make_meetings_of",
    "move_item",
    "note_attendance",
    "note_attendances",
    "note_came",
    "note_guest",
    "note_reply",
    "note_sent",
    "open_check_in",
    "plan_meeting",
    "postpone_meeting",
    "record_council",
    "record_participant",
    "remove_handout",
    "remove_item",
    "reopen_meeting",
    "replan_meeting",
    "write_minutes",
]
