"""Dated ties between areas, written only inside the deeds of `actions`, which tell the history."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from sasaeai.places.models import Area, Belonging
from sasaeai.places.rules.over_time import NotPossible, Span, Tie, refuse_circle

ONE_DAY = timedelta(days=1)


def tie(area: Area, parent: Area, on: date | None) -> Belonging:
    """Let an area lie within another from a day on (None: from the beginning).

    :raises NotPossible: if that would be a circle, both are of one level, or the area already lies within one
    """
    if area.level.tree.town_id != parent.level.tree.town_id:
        raise NotPossible("ほかの自治体の区域は選べません。")
    known = Belonging.objects.filter(parent__level__tree__town=area.level.tree.town_id)
    ties = [Tie(a, p) for a, p in known.values_list("area_id", "parent_id")]
    refuse_circle(ties, area=area.pk, parent=parent.pk)
    if area.level_id == parent.level_id:
        raise NotPossible(
            f"「{parent.name}」は同じ{area.level.name}です。別の段の区域をお選びください。"
        )
    for other in area.within.filter(parent__level=parent.level_id).select_related("parent"):
        if Span(other.valid_from, other.valid_to).meets(Span(on, None)):
            raise NotPossible(
                f"「{area.name}」はもう「{other.parent.name}」に属しています。"
                "移すときは「所属を変える」をお使いください。"
            )
    return Belonging.objects.create(area=area, parent=parent, valid_from=on)


def end_tie(line: Belonging, on: date) -> None:
    """The belonging ends the day before; one that began that very day was never true."""
    if line.valid_from and line.valid_from >= on:
        line.delete()
        return
    line.valid_to = on - ONE_DAY
    line.save(update_fields=["valid_to"])


def end_area(area: Area, last_day: date) -> None:
    """Set the last day of the area and of what it lies within."""
    area.valid_to = last_day
    area.full_clean(exclude=["level", "outline"])
    area.save(update_fields=["valid_to"])
    first_after = last_day + ONE_DAY
    for line in area.within.filter(Q(valid_to=None) | Q(valid_to__gte=first_after)):
        end_tie(line, first_after)
