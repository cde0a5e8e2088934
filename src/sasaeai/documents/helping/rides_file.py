"""A day of rides as RIDES.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sasaeai.analysis.matching.rides.people import MINUTE, Ride, Terms, clock_words
from sasaeai.analysis.matching.rides.planning import Carried, NotCarried, RidePlan, Route


def rides_json(
    plan: RidePlan, rides: Mapping[str, Ride], terms: Terms, *, on: str, engine: str, seconds: float
) -> bytes:
    """The file; its form is in `sasaeai schema rides`.

    :param seconds: CPU seconds spent, told by whoever reads the clock
    """
    data = {
        "on": on,
        "engine": engine,
        "served": len(plan.rides),
        "drive_minutes": round(plan.drive_seconds / MINUTE, 1),
        "routes": [_route(route, rides) for route in plan.routes],
        "rides": [_carried(one) for one in plan.rides],
        "unserved": [_left(one) for one in plan.unserved],
        "drivers_out": [
            {"driver": name, "not_valid": list(papers)} for name, papers in plan.drivers_out
        ],
        "terms": {
            "km_per_hour": terms.km_per_hour,
            "boarding_minutes": terms.boarding / MINUTE,
            "wheelchair_boarding_minutes": terms.wheelchair_boarding / MINUTE,
            "ride_factor": terms.ride_factor,
            "ride_extra_minutes": terms.ride_extra / MINUTE,
        },
        "seconds": round(seconds, 3),
    }
    return (json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _route(route: Route, rides: Mapping[str, Ride]) -> dict[str, Any]:
    stops = []
    for stop in route.stops:
        ride = rides[stop.ride]
        lat, lon = ride.from_place if stop.boards else ride.to_place
        what = "pickup" if stop.boards else "dropoff"
        stops.append(
            {"ride": stop.ride, "what": what, "lat": lat, "lon": lon,
             "begins": clock_words(stop.begins), "begins_s": stop.begins, "leaves_s": stop.leaves}
        )  # fmt: skip
    return {
        "driver": route.driver,
        "legal_form": route.legal_form,
        "leaves_home": clock_words(route.leaves_home),
        "leaves_home_s": route.leaves_home,
        "back_home": clock_words(route.back_home),
        "back_home_s": route.back_home,
        "drive_minutes": round(route.drive_seconds / MINUTE, 1),
        "stops": stops,
    }


def _carried(one: Carried) -> dict[str, Any]:
    return {
        "ride": one.ride,
        "driver": one.driver,
        "pickup": clock_words(one.boards),
        "dropoff": clock_words(one.arrives),
        "ride_minutes": round(one.ride_seconds / MINUTE, 1),
        "direct_minutes": round(one.direct_seconds / MINUTE, 1),
        "longest_minutes": round(one.longest_seconds / MINUTE, 1),
        "reasons": list(one.reasons),
    }


def _left(one: NotCarried) -> dict[str, Any]:
    return {
        "ride": one.ride,
        "why": [{"filter": name, "left": left, "words": words} for name, left, words in one.why],
        "nearest": [{"change": change, "gains": gains} for change, gains in one.nearest],
    }
