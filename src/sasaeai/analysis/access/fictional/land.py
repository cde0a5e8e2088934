"""The land of a fictional town: a coast in the south, hills in the north, a centre and villages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sasaeai.analysis.access.arrays import Floats, Longs

# In the Pacific, where no town is: nobody can take it for a real one.
ZONE = 6
LON, LAT = 136.0, 33.0


@dataclass(frozen=True, slots=True, eq=False)
class Land:
    """Settlements and hills in metres, the town's centre at (0, 0).

    :param settlement: x, y, spread and share of people of each settlement; the centre first
    :param older: share of people of 65 and over in each settlement
    :param hill: x, y, width and height of each hill
    """

    settlement: Floats
    older: Floats
    hill: Floats

    def height(self, x: Floats, y: Floats) -> Floats:
        """Metres above the sea."""
        rise = np.maximum(y + 1500.0, 0.0) * 0.006
        for hill_x, hill_y, width, top in self.hill:
            rise = rise + top * np.exp(-((x - hill_x) ** 2 + (y - hill_y) ** 2) / (2 * width**2))
        return np.asarray(rise, dtype=np.float64)

    def pull(self, x: Floats, y: Floats) -> Floats:
        """How densely a place is built, 1 in the middle of a settlement."""
        found = np.zeros(len(x))
        for at_x, at_y, spread, _ in self.settlement:
            found = np.maximum(found, _fall((x - at_x) ** 2 + (y - at_y) ** 2, spread))
        return np.where(y > -1500.0, found, 0.0)

    def nearest_settlement(self, x: Floats, y: Floats) -> Longs:
        """Number of the settlement that pulls most."""
        pulls = [
            _fall((x - at_x) ** 2 + (y - at_y) ** 2, spread)
            for at_x, at_y, spread, _ in self.settlement
        ]
        found: Longs = np.argmax(np.array(pulls), axis=0)
        return found


def _fall(square: Floats, spread: float) -> Floats:
    return np.asarray(np.exp(-square / (2 * spread**2)), dtype=np.float64)


def some_land(chance: np.random.Generator, people: int) -> Land:
    """A centre by the sea, villages round it farther and older, an estate of the 1970s on a slope."""
    villages = int(np.clip(people / 4_000, 3, 12))
    radius = 1400.0 * np.sqrt(people / 20_000)
    turn = np.sort(chance.uniform(0.15 * np.pi, 0.95 * np.pi, villages))
    away = radius * chance.uniform(1.3, 2.6, villages)
    share = chance.dirichlet(np.full(villages, 4.0)) * 0.45
    rows = [(0.0, 0.0, radius * 0.55, 0.55)]
    rows += [
        (a * np.cos(t), a * np.sin(t) * 0.8, radius * np.sqrt(s) * 0.75, s)
        for a, t, s in zip(away, turn, share, strict=True)
    ]
    far = away / away.max()
    older = np.concatenate(
        [[0.27], np.clip(0.26 + 0.2 * far + chance.normal(0, 0.03, villages), 0.16, 0.55)]
    )
    hills = np.column_stack(
        [
            chance.uniform(-2.5 * radius, 2.5 * radius, 6),
            chance.uniform(0.6 * radius, 3.0 * radius, 6),
            chance.uniform(0.25 * radius, 0.6 * radius, 6),
            chance.uniform(40.0, 160.0, 6),
        ]
    )
    # One hill stands right behind the centre: people there live on a slope.
    hills[0] = (0.45 * radius, 0.7 * radius, 0.35 * radius, 110.0)
    return Land(np.array(rows), older, hills)
