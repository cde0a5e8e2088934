"""The same searches compiled by numba, where it is installed (extra `[fast]`)."""

from __future__ import annotations

from types import ModuleType
from typing import Final

import numpy as np

from sasaeai.analysis.access.arrays import NONE, Flags, Ints
from sasaeai.analysis.access.engines import kernels
from sasaeai.analysis.access.engines.contract import Seeds, Table
from sasaeai.analysis.access.insertion import Arcs

COMPILED: Final = kernels.COMPILED


class CompiledEngine:
    """Searches by the kernels of `kernels.py`; without numba they run too, only slowly."""

    name = "numba"

    def __init__(self, searches: ModuleType = kernels) -> None:
        self._kernels = searches

    def nearest(self, arcs: Arcs, seeds: Seeds, limit: int) -> tuple[Ints, Ints]:
        """See `Engine.nearest`."""
        labels = self._kernels.k_nearest(
            arcs.start, arcs.to, arcs.cost, seeds.node, seeds.cost, 1, limit, _width(arcs)
        )
        return labels[:, 0, 0], labels[:, 0, 1]

    def table(
        self, arcs: Arcs, seeds: Seeds, targets: Flags, *, radius: int, k: int, limit: int
    ) -> Table:
        """See `Engine.table`."""
        reach = min(radius, limit)
        order = np.argsort(seeds.node, kind="stable")
        place, node, cost = self._kernels.within(
            arcs.start,
            arcs.to,
            arcs.cost,
            seeds.node[order],
            seeds.cost[order],
            targets,
            reach,
            _width(arcs),
        )
        table = Table(order[place].astype(np.int32), node, cost)
        wanted = min(k, len(seeds.node))
        if not wanted or reach >= limit:
            return table
        need = targets & (np.bincount(table.node, minlength=len(targets)) < wanted)
        if not need.any():
            return table
        labels = self._kernels.k_nearest(
            arcs.start, arcs.to, arcs.cost, seeds.node, seeds.cost, wanted, limit, _width(arcs)
        )
        return _with_labels(table, labels, need)


def _width(arcs: Arcs) -> int:
    """Width of a bucket: about a quarter of the mean arc."""
    return max(1, int(arcs.cost.mean()) // 4) if len(arcs.cost) else 1


def _with_labels(table: Table, labels: Ints, need: Flags) -> Table:
    """Rows of the nodes in need come from their label lists."""
    kept = ~need[table.node]
    nodes = np.flatnonzero(need).astype(np.int32)
    costs, places = labels[nodes, :, 0], labels[nodes, :, 1]
    row, slot = np.nonzero(places != NONE)
    return Table(
        np.concatenate([table.place[kept], places[row, slot]]),
        np.concatenate([table.node[kept], nodes[row]]),
        np.concatenate([table.cost[kept], costs[row, slot]]),
    )


__all__ = ["COMPILED", "CompiledEngine"]
