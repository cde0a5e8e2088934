"""Rides and drivers of a day. Times are seconds after midnight, durations seconds, places degrees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

MINUTE: Final = 60
DAY: Final = 24 * 60 * MINUTE


class Kind(StrEnum):
    """What the window of a ride is about."""

    OUTWARD = "outward"  # to be there in the window (before the appointment)
    RETURN = "return"  # to be fetched in the window (after the appointment)


@dataclass(frozen=True, slots=True)
class Ride:
    """One way of one person.

    :param window: seconds after midnight: arrival of an outward ride, departure of a return
    :param companions: people who come along, a seat each
    :param wheelchair: needs a wheelchair place instead of a seat
    :param trip: rides of the same trip happen all or not at all ("" = stands alone)
    """

    id: str
    kind: Kind
    from_place: tuple[float, float]
    to_place: tuple[float, float]
    window: tuple[int, int]
    wheelchair: bool = False
    companions: int = 0
    trip: str = ""

    @property
    def seats(self) -> int:
        """Ordinary seats needed."""
        return self.companions + (not self.wheelchair)


@dataclass(frozen=True, slots=True)
class Driver:
    """A driver with a car, from home and back within the shift.

    :param seats: passengers on ordinary seats at once; `wheelchairs`: on wheelchair places
    :param valid_until: last day of each certificate (licence, inspection of the car, insurance);
        None = never shown, so nobody may ride
    """

    id: str
    place: tuple[float, float]
    shift: tuple[int, int]
    seats: int
    wheelchairs: int = 0
    valid_until: tuple[tuple[str, date | None], ...] = ()
    legal_form: str = ""

    def expired(self, on: date) -> tuple[str, ...]:
        """Certificates that do not hold on a day."""
        return tuple(name for name, until in self.valid_until if until is None or until < on)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the town has settled for its rides.

    :param km_per_hour: speed along the straight line
    :param boarding: seconds to get in, and to get out; `wheelchair_boarding` with a wheelchair
    :param ride_factor, ride_extra: nobody rides longer than factor × direct way + extra seconds
    """

    km_per_hour: float = 25.0
    boarding: int = 2 * MINUTE
    wheelchair_boarding: int = 5 * MINUTE
    ride_factor: float = 1.5
    ride_extra: int = 10 * MINUTE


def clock_words(seconds: int) -> str:
    """A time of day.

    >>> clock_words(9 * 3600 + 59)
    '9:00'
    """
    return f"{seconds // 3600}:{seconds % 3600 // 60:02d}"
