"""One logistic regression a code, learnt together: balanced, with a penalty on large weights.

Fan et al. 2008 (LIBLINEAR), L2-regularised logistic loss, solved by L-BFGS (Byrd et al. 1995) over all codes at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import optimize

Floats = np.ndarray[Any, np.dtype[np.float64]]
# Dense or sparse (csr_matrix) rows: texts × features.
Rows = Any


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """Weights: features × codes, and a constant a code."""

    weights: Floats
    constants: Floats

    def probabilities(self, rows: Rows) -> Floats:
        """For every row and code, from 0 to 1."""
        return _logistic(np.asarray(rows @ self.weights) + self.constants)


def learn(
    rows: Rows,
    labels: Floats,
    *,
    strength: float,
    weights: Floats | None = None,
    prior: Linear | None = None,
) -> Linear:
    """Learn from rows and their labels (rows × codes, 0 or 1).

    :param strength: how far the examples outweigh the penalty (C of LIBLINEAR)
    :param weights: how much each row counts
    :param prior: weights known before; the penalty is then on leaving them (Chelba & Acero 2006)
    """
    count = np.ones(len(labels)) if weights is None else weights
    of_code = count @ labels
    share = np.where(
        labels > 0, 0.5 / np.maximum(of_code, 1), 0.5 / np.maximum(count.sum() - of_code, 1)
    )
    weighed = share * count[:, None] * count.sum()
    features, codes = rows.shape[1], labels.shape[1]
    signs = 2 * labels - 1
    known = prior or Linear(np.zeros((features, codes)), np.zeros(codes))

    def loss(flat: Floats) -> tuple[float, Floats]:
        parameters = flat.reshape(features + 1, codes)
        margins = signs * (rows @ parameters[:-1] + parameters[-1])
        lost = strength * (weighed * np.logaddexp(0, -margins)).sum()
        slopes = -strength * weighed * signs * _logistic(-margins)
        away = parameters[:-1] - known.weights
        moved = (parameters[-1] - known.constants) * (prior is not None)
        down = np.vstack([rows.T @ slopes + away, slopes.sum(axis=0) + moved])
        return lost + 0.5 * ((away**2).sum() + (moved**2).sum()), down.ravel()

    found = optimize.minimize(
        loss,
        np.vstack([known.weights, known.constants]).ravel(),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 200, "maxcor": 8, "ftol": 1e-6},
    ).x.reshape(features + 1, codes)
    return Linear(found[:-1], found[-1])


def _logistic(margins: Floats) -> Floats:
    return 0.5 * (1 + np.tanh(0.5 * margins))
