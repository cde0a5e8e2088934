"""Every write of the register."""

from sasaeai.resources.actions.confirming import confirm, decide_settings, renew_token
from sasaeai.resources.actions.gathering import GivenParticipants, record_participation
from sasaeai.resources.actions.given import (
    FACTS,
    Given,
    GivenContact,
    GivenGathering,
    ResourceFacts,
)
from sasaeai.resources.actions.growing import (
    BodyFacts,
    change_body,
    move_stage,
    record_body,
)
from sasaeai.resources.actions.merging import MergeRefused, merge_resources
from sasaeai.resources.actions.moving import StepNotAllowed, move_state, publish
from sasaeai.resources.actions.placing import place_by_address, place_resource, post_by_address
from sasaeai.resources.actions.proposals import ProposalRefused, decide_proposal, propose
from sasaeai.resources.actions.rounds import (
    RoundRefused,
    answer_line,
    close_round,
    start_round,
)
from sasaeai.resources.actions.unusual import add_unusual_day, remove_unusual_day
from sasaeai.resources.actions.writing import (
    change_resource,
    record_resource,
    record_resources,
    remove_resource,
)

__all__ = [
    "FACTS",
    "BodyFacts",
    "Given",
    "GivenContact",
    "GivenGathering",
    "GivenParticipants",
    "MergeRefused",
    "ProposalRefused",
    "ResourceFacts",
    "RoundRefused",
    "StepNotAllowed",
    "add_unusual_day",
    "answer_line",
    "change_body",
    "change_resource",
    "close_round",
    "confirm",
    "decide_proposal",
    "decide_settings",
    "merge_resources",
    "move_stage",
    "move_state",
    "place_by_address",
    "place_resource",
    "post_by_address",
    "propose",
    "publish",
    "record_body",
    "record_participation",
    "record_resource",
    "record_resources",
    "remove_resource",
    "remove_unusual_day",
    "renew_token",
    "start_round",
]
