"""Which resources there are, filtered as a list is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from sasaeai.analysis.access.network import Network
from sasaeai.people.rules import match_key, phone_key
from sasaeai.places.queries import areas_within
from sasaeai.resources.models import Resource, ResourceQuerySet
from sasaeai.resources.queries.near import by_distance
from sasaeai.resources.queries.on_foot import by_way_on_foot
from sasaeai.resources.rules.keys import address_key
from sasaeai.resources.rules.states import State
from sasaeai.search.queries import matching
from sasaeai.towns.viewer import Viewer

ALIVE = "alive"
KIND = "resources.Resource"
# A resource lies within this many degrees of latitude (about 30 metres) of another to be taken for the same.
SAME_POINT = 0.0003


@dataclass(frozen=True)
class Asked:
    """What a list of resources is filtered by; empty = not filtered.

    :param state: a `State`, or `alive` (not ended), or `all`
    :param freshness: fresh | ageing | stale | never
    :param weekday: MO … SU
    :param hour: `am` (starts before noon) | `pm`
    :param near: latitude and longitude: the nearest first; `within`: at most so many metres away
    :param streets: measure on foot along these instead of straight
    """

    words: str = ""
    kind: int | None = None
    function: int | None = None
    area: int | None = None
    state: str = ALIVE
    freshness: str = ""
    weekday: str = ""
    hour: str = ""
    publishing: str = ""
    operator: int | None = None
    near: tuple[float, float] | None = None
    within: int | None = None
    streets: Network | None = None


def resources_found(viewer: Viewer, asked: Asked, *, today: date) -> ResourceQuerySet:
    """Resources of the town, filtered, in the order of their reading (one more query for an area)."""
    found = Resource.objects.visible_to(viewer).kept()
    if asked.state == ALIVE:
        found = found.exclude(state=State.ENDED)
    elif asked.state in State.values:
        found = found.filter(state=asked.state)
    if asked.kind is not None:
        kinds = Q(kind=asked.kind) | Q(kind__parent=asked.kind)
        found = found.filter(kinds | Q(pk__in=_through("more_kinds", "term", [asked.kind])))
    if asked.function is not None:
        found = found.filter(pk__in=_through("functions", "term", [asked.function]))
    if asked.area is not None:
        keys = list(areas_within([asked.area]))
        found = found.filter(Q(area__in=keys) | Q(pk__in=_through("more_areas", "area", keys)))
    if asked.publishing:
        found = found.filter(publishing=asked.publishing)
    if asked.operator is not None:
        found = found.filter(operator=asked.operator)
    found = _at_time(found, asked)
    found = _as_fresh(found, asked.freshness, today)
    found = _by_words(found, asked.words, viewer.town_id)
    if asked.near is None:
        return found
    if asked.streets is not None:
        return by_way_on_foot(found, asked.streets, asked.near, asked.within)
    return by_distance(found, asked.near, asked.within)


def _through(name: str, column: str, keys: Sequence[int]) -> Any:
    lines = getattr(Resource, name).through.objects
    return lines.filter(**{f"{column}__in": keys}).values("resource")


def _at_time(found: ResourceQuerySet, asked: Asked) -> ResourceQuerySet:
    when = Q()
    if asked.weekday:
        when &= Q(schedules__byday__contains=asked.weekday) | Q(
            schedules__freq="DAILY", schedules__byday=""
        )
    if asked.hour == "am":
        when &= Q(schedules__starts_at__hour__lt=12)
    elif asked.hour == "pm":
        when &= Q(schedules__starts_at__hour__gte=12)
    return found.filter(when).distinct() if when else found


def _as_fresh(found: ResourceQuerySet, freshness: str, today: date) -> ResourceQuerySet:
    if freshness == "fresh":
        return found.filter(due_on__gt=today)
    if freshness == "ageing":
        return found.filter(due_on__lte=today, leaves_public_on__gt=today)
    if freshness == "stale":
        return found.filter(leaves_public_on__lte=today)
    return found.filter(assured_on__isnull=True) if freshness == "never" else found


def _by_words(found: ResourceQuerySet, words: str, town_id: int | None) -> ResourceQuerySet:
    """What the search index finds for the words (width, kana, old kanji, synonyms); a telephone by its digits;
    a single letter, which the index has no pair for, in the name."""
    typed = words.strip()
    if not typed or town_id is None:
        return found
    digits = phone_key(typed)
    if len(digits) >= 4 and len(digits) >= len(match_key(typed)):
        return found.filter(contacts__phone_key__contains=digits).distinct()
    if len(match_key(typed)) < 2:
        key = match_key(typed)
        return found.filter(Q(name_key__contains=key) | Q(kana_key__contains=key))
    return found.filter(pk__in=matching(KIND, town_id, typed))


@dataclass(frozen=True)
class Twin:
    """A record that may be the same place, and why it is thought so."""

    resource: Resource
    reasons: tuple[str, ...]


def alike(
    viewer: Viewer,
    *,
    name: str,
    kana: str = "",
    address: str = "",
    phones: Sequence[str] = (),
    latitude: float | None = None,
    longitude: float | None = None,
    but: int | None = None,
) -> list[Twin]:
    """Resources that may be the same place, most alike first (two queries).

    Same name or reading; same telephone; same address or point together with a like name.
    """
    keys = {
        "name": match_key(name), "kana": match_key(kana), "address": address_key(address),
    }  # fmt: skip
    numbers = [n for n in (phone_key(p) for p in phones) if len(n) >= 9]
    same = Q(name_key=keys["name"]) if keys["name"] else Q()
    if len(keys["kana"]) >= 3:
        same |= Q(kana_key=keys["kana"])
    if len(keys["address"]) >= 5:
        same |= Q(address_key=keys["address"])
    if numbers:
        same |= Q(contacts__phone_key__in=numbers)
    if latitude is not None and longitude is not None:
        same |= Q(
            latitude__range=(latitude - SAME_POINT, latitude + SAME_POINT),
            longitude__range=(longitude - SAME_POINT, longitude + SAME_POINT),
        )
    if not same:
        return []
    found = Resource.objects.visible_to(viewer).kept().filter(same).distinct()
    if but is not None:
        found = found.exclude(pk=but)
    rows = found.select_related("kind", "area").prefetch_related("contacts")[:30]
    twins = [Twin(one, _reasons(one, keys, numbers, latitude, longitude)) for one in rows]
    telling = [t for t in twins if t.reasons]
    return sorted(telling, key=lambda t: -len(t.reasons))[:8]


def _reasons(
    one: Resource,
    keys: dict[str, str],
    numbers: Sequence[str],
    latitude: float | None,
    longitude: float | None,
) -> tuple[str, ...]:
    near = (
        latitude is not None
        and longitude is not None
        and one.latitude is not None
        and one.longitude is not None
        and abs(one.latitude - latitude) < SAME_POINT
        and abs(one.longitude - longitude) < SAME_POINT
    )
    found = {
        "名称が同じ": bool(keys["name"]) and one.name_key == keys["name"],
        "ふりがなが同じ": len(keys["kana"]) >= 3 and one.kana_key == keys["kana"],
        "電話が同じ": any(c.phone_key in numbers for c in one.contacts.all() if c.phone_key),
        "住所が同じ": len(keys["address"]) >= 5 and one.address_key == keys["address"],
        "位置が同じ": near,
    }
    reasons = tuple(reason for reason, holds in found.items() if holds)
    # Many things happen in one hall: the same place alone does not make it the same resource.
    only_place = set(reasons) <= {"住所が同じ", "位置が同じ"}
    part = keys["name"] and (keys["name"] in one.name_key or one.name_key in keys["name"])
    return () if only_place and not part else reasons
