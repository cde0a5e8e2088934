"""What an import would do, before it is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sasaeai.documents.reading import ReadTable
from sasaeai.places.models import Area, Belonging, Level
from sasaeai.places.rules.area_file import Known, Plan, plan_of
from sasaeai.places.rules.geojson_file import Feature, OutlinePlan
from sasaeai.places.rules.geojson_file import plan_of as outline_plan_of
from sasaeai.places.rules.over_time import Tie
from sasaeai.places.rules.population_file import PeoplePlan
from sasaeai.places.rules.population_file import plan_of as people_plan_of


def area_plan(town_id: int, read: ReadTable, *, on: date, tree: str = "", level: str = "") -> Plan:
    """What importing a table of areas would do in the town on the day (three queries).

    :param tree: used where the file has no such column; `level` likewise
    """
    parents: dict[int, list[int]] = defaultdict(list)
    ties = []
    lines = Belonging.objects.filter(area__level__tree__town=town_id)
    for area, parent, until in lines.values_list("area_id", "parent_id", "valid_to"):
        ties.append(Tie(area, parent))
        if until is None or until >= on:
            parents[area].append(parent)
    rows = Area.objects.of_town(town_id).in_use_on(on)
    known = [
        Known(pk, level_name, code, name, kana, tuple(parents[pk]))
        for pk, level_name, code, name, kana in rows.values_list(
            "pk", "level__name", "code", "name", "kana"
        )
    ]
    levels = Level.objects.filter(tree__town=town_id).values_list("name", "tree__name")
    return plan_of(read, known=known, levels=dict(levels), ties=ties, tree=tree, level=level)


def people_plan(
    town_id: int, read: ReadTable, *, level: Level | None = None, on: date | None = None
) -> PeoplePlan:
    """What importing a table of people would do, its rows matched to areas of one level or of any (one query).

    :raises CannotRead: if the table counts nobody, or rows lack their date and none is given
    """
    areas = Area.objects.of_town(town_id)
    if level is not None:
        areas = areas.filter(level=level)
    return people_plan_of(read, list(areas.values_list("pk", "code", "name")), on)


def outline_plan(
    town_id: int, features: Sequence[Feature], *, level: Level, named_by: str = ""
) -> OutlinePlan:
    """Which features of a file belong to which areas of a level (one query).

    :param named_by: the property that names the areas; without it the one that fits best
    """
    areas = Area.objects.of_town(town_id).filter(level=level)
    return outline_plan_of(features, list(areas.values_list("pk", "code", "name")), named_by)
