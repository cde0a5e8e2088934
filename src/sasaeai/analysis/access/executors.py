"""The same work for many towns: one after another, on several processes, or on a cluster.

A city needs none of this (seconds on one core); a prefecture with 60 towns or a national run may.
"""

from __future__ import annotations

import concurrent.futures
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol, TypeVar

try:
    import distributed
except ImportError:  # the extra [cluster] is not installed
    distributed = None

Job = TypeVar("Job")
Answer = TypeVar("Answer")


class ClusterNotInstalled(Exception):
    """The extra `[cluster]` is missing."""


class WorkersStopped(Exception):
    """A process ended before its answer was there, most often for want of memory."""


class Executor(Protocol):
    """Does a piece of work for each job; answers come in the order of the jobs.

    The work is a function of a module (so that other processes find it); jobs and answers can be
    pickled. An error of one job is raised when its answer is due.
    """

    def map(self, work: Callable[[Job], Answer], jobs: Iterable[Job]) -> Iterator[Answer]: ...


class Serial:
    """One after another, here."""

    def map(self, work: Callable[[Job], Answer], jobs: Iterable[Job]) -> Iterator[Answer]:
        """See `Executor.map`."""
        return map(work, jobs)


class Processes:
    """On several processes of this machine."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def map(self, work: Callable[[Job], Answer], jobs: Iterable[Job]) -> Iterator[Answer]:
        """See `Executor.map`. Fresh processes: nothing of this one's state comes along.

        :raises WorkersStopped: where one of them was ended from outside
        """
        context = multiprocessing.get_context("spawn")
        try:
            with concurrent.futures.ProcessPoolExecutor(self.workers, mp_context=context) as pool:
                yield from pool.map(work, jobs)
        except BrokenProcessPool as broken:
            raise WorkersStopped(
                "計算の途中でプロセスが止まりました。メモリーが足りないときは、"
                "同時に計算する数（--workers）を減らしてください。"
            ) from broken


class Cluster:
    """On the workers of a running Dask cluster (extra `[cluster]`)."""

    def __init__(self, address: str) -> None:
        """
        :param address: of the scheduler, as `tcp://10.0.0.5:8786`
        :raises ClusterNotInstalled: without the extra
        """
        if distributed is None:
            raise ClusterNotInstalled(
                "分散実行は追加の部品です。pip install 'sasaeai[cluster]' で入れてください。"
            )
        self.address = address

    def map(self, work: Callable[[Job], Answer], jobs: Iterable[Job]) -> Iterator[Answer]:
        """See `Executor.map`."""
        with distributed.Client(self.address) as client, client.get_executor() as pool:
            yield from pool.map(work, jobs)
