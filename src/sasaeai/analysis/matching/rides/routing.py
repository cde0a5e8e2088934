"""Routes by OR-Tools (extra `[routing]`): guided local search from the routes of insertion."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from sasaeai.analysis.matching.rides.insertion import Routes, merit, trips_of
from sasaeai.analysis.matching.rides.loosening import searched
from sasaeai.analysis.matching.rides.people import DAY
from sasaeai.analysis.matching.rides.problem import Problem
from sasaeai.analysis.matching.rides.schedule import possible

# Looked for, not loaded: it takes half a second that a week's plan should not wait for.
INSTALLED: Final = find_spec("ortools") is not None
_WHERE: Final = "ortools.constraint_solver"
_LEFT: Final = 1_000_000  # seconds of driving that one more ride is worth


class RoutingNotInstalled(Exception):
    """OR-Tools is an extra that this machine does not have."""


def check_installed() -> None:
    """Refuse where the extra is missing.

    :raises RoutingNotInstalled: says how to get it
    """
    if not INSTALLED:
        raise RoutingNotInstalled(
            "計算エンジン「ortools」は追加の部品です。この機械には入っていません。"
            "--engine insertion を使うか、pip install 'sasaeai[routing]' で入れてください。"
        )


def routed(problem: Problem, seconds: int) -> Routes:
    """Search for so many seconds of the clock; never worse than insertion.

    :raises RoutingNotInstalled: where the extra is missing
    """
    check_installed()
    start = searched(problem)
    if not problem.rides or not problem.drivers:
        return start
    homes = [problem.home(d) for d in range(len(problem.drivers))]
    pywrapcp = import_module(f"{_WHERE}.pywrapcp")
    manager = pywrapcp.RoutingIndexManager(len(problem.seconds), len(homes), homes, homes)
    model = pywrapcp.RoutingModel(manager)
    _time(problem, manager, model)
    _seats(problem, manager, model)
    _rides(problem, manager, model)
    indices = [[manager.NodeToIndex(stop) for stop in route] for route in start]
    found = _search(pywrapcp.DefaultRoutingSearchParameters(), model, indices, seconds)
    if found is None:
        return start
    routes = _routes(problem, manager, model, found)
    fine = all(possible(problem, d, route) for d, route in enumerate(routes) if route)
    return routes if fine and merit(problem, routes) <= merit(problem, start) else start


def _time(problem: Problem, manager: Any, model: Any) -> None:
    stops = 2 * len(problem.rides)

    def drive(a: int, b: int) -> int:
        seconds: int = problem.seconds[manager.IndexToNode(a)][manager.IndexToNode(b)]
        return seconds

    def pass_time(a: int, b: int) -> int:
        node = manager.IndexToNode(a)
        return drive(a, b) + (problem.service[node] if node < stops else 0)

    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitCallback(drive))
    model.AddDimension(model.RegisterTransitCallback(pass_time), DAY, 2 * DAY, False, "time")
    time = model.GetDimensionOrDie("time")
    for stop in range(stops):
        time.CumulVar(manager.NodeToIndex(stop)).SetRange(problem.early[stop], problem.late[stop])
    for d, driver in enumerate(problem.drivers):
        time.CumulVar(model.Start(d)).SetRange(*driver.shift)
        time.CumulVar(model.End(d)).SetRange(*driver.shift)


def _seats(problem: Problem, manager: Any, model: Any) -> None:
    loads = {
        "seats": ([r.seats for r in problem.rides], [d.seats for d in problem.drivers]),
        "wheelchairs": (
            [int(r.wheelchair) for r in problem.rides],
            [d.wheelchairs for d in problem.drivers],
        ),
    }
    for name, (need, room) in loads.items():

        def load(a: int, need: list[int] = need) -> int:
            node: int = manager.IndexToNode(a)
            if node >= 2 * len(need):
                return 0
            return -need[node // 2] if node % 2 else need[node // 2]

        callback = model.RegisterUnaryTransitCallback(load)
        model.AddDimensionWithVehicleCapacity(callback, 0, room, True, name)


def _rides(problem: Problem, manager: Any, model: Any) -> None:
    time, solver = model.GetDimensionOrDie("time"), model.solver()
    for k in range(len(problem.rides)):
        up, down = manager.NodeToIndex(2 * k), manager.NodeToIndex(2 * k + 1)
        model.AddPickupAndDelivery(up, down)
        solver.Add(model.VehicleVar(up) == model.VehicleVar(down))
        solver.Add(time.CumulVar(up) <= time.CumulVar(down))
        longest = problem.longest[k] + problem.service[2 * k]
        solver.Add(time.CumulVar(down) - time.CumulVar(up) <= longest)
        model.AddDisjunction([up], _LEFT)
        model.AddDisjunction([down], 0)
        solver.Add(model.ActiveVar(up) == model.ActiveVar(down))
    for trip in trips_of(problem):
        first = manager.NodeToIndex(2 * trip[0])
        for k in trip[1:]:
            also = manager.NodeToIndex(2 * k)
            solver.Add(model.ActiveVar(first) == model.ActiveVar(also))


def _search(parameters: Any, model: Any, start: Routes, seconds: int) -> Any:
    names = import_module(f"{_WHERE}.routing_enums_pb2")
    parameters.local_search_metaheuristic = names.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromSeconds(seconds)
    model.CloseModelWithParameters(parameters)
    given = model.ReadAssignmentFromRoutes(start, True)
    return model.SolveFromAssignmentWithParameters(given, parameters) if given else None


def _routes(problem: Problem, manager: Any, model: Any, found: Any) -> Routes:
    routes: Routes = []
    for d in range(len(problem.drivers)):
        index, route = found.Value(model.NextVar(model.Start(d))), list[int]()
        while not model.IsEnd(index):
            route.append(manager.IndexToNode(index))
            index = found.Value(model.NextVar(index))
        routes.append(route)
    return routes
