"""Two processes answer what one would have answered, and fail as one would have failed."""

from __future__ import annotations

import os
from functools import partial

import pytest

from sasaeai.config.commands.side_by_side import side_by_side


def refuse(number: int) -> int:
    raise ValueError(f"task {number}")


def die_elsewhere(number: int, *, first: int) -> int:
    """As if the machine's memory had run out in the other process."""
    if os.getpid() != first:
        os._exit(9)
    return number


def test_the_answers_come_in_order():
    assert side_by_side([partial(pow, n, 2) for n in range(7)]) == [0, 1, 4, 9, 16, 25, 36]


def test_the_first_that_fails_is_told():
    tasks = [partial(pow, 2, 2), partial(refuse, 1), partial(refuse, 2), partial(pow, 3, 2)]
    with pytest.raises(ValueError, match="task 1"):
        side_by_side(tasks)


def test_a_killed_process_loses_nothing():
    tasks = [partial(die_elsewhere, n, first=os.getpid()) for n in range(40)]
    assert side_by_side(tasks) == list(range(40))
