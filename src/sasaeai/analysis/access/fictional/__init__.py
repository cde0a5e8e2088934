"""架空のまち: a fictional town with streets, hills, homes, ages, shops, stops and school districts.

The same seed gives the same town. It lies in the Pacific, where nobody can take it for a real one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sasaeai.analysis.access.arrays import Floats, millimetres
from sasaeai.analysis.access.engines import engine_named
from sasaeai.analysis.access.fictional.land import LAT, LON, ZONE, some_land
from sasaeai.analysis.access.fictional.people import People, some_people
from sasaeai.analysis.access.fictional.shops import Shops, some_shops
from sasaeai.analysis.access.fictional.streets import Streets, some_streets
from sasaeai.analysis.access.joining import joined
from sasaeai.analysis.access.network import (
    Network,
    Provenance,
    in_walking_order,
    straight_network,
)
from sasaeai.analysis.access.plane import to_degrees, to_plane
from sasaeai.analysis.access.reach import Facilities, Homes, Terms, reach, settle

PEOPLE: Final = 20_000
LICENCE: Final = "CC0 1.0（架空のデータ。実在の場所・人・店とは関係ありません）"


@dataclass(frozen=True, slots=True, eq=False)
class FictionalTown:
    """Everything about the town.

    :param height: metres above the sea of each node of the network
    :param school: name of the nearest school on foot for each home (小学校区)
    :param area: 日常生活圏域 of each home
    :param names: names of the facilities
    """

    seed: int
    network: Network
    height: Floats
    homes: Homes
    school: list[str]
    area: list[str]
    facilities: Facilities
    names: list[str]


def a_fictional_town(seed: int, *, people: int = PEOPLE) -> FictionalTown:
    """Build a town.

    :param people: about how many people live there (2,000 to 200,000)
    """
    chance = np.random.default_rng(seed)
    land = some_land(chance, people)
    streets = some_streets(chance, land, people)
    living = some_people(chance, land, streets, people)
    shops = some_shops(chance, land, streets, living)
    height = land.height(streets.x, streets.y)
    network = in_walking_order(joined(_network(seed, streets, height)))
    homes, facilities = _homes(living), _facilities(shops)
    school = _schools(network, homes, facilities, shops.name)
    return FictionalTown(
        seed=seed,
        network=network,
        height=land.height(*_from_origin(network.x, network.y)),
        homes=homes,
        school=school,
        area=_areas(school, living),
        facilities=facilities,
        names=shops.name,
    )


def _origin() -> tuple[float, float]:
    x, y = to_plane(np.array([LON]), np.array([LAT]), ZONE)
    return float(x[0]), float(y[0])


def _from_origin(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    east, north = _origin()
    return x - east, y - north


def _degrees(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Town metres to degrees of 7 decimals, as they stand in files."""
    east, north = _origin()
    lon, lat = to_degrees(x + east, y + north, ZONE)
    return np.round(lon, 7), np.round(lat, 7)


def _network(seed: int, streets: Streets, height: Floats) -> Network:
    east, north = _origin()
    length = millimetres(np.maximum(np.round(streets.metres, 2), 0.01))
    rise = height[streets.head] - height[streets.tail]
    return straight_network(
        np.round(streets.x + east, 2),
        np.round(streets.y + north, 2),
        streets.tail,
        streets.head,
        length,
        zone=ZONE,
        slope=np.clip(rise / (length / 1000.0), -0.35, 0.35).astype(np.float64).round(4),
        provenance=Provenance(f"架空のまち（種 {seed}）", LICENCE, "架空のデータ", "", ""),
    )


def _homes(people: People) -> Homes:
    lon, lat = _degrees(people.x, people.y)
    weights = {
        name: getattr(people, name).astype(np.float64)
        for name in ("pop", "pop65", "pop75", "alone65", "no_car65")
    }
    return Homes([f"H{i + 1:05d}" for i in range(len(people.x))], lon, lat, weights)


def _facilities(shops: Shops) -> Facilities:
    lon, lat = _degrees(shops.x, shops.y)
    ids = [f"F{i + 1:04d}" for i in range(len(shops.x))]
    return Facilities(ids, lon, lat, shops.category)


def _schools(network: Network, homes: Homes, facilities: Facilities, names: list[str]) -> list[str]:
    """The nearest school on foot stands for the school district."""
    town = settle(network, homes, facilities)
    found = reach(town, "school", Terms((), k=1, limit_metres=50_000), engine_named())
    known = [*names, "（校区なし）"]
    return [known[i] for i in found.nearest[:, 0].tolist()]


def _areas(school: list[str], people: People) -> list[str]:
    """School districts from west to east make up two or three areas."""
    names = sorted(set(school))
    labels = np.array(school, dtype=object)
    west_first = sorted(names, key=lambda name: float(people.x[labels == name].mean()))
    words = ("西部圏域", "東部圏域") if len(names) < 6 else ("西部圏域", "中部圏域", "東部圏域")
    area = {name: words[i * len(words) // len(names)] for i, name in enumerate(west_first)}
    return [area[name] for name in school]
