"""Records of this capability."""

from sasaeai.councils.models.bodies import (
    Council,
    CouncilQuerySet,
    Membership,
    MembershipQuerySet,
    Participant,
)
from sasaeai.councils.models.meetings import (
    Attendance,
    AttendanceQuerySet,
    Meeting,
    MeetingQuerySet,
)

__all__ = [
    "Attendance",
    "AttendanceQuerySet",
    "Council",
    "CouncilQuerySet",
    "Meeting",
    "MeetingQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Participant",
]
