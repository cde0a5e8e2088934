"""Pages of a list whose length is known already."""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeVar

from django.core.paginator import Paginator

T = TypeVar("T")


class KnownCount(Paginator[T]):
    """A paginator that was told how many there are."""

    def __init__(self, *args: Any, count: int, **given: Any) -> None:
        super().__init__(*args, **given)
        self._known = count

    @cached_property
    def count(self) -> int:
        """Not counted again."""
        return self._known
