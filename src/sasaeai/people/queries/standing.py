"""What a person may do on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from sasaeai.people.access import Standing
from sasaeai.people.models import Assignment, User
from sasaeai.people.rules import roles
from sasaeai.places.queries import areas_within


def standing_of(user: User, *, on: date) -> Standing:
    """Permissions and areas of a person on a day (one query, two if a role is bound to areas)."""
    held = Assignment.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on),
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        user=user,
    ).values_list("role", "area_id", "organisation_id")
    known = [(roles()[role], area, of) for role, area, of in held if role in roles()]
    whole = any(role.whole_town or area is None for role, area, _ in known)
    areas = None if whole else areas_within({area for _, area, _ in known if area})
    free = any(role.whole_town or of is None for role, _, of in known)
    return Standing(
        permissions=frozenset().union(*(role.permissions for role, _, _ in known)),
        areas=areas,
        organisations=None if free else frozenset(of for _, _, of in known if of),
        role_titles=tuple(dict.fromkeys(role.title for role, _, _ in known)),
        sees_personal=any(role.sees_personal for role, _, _ in known),
    )
