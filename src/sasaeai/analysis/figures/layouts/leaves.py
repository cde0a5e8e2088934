"""A leaf: one row or one column of the finished table, with everything it brings to its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sasaeai.analysis.figures.measures.kinds import Measure
from sasaeai.analysis.figures.measures.scope import Side
from sasaeai.analysis.figures.states import CellState


@dataclass(frozen=True, eq=False)
class Leaf:
    """One row or column.

    `around` is the measure of the nodes above it, which `*` means where the other axis has none.
    `family` is the group it is a member of (equal for neighbours on one level); `outer` what stands
    around that group. `adding` are the members whose figures a total adds, where they are measured
    differently and so cannot be counted anew as one.
    """

    heads: tuple[str, ...]
    side: Side
    outer: Side
    family: int
    measure: Measure | None = None
    decides: bool = (
        False  # its measure is used even where the other axis brings one (a total's own)
    )
    around: Measure | None = None
    printing: tuple[Mapping[str, Any], ...] = ()
    note: str = ""
    state: CellState | None = None
    text: str | None = None
    kind: Literal["body", "subtotal", "total"] = "body"
    role: str = ""
    indent: int = 0
    adding: tuple[Leaf, ...] = field(default=())
    of_level: int = 0
