"""A list that upper capabilities fill: entries by key, in order; a key is taken once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar


class Keyed(Protocol):
    """An entry: its key, and where it stands."""

    @property
    def key(self) -> str:
        """Taken once."""

    @property
    def order(self) -> int:
        """Smaller first."""


T = TypeVar("T", bound=Keyed)


@dataclass
class Registry(Generic[T]):
    """Entries by key."""

    name: str
    entries: dict[str, T] = field(default_factory=dict)

    def add(self, entry: T) -> None:
        """Add an entry; the same one twice is harmless.

        :raises ValueError: if the key belongs to another entry
        """
        if self.entries.get(entry.key, entry) != entry:
            raise ValueError(f"{self.name}: {entry.key} is taken")
        self.entries[entry.key] = entry

    def all(self) -> list[T]:
        """Every entry, in order."""
        return sorted(self.entries.values(), key=lambda entry: entry.order)
