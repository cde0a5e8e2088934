"""Areas as facts name them: for every area the names of itself and of what it lies within, by level."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from sasaeai.places.models import Area, Belonging
from sasaeai.towns.rules import Tier

Path = dict[str, str]
# Whatever a town calls the areas of its second tier, a layout can ask for them by this name.
TIER_LEVELS = {Tier.FIRST.value: "第1層の区域", Tier.SECOND.value: "第2層の区域"}
Span = tuple[int, date, date]


@dataclass(frozen=True)
class AreaPaths:
    """The areas of a town.

    `names`: area key → (level name, area name); `tiers`: area key → tiers of its level (`2`, `12`);
    `parents`: dated lines upwards.
    """

    names: dict[int, tuple[str, str]]
    tiers: dict[int, str]
    parents: dict[int, list[Span]]
    _found: dict[tuple[int, int], Path] = field(default_factory=dict, repr=False)
    _equal: dict[tuple[tuple[str, str], ...], Path] = field(default_factory=dict, repr=False)

    def on(self, area_id: int | None, day: date) -> Path:
        """`{"地区": "港地区", "日常生活圏域": "第1圏域", "第2層の区域": "第1圏域"}` as it stood on a day.

        The whole town (None) lies in no area: an empty path. An area may lie in several trees at once.
        """
        if area_id is None:
            return {}
        key = (area_id, bisect_right(self._turns, day))
        if key not in self._found:
            path = self._walked(area_id, day)
            self._found[key] = self._equal.setdefault(tuple(path.items()), path)
        return self._found[key]

    @cached_property
    def _turns(self) -> list[date]:
        """The days on which any line begins or no longer holds; between two of them nothing changes."""
        spans = [span for lines in self.parents.values() for span in lines]
        begun = {first for _, first, _ in spans}
        ended = {last + timedelta(1) for _, _, last in spans if last < date.max}
        return sorted(begun | ended)

    def of_tier_2(self, area_id: int | None, day: date) -> str | None:
        """The name of the second-tier area that an area is or lies in; None = none, the whole town."""
        return self.on(area_id, day).get(TIER_LEVELS[Tier.SECOND.value])

    def _walked(self, area_id: int, day: date) -> Path:
        path: Path = {}
        waiting, seen = [area_id], set[int]()
        while waiting:
            area = waiting.pop(0)
            if area in seen or area not in self.names:
                continue
            seen.add(area)
            level, name = self.names[area]
            path.setdefault(level, name)
            for tier in self.tiers[area]:
                if tier in TIER_LEVELS:
                    path.setdefault(TIER_LEVELS[tier], name)
            waiting += [up for up, first, last in self.parents[area] if first <= day <= last]
        return path


def area_paths(town_id: int) -> AreaPaths:
    """Every area of a town with its lines upwards (two queries)."""
    areas = list(
        Area.objects.of_town(town_id).values_list("pk", "level__name", "name", "level__tier")
    )
    parents: dict[int, list[Span]] = defaultdict(list)
    lines = Belonging.objects.filter(area__level__tree__town=town_id)
    for area, parent, first, last in lines.values_list(
        "area_id", "parent_id", "valid_from", "valid_to"
    ):
        parents[area].append((parent, first or date.min, last or date.max))
    names = {pk: (level, name) for pk, level, name, _ in areas}
    return AreaPaths(names, {pk: tier for pk, _, _, tier in areas}, parents)
