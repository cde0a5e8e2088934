"""Codes of JSON texts by a 64-bit hash of their bytes: equal texts are stored and decoded once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sasaeai.documents.facts_scan import PAD, At, Page, Words

Codes = NDArray[np.int32]
MOST_BITS = 22


@dataclass
class Table:
    """Codes by hash, looked up and put in for many at once."""

    bits: int = 12
    size: int = 0

    def __post_init__(self) -> None:
        self.hashes = np.zeros(1 << self.bits, dtype=np.uint64)
        self.codes = np.zeros(1 << self.bits, dtype=np.int32)
        self.crowded: dict[int, int] = {}  # hashes whose slot another one has

    def look_up(self, hashes: Words) -> tuple[Codes, At]:
        """Codes, and the positions of the hashes that have none yet."""
        slots = self._slots(hashes)
        codes, missed = self.codes[slots], np.flatnonzero(self.hashes[slots] != hashes)
        if self.crowded and len(missed):
            known = [self.crowded.get(one, -1) for one in hashes[missed].tolist()]
            found = np.array(known, dtype=np.int32)
            codes[missed] = found
            missed = missed[found < 0]
        return codes, missed

    def put(self, hashes: Words, codes: Codes) -> None:
        """Remember the codes of new hashes."""
        self.size += len(hashes)
        if self.size > (1 << self.bits) // 4 and self.bits < MOST_BITS:
            hashes, codes = self._emptied(hashes, codes)
        slots = self._slots(hashes)
        first = np.zeros(len(hashes), dtype=np.bool_)
        first[np.unique(slots, return_index=True)[1]] = True
        own = first & (self.hashes[slots] == 0)
        self.hashes[slots[own]], self.codes[slots[own]] = hashes[own], codes[own]
        self.crowded.update(zip(hashes[~own].tolist(), codes[~own].tolist(), strict=True))

    def _slots(self, hashes: Words) -> At:
        return (hashes >> np.uint64(64 - self.bits)).astype(np.int64)

    def _emptied(self, hashes: Words, codes: Codes) -> tuple[Words, Codes]:
        """Make room: all hashes that are to be put in again."""
        old = np.flatnonzero(self.hashes)
        crowded = np.array(list(self.crowded), dtype=np.uint64)
        every = np.concatenate((self.hashes[old], crowded, hashes))
        aside = np.array(list(self.crowded.values()), dtype=np.int32)
        numbers = np.concatenate((self.codes[old], aside, codes))
        while self.size > (1 << self.bits) // 4 and self.bits < MOST_BITS:
            self.bits += 1
        self.__post_init__()
        return every, numbers


@dataclass
class Coded:
    """The different texts of a field, in the order they occur, and the codes of what was read."""

    texts: list[bytes] = field(default_factory=list)
    codes: list[Codes] = field(default_factory=list)
    table: Table = field(default_factory=Table)

    def coded(self, hashes: Words, text_of: Callable[[int], bytes]) -> Codes:
        """The codes of some texts, given by their hashes; new ones are asked for their text."""
        codes, missed = self.table.look_up(hashes)
        if len(missed):
            new, first, back = np.unique(hashes[missed], return_index=True, return_inverse=True)
            order = np.argsort(first, kind="stable")
            numbers = np.empty(len(new), dtype=np.int32)
            numbers[order] = np.arange(len(self.texts), len(self.texts) + len(new))
            self.texts.extend(text_of(int(missed[first[n]])) for n in order)
            self.table.put(new, numbers)
            codes[missed] = numbers[back]
        return codes

    def of(self, texts: Sequence[bytes]) -> Codes:
        """The codes of some texts; -1 for b"", which is not written."""
        codes = np.full(len(texts), -1, dtype=np.int32)
        hashes = hashes_of(texts)
        written = np.flatnonzero(hashes)
        codes[written] = self.coded(hashes[written], lambda n: texts[int(written[n])])
        return codes

    def whole(self) -> Codes:
        """All codes, one after another."""
        return np.concatenate(self.codes) if self.codes else np.zeros(0, dtype=np.int32)


@dataclass
class CodedLists:
    """A field of lists: the codes of the elements, and how many each line has."""

    elements: Coded = field(default_factory=Coded)
    lengths: list[NDArray[np.int64]] = field(default_factory=list)

    def add(self, count: int, lines: At, places: At, codes: Codes) -> None:
        """`count` further lines: of each element the number of its line, its place, its code."""
        lengths = np.bincount(lines, minlength=count)
        ordered = np.empty(len(codes), dtype=np.int32)
        ordered[(np.cumsum(lengths) - lengths)[lines] + places] = codes
        self.lengths.append(lengths)
        self.elements.codes.append(ordered)

    def skip(self, count: int) -> None:
        """Further lines without any."""
        self.lengths.append(np.zeros(count, dtype=np.int64))


def hashes_of(texts: Sequence[bytes]) -> Words:
    """The hashes that reading side by side gives to the same JSON values; 0 for an absent one."""
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    joined = b",".join(texts) + b"," + PAD
    page = Page(joined, len(joined))
    starts = np.cumsum(lengths + 1) - lengths - 1
    hashes = np.zeros(len(texts), dtype=np.uint64)
    having = np.flatnonzero(lengths)
    ends, found = page.values(starts[having], hashed=True)
    cut = np.flatnonzero(ends != starts[having] + lengths[having])  # nested, or quotes inside
    for n in cut:
        found[n] = _slow_hash(texts[having[n]])
    hashes[having] = found
    return hashes


def _slow_hash(text: bytes) -> np.uint64:
    return np.uint64(hash(text) & (2**64 - 1) | 1)
