"""Areas, outlines and people out of files. What a file does not name stays as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sasaeai.documents.reading import ReadTable
from sasaeai.history import actions as history
from sasaeai.places.models import Area, Belonging, Level, Population, Tree
from sasaeai.places.queries.importing import area_plan, people_plan
from sasaeai.places.rules.area_file import TIERS, Line, Plan, Refused, code_for
from sasaeai.places.rules.geojson_file import OutlinePlan
from sasaeai.places.rules.population import ALL, EVERYBODY
from sasaeai.places.rules.population_file import PeopleLine, is_sum
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer


@dataclass(frozen=True)
class ImportResult:
    """What was done: every row of the file is in one of these."""

    added: int
    completed: int
    same: int
    refused: tuple[Refused, ...]
    labels: tuple[str, ...]


@transaction.atomic
def import_areas(
    *, by: Doer, at: datetime, town: Town, read: ReadTable, tree: str = "", level: str = ""
) -> ImportResult:
    """Add the areas of a table with their trees and levels; fill in what areas already there lack.

    Rows that cannot be used are left out and told in the result. An area's belonging is never changed by a
    file: that is a move, which has a date.

    :param tree: used where the table has no such column; `level` likewise
    """
    plan = area_plan(town.pk, read, on=localdate(at), tree=tree, level=level)
    levels = _levels(town, plan)
    keys = _add(plan.add, levels)
    _complete(plan.complete)
    _tie([*plan.add, *plan.complete], keys)
    if plan.add or plan.complete:
        after = {
            "file": read.filename,
            "added": len(plan.add),
            "completed": len(plan.complete),
            "refused": len(plan.refused),
            "names": [line.name for line in plan.add[:50]],
        }
        what = "places.areas_imported"
        history.note(by=by, at=at, what=what, about=town, after=after, label=read.filename)
    return ImportResult(len(plan.add), len(plan.complete), plan.same, plan.refused, read.labels)


def _levels(town: Town, plan: Plan) -> dict[str, Level]:
    """Levels by name, those that are new made with their trees."""
    there = {
        level.name: level
        for level in Level.objects.filter(tree__town=town).select_related("tree").order_by("-pk")
    }
    trees = {tree.name: tree for tree in town.trees.all()}
    tiers = {line.level: line.tier for line in reversed(plan.add) if line.tier}
    for name, tree_name in plan.new_levels:
        tree = trees.get(tree_name) or _new_tree(town, tree_name, trees)
        trees[tree_name] = tree
        taken = [level.code for level in there.values()]
        code = code_for(name, taken, "level")
        depth = sum(1 for level in there.values() if level.tree_id == tree.pk)
        tier = tiers.get(name, TIERS.get(code, ""))
        there[name] = Level.objects.create(tree=tree, code=code, name=name, depth=depth, tier=tier)
    return there


def _new_tree(town: Town, name: str, trees: Mapping[str, Tree]) -> Tree:
    code = code_for(name, [tree.code for tree in trees.values()], "tree")
    return Tree.objects.create(town=town, code=code, name=name, order=len(trees))


def _add(lines: Sequence[Line], levels: Mapping[str, Level]) -> dict[int, int]:
    """Make the new areas; key of the line → key of the area."""
    order = {level.pk: level.areas.count() for level in levels.values()}
    new = []
    for line in lines:
        level = levels[line.level]
        order[level.pk] += 1
        latitude, longitude = line.point or (None, None)
        new.append(
            Area(
                level=level, code=line.code, name=line.name, kana=line.kana,
                order=order[level.pk], valid_from=line.valid_from,
                latitude=latitude, longitude=longitude,
            )
        )  # fmt: skip
    made = Area.objects.bulk_create(new)
    return {line.key: area.pk for line, area in zip(lines, made, strict=True)}


def _complete(lines: Sequence[Line]) -> None:
    areas = Area.objects.in_bulk([line.key for line in lines])
    for line in lines:
        area = areas[line.key]
        area.kana = area.kana or line.kana
        area.code = area.code or line.code
        if line.point:
            area.latitude, area.longitude = line.point
    Area.objects.bulk_update(areas.values(), ["kana", "code", "latitude", "longitude"])


def _tie(lines: Sequence[Line], keys: Mapping[int, int]) -> None:
    there = set(
        Belonging.objects.filter(
            area__in=[line.key for line in lines if line.key > 0], valid_to=None
        ).values_list("area_id", "parent_id")
    )
    pairs: dict[tuple[int, int], date | None] = {}
    for line in lines:
        for parent in line.ties:
            pair = keys.get(line.key, line.key), keys.get(parent, parent)
            if pair not in there:
                pairs[pair] = line.valid_from
    Belonging.objects.bulk_create(
        Belonging(area_id=area, parent_id=parent, valid_from=first)
        for (area, parent), first in pairs.items()
    )


@dataclass(frozen=True)
class PeopleImported:
    """What was done with a table of people."""

    areas: int
    added: int
    replaced: int
    new_areas: int
    dates: tuple[date, ...]


@transaction.atomic
def import_population(
    *,
    by: Doer,
    at: datetime,
    town: Town,
    read: ReadTable,
    source: str,
    on: date | None = None,
    level: Level | None = None,
    add_missing: bool = False,
) -> PeopleImported:
    """Keep the people of a table by area, date, age band and sex. A second import of a date replaces it.

    :param source: where the figures come from, printed with every rate
    :param on: the date where the table has none
    :param level: the level whose areas the rows are; without it any area of that name
    :param add_missing: rows without an area make one at the level (needs `level`); sums are never made one
    :raises CannotRead: if the table counts nobody, or a date is missing
    """
    plan = people_plan(town.pk, read, level=level, on=on)
    lines = list(plan.matched)
    new: list[PeopleLine] = []
    if add_missing and level is not None:
        new = [line for line, _ in plan.unmatched if not is_sum(line.name)]
        keys = _areas_for(new, level)
        lines += [replace(line, area=keys[line.name]) for line in new]
    pairs = {(line.area, line.on) for line in lines}
    old = _drop(pairs)
    figures = [figure for line in lines for figure in _figures(line, source)]
    Population.objects.bulk_create(figures, batch_size=2000)
    after = {
        "file": read.filename, "source": source, "areas": len(pairs), "figures": len(figures),
        "dates": sorted({day for _, day in pairs}), "replaced": old,
        "unmatched": len(plan.unmatched) - len(new), "refused": len(plan.refused),
    }  # fmt: skip
    if figures:
        what = "places.population_imported"
        history.note(by=by, at=at, what=what, about=town, after=after, label=read.filename)
    dates = tuple(sorted({day for _, day in pairs}))
    return PeopleImported(len(pairs), len(figures), old, len({n.name for n in new}), dates)


def _areas_for(lines: Sequence[PeopleLine], level: Level) -> dict[str, int]:
    order = level.areas.count()
    codes = {line.name: line.code for line in lines}
    new = [
        Area(level=level, name=name[:60], code=code[:40], order=order + number)
        for number, (name, code) in enumerate(codes.items(), start=1)
    ]
    made = Area.objects.bulk_create(new)
    return {name: area.pk for name, area in zip(codes, made, strict=True)}


def _drop(pairs: Collection[tuple[int | None, date]]) -> int:
    """Take away the figures of these areas on these dates; returns for how many pairs there were some."""
    held = Population.objects.filter(
        area__in={area for area, _ in pairs}, on__in={day for _, day in pairs}
    )
    there = {pair for pair in held.values_list("area_id", "on").distinct() if pair in pairs}
    for day in {day for _, day in there}:
        areas = [area for area, on in there if on == day]
        Population.objects.filter(area__in=areas, on=day).delete()
    return len(there)


def _figures(line: PeopleLine, source: str) -> Iterator[Population]:
    shared = {"area_id": line.area, "on": line.on, "source": source}
    told = False
    for count in line.counts:
        whole = count.band == EVERYBODY and count.sex == ALL
        told = told or whole
        yield Population(
            **shared,
            sex=count.sex,
            age_from=count.band.age_from,
            age_to=count.band.age_to,
            people=count.people,
            households=line.households if whole else None,
        )
    if not told and line.households is not None:
        yield Population(**shared, sex=ALL, households=line.households)


@transaction.atomic
def import_outlines(
    *, by: Doer, at: datetime, level: Level, plan: OutlinePlan, source: str, filename: str
) -> int:
    """Keep the shapes of a file with the areas of a level; an outline already there is replaced.

    :param source: where the shapes come from and on what terms, shown with every map
    :returns: how many areas got a shape
    """
    areas = level.areas.in_bulk([shape.area for shape in plan.shapes])
    for shape in plan.shapes:
        area = areas[shape.area]
        area.latitude, area.longitude = shape.point
        if shape.outline:
            area.outline, area.outline_source = shape.outline.as_geojson(), source
    fields = ["latitude", "longitude", "outline", "outline_source"]
    Area.objects.bulk_update(areas.values(), fields, batch_size=100)
    if areas:
        after = {
            "file": filename, "source": source, "level": level.name, "areas": len(areas),
            "named_by": plan.named_by, "unmatched": len(plan.unmatched),
        }  # fmt: skip
        what = "places.outlines_imported"
        history.note(by=by, at=at, what=what, about=level, after=after, label=filename)
    return len(areas)
