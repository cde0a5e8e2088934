"""Trees, levels and areas: adding, naming, closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.places.models import Area, FormerName, Level, Tree
from sasaeai.places.rules.over_time import NotPossible
from sasaeai.places.ties import end_area, tie
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

ONE_DAY = timedelta(days=1)


@transaction.atomic
def add_tree(*, by: Doer, at: datetime, town: Town, code: str, name: str) -> Tree:
    """A new way of dividing the town, placed last.

    :raises ValidationError: if the code is taken
    """
    tree = Tree(town=town, code=code, name=name, order=town.trees.count())
    tree.full_clean()
    tree.save()
    history.note(by=by, at=at, what="places.tree_added", about=tree, after={"name": name})
    return tree


@transaction.atomic
def change_tree(*, by: Doer, at: datetime, tree: Tree, name: str, order: int) -> Tree:
    """Correct the name or the place of a tree."""
    before = {"name": tree.name, "order": tree.order}
    tree.name, tree.order = name, order
    tree.full_clean()
    tree.save(update_fields=["name", "order"])
    after = {"name": name, "order": order}
    history.note(by=by, at=at, what="places.tree_changed", about=tree, before=before, after=after)
    return tree


@transaction.atomic
def add_level(*, by: Doer, at: datetime, tree: Tree, code: str, name: str, tier: str = "") -> Level:
    """A new level below the present ones of the tree.

    :raises NotPossible: if another level of the town has the code or the name: tables name a level by them
    """
    others = Level.objects.filter(tree__town=tree.town_id)
    if others.filter(code=code).exists():
        raise NotPossible(f"コード「{code}」は別の段で使われています。別のコードにしてください。")
    if others.filter(name=name).exists():
        raise NotPossible(f"段「{name}」はもうあります。別の名前にしてください。")
    level = Level(tree=tree, code=code, name=name, tier=tier, depth=tree.levels.count())
    level.full_clean()
    level.save()
    after = {"name": name, "tier": tier}
    history.note(by=by, at=at, what="places.level_added", about=level, after=after)
    return level


@transaction.atomic
def change_level(*, by: Doer, at: datetime, level: Level, name: str, tier: str) -> Level:
    """Correct the name of a level or the tier it stands for.

    :raises NotPossible: if another level of the town has the name
    """
    others = Level.objects.filter(tree__town=level.tree.town_id).exclude(pk=level.pk)
    if others.filter(name=name).exists():
        raise NotPossible(f"段「{name}」はもうあります。別の名前にしてください。")
    before = {"name": level.name, "tier": level.tier}
    level.name, level.tier = name, tier
    level.full_clean()
    level.save(update_fields=["name", "tier"])
    after = {"name": name, "tier": tier}
    history.note(by=by, at=at, what="places.level_changed", about=level, before=before, after=after)
    return level


@transaction.atomic
def add_area(
    *,
    by: Doer,
    at: datetime,
    level: Level,
    name: str,
    kana: str = "",
    code: str = "",
    parents: Sequence[Area] = (),
    valid_from: date | None = None,
) -> Area:
    """A new area, within the given areas from its first day on.

    :raises NotPossible: if the level has an area of that name or code at the time
    """
    refuse_same_name(level, name, code, valid_from)
    last = level.areas.order_by("-order").first()
    area = Area(
        level=level,
        name=name,
        kana=kana,
        code=code,
        valid_from=valid_from,
        order=last.order + 1 if last else 0,
    )
    area.full_clean()
    area.save()
    for parent in parents:
        tie(area, parent, valid_from)
    after = {"name": name, "level": level, "within": [p.name for p in parents], "from": valid_from}
    history.note(by=by, at=at, what="places.area_added", about=area, after=after)
    return area


def refuse_same_name(level: Level, name: str, code: str, on: date | None) -> None:
    """Two areas of one name at one level could not be told apart.

    :raises NotPossible: if there is one on the day (or at any time, without a day)
    """
    there = level.areas.in_use_on(on) if on else level.areas.filter(valid_to=None)
    if there.filter(name=name).exists():
        raise NotPossible(
            f"「{name}」は{level.name}にもうあります。名前を変えるか、その区域を使ってください。"
        )
    if code and (taken := there.filter(code=code).first()):
        raise NotPossible(
            f"コード「{code}」は「{taken.name}」が使っています。別のコードにしてください。"
        )


CORRECTED = ("kana", "code", "order", "latitude", "longitude")


@transaction.atomic
def correct_area(*, by: Doer, at: datetime, area: Area, given: Mapping[str, object]) -> Area:
    """Correct what is no event in the area's life: reading, code, place in lists, position.

    :param given: any of `CORRECTED`, and `name` where it was only misspelt
    """
    fields = [name for name in (*CORRECTED, "name") if name in given]
    before = {name: getattr(area, name) for name in fields}
    for name in fields:
        setattr(area, name, given[name])
    area.full_clean(exclude=["level", "outline"])
    area.save(update_fields=fields)
    after = {name: getattr(area, name) for name in fields}
    if after != before:
        history.note(
            by=by, at=at, what="places.area_corrected", about=area, before=before, after=after
        )
    return area


@transaction.atomic
def rename_area(*, by: Doer, at: datetime, area: Area, name: str, kana: str = "", on: date) -> Area:
    """Another name from a day on; until the day before, the old name is printed.

    :raises NotPossible: if the area is not in use on the day, or was renamed on a later one
    """
    if (area.valid_from and on <= area.valid_from) or (area.valid_to and on > area.valid_to):
        raise NotPossible(f"「{area.name}」はその日には使われていません。日付を確かめてください。")
    if area.former_names.filter(until__gte=on - ONE_DAY).exists():
        raise NotPossible("その日より後に名前が変わっています。それより後の日付にしてください。")
    refuse_same_name(area.level, name, "", on)
    FormerName.objects.create(area=area, name=area.name, kana=area.kana, until=on - ONE_DAY)
    before = {"name": area.name}
    area.name, area.kana = name, kana or area.kana
    area.full_clean(exclude=["level", "outline"])
    area.save(update_fields=["name", "kana"])
    after = {"name": name, "on": on}
    history.note(by=by, at=at, what="places.area_renamed", about=area, before=before, after=after)
    return area


@transaction.atomic
def close_area(*, by: Doer, at: datetime, area: Area, last_day: date) -> Area:
    """The area ends without a successor; what was recorded stays with it.

    :raises NotPossible: if areas still lie within it after the day
    """
    left = area.contains.filter(valid_to=None).exclude(area__valid_to__lte=last_day)
    if names := [each.area.name for each in left.select_related("area")[:3]]:
        raise NotPossible(
            f"「{'」「'.join(names)}」がまだこの区域に属しています。先に別の区域へ移してください。"
        )
    if area.valid_from and last_day < area.valid_from:
        raise NotPossible("終わりの日が始まりの日より前です。日付を確かめてください。")
    before = {"until": area.valid_to}
    end_area(area, last_day)
    after = {"until": last_day}
    history.note(by=by, at=at, what="places.area_closed", about=area, before=before, after=after)
    return area
