"""歩行者ネットワーク: the streets people walk on, as arrays.

Lengths are whole millimetres: sums are exact, a home at exactly 500 m is within 500 m on every
engine, and a path of a hundred streets stays within the 5 cm that answers are compared to
(whole decimetres would not: see docs/methods/access.md).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Final

import numpy as np

from sasaeai.analysis.access.arrays import NONE, Flags, Floats, Ints, Longs

NO_WAY: Final = NONE  # a length or cost of a direction that may not be walked
MORTON_STEP_METRES: Final = 8.0


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a network comes from and what must be printed beside it."""

    source: str = ""
    licence: str = ""
    attribution: str = ""
    data_date: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Streets between nodes, in metres of one plane rectangular zone.

    :param x, y: metres east and north, one a node
    :param tail, head: node numbers, one a street
    :param forward_mm, backward_mm: length from tail to head and back; `NO_WAY` where not allowed
    :param slope: rise over run from tail to head, 0 where unknown
    :param shape_start: where a street's bends begin in `shape_x`, `shape_y`; one more than streets
    """

    x: Floats
    y: Floats
    tail: Ints
    head: Ints
    forward_mm: Ints
    backward_mm: Ints
    slope: Floats
    shape_start: Longs
    shape_x: Floats
    shape_y: Floats
    zone: int
    provenance: Provenance = dataclasses.field(default_factory=Provenance)

    @property
    def node_count(self) -> int:
        return len(self.x)

    @property
    def street_count(self) -> int:
        return len(self.tail)


def straight_network(
    x: Floats,
    y: Floats,
    tail: Ints,
    head: Ints,
    length_mm: Ints,
    *,
    zone: int,
    oneway: Flags | None = None,
    slope: Floats | None = None,
    provenance: Provenance | None = None,
) -> Network:
    """A network of streets drawn as straight chords; both ways unless `oneway`."""
    backward = length_mm.copy()
    if oneway is not None:
        backward[oneway] = NO_WAY
    return Network(
        x=x,
        y=y,
        tail=tail,
        head=head,
        forward_mm=length_mm,
        backward_mm=backward,
        slope=np.zeros(len(tail)) if slope is None else slope,
        shape_start=np.zeros(len(tail) + 1, np.int64),
        shape_x=np.zeros(0),
        shape_y=np.zeros(0),
        zone=zone,
        provenance=provenance or Provenance(),
    )


def in_walking_order(network: Network) -> Network:
    """Renumber nodes along a Morton curve, so that neighbours on the ground are neighbours in memory."""
    order = np.argsort(morton_codes(network.x, network.y), kind="stable")
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return dataclasses.replace(
        network,
        x=network.x[order],
        y=network.y[order],
        tail=place[network.tail],
        head=place[network.head],
    )


def morton_codes(x: Floats, y: Floats) -> Longs:
    """Interleaved bits of the coordinates in steps of 8 m.

    >>> morton_codes(np.array([0.0, 8.0, 0.0, 8.0]), np.array([0.0, 0.0, 8.0, 8.0])).tolist()
    [0, 1, 2, 3]
    """
    if not len(x):
        return np.zeros(0, np.int64)
    column = ((x - x.min()) / MORTON_STEP_METRES).astype(np.int64)
    row = ((y - y.min()) / MORTON_STEP_METRES).astype(np.int64)
    return _spread(column) | (_spread(row) << 1)


def _spread(value: Longs) -> Longs:
    """Put a zero between the bits of numbers below 2³¹."""
    value = (value | (value << 16)) & 0x0000FFFF0000FFFF
    value = (value | (value << 8)) & 0x00FF00FF00FF00FF
    value = (value | (value << 4)) & 0x0F0F0F0F0F0F0F0F
    value = (value | (value << 2)) & 0x3333333333333333
    return (value | (value << 1)) & 0x5555555555555555
