"""Users and their roles, posts and who holds them, organisations met."""

from sasaeai.people.models.accounts import Assignment, SignInFailure, User, UserManager
from sasaeai.people.models.contacts import ContactLog
from sasaeai.people.models.organisations import Organisation, OrganisationQuerySet
from sasaeai.people.models.posts import Post, PostQuerySet, Tenure

__all__ = [
    "Assignment",
    "ContactLog",
    "Organisation",
    "OrganisationQuerySet",
    "Post",
    "PostQuerySet",
    "SignInFailure",
    "Tenure",
    "User",
    "UserManager",
]
