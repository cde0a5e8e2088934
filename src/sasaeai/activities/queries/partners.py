"""Which partners an entry form offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sasaeai.people.models import Organisation
from sasaeai.people.queries import organisations_found
from sasaeai.people.queries.organisations import Asked
from sasaeai.towns.viewer import Viewer

MOST_FOUND = 20


def offered_partners(
    viewer: Viewer, recent: Sequence[Organisation], typed: Mapping[str, list[str]]
) -> list[Organisation]:
    """Those ticked already, then the recent ones, then those a typed word finds (one query each)."""
    keys = [key for key in typed.get("partners", []) if key.isdecimal()]
    ticked = Organisation.objects.visible_to(viewer).filter(pk__in=keys) if keys else []
    words = (typed.get("q") or [""])[0].strip()
    found = organisations_found(viewer, Asked(words=words))[:MOST_FOUND] if words else []
    return list(dict.fromkeys([*ticked, *recent, *found]))
