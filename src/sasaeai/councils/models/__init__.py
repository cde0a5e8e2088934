"""Records of this capability."""

from sasaeai.councils.models.bodies import (
    Council,
    CouncilQuerySet,
    Membership,
    MembershipQuerySet,
    Participant,
)
from sasaeai.councils.models.invitations import Invitation
from sasaeai.councils.models.meetings import (
    Attendance,
    AttendanceQuerySet,
    Meeting,
    MeetingQuerySet,
)
from sasaeai.councils.models.minutes import (
    AgendaItem,
    Handout,
    MeetingTask,
    MeetingTaskQuerySet,
    PublicMinutes,
)
from sasaeai.councils.models.plans import (
    CardGroup,
    DistrictPlan,
    DistrictPlanQuerySet,
    PlanCard,
    PlanFigure,
    PlanGoal,
    PlanPhoto,
    PlanReview,
    PlanStep,
)
from sasaeai.councils.models.raising import (
    Issue,
    IssueArea,
    IssueNeed,
    IssueQuerySet,
    IssueStep,
    RaisingSettings,
    Route,
    Telling,
    TellingQuerySet,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "AttendanceQuerySet",
    "CardGroup",
    "Council",
    "CouncilQuerySet",
    "DistrictPlan",
    "DistrictPlanQuerySet",
    "Handout",
    "Invitation",
    "Issue",
    "IssueArea",
    "IssueNeed",
    "IssueQuerySet",
    "IssueStep",
    "Meeting",
    "MeetingQuerySet",
    "MeetingTask",
    "MeetingTaskQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Participant",
    "PlanCard",
    "PlanFigure",
    "PlanGoal",
    "PlanPhoto",
    "PlanReview",
    "PlanStep",
    "PublicMinutes",
    "RaisingSettings",
    "Route",
    "Telling",
    "TellingQuerySet",
]
