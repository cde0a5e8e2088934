"""Reading people: what a person may do today, who held a post when, which partners there are."""

from sasaeai.people.queries.accounts import administrators_on, held_on, users_found
from sasaeai.people.queries.organisations import (
    Asked,
    alike,
    organisations_found,
    partner_types,
    same_bodies,
    with_last_contact,
)
from sasaeai.people.queries.posts import (
    Deployment,
    deployment_on,
    holders_on,
    main_post_of,
    overloaded_on,
    posts_of,
    posts_on,
)
from sasaeai.people.queries.sign_in import codes_are_shut, locked_out, network_is_shut
from sasaeai.people.queries.standing import standing_of

__all__ = [
    "Asked",
    "Deployment",
    "administrators_on",
    "alike",
    "codes_are_shut",
    "deployment_on",
    "held_on",
    "holders_on",
    "locked_out",
    "main_post_of",
    "network_is_shut",
    "organisations_found",
    "overloaded_on",
    "partner_types",
    "posts_of",
    "posts_on",
    "same_bodies",
    "standing_of",
    "users_found",
    "with_last_contact",
]
