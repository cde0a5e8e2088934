"""What the pages of areas show."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from sasaeai.places.models import Area, Belonging, Level, Tree
from sasaeai.places.queries.over_time import area_paths, areas_on, names_on


@dataclass
class Branch:
    """One area of a tree with the areas of the same tree within it, and what else it lies within."""

    area: Area
    name: str
    parts: list[Branch] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class TreePage:
    """One tree: its levels with the numbers of their areas, its areas from the top."""

    tree: Tree
    levels: tuple[tuple[Level, int], ...]
    top: tuple[Branch, ...]


def trees_on(town_id: int | None, day: date) -> list[TreePage]:
    """Every tree of the town on a day, side by side (six queries)."""
    names = names_on(town_id, day)
    branches = {a.pk: Branch(a, names[a.pk]) for a in areas_on(town_id, day).defer("outline")}
    inside = _place(branches, town_id, day)
    levels: dict[int, list[Level]] = defaultdict(list)
    for level in Level.objects.filter(tree__town=town_id):
        levels[level.tree_id].append(level)
    counts: dict[int, int] = defaultdict(int)
    for branch in branches.values():
        counts[branch.area.level_id] += 1
    return [
        TreePage(
            tree,
            tuple((level, counts[level.pk]) for level in levels[tree.pk]),
            tuple(
                b
                for b in branches.values()
                if b.area.level.tree_id == tree.pk and b.area.pk not in inside
            ),
        )
        for tree in Tree.objects.filter(town=town_id)
    ]


def _place(branches: dict[int, Branch], town_id: int | None, day: date) -> set[int]:
    """Put every branch into its parent of the same tree; returns those that have one."""
    inside: set[int] = set()
    for area, parent in ties_on(town_id, day).values_list("area_id", "parent_id"):
        child, above = branches.get(area), branches.get(parent)
        if child is None or above is None:
            continue
        if child.area.level.tree_id == above.area.level.tree_id:
            above.parts.append(child)
            inside.add(area)
        else:
            child.elsewhere.append(above.name)
    for branch in branches.values():
        branch.parts.sort(key=lambda part: (part.area.level.depth, part.area.order, part.area.pk))
    return inside


def ties_on(town_id: int | None, day: date) -> QuerySet[Belonging]:
    """Belongings that hold on the day."""
    return Belonging.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=day),
        Q(valid_to=None) | Q(valid_to__gte=day),
        area__level__tree__town=town_id,
    ).order_by("parent__level__tree__order", "parent__level__depth", "id")


def areas_found(
    town_id: int | None, day: date, *, level: str = "", words: str = ""
) -> QuerySet[Area]:
    """Areas in use on the day whose name, reading or code holds the words."""
    found = areas_on(town_id, day, level).defer("outline")
    if words:
        found = found.filter(
            Q(name__icontains=words) | Q(kana__icontains=words) | Q(code__iexact=words)
        )
    return found


def parents_on(town_id: int | None, day: date, areas: list[int]) -> dict[int, list[Area]]:
    """What each of the areas lies directly within on the day (one query)."""
    found: dict[int, list[Area]] = defaultdict(list)
    lines = ties_on(town_id, day).filter(area__in=areas).select_related("parent__level")
    for line in lines:
        found[line.area_id].append(line.parent)
    return found


def above_of(town_id: int | None, area: Area, day: date) -> list[Area]:
    """Everything the area lies within on the day, through others as well, nearest first (three queries)."""
    path = area_paths(town_id, day).get(area.pk, {})
    found = Area.objects.defer("outline").select_related("level").in_bulk(path.values())
    return [found[key] for key in path.values() if key != area.pk]
