"""Who lives in a fictional town: homes along the streets, households with ages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sasaeai.analysis.access.arrays import Floats, Longs
from sasaeai.analysis.access.fictional.land import Land
from sasaeai.analysis.access.fictional.streets import Streets

# Kinds of households: people, of them 65 and over. Shares follow from how old a settlement is.
_KINDS: Final = ((1, 1), (2, 2), (5, 2), (4, 1), (4, 0), (3, 0), (2, 0), (1, 0))
_OLDER_ONLY: Final = 1.08  # households of older people only, per share of older people
_ALONE: Final = 0.48  # of them of one person
_GENERATIONS: Final = (0.03, 0.03)
_YOUNGER: Final = (0.22, 0.23, 0.20, 0.35)
_OVER_75: Final = 0.52  # of those of 65 and over
_NO_CAR: Final = 0.38
_PEOPLE_A_HOME: Final = 2.14


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Homes in metres, and who lives there.

    :param alone65: 1 where one person of 65 or over lives alone
    :param no_car65: people of 65 and over without the use of a car
    """

    x: Floats
    y: Floats
    pop: Longs
    pop65: Longs
    pop75: Longs
    alone65: Longs
    no_car65: Longs


def some_people(chance: np.random.Generator, land: Land, streets: Streets, people: int) -> People:
    """Homes on both sides of the streets, denser where the land pulls, older where it is older."""
    homes = round(people / _PEOPLE_A_HOME)
    x, y = beside_streets(chance, land, streets, homes)
    older = land.older[land.nearest_settlement(x, y)]
    kind = _kinds(chance, older)
    pop, pop65 = np.array(_KINDS)[kind].T
    return People(
        x=x,
        y=y,
        pop=pop,
        pop65=pop65,
        pop75=chance.binomial(pop65, _OVER_75),
        alone65=((pop == 1) & (pop65 == 1)).astype(np.int64),
        no_car65=chance.binomial(pop65, _NO_CAR),
    )


def beside_streets(
    chance: np.random.Generator,
    land: Land,
    streets: Streets,
    number: int,
    *,
    apart: tuple[float, float] = (6.0, 22.0),
) -> tuple[Floats, Floats]:
    """Places some metres beside streets, more of them where the land pulls."""
    a, b = streets.tail, streets.head
    dx, dy = streets.x[b] - streets.x[a], streets.y[b] - streets.y[a]
    chord = np.hypot(dx, dy)
    pull = land.pull(streets.x[a] + dx / 2, streets.y[a] + dy / 2)
    weight = chord * (pull + 0.02)
    street = chance.choice(len(a), number, p=weight / weight.sum())
    along = chance.random(number)
    off = chance.uniform(*apart, number) * chance.choice([-1.0, 1.0], number)
    far = np.maximum(chord[street], 1e-9)
    return (
        streets.x[a[street]] + along * dx[street] - off * dy[street] / far,
        streets.y[a[street]] + along * dy[street] + off * dx[street] / far,
    )


def _kinds(chance: np.random.Generator, older: Floats) -> Longs:
    """A kind of household for each home."""
    only = np.clip(_OLDER_ONLY * older, 0.0, 0.9)
    rest = np.clip(1.0 - only - sum(_GENERATIONS), 0.0, 1.0)
    shares = np.column_stack(
        [
            only * _ALONE,
            only * (1 - _ALONE),
            *(np.full(len(older), share) for share in _GENERATIONS),
            *(rest * share for share in _YOUNGER),
        ]
    )
    edges = np.cumsum(shares / shares.sum(axis=1, keepdims=True), axis=1)
    kind = (chance.random(len(older))[:, None] > edges).sum(axis=1)
    found: Longs = np.minimum(kind, len(_KINDS) - 1).astype(np.int64)
    return found
