"""Records of this capability."""

from sasaeai.resources.models.bodies import (
    ActivityBody,
    ActivityBodyQuerySet,
    BodyStage,
    SupporterCourse,
)
from sasaeai.resources.models.companies import (
    ApproachStage,
    ApproachStep,
    Company,
    OrganisationSheet,
)
from sasaeai.resources.models.confirming import (
    ChangeProposal,
    Confirmation,
    ConfirmationRound,
    ProposalState,
    RoundLine,
)
from sasaeai.resources.models.details import (
    Funding,
    ResourceCode,
    ResourceContact,
    ResourcePhoto,
    SupportGiven,
)
from sasaeai.resources.models.gathering import GatheringPlace, ParticipantCount, Participation
from sasaeai.resources.models.offers import (
    Call,
    CallState,
    MatchStage,
    OfferFollowUp,
    OfferMatch,
    Side,
    Sort,
)
from sasaeai.resources.models.persons import PersonInterview, PersonResource, PersonRole
from sasaeai.resources.models.practices import CarriedOver, Practice
from sasaeai.resources.models.resource import Resource, ResourceQuerySet, StateLine
from sasaeai.resources.models.settings import RegisterSettings
from sasaeai.resources.models.timetable import Schedule, UnusualDay
from sasaeai.resources.models.touch import KeptInTouch

__all__ = [
    "ActivityBody",
    "ActivityBodyQuerySet",
    "ApproachStage",
    "ApproachStep",
    "BodyStage",
    "Call",
    "CallState",
    "CarriedOver",
    "ChangeProposal",
    "Company",
    "Confirmation",
    "ConfirmationRound",
    "Funding",
    "GatheringPlace",
    "KeptInTouch",
    "MatchStage",
    "OfferFollowUp",
    "OfferMatch",
    "OrganisationSheet",
    "ParticipantCount",
    "Participation",
    "PersonInterview",
    "PersonResource",
    "PersonRole",
    "Practice",
    "ProposalState",
    "RegisterSettings",
    "Resource",
    "ResourceCode",
    "ResourceContact",
    "ResourcePhoto",
    "ResourceQuerySet",
    "RoundLine",
    "Schedule",
    "Side",
    "Sort",
    "StateLine",
    "SupportGiven",
    "SupporterCourse",
    "UnusualDay",
]
