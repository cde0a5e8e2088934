"""Why a file or a cell could not be used, in words a coordinator can act on."""

from __future__ import annotations


class CannotRead(Exception):
    """A whole file cannot be used. `str(error)` says what happened, why, and what to do."""


class CellRefused(ValueError):
    """One cell cannot be understood.

    :param reason: a Japanese sentence with what to do
    :param ask: True where the cell has two or more readings, so that a person must choose
    :param suggestions: readings that a person may choose from, as text to type instead
    """

    def __init__(
        self, reason: str, *, ask: bool = False, suggestions: tuple[str, ...] = ()
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.ask = ask
        self.suggestions = suggestions
