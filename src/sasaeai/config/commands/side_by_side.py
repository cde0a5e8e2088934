"""Several pieces of work over the same large data, by two processes where the machine has them.

The second process is forked, so that it sees the data without a copy; where that cannot be done, one does it all.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")


def side_by_side(tasks: Sequence[Callable[[], T]]) -> list[T]:
    """What the tasks answer, in their order; each process takes the next that nobody has taken.

    :param tasks: without consequences beside their answer, which must be picklable
    :raises Exception: what the first failing task, in their order, raises
    """
    if len(tasks) < 2 or (os.cpu_count() or 1) < 2 or not _can_fork():
        return [task() for task in tasks]
    fork = multiprocessing.get_context("fork")
    turn = fork.Value("i", 0)
    ours, theirs = fork.Pipe(duplex=False)
    other = fork.Process(target=_send, args=(tasks, turn, theirs), daemon=True)
    other.start()
    theirs.close()
    done = _taken(tasks, turn)
    with contextlib.suppress(EOFError):  # it was killed: what it had taken is done here
        done |= ours.recv()
    other.join()
    # What failed is done again, so that its error is raised here, and the first one first.
    return [done[n] if n in done else task() for n, task in enumerate(tasks)]


def _can_fork() -> bool:
    return "fork" in multiprocessing.get_all_start_methods()


def _send(tasks: Sequence[Callable[[], Any]], turn: Any, answer: Connection) -> None:
    answer.send(_taken(tasks, turn))


def _taken(tasks: Sequence[Callable[[], Any]], turn: Any) -> dict[int, Any]:
    """The answers of the tasks taken here, until none is left or one fails."""
    done: dict[int, Any] = {}
    while True:
        with turn.get_lock():
            mine, turn.value = turn.value, turn.value + 1
        if mine >= len(tasks):
            return done
        try:
            done[mine] = tasks[mine]()
        except Exception:  # told by whoever does it again
            return done
