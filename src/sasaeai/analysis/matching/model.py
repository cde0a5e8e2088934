"""The weekly plan as rows and columns for a solver (domain formulation: arcs, unserved, pairs, load)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from sasaeai.analysis.access.arrays import Floats, Longs, spans
from sasaeai.analysis.matching.parts import Part


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """min cost·x, low ≤ rows·x ≤ high, lower ≤ x ≤ upper. Columns: arcs, unserved, pair blocks, load.

    :param slot_rows: first row of the volunteer-blocks; `slots` names them; `load_rows` likewise
    """

    cost: Floats
    rows: csr_array
    low: Floats
    high: Floats
    lower: Floats
    upper: Floats
    arcs: int
    slot_rows: int
    slots: Longs
    load_rows: int


class _Rows:
    """Rows being written."""

    def __init__(self) -> None:
        self.row: list[Longs] = []
        self.column: list[Longs] = []
        self.value: list[Floats] = []
        self.low: list[Floats] = []
        self.high: list[Floats] = []
        self.count = 0

    def block(self, rows: int, low: Floats | float, high: Floats | float) -> int:
        """Room for some rows; tells the first of them."""
        first, self.count = self.count, self.count + rows
        self.low.append(np.full(rows, low) if np.isscalar(low) else np.asarray(low, np.float64))
        self.high.append(np.full(rows, high) if np.isscalar(high) else np.asarray(high, np.float64))
        return first

    def put(self, row: Longs, column: Longs, value: Floats | float) -> None:
        self.row.append(row)
        self.column.append(column)
        self.value.append(np.broadcast_to(np.asarray(value, np.float64), row.shape))


def model_of(part: Part, *, every_slot: bool = False) -> Model:
    """Rows and columns of one part.

    :param every_slot: a row also for volunteer-blocks with a single arc (to have all their prices)
    """
    n, arcs, rows = len(part.requests), len(part.request), _Rows()
    every = np.arange(arcs)
    need = part.need.astype(np.float64)
    first = rows.block(n, need, need)
    rows.put(first + part.request, every, 1.0)
    rows.put(first + np.arange(n), arcs + np.arange(n), need)
    slots, at, count = np.unique(part.slot, return_inverse=True, return_counts=True)
    shared = (count > 1) | every_slot
    number = np.cumsum(shared) - 1
    slot_rows = rows.block(int(shared.sum()), -np.inf, 1.0)
    some = shared[at]
    rows.put(slot_rows + number[at[some]], every[some], 1.0)
    pairs, pair_cost = _pair_rows(part, rows, arcs + n)
    loads, load_rows, load_cost = _load_rows(part, rows, arcs + n + pairs)
    columns = arcs + n + pairs + loads
    matrix = csr_array(
        (
            np.concatenate(rows.value),
            (np.concatenate(rows.row), np.concatenate(rows.column)),
        ),
        shape=(rows.count, columns),
    )
    lower, upper = np.zeros(columns), np.ones(columns)
    lower[:arcs][part.fixed] = 1.0
    upper[arcs : arcs + n][part.certain] = 0.0
    return Model(
        np.concatenate([part.cost, part.penalty, pair_cost, load_cost]),
        matrix, np.concatenate(rows.low), np.concatenate(rows.high), lower, upper,
        arcs, slot_rows, slots[shared], load_rows,
    )  # fmt: skip


def _pair_rows(part: Part, rows: _Rows, first_column: int) -> tuple[int, Floats]:
    """Both or none: two people in the same block, Σx = 2y and x ≤ y (x = y where one is settled)."""
    double = np.flatnonzero(part.need[part.request] == 2)
    blocks, at = np.unique(part.request[double] * 32 + part.block[double], return_inverse=True)
    sums = rows.block(len(blocks), 0.0, 0.0)
    rows.put(sums + at, double, 1.0)
    rows.put(sums + np.arange(len(blocks)), first_column + np.arange(len(blocks)), -2.0)
    low = np.where(part.tied[double], 0.0, -np.inf)
    links = rows.block(len(double), low, 0.0)
    rows.put(links + np.arange(len(double)), double, 1.0)
    rows.put(links + np.arange(len(double)), first_column + at, -1.0)
    return len(blocks), np.zeros(len(blocks))


def _load_rows(part: Part, rows: _Rows, first_column: int) -> tuple[int, int, Floats]:
    """Visits of each volunteer = steps of load, each dearer than the one before."""
    m = len(part.volunteers)
    blocks = np.bincount(np.unique(part.slot) // 32, minlength=m)
    steps = np.minimum(part.cap, blocks)
    owner = np.repeat(np.arange(m), steps)
    visit = spans(np.ones(m, np.int64), steps)
    first = rows.block(m, 0.0, 0.0)
    rows.put(first + part.volunteer, np.arange(len(part.request)), 1.0)
    rows.put(first + owner, first_column + np.arange(len(owner)), -1.0)
    cost = part.fairness * (2.0 * (part.load[owner] + visit) - 1.0)
    return len(owner), first, cost
