"""A day of rides as numbers: stops, travel seconds, windows made as tight as the ride time allows."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sasaeai.analysis.matching.rides.people import DAY, Driver, Kind, Ride, Terms
from sasaeai.analysis.matching.week import km_of, unit_vectors


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Stop 2k is the boarding of ride k, 2k + 1 its getting out; home of driver d is 2n + d.

    :param drivers: those whose certificates hold; `out`: the others, with what has expired
    :param seconds: travel from place to place
    :param early, late: window of each stop; a stop begins within it
    :param longest: seconds each ride may take, from leaving the first place to arriving
    """

    rides: tuple[Ride, ...]
    drivers: tuple[Driver, ...]
    out: tuple[tuple[str, tuple[str, ...]], ...]
    terms: Terms
    seconds: list[list[int]]
    early: list[int]
    late: list[int]
    service: list[int]
    longest: list[int]

    @classmethod
    def of(
        cls,
        rides: Iterable[Ride],
        drivers: Iterable[Driver],
        terms: Terms | None = None,
        *,
        on: date,
    ) -> Problem:
        """The day `on`, in the order of the ids."""
        terms = terms or Terms()
        asked = tuple(sorted(rides, key=lambda ride: ride.id))
        known = sorted(drivers, key=lambda driver: driver.id)
        fit = tuple(driver for driver in known if not driver.expired(on))
        out = tuple((d.id, d.expired(on)) for d in known if d.expired(on))
        places = [p for ride in asked for p in (ride.from_place, ride.to_place)]
        seconds = travel_seconds([*places, *(d.place for d in fit)], terms)
        service = [
            terms.wheelchair_boarding if ride.wheelchair else terms.boarding
            for ride in asked
            for _ in range(2)
        ]
        direct = [seconds[2 * k][2 * k + 1] for k in range(len(asked))]
        longest = [longest_ride(one, terms) for one in direct]
        early, late = _windows(asked, direct, longest, service)
        return cls(asked, fit, out, terms, seconds, early, late, service, longest)

    def home(self, driver: int) -> int:
        """The place of a driver's home."""
        return 2 * len(self.rides) + driver

    def may_carry(self, driver: int, ride: int) -> bool:
        """Whether the car is large enough for this ride alone."""
        car, one = self.drivers[driver], self.rides[ride]
        return car.seats >= one.seats and car.wheelchairs >= one.wheelchair

    def direct(self, ride: int) -> int:
        """Seconds of the direct way."""
        return self.seconds[2 * ride][2 * ride + 1]

    def drive(self, driver: int, route: Sequence[int]) -> int:
        """Seconds at the wheel, from home and back."""
        if not route:
            return 0
        home = self.home(driver)
        places = [home, *route, home]
        return sum(self.seconds[a][b] for a, b in itertools.pairwise(places))


def longest_ride(direct: int, terms: Terms) -> int:
    """How long a ride may take, in seconds.

    >>> longest_ride(600, Terms()) / 60
    25.0
    """
    return math.floor(terms.ride_factor * direct) + terms.ride_extra


def travel_seconds(places: Sequence[tuple[float, float]], terms: Terms) -> list[list[int]]:
    """Whole seconds along the straight line, rounded up."""
    if not places:
        return []
    points = unit_vectors([p[0] for p in places], [p[1] for p in places])
    chords = np.sqrt(((points[:, None] - points[None, :]) ** 2).sum(axis=2))
    found: list[list[int]] = (
        np.ceil(km_of(chords) * 3600.0 / terms.km_per_hour - 1e-6).astype(np.int64).tolist()
    )
    return found


def _windows(
    rides: Sequence[Ride], direct: list[int], longest: list[int], service: list[int]
) -> tuple[list[int], list[int]]:
    early, late = [0] * (2 * len(rides)), [DAY] * (2 * len(rides))
    for k, ride in enumerate(rides):
        up, down, boarding = 2 * k, 2 * k + 1, service[2 * k]
        fixed, free = (down, up) if ride.kind is Kind.OUTWARD else (up, down)
        early[fixed], late[fixed] = ride.window
        if free == up:
            early[up] = max(0, ride.window[0] - longest[k] - boarding)
            late[up] = ride.window[1] - direct[k] - boarding
        else:
            early[down] = ride.window[0] + boarding + direct[k]
            late[down] = ride.window[1] + boarding + longest[k]
    return early, late
