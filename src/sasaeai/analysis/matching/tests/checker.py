"""An independent judge of a plan: own distance, own cost, own rules, nothing of the engine but the lists.

Also used by `./bench helping`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from sasaeai.analysis.matching.week import Request, Volunteer

SPEED = {"walk": 4.0, "bike": 12.0, "car": 25.0}
REACH = {"walk": 1.2, "bike": 3.0, "car": 7.0}
PENALTY = {1: 2000.0, 2: 1200.0, 3: 800.0}

Go = tuple[str, Sequence[str], int]  # request, volunteers, block


def km(a: Request | Volunteer, b: Request | Volunteer) -> float:
    """Great circle by the haversine."""
    p, q = math.radians(a.lat), math.radians(b.lat)
    north, east = (q - p) / 2, math.radians(b.lon - a.lon) / 2
    h = math.sin(north) ** 2 + math.cos(p) * math.cos(q) * math.sin(east) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


def may_go(r: Request, v: Volunteer, block: int) -> str:
    """Why a volunteer must not go; empty where they may."""
    reach = REACH[v.mode] if v.reach_km is None else v.reach_km
    rules = {
        "skill": r.category in v.skills,
        "far": km(r, v) <= reach + 1e-9,
        "request's hours": block in r.blocks,
        "volunteer's hours": block in v.blocks,
        "gender": r.gender in ("any", v.gender),
        "language": not r.language or r.language in v.languages,
        "blocked": v.id not in r.blocked,
    }
    return ", ".join(name for name, fine in rules.items() if not fine)


def violations(
    requests: Iterable[Request], volunteers: Iterable[Volunteer], goes: Sequence[Go]
) -> list[str]:
    """Every rule that a plan breaks."""
    asked, helping = {r.id: r for r in requests}, {v.id: v for v in volunteers}
    found = [f"{r} twice" for r, n in Counter(go[0] for go in goes).items() if n > 1]
    slots = Counter((v, block) for _, people, block in goes for v in people)
    found += [f"{v} in two places at {block}" for (v, block), n in slots.items() if n > 1]
    visits = Counter(v for _, people, _ in goes for v in people)
    found += [f"{v} over the cap" for v, n in visits.items() if n > helping[v].cap]
    for name, people, block in goes:
        request = asked[name]
        if len(set(people)) != request.people:
            found.append(f"{name} has {len(set(people))} of {request.people}")
        for v in people:
            why = may_go(request, helping[v], block)
            if why:
                found.append(f"{name}–{v}: {why}")
    return found


def cost(requests: Iterable[Request], volunteers: Iterable[Volunteer], goes: Sequence[Go]) -> float:
    """Points of a plan, from the definition."""
    asked, helping = {r.id: r for r in requests}, {v.id: v for v in volunteers}
    total = sum(PENALTY[r.priority] for r in asked.values())
    visits: Counter[str] = Counter()
    for name, people, _ in goes:
        request = asked[name]
        total -= PENALTY[request.priority]
        for v in people:
            total += one_way(request, helping[v])
            visits[v] += 1
    return total + sum(
        6 * ((helping[v].load_4weeks + n) ** 2 - helping[v].load_4weeks ** 2)
        for v, n in visits.items()
    )


def one_way(request: Request, volunteer: Volunteer) -> float:
    """Points of one volunteer's visit without fairness."""
    travel = 2 * 60 * km(request, volunteer) / SPEED[volunteer.mode]
    same = 40 * (volunteer.id in request.previous)
    return travel + 60 - same - 8 * (request.category in volunteer.likes)


def cheapest(requests: Sequence[Request], volunteers: Sequence[Volunteer]) -> float:
    """The least cost of any plan, by trying everything (only for a handful)."""
    asked = sorted(requests, key=lambda r: r.id)

    def least(at: int, taken: frozenset[tuple[str, int]], visits: Counter[str]) -> float:
        if at == len(asked):
            return 0.0
        request = asked[at]
        best = PENALTY[request.priority] + least(at + 1, taken, visits)
        for team, block in _teams(request, volunteers, taken, visits):
            more = visits + Counter(v.id for v in team)
            price = sum(
                one_way(request, v) + 6 * (2 * (v.load_4weeks + more[v.id]) - 1) for v in team
            )
            best = min(best, price + least(at + 1, taken | {(v.id, block) for v in team}, more))
        return best

    return least(0, frozenset(), Counter())


def _teams(request, volunteers, taken, visits):
    for block in sorted(request.blocks):
        free = [
            v
            for v in volunteers
            if not may_go(request, v, block) and (v.id, block) not in taken and visits[v.id] < v.cap
        ]
        if request.people == 1:
            yield from (((v,), block) for v in free)
        else:
            yield from (((v, w), block) for i, v in enumerate(free) for w in free[i + 1 :])


def goes_of(plan) -> list[Go]:
    """The visits of a plan of the engine."""
    return [(a.request, a.volunteers, a.block) for a in plan.assignments]
