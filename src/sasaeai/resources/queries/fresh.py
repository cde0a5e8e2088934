"""確認の状況: how fresh the register is, area by area."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from sasaeai.places.models import Area
from sasaeai.places.queries import areas_within_each
from sasaeai.resources.models import ChangeProposal, ProposalState, Resource
from sasaeai.resources.rules.freshness import Freshness, freshness
from sasaeai.towns.viewer import Viewer


@dataclass(frozen=True)
class FreshLine:
    """One area: how many of each, of how many; `area` None = no area of the second tier."""

    area: Area | None
    counts: tuple[int, ...]
    total: int

    @property
    def percent_fresh(self) -> int | None:
        """Share confirmed lately, in percent, half up; None where there is nothing."""
        return (self.counts[0] * 200 + self.total) // (2 * self.total) if self.total else None


@dataclass(frozen=True)
class FreshBoard:
    """The dashboard: a line an area, and the town."""

    lines: list[FreshLine]
    town: FreshLine
    heads: tuple[str, ...]
    waiting: int


def fresh_board(viewer: Viewer, *, today: date) -> FreshBoard:
    """Everything that has not ended, by second-tier area (four queries)."""
    areas = list(
        Area.objects.of_town(viewer.town_id).in_use_on(today).filter(level__tier__contains="2")
    )
    homes: dict[int, int] = {}
    for area, keys in areas_within_each(a.pk for a in areas).items():
        homes.update(dict.fromkeys(keys, area))
    counts: dict[int | None, Counter[Freshness]] = defaultdict(Counter)
    alive = Resource.objects.visible_to(viewer).alive()
    for home, due, leaves in alive.values_list("area_id", "due_on", "leaves_public_on"):
        counts[homes.get(home) if home else None][freshness(today, due, leaves)] += 1
    lines = [_line(area, counts[area.pk]) for area in areas]
    if counts[None]:
        lines.append(_line(None, counts[None]))
    everything: Counter[Freshness] = Counter()
    for one in counts.values():
        everything += one
    waiting = ChangeProposal.objects.filter(
        resource__town=viewer.town_id, state=ProposalState.WAITING
    ).count()
    heads = tuple(str(f.label) for f in Freshness)
    return FreshBoard(lines, _line(None, everything), heads, waiting)


def _line(area: Area | None, found: Counter[Freshness]) -> FreshLine:
    return FreshLine(area, tuple(found[f] for f in Freshness), sum(found.values()))
