"""Which partners there are, and which of them may be the same."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from sasaeai.people import rules
from sasaeai.people.models import ContactLog, Organisation
from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import Term


@dataclass(frozen=True)
class Asked:
    """What a list of partners is filtered by."""

    words: str = ""
    partner_type: int | None = None
    area: int | None = None
    state: str = "open"


def organisations_found(viewer: Viewer, asked: Asked | None = None) -> QuerySet[Organisation]:
    """Partners of the town, filtered, in the order of their reading."""
    asked = asked or Asked()
    found = Organisation.objects.visible_to(viewer).filter(merged_into__isnull=True)
    if asked.state == "open":
        found = found.filter(closed_on__isnull=True)
    elif asked.state == "closed":
        found = found.filter(closed_on__isnull=False)
    if asked.partner_type is not None:
        found = found.filter(partner_type=asked.partner_type)
    if asked.area is not None:
        found = found.filter(area=asked.area)
    return found.found_by(asked.words).select_related("partner_type", "area")


LISTED = ("name", "phone", "contact_person", "closed_on", "partner_type__label", "area__name")


def with_last_contact(found: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """What the list shows of each, with the day of its last talk and what was to come next (`last_on`,
    `next_step`, `due_on`)."""
    last = ContactLog.objects.filter(organisation=OuterRef("pk")).order_by("-on", "-pk")
    return found.only(*LISTED).annotate(
        last_on=Subquery(last.values("on")[:1]),
        next_step=Subquery(last.values("next_step")[:1]),
        due_on=Subquery(last.values("due_on")[:1]),
    )


def same_bodies(viewer: Viewer) -> list[list[Organisation]]:
    """Groups of partners that may be one body, by name and by telephone (four queries, at most 200 groups)."""
    mine = Organisation.objects.visible_to(viewer).open()
    groups: dict[frozenset[int], list[Organisation]] = {}
    for field in ("name_key", "phone_key"):
        twice = mine.exclude(**{field: ""}).values(field).annotate(n=Count("pk")).filter(n__gt=1)
        keys = list(twice.order_by(field).values_list(field, flat=True)[:100])
        found = mine.filter(**{f"{field}__in": keys}).select_related("partner_type", "area")
        for _, same in groupby(found.order_by(field, "pk"), key=attrgetter(field)):
            group = list(same)
            groups.setdefault(frozenset(o.pk for o in group), group)
    return list(groups.values())


def alike(
    viewer: Viewer, *, name: str, kana: str = "", phone: str = "", but: int | None = None
) -> list[Organisation]:
    """Partners that may be the same body: equal name, reading or telephone once the writing is folded."""
    keys = {
        "name_key": rules.match_key(name),
        "kana_key": rules.match_key(kana),
        "phone_key": rules.phone_key(phone),
    }
    same = Q()
    for field, key in keys.items():
        if len(key) >= (6 if field == "phone_key" else 2):
            same |= Q(**{field: key})
    if not same:
        return []
    found = Organisation.objects.visible_to(viewer).open().filter(same)
    if but is not None:
        found = found.exclude(pk=but)
    return list(found.select_related("partner_type", "area")[:10])


def partner_types(town_id: int | None, *, fiscal_year: int | None = None) -> QuerySet[Term]:
    """Types of partners of the town, those in use in the fiscal year if one is given."""
    terms = Term.objects.of(town_id, "partner-type")
    return terms.in_use_in(fiscal_year) if fiscal_year is not None else terms
