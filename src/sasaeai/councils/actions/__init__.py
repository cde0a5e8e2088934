"""Every write of this capability."""

from sasaeai.councils.actions.attending import note_attendance
from sasaeai.councils.actions.bodies import (
    change_council,
    change_participant,
    change_seat,
    give_seat,
    record_council,
    record_participant,
)
from sasaeai.councils.actions.meetings import (
    cancel_meeting,
    change_meeting,
    hold_meeting,
    plan_meeting,
    postpone_meeting,
    replan_meeting,
)

__all__ = [
    "cancel_meeting",
    "change_council",
    "change_meeting",
    "change_participant",
    "change_seat",
    "give_seat",
    "hold_meeting",
    "note_attendance",
    "plan_meeting",
    "postpone_meeting",
    "record_council",
    "record_participant",
    "replan_meeting",
]
