"""The promise on real homes: the protocol of `./bench watch`, small, on both halves of its homes."""

from __future__ import annotations

import pytest

from sasaeai.analysis.access.tests.shared_data import shared
from sasaeai.analysis.electricity.method import RED
from sasaeai.analysis.electricity.watching import watch

data = pytest.importorskip("benchmarks.watch_data", reason="run from the repository's folder")
protocol = pytest.importorskip("benchmarks.watch_protocol")

PROMISED = {  # median hours, share within a day, share missed, false alarms in 60 days
    "dev-tuned": (16.0, 0.85, 0.03, 2.0),
    "dev-untouched": (16.0, 0.85, 0.03, 2.0),
    "middle-untouched": (20.0, 0.80, 0.03, 2.0),
}


@pytest.fixture(scope="module")
def pools():
    return data.pools(shared("smartmeter"))


@pytest.mark.parametrize("pool", PROMISED)
def test_silences_are_noticed_as_promised(pools, pool):
    segments = pools[pool]
    made = protocol.silences(segments, each=2, seed=21)

    result = protocol.run(lambda kwh: watch(kwh)[1].score, segments, made, ("base",))

    told = protocol.figures(result, segments, "base", RED)
    median, within_day, missed, false_alarms = PROMISED[pool]
    assert told.median <= median
    assert told.within_day >= within_day
    assert told.missed <= missed
    assert told.false_alarms <= false_alarms
