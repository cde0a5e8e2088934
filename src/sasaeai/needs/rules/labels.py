"""Categories by their codes."""

from __future__ import annotations

from typing import Final

# Of the scores of a suggestion: from here on a category is put forward.
SUGGESTED: Final = 0.5


def top_of(code: str) -> str:
    """The category of a finer one.

    >>> top_of("transport-hospital"), top_of("meals")
    ('transport', 'meals')
    """
    return code.partition("-")[0]
