"""An independent judge of a day of rides; knows only rides, drivers, terms and the printed times."""

from __future__ import annotations

import math


def seconds_between(a, b, km_per_hour):
    p, q = math.radians(a[0]), math.radians(b[0])
    h = (
        math.sin((q - p) / 2) ** 2
        + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(math.sqrt(h)) / km_per_hour * 3600


def violations(rides, drivers, terms, plan, on) -> list[str]:
    """Every rule that a plan breaks."""
    asked, cars = {r.id: r for r in rides}, {d.id: d for d in drivers}
    found, carried = [], []
    for route in plan.routes:
        car = cars[route.driver]
        found += [f"{car.id}: {name}" for name, day in car.valid_until if day is None or day < on]
        if route.leaves_home < car.shift[0] or route.back_home > car.shift[1]:
            found.append(f"{car.id} outside the shift")
        seats = chairs = 0
        here, now, inside = car.place, route.leaves_home, {}
        for stop in route.stops:
            ride = asked[stop.ride]
            place = ride.from_place if stop.boards else ride.to_place
            if now + seconds_between(here, place, terms.km_per_hour) > stop.begins + 1e-3:
                found.append(f"{car.id} cannot be at {stop.ride} so early")
            board = terms.wheelchair_boarding if ride.wheelchair else terms.boarding
            if stop.leaves < stop.begins + board:
                found.append(f"{stop.ride}: no time to get in or out")
            sign = 1 if stop.boards else -1
            seats += sign * (ride.companions + (0 if ride.wheelchair else 1))
            chairs += sign * (1 if ride.wheelchair else 0)
            if seats > car.seats or chairs > car.wheelchairs:
                found.append(f"{car.id} is full at {stop.ride}")
            if stop.boards:
                inside[ride.id] = stop
            else:
                carried.append(ride.id)
                found += _ride(ride, inside.pop(ride.id, None), stop, terms)
            here, now = place, stop.leaves
        if now + seconds_between(here, car.place, terms.km_per_hour) > route.back_home + 1e-3:
            found.append(f"{car.id} is not home so early")
        found += [f"{ride} stays in the car" for ride in inside]
    found += [f"{ride} twice" for ride in set(carried) if carried.count(ride) > 1]
    trips = {}
    for ride in rides:
        trips.setdefault(ride.trip or ride.id, []).append(ride.id in carried)
    return found + [f"trip {name} is half" for name, all_ in trips.items() if len(set(all_)) > 1]


def _ride(ride, up, down, terms) -> list[str]:
    if up is None:
        return [f"{ride.id} never got in"]
    direct = seconds_between(ride.from_place, ride.to_place, terms.km_per_hour)
    found = []
    # The engine counts whole seconds, rounded up: at most 1.5 seconds of the direct way.
    if down.begins - up.leaves > terms.ride_factor * (direct + 1) + terms.ride_extra:
        found.append(f"{ride.id} too long in the car")
    fixed = down if ride.kind == "outward" else up
    if not ride.window[0] <= fixed.begins <= ride.window[1]:
        found.append(f"{ride.id} outside its window")
    return found
