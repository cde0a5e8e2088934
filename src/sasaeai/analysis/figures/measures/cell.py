"""What a measure needs to know of its cell besides the facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sasaeai.analysis.figures.measures.kinds import Measure
from sasaeai.analysis.figures.measures.scope import Scope


@dataclass(frozen=True)
class Cell:
    """A cell to be worked out.

    `other` is what `*` stands for. `wholes` gives the scope a share is taken of, by name;
    `neighbours` the scopes a rank is taken among, along the rows or the columns; `members` the named
    parts of a scope that is a total; `printing` the options of table, row and column.
    """

    scope: Scope
    other: Measure | None = None
    wholes: Callable[[str], Scope] | None = None
    neighbours: Callable[[str], tuple[Scope, ...]] | None = None
    printing: tuple[Mapping[str, Any], ...] = field(default=())
    members: Callable[[Scope], tuple[tuple[str, Scope], ...]] | None = None

    def at(self, scope: Scope) -> Cell:
        """The same cell in another scope."""
        return replace(self, scope=scope)
