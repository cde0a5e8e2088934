"""Peers in an environment of their own: `python -m benchmarks.helping_peers cpsat|vroom …`, one line of JSON."""

from __future__ import annotations

import json
import sys
import time

from sasaeai.analysis.matching.candidates import candidates
from sasaeai.analysis.matching.fictional import a_fictional_week
from sasaeai.analysis.matching.parts import ground_of, parts_of
from sasaeai.analysis.matching.rides.fictional import DAY_OF_RIDES, a_fictional_day
from sasaeai.analysis.matching.rides.planning import Engine, plan_rides
from sasaeai.analysis.matching.rides.problem import Problem
from sasaeai.analysis.matching.settled import Settled
from sasaeai.analysis.matching.week import week_of


def cpsat(
    seed: int, requests: int, volunteers: int, towns: int, seconds: float
) -> dict[str, object]:
    """The same programme for CP-SAT, part by part, costs in thousandths."""
    from ortools.sat.python import cp_model

    week = week_of(*a_fictional_week(seed, requests, volunteers, towns=towns))
    ground = ground_of(week, candidates(week), Settled())
    parts = list(parts_of(week, ground))
    began, goes, bound, seen = time.process_time(), [], 0.0, set()
    for part in parts:
        model = cp_model.CpModel()
        x = [model.new_bool_var("") for _ in part.request]
        z = [model.new_bool_var("") for _ in part.requests]
        terms = [round(1000 * c) * v for c, v in zip(part.cost, x, strict=True)]
        terms += [round(1000 * c) * v for c, v in zip(part.penalty, z, strict=True)]
        by_r, by_slot, by_v, by_rb = {}, {}, {}, {}
        for a, (r, v, b) in enumerate(
            zip(part.request.tolist(), part.volunteer.tolist(), part.block.tolist(), strict=True)
        ):
            by_r.setdefault(r, []).append(x[a])
            by_slot.setdefault((v, b), []).append(x[a])
            by_v.setdefault(v, []).append(x[a])
            if part.need[r] == 2:
                by_rb.setdefault((r, b), []).append(x[a])
        for r, own in by_r.items():
            model.add(sum(own) + int(part.need[r]) * z[r] == int(part.need[r]))
        for own in by_slot.values():
            model.add_at_most_one(own)
        for own in by_rb.values():
            y = model.new_bool_var("")
            model.add(sum(own) == 2 * y)
        for v, own in by_v.items():
            steps = [model.new_bool_var("") for _ in range(int(part.cap[v]))]
            model.add(sum(own) == sum(steps))
            terms += [
                round(1000 * part.fairness * (2 * (part.load[v] + k + 1) - 1)) * u
                for k, u in enumerate(steps)
            ]
        model.minimize(sum(terms))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds * len(part.requests) / requests
        solver.parameters.num_workers = 2
        status = solver.solve(model)
        bound += max(solver.best_objective_bound, 0.0) / 1000
        seen |= set(part.requests.tolist())
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            continue  # nothing found in its time: all of this part stay alone
        teams: dict[tuple[int, int], list[str]] = {}
        for a, v in enumerate(x):
            if solver.value(v):
                teams.setdefault(
                    (int(part.requests[part.request[a]]), int(part.block[a])), []
                ).append(week.volunteers[int(part.volunteers[part.volunteer[a]])].id)
        goes += [(week.requests[r].id, team, b) for (r, b), team in teams.items()]
    bound += sum(float(week.r.penalty[r]) for r in range(len(week.requests)) if r not in seen)
    return {"goes": goes, "bound": bound, "cpu": time.process_time() - began}


def vroom(seed: int, rides: int, drivers: int) -> dict[str, object]:
    """VROOM knows no maximum ride time: what it gains, and how many sit too long."""
    import vroom as v

    problem = Problem.of(*a_fictional_day(seed, rides, drivers), on=DAY_OF_RIDES)
    began = time.process_time()
    instance = v.Input()
    instance.set_durations_matrix(profile="car", matrix_input=problem.seconds)
    for d, driver in enumerate(problem.drivers):
        home = problem.home(d)
        instance.add_vehicle(
            v.Vehicle(
                d,
                start=home,
                end=home,
                capacity=[driver.seats, driver.wheelchairs],
                time_window=list(driver.shift),
            )
        )
    for k, ride in enumerate(problem.rides):
        up, down = (
            v.ShipmentStep(k, location=2 * k + i, default_service=problem.service[2 * k + i],
                           time_windows=[v.TimeWindow(max(problem.early[2 * k + i], 0), problem.late[2 * k + i])])
            for i in range(2)
        )  # fmt: skip
        instance.add_shipment(up, down, amount=v.Amount([ride.seats, int(ride.wheelchair)]))
    found = instance.solve(exploration_level=5, nb_threads=1)
    routes = found.routes
    spent = time.process_time() - began
    boards, over, drive = (
        {},
        0,
        float(found.summary.cost) if hasattr(found.summary, "cost") else 0.0,
    )
    for row in routes.itertuples():
        if row.type == "pickup":
            boards[row.id] = row.arrival + row.waiting_time + row.service
        elif row.type == "delivery":
            over += row.arrival + row.waiting_time - boards[row.id] > problem.longest[int(row.id)]
    return {"served": len(boards), "drive": drive / 60, "over": int(over), "cpu": spent}


def ortools(seed: int, rides: int, drivers: int, seconds: int) -> dict[str, object]:
    """Ours with the extra `[routing]`."""
    problem = Problem.of(*a_fictional_day(seed, rides, drivers), on=DAY_OF_RIDES)
    began = time.process_time()
    found = plan_rides(problem, Engine.ORTOOLS, search_seconds=seconds)
    return {
        "served": len(found.rides),
        "drive": found.drive_seconds / 60,
        "over": sum(r.ride_seconds > r.longest_seconds for r in found.rides),
        "cpu": time.process_time() - began,
    }


if __name__ == "__main__":
    what = {"cpsat": cpsat, "vroom": vroom, "ortools": ortools}[sys.argv[1]]
    print(json.dumps(what(*(int(a) for a in sys.argv[2:]))))
