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
    "Attendance",
    "AttendanceQuerySet",
    "CardGroup",
    "Council",
    "CouncilQuerySet",
    "DistrictPlan",
    "DistrictPlanQuerySet",
    "Issue",
    "IssueArea",
    "IssueNeed",
    "IssueQuerySet",
    "IssueStep",
    "Meeting",
    "MeetingQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Participant",
    "PlanCard",
    "PlanFigure",
    "PlanGoal",
    "PlanPhoto",
    "PlanReview",
    "PlanStep",
    "RaisingSettings",
    "Route",
    "Telling",
    "TellingQuerySet",
]
