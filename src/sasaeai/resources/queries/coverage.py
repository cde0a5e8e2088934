"""広がり: in how many districts there is something of each category (K7, K10)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from sasaeai.places.models import Area, Level
from sasaeai.places.queries import areas_within_each
from sasaeai.resources.models import Resource, ResourceQuerySet
from sasaeai.resources.rules.states import State
from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import Scheme, Term
from sasaeai.vocabulary.queries import read_as, terms_of


@dataclass(frozen=True)
class Coverage:
    """Districts × categories.

    :param rows: district and, for each category, how many resources it has
    :param counts: for each category, the number of districts with at least one
    :param everywhere: for each category, resources of the whole town, which are not counted for a district
    """

    day: date
    level: Level
    scheme: Scheme
    categories: list[Term]
    rows: list[tuple[Area, list[int]]]
    counts: list[int]
    everywhere: list[int]


def coverage(viewer: Viewer, *, level: Level, scheme: Scheme, day: date) -> Coverage:
    """What is there on a day (six queries). A resource counts for the district it lies in and those it serves;
    its kinds are read in the scheme, in every category they belong to."""
    categories = [t for t in terms_of(viewer.town_id, scheme.code) if t.parent_id is None]
    place = {term.pk: n for n, term in enumerate(categories)}
    areas = list(Area.objects.filter(level=level).in_use_on(day).order_by("order", "code", "pk"))
    inside = areas_within_each(a.pk for a in areas)
    homes: dict[int, list[int]] = defaultdict(list)
    for district, keys in inside.items():
        for key in keys:
            homes[key].append(district)
    resources = _there_on(viewer, day)
    kinds, served = _kinds_of(resources, scheme), _served(resources)
    cells: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    everywhere = [0] * len(categories)
    lines: list[tuple[int, int | None]] = list(resources.values_list("pk", "area_id"))
    for key, area in lines:
        columns = {place[t] for t in kinds.get(key, ()) if t in place}
        districts = {d for a in (area, *served.get(key, ())) if a for d in homes.get(a, ())}
        for column in columns:
            for district in districts:
                cells[district][column] += 1
            if area is None and not districts:
                everywhere[column] += 1
    rows = [(a, [cells[a.pk][n] for n in range(len(categories))]) for a in areas]
    counts = [sum(1 for _, found in rows if found[n]) for n in range(len(categories))]
    return Coverage(day, level, scheme, categories, rows, counts, everywhere)


def _there_on(viewer: Viewer, day: date) -> ResourceQuerySet:
    started = Q(started_on__lte=day) | Q(started_on__isnull=True)
    ended = Q(ended_on__gt=day) | Q(ended_on__isnull=True)
    found = Resource.objects.visible_to(viewer).kept().exclude(state=State.PREPARING)
    return found.filter(started & ended)


def _kinds_of(resources: ResourceQuerySet, scheme: Scheme) -> dict[int, set[int]]:
    """For each resource the terms of the scheme its kinds are read as; a kind of a kind counts for both."""
    own: dict[int, set[int]] = defaultdict(set)
    for key, kind, above in resources.values_list("pk", "kind_id", "kind__parent_id"):
        own[key] |= {k for k in (kind, above) if k}
    through = Resource.more_kinds.through.objects.filter(resource__in=resources.values("pk"))
    for key, term in through.values_list("resource_id", "term_id"):
        own[key].add(term)
    reading = read_as({t for terms in own.values() for t in terms}, scheme.code)
    return {
        key: {read.pk for term in terms for read in reading.get(term, ())}
        for key, terms in own.items()
    }


def _served(resources: ResourceQuerySet) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    lines = Resource.more_areas.through.objects.filter(resource__in=resources.values("pk"))
    for key, area in lines.values_list("resource_id", "area_id"):
        found[key].append(area)
    return found
