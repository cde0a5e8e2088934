"""Areas for a choice field."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sasaeai.places.queries.over_time import areas_on

Choices = list[tuple[str, list[tuple[int, str]]]]


def area_choices(
    town_id: int | None,
    *,
    on: date,
    recent: Sequence[int] = (),
    within: Collection[int] | None = None,
) -> Choices:
    """Areas in use on the day, grouped by level; the last used ones come first in a group of their own.

    :param recent: keys of areas, last used first; what is not in use any more is left out
    :param within: only these areas, where a person's work is bound to some; None = the whole town
    """
    groups: dict[str, list[tuple[int, str]]] = {}
    names: dict[int, str] = {}
    for area in areas_on(town_id, on):
        if within is None or area.pk in within:
            names[area.pk] = area.name
            title = _title(area.level.tree.name, area.level.name)
            groups.setdefault(title, []).append((area.pk, area.name))
    used = [(key, names[key]) for key in dict.fromkeys(recent) if key in names]
    return ([("最近使った区域", used)] if used else []) + list(groups.items())


def _title(tree: str, level: str) -> str:
    return level if level == tree else f"{tree}：{level}"
