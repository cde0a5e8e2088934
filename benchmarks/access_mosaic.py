"""The town of the walking benchmark: mirrored copies of central Ube, homes and facilities on it.

Run by benchmarks/access.py in the environment of the peers. The pattern and its generator lie in the
shared example data (data/bench_mosaic); only its output is used here.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import numpy as np

SCALE = 0.75
FACILITIES = {
    "shop": 500,
    "salon": 800,
    "bus_stop": 3000,
    "clinic": 400,
    "pharmacy": 450,
    "bank": 200,
}
NODES_OF_FACILITIES = 415_480  # the town size for which the numbers above are meant
HOMES, MOST_HOMES = 60_000, 1_178_130  # the latter: inhabited 250 m cells of Japan


def tiles(pattern: Path, columns: int, rows: int):
    """x, y, from, to, metres of the mosaic, largest connected part, decimetres."""
    spec = importlib.util.spec_from_file_location("mosaic", pattern / "mosaic.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    here = Path.cwd()
    os.chdir(pattern)  # it reads its pattern from where it stands
    try:
        x, y, tail, head, metres = module.build(columns, rows, SCALE)
    finally:
        os.chdir(here)
    return largest_part(x, y, tail, head, metres)


def largest_part(x, y, tail, head, metres):
    """Only nodes that reach each other, the shortest of parallel edges, numbered at random."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    order = np.lexsort((metres, head, tail))
    tail, head, metres = tail[order], head[order], metres[order]
    first = np.r_[True, (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])] & (tail != head)
    tail, head, metres = tail[first], head[first], metres[first]
    graph = coo_array((np.ones(len(tail), np.int8), (tail, head)), shape=(len(x), len(x)))
    _, part = connected_components(graph.tocsr(), directed=False)
    main = part == np.bincount(part).argmax()
    edges = main[tail]
    # Numbers without locality, as an import gives them: the worst case.
    number = np.full(len(x), -1, np.int64)
    number[main] = np.random.default_rng(7).permutation(int(main.sum()))
    where = np.empty(int(main.sum()), np.int64)
    where[number[main]] = np.flatnonzero(main)
    metres = np.maximum(np.round(metres[edges], 1), 0.1)
    return x[where], y[where], number[tail[edges]], number[head[edges]], metres


def main(pattern: str, columns: str, rows: str, out: str) -> None:
    """Write the town as .npz: graph, homes in the densest 125 m cells, facilities by density."""
    x, y, tail, head, metres = tiles(Path(pattern), int(columns), int(rows))
    cell = (y // 125).astype(np.int64) * 1_000_000 + (x // 125).astype(np.int64)
    cells, which, count = np.unique(cell, return_inverse=True, return_counts=True)
    grown = max(len(x) / NODES_OF_FACILITIES, 0.01)
    homes = min(round(HOMES * grown), MOST_HOMES)
    dense = np.argsort(-count, kind="stable")[:homes]
    home_x, home_y = (cells[dense] % 1_000_000 + 0.5) * 125, (cells[dense] // 1_000_000 + 0.5) * 125
    chance = np.random.default_rng(11)
    share = count[which] / count[which].sum()
    numbers = {name: max(5, round(n * grown)) for name, n in FACILITIES.items()}
    node = np.concatenate(
        [chance.choice(len(x), n, replace=False, p=share) for n in numbers.values()]
    )
    category = np.repeat(np.arange(len(numbers)), list(numbers.values()))
    np.savez(
        out, x=x, y=y, tail=tail.astype(np.int32), head=head.astype(np.int32), metres=metres,
        home_x=home_x, home_y=home_y, node=node, category=category, names=list(numbers),
    )  # fmt: skip
    print(
        f"{len(x):,} nodes, {len(tail):,} directed edges, {len(home_x):,} homes, {len(node):,} facilities"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
