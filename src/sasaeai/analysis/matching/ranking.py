"""One request on the phone: who could come, cheapest first, with what their hour is worth elsewhere.

The price of an hour is the dual price of past weeks' linear relaxations: an hour that was the only way
to help somebody is dear, so a request that others can serve as well is led to others (the idea of the
placement of refugees by dual prices, Ahani et al. 2021).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sasaeai.analysis.matching.candidates import candidates
from sasaeai.analysis.matching.exact import relax
from sasaeai.analysis.matching.parts import ground_of, parts_of
from sasaeai.analysis.matching.settled import Settled, Visit
from sasaeai.analysis.matching.telling import Cost, cost_of, reasons_of
from sasaeai.analysis.matching.week import Week, blocks_of

# From so many points on, an hour is said to be hard to replace (half an hour of travel).
DEAR: Final = 60.0


@dataclass(frozen=True, slots=True)
class TimePrices:
    """What hours were worth in past weeks, in points, by (volunteer, block) and by volunteer."""

    hour: dict[tuple[str, int], float] = field(default_factory=dict)
    visit: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One person who could be asked.

    :param price: points that the hour is worth to others; `score` = cost + price orders the list
    """

    volunteer: str
    block: int
    cost: Cost
    price: float
    minutes: float
    reasons: tuple[str, ...]

    @property
    def score(self) -> float:
        """Smaller is better."""
        return round(self.cost.total + self.price, 3)


def prices_of(weeks: Iterable[Week]) -> TimePrices:
    """Mean prices of past weeks; a volunteer counts in the weeks in which somebody could ask them."""
    hour: dict[tuple[str, int], list[float]] = {}
    visit: dict[str, list[float]] = {}
    number: dict[str, int] = {}
    for week in weeks:
        for part in parts_of(week, ground_of(week, candidates(week), Settled())):
            relaxed = relax(part)
            names = [week.volunteers[v].id for v in part.volunteers.tolist()]
            for name, price in zip(names, relaxed.load_price.tolist(), strict=True):
                number[name] = number.get(name, 0) + 1
                visit.setdefault(name, []).append(price)
            slots = zip(relaxed.slots.tolist(), relaxed.slot_price.tolist(), strict=True)
            for slot, price in slots:
                if price > 1e-9:
                    hour.setdefault((names[slot // 32], slot % 32), []).append(price)
    return TimePrices(
        {key: sum(found) / number[key[0]] for key, found in hour.items()},
        {name: sum(found) / len(found) for name, found in visit.items()},
    )


def rank(
    week: Week,
    request: str,
    visits: Sequence[Visit] = (),
    prices: TimePrices | None = None,
    *,
    most: int = 5,
) -> list[Suggestion]:
    """Who could come for one request besides the visits already planned, best first.

    :param most: how many to name; each volunteer stands once, with their best block
    """
    prices = prices or TimePrices()
    at = week.request_at[request]
    found = candidates(week, only=at)
    busy, number = _diary(week, visits)
    best: dict[int, Suggestion] = {}
    for row, v in enumerate(found.volunteer.tolist()):
        one = week.volunteers[v]
        if number[v] >= one.cap:
            continue
        step = week.weights.load_points(one.load_4weeks, int(number[v]) + 1)
        worth = max(0.0, prices.visit.get(one.id, 0.0) - step)
        free = [b for b in blocks_of(int(found.blocks[row])) if not busy[v] >> b & 1]
        if not free:
            continue
        price, block = min((worth + prices.hour.get((one.id, b), 0.0), b) for b in free)
        best[v] = _suggestion(week, v, float(found.km[row]), block, price, int(number[v]) + 1,
                              bool(found.same[row]), bool(found.liked[row]))  # fmt: skip
    return sorted(best.values(), key=lambda one: (one.score, one.volunteer))[:most]


def _diary(week: Week, visits: Sequence[Visit]) -> tuple[list[int], list[int]]:
    """Busy blocks (bits) and number of visits by volunteer."""
    busy, number = [0] * len(week.volunteers), [0] * len(week.volunteers)
    for visit in visits:
        for name in visit.volunteers:
            v = week.volunteer_at[name]
            busy[v] |= 1 << visit.block
            number[v] += 1
    return busy, number


def _suggestion(
    week: Week, v: int, km: float, block: int, price: float, number: int, same: bool, liked: bool
) -> Suggestion:
    one = week.volunteers[v]
    cost = cost_of(week, one, km, same, liked, number, False)
    minutes = round(week.weights.minutes(km, one.mode), 1)
    reasons = reasons_of(one, minutes, same, liked, number, False)
    if price >= DEAR:
        reasons.append("この方は他に代わりがいない時間帯です")
    return Suggestion(one.id, block, cost, round(price, 3), minutes, tuple(reasons))
