"""Three kinds of walkers, their speeds on slopes, and how many minutes they need there and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from sasaeai.analysis.access.arrays import NONE, UNREACHED, Floats, Ints
from sasaeai.analysis.access.engines import Engine, Seeds
from sasaeai.analysis.access.insertion import Arcs, WalkGraph, insert_points
from sasaeai.analysis.access.network import NO_WAY, Network
from sasaeai.analysis.access.reach import Town
from sasaeai.analysis.access.snapping import Snapped
from sasaeai.analysis.parameters import figures

LONGEST_MINUTES: Final = 180.0


@dataclass(frozen=True, slots=True)
class Walker:
    """A kind of walker as a study or rule has it.

    :param faster_downhill: whether gentle downhill makes them faster than on the flat
    """

    kind: str
    label: str
    metres_per_minute: float
    faster_downhill: bool
    source: str
    steepness: float
    best_slope: float

    def share_of_speed(self, slope: Floats) -> Floats:
        """Speed on a slope (rise over run, uphill positive) as a share of the speed on the flat."""
        lost = np.abs(slope - self.best_slope) - abs(self.best_slope)
        share: Floats = np.exp(-self.steepness * lost)
        return share if self.faster_downhill else np.minimum(share, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class TimedTown:
    """A town measured in milliseconds of one kind of walker."""

    town: Town
    walker: Walker
    graph: WalkGraph


@dataclass(frozen=True, slots=True, eq=False)
class Minutes:
    """Minutes on foot of every home; infinite where no facility is within the limit.

    :param there: from home to the facility that is quickest to reach
    :param back: from the facility that is quickest to come back from
    :param there_to, back_from: which ones, positions in the town's facilities or `NONE`
    """

    there: Floats
    back: Floats
    there_to: Ints
    back_from: Ints


def in_force(entries: list[dict[str, Any]], on: date) -> dict[str, Any]:
    """The latest of dated figures that holds on a day.

    :raises ValueError: where none holds yet
    """
    holding = [entry for entry in entries if entry["from"] <= on]
    if not holding:
        raise ValueError(f"{on:%Y-%m-%d}に使える値がありません。")
    return max(holding, key=lambda entry: entry["from"])


def walkers(on: date) -> tuple[Walker, ...]:
    """The kinds of walkers with the speeds that hold on a day, fastest first."""
    data: Mapping[str, list[dict[str, Any]]] = figures("walking")
    slope = in_force(data["slope"], on)
    kinds = dict.fromkeys(entry["kind"] for entry in data["walker"])
    found = [
        in_force([entry for entry in data["walker"] if entry["kind"] == kind], on) for kind in kinds
    ]
    return tuple(
        Walker(
            kind=entry["kind"],
            label=entry["label"],
            metres_per_minute=entry["metres_per_minute"],
            faster_downhill=entry["faster_downhill"],
            source=entry["source"],
            steepness=slope["steepness"],
            best_slope=slope["best_slope"],
        )
        for entry in found
    )


def street_times(network: Network, walker: Walker) -> tuple[Ints, Ints]:
    """Milliseconds each street takes, from tail to head and back; `NO_WAY` where not allowed."""
    uphill = walker.share_of_speed(network.slope)
    downhill = walker.share_of_speed(-network.slope)
    return (
        _milliseconds(network.forward_mm, walker, uphill),
        _milliseconds(network.backward_mm, walker, downhill),
    )


def _milliseconds(mm: Ints, walker: Walker, share: Floats | float = 1.0) -> Ints:
    pace = 60.0 / walker.metres_per_minute  # seconds a metre = milliseconds a millimetre
    return np.where(mm == NO_WAY, NO_WAY, np.rint(mm * pace / share)).astype(np.int32)


def timed(town: Town, walker: Walker) -> TimedTown:
    """The town's network with the walker's times instead of lengths."""
    forward, backward = street_times(town.network, walker)
    points = Snapped(
        np.concatenate([town.home_place.street, town.facility_place.street]),
        np.concatenate([town.home_place.fraction, town.facility_place.fraction]),
        np.concatenate([town.home_place.off_mm, town.facility_place.off_mm]),
    )
    graph = insert_points(town.network, points, forward=forward, backward=backward)
    return TimedTown(town, walker, graph)


def minutes(
    place: TimedTown, category: str, engine: Engine, *, limit_minutes: float = LONGEST_MINUTES
) -> Minutes:
    """Minutes to the quickest facility of a category and back from the quickest one.

    The way between house and street is walked as on the flat.
    """
    limit = round(limit_minutes * 60_000)
    core = place.graph.core
    there, there_to = _quickest(place, category, core.into, engine, limit)
    if core.out is core.into:
        return Minutes(there, there, there_to, there_to)
    back, back_from = _quickest(place, category, core.out, engine, limit)
    return Minutes(there, back, there_to, back_from)


def _quickest(
    place: TimedTown, category: str, arcs: Arcs, engine: Engine, limit: int
) -> tuple[Floats, Ints]:
    town = place.town
    home_node, facility_node = np.split(place.graph.core.node, [len(town.homes.ids)])
    goals = town.facilities.of(category)
    goals = goals[facility_node[goals] != NONE]
    seeds = Seeds(
        facility_node[goals], _milliseconds(town.facility_place.off_mm[goals], place.walker)
    )
    cost, which = engine.nearest(arcs, seeds, limit)
    own = _milliseconds(town.home_place.off_mm, place.walker).astype(np.int64)
    total = np.where(home_node == NONE, UNREACHED, cost[home_node]).astype(np.int64) + own
    good = (home_node != NONE) & (cost[home_node] != UNREACHED) & (total <= limit)
    goal = np.full(len(home_node), NONE, np.int32)
    goal[good] = goals[which[home_node[good]]]
    return np.where(good, total / 60_000.0, np.inf), goal
