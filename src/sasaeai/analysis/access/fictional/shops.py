"""Shops, salons, stops and schools of a fictional town."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from sasaeai.analysis.access.arrays import Floats, Longs
from sasaeai.analysis.access.fictional.land import Land
from sasaeai.analysis.access.fictional.people import People, beside_streets
from sasaeai.analysis.access.fictional.streets import Streets

# Category, name before its number, people for each, metres between two of them.
_KINDS: Final = (
    ("supermarket", "架空スーパー", 5_500, 600.0),
    ("convenience", "架空コンビニ", 2_300, 250.0),
    ("drugstore", "架空ドラッグ", 6_000, 500.0),
    ("clinic", "架空医院", 1_500, 60.0),
    ("post_office", "架空郵便局", 4_500, 700.0),
)
_OLDER_A_SALON: Final = 260
_PEOPLE_A_SCHOOL: Final = 6_500
_METRES_BETWEEN_STOPS: Final = 350.0
_TRIES: Final = 400


@dataclass(frozen=True, slots=True, eq=False)
class Shops:
    """Facilities in metres with category and name."""

    x: Floats
    y: Floats
    category: list[str]
    name: list[str]


def some_shops(chance: np.random.Generator, land: Land, streets: Streets, people: People) -> Shops:
    """Shops where it is dense, salons where older people live, stops along bus lines, schools."""
    total, older = int(people.pop.sum()), int(people.pop65.sum())
    parts = [
        (category, name, *_apart(chance, land, streets, max(2, round(total / each)), metres))
        for category, name, each, metres in _KINDS
    ]
    parts.append(("salon", "架空サロン", *_salons(chance, people, max(2, older // _OLDER_A_SALON))))
    parts.append(("bus_stop", "架空バス停", *_bus_stops(land, streets)))
    schools = max(2, round(total / _PEOPLE_A_SCHOOL))
    parts.append(("school", "架空小学校", *_schools(chance, streets, people, schools)))
    return Shops(
        np.concatenate([x for _, _, x, _ in parts]),
        np.concatenate([y for _, _, _, y in parts]),
        [category for category, _, x, _ in parts for _ in x],
        [f"{name}{i + 1}" for _, name, x, _ in parts for i in range(len(x))],
    )


def _apart(
    chance: np.random.Generator, land: Land, streets: Streets, number: int, metres: float
) -> tuple[Floats, Floats]:
    """Places beside streets that keep their distance from each other, as far as there is room."""
    x, y = beside_streets(chance, land, streets, number * _TRIES // 10, apart=(5.0, 12.0))
    kept: list[int] = []
    for i in range(len(x)):
        if all(np.hypot(x[i] - x[j], y[i] - y[j]) >= metres for j in kept):
            kept.append(i)
        if len(kept) == number:
            break
    return x[kept], y[kept]


def _salons(chance: np.random.Generator, people: People, number: int) -> tuple[Floats, Floats]:
    weight = people.pop65 / people.pop65.sum()
    homes = chance.choice(len(people.x), number, replace=False, p=weight)
    return people.x[homes] + 3.0, people.y[homes] + 3.0


def _bus_stops(land: Land, streets: Streets) -> tuple[Floats, Floats]:
    """A line from the centre to every other settlement, with a stop every 350 m."""
    ends = cKDTree(np.column_stack([streets.x, streets.y])).query(land.settlement[:, :2])[1]
    nodes = len(streets.x)
    graph = coo_array((streets.metres, (streets.tail, streets.head)), shape=(nodes, nodes)).tocsr()
    metres, before = dijkstra(graph, directed=False, indices=ends[0], return_predecessors=True)
    stops: dict[int, None] = {}
    for end in ends[1:].tolist():
        node, last = int(end), np.inf
        while node >= 0:
            if last - metres[node] >= _METRES_BETWEEN_STOPS:
                stops[node] = None
                last = metres[node]
            node = int(before[node])
    at = _spaced(streets, list(stops))
    return streets.x[at] + 4.0, streets.y[at] + 4.0


def _spaced(streets: Streets, nodes: list[int]) -> Longs:
    """Without stops that another line has put right beside."""
    kept: list[int] = []
    for node in nodes:
        near = (
            np.hypot(streets.x[node] - streets.x[k], streets.y[node] - streets.y[k]) for k in kept
        )
        if all(far >= _METRES_BETWEEN_STOPS / 2 for far in near):
            kept.append(node)
    return np.array(kept, np.int64)


def _schools(
    chance: np.random.Generator, streets: Streets, people: People, number: int
) -> tuple[Floats, Floats]:
    """Schools in the middle of equal parts of the people (k-means)."""
    homes = np.column_stack([people.x, people.y])
    middle = homes[
        chance.choice(len(homes), number, replace=False, p=people.pop / people.pop.sum())
    ]
    for _ in range(30):
        own = cKDTree(middle).query(homes)[1]
        weight = np.maximum(np.bincount(own, people.pop, minlength=number), 1e-9)
        middle = np.column_stack(
            [
                np.bincount(own, people.pop * homes[:, axis], minlength=number) / weight
                for axis in (0, 1)
            ]
        )
    at = cKDTree(np.column_stack([streets.x, streets.y])).query(middle)[1]
    order = np.argsort(-weight, kind="stable")
    return streets.x[at[order]] + 6.0, streets.y[at[order]] + 6.0
