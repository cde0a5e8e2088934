"""The best plan of one part, proven: mixed integer programme by HiGHS (through SciPy)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from sasaeai.analysis.access.arrays import Floats, Longs
from sasaeai.analysis.matching.model import Model, model_of
from sasaeai.analysis.matching.parts import Part

# Nodes, not seconds: the answer must not depend on how busy the machine is.
MOST_NODES: Final = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """Chosen arcs of a part; no plan of it can cost less than `bound` points."""

    chosen: Longs
    bound: float


def solve(part: Part, *, gap: float = 0.0) -> Solved:
    """The best plan.

    :param gap: stop when within this share of the bound
    """
    model = model_of(part)
    # Unserved, pair and load columns come out whole by themselves; said to be whole, HiGHS is
    # steadier (0.7 instead of 12 CPU seconds on the hardest of twelve towns).
    found = milp(
        model.cost,
        constraints=LinearConstraint(model.rows, model.low, model.high),
        bounds=Bounds(model.lower, model.upper),
        integrality=np.ones(len(model.cost)),
        options={"mip_rel_gap": gap, "node_limit": MOST_NODES},
    )
    bound = -np.inf if found.mip_dual_bound is None else float(found.mip_dual_bound)
    if found.x is None:
        return Solved(np.flatnonzero(part.fixed), bound)
    return Solved(np.flatnonzero(found.x[: model.arcs] > 0.5), bound)


def points_of(part: Part, chosen: Longs) -> float:
    """What a choice of arcs costs, everything included, exact to a thousandth."""
    served = np.bincount(part.request[chosen], minlength=len(part.requests)) >= part.need
    visits = np.bincount(part.volunteer[chosen], minlength=len(part.volunteers))
    burden = part.fairness * ((part.load + visits) ** 2 - part.load**2)
    total = part.cost[chosen].sum() + part.penalty[~served].sum() + burden.sum()
    return round(float(total), 3)


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """The plan with halves allowed: its cost, and what an hour of each volunteer is worth.

    :param slot_price: points by volunteer-block (32 × volunteer + block), in `slots`
    :param load_price: points by volunteer of the part
    """

    bound: float
    x: Floats
    slots: Longs
    slot_price: Floats
    load_price: Floats


def relax(part: Part) -> Relaxed:
    """The linear relaxation and its dual prices."""
    model = model_of(part, every_slot=True)
    model.upper[: model.arcs] = np.inf  # the rows of the slots say it too, and give the price
    equal = model.low == model.high
    found = _linear(model, equal)
    slot = slice(model.slot_rows, model.slot_rows + len(model.slots))
    prices = np.zeros(len(model.low))
    prices[equal] = found.eqlin.marginals
    prices[~equal] = found.ineqlin.marginals
    load = slice(model.load_rows, model.load_rows + len(part.volunteers))
    return Relaxed(
        float(found.fun), found.x[: model.arcs], model.slots, -prices[slot], -prices[load]
    )


def shares(part: Part) -> tuple[Floats, float]:
    """How much of each arc the linear relaxation uses, and its value."""
    model = model_of(part)
    found = _linear(model, model.low == model.high)
    return found.x[: model.arcs], float(found.fun)


def _linear(model: Model, equal: np.ndarray):  # type: ignore[no-untyped-def]
    return linprog(
        model.cost,
        A_ub=model.rows[~equal],
        b_ub=model.high[~equal],
        A_eq=model.rows[equal],
        b_eq=model.high[equal],
        bounds=np.column_stack([model.lower, model.upper]),
        method="highs",
    )
