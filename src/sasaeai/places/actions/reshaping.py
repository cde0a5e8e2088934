"""Moving, merging and splitting areas from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from sasaeai.history import actions as history
from sasaeai.places.models import Area, AreaChange, Belonging, Level, Succession
from sasaeai.places.rules.over_time import NotPossible, Span
from sasaeai.places.ties import end_area, end_tie, tie
from sasaeai.towns.viewer import Doer

ONE_DAY = timedelta(days=1)


@transaction.atomic
def move_area(
    *, by: Doer, at: datetime, area: Area, parent: Area | None, level: Level, on: date
) -> Area:
    """From a day on the area lies within another area of the level (None: within none of that level).

    :raises NotPossible: if the day is before the present belonging began, nothing would change, or the area
        would lie in itself or in one of its own level
    """
    present = _present_tie(area, level, on)
    if (present.parent if present else None) == parent:
        raise NotPossible("所属は変わりません。別の区域をお選びください。")
    before = {"within": present.parent.name if present else ""}
    if present:
        end_tie(present, on)
    if parent:
        tie(area, parent, on)
    after = {"within": parent.name if parent else "", "on": on}
    history.note(by=by, at=at, what="places.area_moved", about=area, before=before, after=after)
    return area


def _present_tie(area: Area, level: Level, on: date) -> Belonging | None:
    ties = area.within.filter(parent__level=level).select_related("parent")
    if ties.filter(valid_from__gt=on).exists():
        raise NotPossible("その日より後に所属が変わっています。それより後の日付にしてください。")
    return ties.filter(Q(valid_to=None) | Q(valid_to__gte=on)).first()


@transaction.atomic
def merge_areas(
    *,
    by: Doer,
    at: datetime,
    areas: Sequence[Area],
    on: date,
    into: Area | None = None,
    name: str = "",
    kana: str = "",
    code: str = "",
) -> Area:
    """Several areas become one from a day on: a new one of the given name, or one of themselves.

    What lay within them lies within the new one; the new one lies where they lay, as far as they agree.

    :raises NotPossible: fewer than two areas, of different levels, or not in use on the day before
    """
    _refuse_unlike(areas, on)
    went = [area for area in areas if area != into]
    new = into or _born(areas[0], name, kana, code, on, areas)
    for old in went:
        Succession.objects.create(old=old, new=new, kind=AreaChange.MERGED, on=on)
        _hand_over_parts(old, new, on)
        end_area(old, on - ONE_DAY)
    before = {"areas": [area.name for area in areas]}
    after = {"area": new.name, "on": on}
    history.note(by=by, at=at, what="places.areas_merged", about=new, before=before, after=after)
    return new


@transaction.atomic
def split_area(
    *,
    by: Doer,
    at: datetime,
    area: Area,
    on: date,
    names: Sequence[tuple[str, str]],
    goes_on: bool = False,
) -> list[Area]:
    """One area becomes several from a day on; the new ones lie where it lay.

    Which new one the areas within it belong to must be said for each by `move_area`, so the split is
    refused while any are left in an area that ends.

    :param names: name and reading of each new area
    :param goes_on: the area itself stays, with what is left of it
    :raises NotPossible: too few names, or areas still lie within it
    """
    if len(names) < (1 if goes_on else 2):
        raise NotPossible("分けた後の区域の名前を入れてください。")
    _refuse_unlike([area], on, fewest=1)
    inside = area.contains.filter(Q(valid_to=None) | Q(valid_to__gte=on)).select_related("area")
    if not goes_on and inside:
        listed = "」「".join(each.area.name for each in inside[:3])
        raise NotPossible(
            f"「{listed}」がこの区域に属しています。分けた後にどちらへ入るかが決まらないため、"
            "先に「この区域も残す」で分け、中の区域を移してから閉じてください。"
        )
    new = [_born(area, name, kana, "", on, [area]) for name, kana in names]
    for each in new:
        Succession.objects.create(old=area, new=each, kind=AreaChange.SPLIT, on=on)
    if not goes_on:
        end_area(area, on - ONE_DAY)
    after = {"areas": [each.name for each in new], "on": on, "goes_on": goes_on}
    history.note(
        by=by, at=at, what="places.area_split", about=area, before={"area": area.name}, after=after
    )
    return new


def _refuse_unlike(areas: Sequence[Area], on: date, fewest: int = 2) -> None:
    if len({area.pk for area in areas}) < fewest:
        raise NotPossible("合わせる区域を2つ以上お選びください。")
    if len({area.level_id for area in areas}) > 1:
        raise NotPossible("同じ段の区域どうしだけを合わせられます。")
    for area in areas:
        if not Span(area.valid_from, area.valid_to).covers(on - ONE_DAY):
            raise NotPossible(
                f"「{area.name}」はその前の日に使われていません。日付を確かめてください。"
            )
        if area.valid_to and area.valid_to >= on:
            raise NotPossible(f"「{area.name}」はもう終わりの日が決まっています。")


def _born(like: Area, name: str, kana: str, code: str, on: date, came_from: Sequence[Area]) -> Area:
    """A new area that lies where its predecessors lay, as far as they agree."""
    if not name.strip():
        raise NotPossible("新しい区域の名前を入れてください。")
    staying = like.level.areas.in_use_on(on).exclude(pk__in=[area.pk for area in came_from])
    if staying.filter(name=name).exists():
        raise NotPossible(f"「{name}」は{like.level.name}にもうあります。別の名前にしてください。")
    area = Area(level=like.level, name=name, kana=kana, code=code, order=like.order, valid_from=on)
    area.full_clean(exclude=["outline"])
    area.save()
    for parent in _shared_parents(came_from, on - ONE_DAY):
        tie(area, parent, on)
    return area


def _shared_parents(areas: Sequence[Area], day: date) -> list[Area]:
    keys = [
        {
            each.parent_id
            for each in area.within.all()
            if Span(each.valid_from, each.valid_to).covers(day)
        }
        for area in areas
    ]
    return list(Area.objects.filter(pk__in=set.intersection(*keys)).select_related("level__tree"))


def _hand_over_parts(old: Area, new: Area, on: date) -> None:
    still = old.contains.filter(Q(valid_to=None) | Q(valid_to__gte=on)).select_related(
        "area__level__tree"
    )
    for each in still:
        end_tie(each, on)
        tie(each.area, new, on)
