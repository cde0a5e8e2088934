"""What the public pages offer to whoever tells a trouble, and which letters the office has."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from sasaeai.needs.models import NeedLetter
from sasaeai.people.rules import fiscal_year_of
from sasaeai.places.models import Area
from sasaeai.portal.models import PortalSettings
from sasaeai.vocabulary.models import Term

# Of the many words for who came with a trouble, those a resident can say of oneself.
ROUTES: Final = ("self", "family", "neighbour", "other")
# Longer lists are not chosen from on a phone: the next larger areas are offered.
MOST_AREAS: Final = 80


def letters_of(town_id: int, decided: PortalSettings, *, key: str, today: date) -> dict[str, Any]:
    """`letters`: what the form offers, where the town takes letters; `letters_taken`: those that arrived here."""
    taken = NeedLetter.objects.filter(town=town_id).values_list("key", flat=True)
    told: dict[str, Any] = {"letters_taken": sorted(str(one) for one in taken)}
    if not decided.takes_letters or not key:
        return told
    year = fiscal_year_of(today)
    said = {
        name: [
            (term.code, term.label)
            for term in Term.objects.of(town_id, scheme).in_use_in(year).select_related("scheme")
        ]
        for name, scheme in (
            ("routes", "referral-route"),
            ("ages", "age-band"),
            ("households", "household"),
        )
    }
    said["routes"] = [(code, label) for code, label in said["routes"] if code in ROUTES]
    return told | {"letters": {"key": key, "areas": _areas(town_id, today), **said}}


def _areas(town_id: int, today: date) -> list[tuple[str, str, str]]:
    """The smallest areas that still make a list one can read."""
    levels: dict[int, list[Area]] = {}
    rows = Area.objects.of_town(town_id).in_use_on(today).defer("outline", "outline_source")
    for area in rows.order_by("order", "kana", "name", "pk"):
        levels.setdefault(area.level_id, []).append(area)
    short = [areas for areas in levels.values() if 1 < len(areas) <= MOST_AREAS]
    chosen = max(short, key=len, default=[])
    return [(str(area.pk), area.name, area.kana) for area in chosen]
