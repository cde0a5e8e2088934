"""Accounts: who has one, who may manage them."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from sasaeai.people import rules
from sasaeai.people.models import Assignment, Tenure, User
from sasaeai.people.queries.posts import covering
from sasaeai.towns.viewer import Viewer

MANAGES = "people.users"


def held_on(day: date) -> Q:
    """Assignments that hold on the day."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )


def administrators_on(town_id: int, day: date) -> QuerySet[User]:
    """Accounts in use that may manage accounts on the day."""
    codes = [role.code for role in rules.roles().values() if MANAGES in role.permissions]
    holding = Assignment.objects.filter(held_on(day), role__in=codes).values("user")
    return User.objects.filter(town=town_id, is_active=True, pk__in=holding)


def users_found(
    viewer: Viewer, day: date, *, words: str = "", role: str = "", state: str = "active"
) -> QuerySet[User]:
    """Accounts of the town with `held_roles` and `held_posts` of the day (three queries).

    :param state: active | stopped | all
    """
    found = User.objects.visible_to(viewer).order_by("kana", "name", "pk")
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(kana__icontains=word)
            | Q(section__icontains=word)
            | Q(login__icontains=word)
        )
    if state != "all":
        found = found.filter(is_active=state != "stopped")
    if role:
        held = Assignment.objects.filter(held_on(day), role=role).values("user")
        found = found.filter(pk__in=held)
    roles = Assignment.objects.filter(held_on(day)).select_related("area", "organisation")
    posts = Tenure.objects.filter(covering(day)).select_related("post")
    return found.prefetch_related(
        Prefetch("roles", queryset=roles, to_attr="held_roles"),
        Prefetch("tenures", queryset=posts, to_attr="held_posts"),
    )
