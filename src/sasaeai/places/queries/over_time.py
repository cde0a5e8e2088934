"""Areas of a town on a day and between days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sasaeai.places.models import Area, AreaQuerySet, Belonging, FormerName, Succession
from sasaeai.places.rules.over_time import Carried, Handed, Map, Node, Paths, Span, Tie, name_on


def areas_on(town_id: int | None, day: date, level: str = "") -> AreaQuerySet:
    """Areas in use on the day, of one level if its code is given, with level and tree at hand."""
    found = Area.objects.of_town(town_id).in_use_on(day).select_related("level__tree")
    return found.filter(level__code=level) if level else found


def map_of(town_id: int | None, *, successions: bool = False) -> Map:
    """Every area of the town with its ties, whatever the day (two queries, three with successions)."""
    fields = ("pk", "level__code", "valid_from", "valid_to")
    ranks = ("level__tree__order", "level__depth", "order", "pk")
    rows = Area.objects.of_town(town_id).values_list(*fields, *ranks)
    nodes = {r[0]: Node(r[0], r[1], Span(r[2], r[3]), tuple(r[4:])) for r in rows}
    ties = Belonging.objects.filter(area__level__tree__town=town_id)
    lines = ties.order_by("id").values_list("area_id", "parent_id", "valid_from", "valid_to")
    handed = Succession.objects.filter(old__level__tree__town=town_id) if successions else ()
    return Map(
        nodes=nodes,
        ties=tuple(Tie(area, parent, Span(first, last)) for area, parent, first, last in lines),
        handed=tuple(Handed(h.old_id, h.new_id, h.kind, h.on) for h in handed),
    )


def area_paths(town_id: int | None, on: date) -> Paths:
    """For every area of the town: level code → the area of that level it lies within on the day (two queries).

    The area itself is in it under its own level. Areas out of use on the day are there as well, with the
    parents they had when they ended.
    """
    return map_of(town_id).paths_on(on)


def area_paths_over(
    town_id: int | None, first: date, last: date
) -> Iterator[tuple[date, date, Paths]]:
    """The same for a period, in stretches within which nothing changes (two queries for all of them)."""
    return map_of(town_id).epochs(first, last)


def successor_map(town_id: int | None, *, to: date) -> dict[int, Carried]:
    """For every area of the town: the area of the day on which its records count (three queries).

    `Carried.told` is None where a split makes it impossible to tell (or, looking back, a merger).
    """
    return map_of(town_id, successions=True).carried_to(to)


def names_on(town_id: int | None, day: date) -> dict[int, str]:
    """What every area of the town was called on the day (two queries)."""
    former: dict[int, list[tuple[date, str]]] = defaultdict(list)
    old = FormerName.objects.filter(area__level__tree__town=town_id)
    for area, until, name in old.values_list("area_id", "until", "name"):
        former[area].append((until, name))
    names = Area.objects.of_town(town_id).values_list("pk", "name")
    return {key: name_on(day, name, former[key]) for key, name in names}
