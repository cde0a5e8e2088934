"""The contenders of the walking benchmark: each runs alone in a process and reports CPU seconds.

`python -m benchmarks.access_contenders NAME TOWN.npz ANSWERS.npz LIMIT all|few` prints one line of JSON.
Homes and facilities stand on nodes here, so that contenders that know only nodes give the same
answers; `scipy-streets` and `numba-streets` have them beside the streets and split edges.
"""

from __future__ import annotations

import json
import resource
import sys
import time

import numpy as np

MOST_HOMES = 100_000  # of which what-if is asked in every category
RADII = (300, 500, 800, 1000)
K = 5
FAR = np.inf


class Clock:
    """CPU seconds of this process by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._at = time.process_time()

    def done(self, stage: str) -> None:
        now = time.process_time()
        self.seconds[stage] = round(self.seconds.get(stage, 0.0) + now - self._at, 4)
        self._at = now


class Given:
    """The town, with homes moved to their nearest node unless they may stand beside streets."""

    def __init__(self, path: str, questions: str = "all") -> None:
        with np.load(path) as data:
            for name in data.files:
                setattr(self, name, data[name])
        self.few = questions == "few"
        self.names = [str(name) for name in self.names]

    def only_one_category(self) -> None:
        if self.few:
            self.names = self.names[:1]

    def once(self) -> None:
        """Each street once instead of once each way: half the memory, the same graph."""
        kept = self.tail < self.head
        self.tail, self.head, self.metres = self.tail[kept], self.head[kept], self.metres[kept]

    def of(self, c: int):
        return self.node[self.category == c]


def home_nodes(town: Given):
    from scipy.spatial import cKDTree

    return cKDTree(np.column_stack([town.x, town.y])).query(
        np.column_stack([town.home_x, town.home_y])
    )[1]


def ours(name: str, town: Given, limit: float, clock: Clock):
    from sasaeai.analysis.access.engines import Seeds, engine_named
    from sasaeai.analysis.access.insertion import insert_points
    from sasaeai.analysis.access.joining import joined
    from sasaeai.analysis.access.network import in_walking_order, straight_network
    from sasaeai.analysis.access.reach import Facilities, Homes, Terms, Town, reach
    from sasaeai.analysis.access.snapping import Snapped, snap

    engine = engine_named(name.split("-", maxsplit=1)[0])
    hx, hy, px, py = _places(town, name)
    _warm(engine)
    if town.few:
        town.once()
    clock.done("(not counted)")
    mm = np.rint(town.metres * 1000).astype(np.int32)
    oneway = np.full(len(mm), not town.few)
    network = straight_network(town.x, town.y, town.tail, town.head, mm, zone=9, oneway=oneway)
    town.tail = town.head = town.metres = town.x = town.y = None  # the network holds them now
    network = in_walking_order(joined(network))
    clock.done("build")
    points = snap(network, np.concatenate([hx, px]), np.concatenate([hy, py]))
    clock.done("snap")
    graph = insert_points(network, points)
    clock.done("build")
    cut, none = len(hx), np.zeros(0)

    def part(some):
        return Snapped(points.street[some], points.fraction[some], points.off_mm[some])

    labels = [town.names[c] for c in town.category]
    place = Town(
        network,
        Homes(range(cut), none, none, {}),
        Facilities(range(len(labels)), none, none, labels),
        part(slice(None, cut)),
        part(slice(cut, None)),
        graph,
    )
    for c in range(len(town.names)):
        some = np.flatnonzero(town.category == c)
        seeds = Seeds(graph.node[cut:][some], points.off_mm[cut:][some])
        engine.nearest(graph.into, seeds, round(limit * 1000))
    clock.done("nearest")
    answers = {}
    terms = Terms(RADII, 1, max(RADII)) if town.few else Terms(RADII, K, limit)
    for label in town.names:
        found = reach(place, label, terms, engine)
        answers[label] = (found.nearest_mm / 1000.0, found.counts)
        answers[label][0][found.nearest < 0] = FAR
    clock.done("counts" if town.few else "5 nearest and counts")
    if name.endswith("streets") and not town.few:
        _plan(town, place, engine, limit, clock)
    return answers


def _places(town: Given, name: str):
    """Homes and facilities beside the streets, or on nodes."""
    if name.endswith("streets"):
        turn = np.random.default_rng(5).uniform(0, 2 * np.pi, len(town.node))
        px, py = town.x[town.node] + 30 * np.cos(turn), town.y[town.node] + 30 * np.sin(turn)
        return town.home_x, town.home_y, px, py
    at = home_nodes(town)
    return town.x[at], town.y[at], town.x[town.node], town.y[town.node]


def _warm(engine) -> None:
    """Compile before the clock runs (numba keeps the result on disk)."""
    from sasaeai.analysis.access.engines import Seeds
    from sasaeai.analysis.access.insertion import Arcs

    arcs = Arcs(*(np.array(a, np.int32) for a in ([0, 1, 2], [1, 0], [5, 5])))
    seeds = Seeds(np.array([0], np.int32), np.array([0], np.int32))
    engine.table(arcs, seeds, np.ones(2, np.bool_), radius=1, k=1, limit=9)
    engine.nearest(arcs, seeds, 9)


def _plan(town: Given, place, engine, limit: float, clock: Clock) -> None:
    """What-if of single stops in every category (large towns: the first), and the best ten of 5,000 candidates."""
    from sasaeai.analysis.access.plane import to_degrees
    from sasaeai.analysis.access.reach import Terms, reach, walking_pairs
    from sasaeai.analysis.access.siting import best_stops
    from sasaeai.analysis.access.whatif import Planner

    chance = np.random.default_rng(3)
    some = chance.choice(len(town.home_x), 200, replace=False)
    lon, lat = to_degrees(town.home_x[some], town.home_y[some], 9)
    spent = []
    for label in town.names[:1] if len(town.home_x) > MOST_HOMES else town.names:
        found = reach(place, label, Terms(RADII, K, limit), engine)
        clock.done("(not counted)")
        planner = Planner(place, found, engine)
        clock.done("what-if: prepare")
        for a, b in zip(lon, lat, strict=True):
            began = time.process_time()
            planner.with_stop(float(a), float(b))
            spent.append(time.process_time() - began)
        clock.done("(not counted)")
    milliseconds = 1000 * np.array(spent)
    clock.seconds["what-if: mean ms"] = round(float(np.mean(milliseconds)), 3)
    clock.seconds["what-if: 99 of 100 ms"] = round(float(np.quantile(milliseconds, 0.99)), 3)
    clock.seconds["what-if: slowest ms"] = round(float(np.max(milliseconds)), 3)
    result = reach(place, town.names[0], Terms(RADII, K, limit), engine)
    clock.done("(not counted)")
    candidates = np.arange(min(5000, len(place.facilities.ids)))
    pairs = walking_pairs(place, candidates, Terms((500,), 0, 500), engine)
    clock.done("site: 5,000 candidates within 500 m")
    covered = result.counts[:, 1] > 0
    weight = np.ones(len(covered))
    best_stops(pairs, weight, covered, len(candidates), 10, radius_metres=500)
    clock.done("site: best ten")


def pandana(town: Given, limit: float, clock: Clock):
    import pandana as pdna
    import pandas as pd

    town.only_one_category()
    clock.done("(not counted)")
    edges = pd.DataFrame({"u": town.tail, "v": town.head, "w": town.metres})
    net = pdna.Network(
        pd.Series(town.x), pd.Series(town.y), edges.u, edges.v, edges[["w"]], twoway=False
    )
    clock.done("build")
    at = net.get_node_ids(pd.Series(town.home_x), pd.Series(town.home_y)).to_numpy()
    clock.done("snap")
    nearest = {}
    for c, label in enumerate(town.names):
        node = town.of(c)
        net.set_pois(label, limit, K, pd.Series(town.x[node]), pd.Series(town.y[node]))
        found = net.nearest_pois(limit, label, num_pois=K).to_numpy()[at].astype(float)
        found[found >= limit] = FAR
        nearest[label] = found
    clock.done("5 nearest")
    if town.few:
        return {label: (metres, None) for label, metres in nearest.items()}
    clock.seconds["MB before precompute"] = memory()
    net.precompute(max(RADII))
    answers = {}
    for c, label in enumerate(town.names):
        node = town.of(c)
        net.set(pd.Series(node), variable=pd.Series(np.ones(len(node))), name=label)
        counts = [
            net.aggregate(radius, type="count", decay="flat", name=label).to_numpy()[at]
            for radius in RADII
        ]
        answers[label] = (nearest[label], np.stack(counts, axis=1).astype(np.int32))
    clock.done("counts")
    return answers


def networkx(town: Given, limit: float, clock: Clock):
    """Nearest and counts, searched from the facilities; 5 nearest would take too long."""
    import networkx as nx

    town.only_one_category()
    at = home_nodes(town)
    clock.done("snap")
    graph = nx.DiGraph()
    graph.add_weighted_edges_from(
        zip(town.head.tolist(), town.tail.tolist(), town.metres.tolist(), strict=True)
    )
    clock.done("build")
    nearest = {}
    for c, label in enumerate(town.names):
        found = nx.multi_source_dijkstra_path_length(graph, set(town.of(c).tolist()), cutoff=limit)
        metres = np.full((len(at), K), np.nan)
        metres[:, 0] = [found.get(node, FAR) for node in at.tolist()]
        nearest[label] = metres
    clock.done("nearest")
    if town.few:
        return {label: (metres, None) for label, metres in nearest.items()}
    answers = {}
    for c, label in enumerate(town.names):
        counts = np.zeros((len(town.x), len(RADII)), np.int32)
        for node in town.of(c).tolist():
            found = nx.single_source_dijkstra_path_length(graph, node, cutoff=max(RADII))
            nodes = np.fromiter(found, np.int64, len(found))
            metres = np.fromiter(found.values(), float, len(found))
            for i, radius in enumerate(RADII):
                counts[nodes[metres <= radius], i] += 1
        answers[label] = (nearest[label], counts[at])
    clock.done("counts")
    return answers


def plain(town: Given, limit: float, clock: Clock):
    """SciPy as anybody would use it: from the facilities, 25 at a time, dense rows."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    town.only_one_category()
    at = home_nodes(town)
    clock.done("snap")
    n = len(town.x)
    graph = csr_array((town.metres, (town.head, town.tail)), shape=(n, n))
    clock.done("build")
    nearest = {}
    for c, label in enumerate(town.names):
        found = dijkstra(graph, indices=town.of(c), min_only=True, limit=limit)
        nearest[label] = np.full((len(at), K), np.nan)
        nearest[label][:, 0] = found[at]
    clock.done("nearest")
    if town.few:
        return {label: (metres, None) for label, metres in nearest.items()}
    answers = {}
    for c, label in enumerate(town.names):
        best = np.full((len(at), K), FAR)
        counts = np.zeros((len(at), len(RADII)), np.int32)
        node = town.of(c)
        for i in range(0, len(node), 25):
            metres = dijkstra(graph, indices=node[i : i + 25], limit=limit)[:, at].T
            for r, radius in enumerate(RADII):
                counts[:, r] += (metres <= radius).sum(axis=1)
            best = np.sort(np.concatenate([best, metres], axis=1), axis=1)[:, :K]
        answers[label] = (best, counts)
    clock.done("5 nearest and counts")
    return answers


def memory() -> int:
    """Peak resident size in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(name: str, path: str, out: str, limit: str, questions: str = "all") -> None:
    """Run one contender, keep its answers, print its figures."""
    town = Given(path, questions)
    clock = Clock()
    run = {"pandana": pandana, "networkx": networkx, "plain-scipy": plain}.get(name)
    given = (town, float(limit), clock)
    answers = run(*given) if run else ours(name, *given)
    spent = {k: v for k, v in clock.seconds.items() if k != "(not counted)"}
    np.savez(
        out,
        **{f"metres_{k}": v[0] for k, v in answers.items()},
        **{f"counts_{k}": v[1] for k, v in answers.items() if v[1] is not None},
    )
    name += ", few questions" if town.few else ""
    print(json.dumps({"name": name, "memory": memory(), "spent": spent}))


if __name__ == "__main__":
    main(*sys.argv[1:])
