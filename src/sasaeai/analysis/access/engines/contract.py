"""What every engine must answer. All costs are whole numbers of one unit (millimetres, milliseconds)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sasaeai.analysis.access.arrays import Flags, Ints
from sasaeai.analysis.access.insertion import Arcs


@dataclass(frozen=True, slots=True, eq=False)
class Seeds:
    """Where searches begin: a node and what the way to it already cost, one a place."""

    node: Ints
    cost: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Costs between places and target nodes, in any order.

    :param place: index into the seeds
    """

    place: Ints
    node: Ints
    cost: Ints


class Engine(Protocol):
    """Searches over arcs that already point the way of the search."""

    @property
    def name(self) -> str: ...

    def nearest(self, arcs: Arcs, seeds: Seeds, limit: int) -> tuple[Ints, Ints]:
        """Cost to the cheapest seed and its index for every node; `UNREACHED` and `NONE` beyond the limit.

        Of seeds equally cheap the one with the lowest index is taken.
        """

    def table(
        self, arcs: Arcs, seeds: Seeds, targets: Flags, *, radius: int, k: int, limit: int
    ) -> Table:
        """All places within the radius of each target node, and at least the k cheapest within the limit.

        Of places equally cheap those with the lowest index are taken. Rows beyond what is asked
        for may be there, but then with their true cost.

        :param targets: one flag a node
        """
