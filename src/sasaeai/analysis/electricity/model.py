"""What has been learned of homes: how each is when nobody moves, and when somebody does."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sasaeai.analysis.electricity.arrays import Flags, Floats, Halves


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Arrays over homes, the home being the last axis but for evidence.

    :param known: homes with enough days to learn from; the others are never scored
    :param quiet_ceiling_kwh: what standby use stays under, kWh in half an hour
    :param level_cuts, change_cuts: limits of the bins, cuts × homes, kWh
    :param level_evidence, change_evidence: half hour of the day × homes × bins, log of how much
        likelier a reading is where nobody moves
    :param scale: gauges × homes; a gauge at its scale is at the highest of usual days
    :param longest_quiet_hours: the longest time under the quiet ceiling while learning
    """

    known: Flags
    quiet_ceiling_kwh: Floats
    level_cuts: Floats
    change_cuts: Floats
    level_evidence: Halves
    change_evidence: Halves
    scale: Floats
    longest_quiet_hours: Floats

    def of(self, homes: Sequence[int] | np.ndarray) -> Model:
        """The models of some homes."""
        return Model(**{name: _taken(name, table, homes) for name, table in _tables(self)})

    def put(self, homes: np.ndarray, others: Model) -> Model:
        """These models with those of some homes replaced, in the order of `homes`."""
        theirs = dict(_tables(others))
        tables = {name: table.copy() for name, table in _tables(self)}
        for name, table in tables.items():
            if name in _EVIDENCE:
                table[:, homes] = theirs[name]
            else:
                table[..., homes] = theirs[name]
        return Model(**tables)


_EVIDENCE = frozenset({"level_evidence", "change_evidence"})


def joined(models: Sequence[Model]) -> Model:
    """Models of several groups of homes as one."""
    parts = [dict(_tables(model)) for model in models]
    return Model(
        **{
            name: np.concatenate(
                [part[name] for part in parts], axis=1 if name in _EVIDENCE else -1
            )
            for name in parts[0]
        }
    )


def _tables(model: Model) -> list[tuple[str, np.ndarray]]:
    return [(field.name, getattr(model, field.name)) for field in dataclasses.fields(model)]


def _taken(name: str, table: np.ndarray, homes: Sequence[int] | np.ndarray) -> np.ndarray:
    return table[:, homes] if name in _EVIDENCE else table[..., homes]
