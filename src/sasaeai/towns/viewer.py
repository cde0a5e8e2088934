"""Who looks and who does, as the lower floors see them: by what they can answer, not by their model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Doer(Protocol):
    """Whoever does a deed: a signed-in person, or a named part of the system."""

    @property
    def doer_key(self) -> str:
        """A stable key such as `people.User:7`."""

    @property
    def doer_name(self) -> str:
        """Name and section, as they stood when the deed was done."""

    @property
    def town_id(self) -> int | None:
        """The town whose records are touched."""


class Viewer(Doer, Protocol):
    """A signed-in person who looks at records."""

    def may(self, permission: str) -> bool:
        """Whether one of the person's roles gives the permission."""

    def area_ids(self) -> frozenset[int] | None:
        """Keys of the areas whose records the person works with; None means the whole town."""

    def organisation_ids(self) -> frozenset[int] | None:
        """Keys of the organisations whose staff's records the person sees; None means everybody's."""


@dataclass(frozen=True)
class PartOfSystem:
    """A deed done by the product itself: the demo, an import by command, a nightly task."""

    name: str
    town_id: int | None = None

    @property
    def doer_key(self) -> str:
        """`system:demo`"""
        return f"system:{self.name}"

    @property
    def doer_name(self) -> str:
        """The same words in the history."""
        return f"システム（{self.name}）"
