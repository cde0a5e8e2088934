"""Suggestions in words: the cost in parts and why this person is asked, never a bare score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from sasaeai.analysis.access.arrays import Longs
from sasaeai.analysis.matching.explaining import Taken
from sasaeai.analysis.matching.parts import Ground
from sasaeai.analysis.matching.settled import Settled, told_slots
from sasaeai.analysis.matching.week import Request, Volunteer, Week
from sasaeai.analysis.matching.weights import MODE_LABELS


@dataclass(frozen=True, slots=True)
class Cost:
    """The parts of what a visit costs, in points; bonuses are below 0."""

    travel: float = 0.0
    visit: float = 0.0
    same: float = 0.0
    liked: float = 0.0
    fairness: float = 0.0
    kept: float = 0.0

    def __add__(self, other: Cost) -> Cost:
        values = (getattr(self, f.name) + getattr(other, f.name) for f in fields(self))
        return Cost(*(round(value, 3) for value in values))

    @property
    def total(self) -> float:
        """All parts together."""
        return round(float(sum(getattr(self, f.name) for f in fields(self))), 3)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A suggested visit.

    :param minutes: travel of each volunteer, one way
    :param confirmed: it was settled before
    """

    request: str
    volunteers: tuple[str, ...]
    block: int
    cost: Cost
    reasons: tuple[str, ...]
    minutes: tuple[float, ...]
    confirmed: bool = False


def tell_visits(
    week: Week, ground: Ground, taken: Taken, settled: Settled
) -> tuple[Assignment, ...]:
    """The visits by request id, each with cost and reasons."""
    number = _number_of_visit(taken)
    of = len(week.volunteers)
    codes = taken.request * of + taken.volunteer
    all_codes = ground.found.request.astype(np.int64) * of + ground.found.volunteer
    pair = np.searchsorted(all_codes, codes)
    told = set(told_slots(week, settled.told).tolist())
    kept = [code in told for code in (codes * 32 + taken.block).tolist()]
    pinned = {pin.request for pin in settled.pins}
    rows = list(
        zip(
            taken.request.tolist(), taken.volunteer.tolist(), taken.block.tolist(),
            ground.found.km[pair].tolist(), ground.found.same[pair].tolist(),
            ground.found.liked[pair].tolist(), number.tolist(), kept, strict=True,
        )
    )  # fmt: skip
    return tuple(_assignments(week, rows, pinned))


def _number_of_visit(taken: Taken) -> Longs:
    """Which visit of the week it is for the volunteer: 1, 2, … by block."""
    order = np.lexsort((taken.block, taken.volunteer))
    volunteer = taken.volunteer[order]
    starts = (
        np.flatnonzero(np.append(True, volunteer[1:] != volunteer[:-1])) if len(order) else order
    )
    counts = np.diff(np.append(starts, len(order)))
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(len(order)) - np.repeat(starts, counts) + 1
    return number


_Row = tuple[int, int, int, float, bool, bool, int, bool]


def _assignments(week: Week, rows: list[_Row], pinned: set[str]) -> Iterator[Assignment]:
    at = 0
    while at < len(rows):
        request = week.requests[rows[at][0]]
        own = rows[at : at + request.people]
        at += request.people
        yield _assignment(week, request, own, request.id in pinned)


def _assignment(week: Week, request: Request, own: list[_Row], confirmed: bool) -> Assignment:
    cost, reasons, minutes = Cost(), list[str](), list[float]()
    for _, v, _, km, same, liked, number, kept in own:
        volunteer = week.volunteers[v]
        cost += cost_of(week, volunteer, km, same, liked, number, kept)
        minutes.append(round(week.weights.minutes(km, volunteer.mode), 1))
        words = reasons_of(volunteer, minutes[-1], same, liked, number, kept)
        name = f"{volunteer.id}：" if len(own) > 1 else ""
        reasons += [name + word for word in words]
    if confirmed:
        reasons.insert(0, "確定ずみ")
    names = tuple(week.volunteers[row[1]].id for row in own)
    return Assignment(request.id, names, own[0][2], cost, tuple(reasons), tuple(minutes), confirmed)


def cost_of(
    week: Week, volunteer: Volunteer, km: float, same: bool, liked: bool, number: int, kept: bool
) -> Cost:
    """The parts of one volunteer's visit, their n-th of this week."""
    weights = week.weights
    return Cost(
        round(weights.per_minute * weights.minutes(km, volunteer.mode), 3),
        weights.per_visit,
        -weights.same_volunteer if same else 0.0,
        -weights.liked_task if liked else 0.0,
        round(weights.load_points(volunteer.load_4weeks, number), 3),
        -weights.kept if kept else 0.0,
    )


def reasons_of(
    volunteer: Volunteer,
    minutes: float,
    same: bool,
    liked: bool,
    number: int,
    kept: bool,
) -> list[str]:
    """Why this person is asked, in words."""
    words = [f"{MODE_LABELS[volunteer.mode]}で{max(1, round(minutes))}分"]
    if same:
        words.append("前回も同じ人")
    if liked:
        words.append("好きな作業")
    times = volunteer.load_4weeks + number
    words.append(f"この4週間と今週で{times:g}回目" if times > 1 else "この4週間ではじめて")
    if kept:
        words.append("お知らせずみの予定どおり")
    return words
