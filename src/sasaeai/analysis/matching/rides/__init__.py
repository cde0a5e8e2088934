"""送迎: outward and return rides of a day, drivers with shifts and cars, nobody kept in the car too long.

`Problem.of(rides, drivers, terms, on=day)` → `plan_rides(problem)` → `RidePlan` with routes, times,
who is left and why. How it is worked out: docs/methods/rides.md.
"""
