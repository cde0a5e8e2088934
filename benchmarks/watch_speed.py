"""How fast: a million homes a half hour, learning, the self-test; CPU seconds on one core."""

from __future__ import annotations

import time

import numpy as np

from sasaeai.analysis.electricity.examples import a_home
from sasaeai.analysis.electricity.gauges import at_rest, score, step
from sasaeai.analysis.electricity.grades import self_test
from sasaeai.analysis.electricity.learning import learn
from sasaeai.analysis.electricity.method import LEARNING
from sasaeai.analysis.electricity.model import Model

HOMES = 1_000_000
GROUP = 50_000


def told() -> None:
    """Print what each step costs."""
    print("\n## speed, one core")
    different = np.stack([a_home(28, seed=seed) for seed in range(200)])
    started = time.process_time()
    for _ in range(5):
        model = learn(different)
    print(f"  learning: {1000 / (time.process_time() - started):,.0f} homes a second")
    started = time.process_time()
    self_test(different)
    print(f"  self-test: {200 / (time.process_time() - started):,.0f} homes a second")
    groups = [model.of(np.random.default_rng(n).integers(0, 200, GROUP)) for n in range(5)]
    kept = sum(table.nbytes for table in _tables(groups[0])) / GROUP
    print(f"  model and state: {kept + 28:,.0f} bytes a home")
    print(
        "  a half hour of 1,000,000 homes:", *(f"{_half_hour(groups, n):.2f} s" for n in range(5))
    )


def _tables(model: Model) -> list[np.ndarray]:
    return [getattr(model, name) for name in model.__slots__]


def _half_hour(groups: list[Model], half_hour: int) -> float:
    """Step and score all homes once, group by group; five groups lie in memory and take turns."""
    draw = np.random.default_rng(half_hour)
    kwh = draw.gamma(0.5, 0.3, (HOMES // GROUP, GROUP)).astype(np.float32)
    kwh[draw.random(kwh.shape) < 0.01] = np.nan
    states = [at_rest(GROUP) for _ in range(HOMES // GROUP)]
    started = time.process_time()
    for n, readings in enumerate(kwh):
        model = groups[n % len(groups)]
        states[n] = step(model, states[n], readings, LEARNING + 15 + half_hour)
        score(model, states[n])
    return time.process_time() - started
