"""The same work one after another, on processes, on a cluster."""

from __future__ import annotations

import os
from types import SimpleNamespace

import pytest

from sasaeai.analysis.access import executors
from sasaeai.analysis.access.executors import (
    Cluster,
    ClusterNotInstalled,
    Processes,
    Serial,
    WorkersStopped,
)


class _Client:
    """As much of a cluster as is used."""

    def __init__(self, address: str) -> None:
        self.address = address

    def __enter__(self) -> _Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.address = ""

    def get_executor(self) -> _Client:
        return self

    def map(self, work, jobs):
        return map(work, jobs)


@pytest.mark.parametrize("executor", [Serial(), Processes(1)])
def test_answers_come_in_the_order_of_the_jobs(executor):
    assert list(executor.map(abs, [-3, 2, -1])) == [3, 2, 1]


def test_a_cluster_is_asked_where_it_is_installed(monkeypatch):
    monkeypatch.setattr(executors, "distributed", SimpleNamespace(Client=_Client))

    assert list(Cluster("tcp://127.0.0.1:8786").map(abs, [-3, 2])) == [3, 2]


def test_a_cluster_without_its_extra_says_what_to_install(monkeypatch):
    monkeypatch.setattr(executors, "distributed", None)

    with pytest.raises(ClusterNotInstalled, match=r"sasaeai\[cluster\]"):
        Cluster("tcp://127.0.0.1:8786")


def test_a_process_that_is_ended_from_outside_is_told():
    with pytest.raises(WorkersStopped, match="--workers"):
        list(Processes(1).map(os._exit, [1]))
