"""A piece of a file of facts read side by side (facts_scan) into codes (facts_codes)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from sasaeai.documents.facts_codes import Coded, Codes
from sasaeai.documents.facts_scan import (
    CLOSE,
    CLOSE_LIST,
    COMMA,
    LINE_END,
    OPEN,
    OPEN_LIST,
    PAD,
    QUOTE,
    RETURN,
    At,
    Flags,
    Key,
    Manner,
    Page,
    Piece,
    Unusual,
    Words,
)


@dataclass
class Elements:
    """The elements of one list of all lines: the line of each, its place in the list, its code."""

    lines: list[At] = field(default_factory=list)
    places: list[At] = field(default_factory=list)
    codes: list[Codes] = field(default_factory=list)

    def of(self, done: Flags) -> tuple[At, At, Codes]:
        """Those of the lines that were read to their end."""
        if not self.lines:
            nowhere = np.zeros(0, dtype=np.int64)
            return nowhere, nowhere, nowhere.astype(np.int32)
        lines, places = np.concatenate(self.lines), np.concatenate(self.places)
        codes = np.concatenate(self.codes)
        if done.all():
            return lines, places, codes
        own = done[lines]
        return lines[own], places[own], codes[own]


@dataclass
class Columns:
    """What was read: codes by field (-1 = not written), lists, and the lines left over."""

    count: int
    done: Flags
    codes: dict[str, Codes] = field(default_factory=dict)
    hashes: Words | None = None
    lists: dict[str, Elements] = field(default_factory=dict)
    left: At = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    texts_left: list[bytes] = field(default_factory=list)


@dataclass
class Scanner:
    """Reads pieces in one manner.

    `kept` says which fields are wanted, `coded` where the texts of a field (or list) are kept.
    """

    manner: Manner
    kept: Callable[[str], bool]
    coded: Callable[[str], Coded]

    def read(self, piece: Piece) -> Columns:
        """The columns of a piece of whole lines.

        :raises Unusual: if the piece has escaped quotes
        """
        if b"\\" in piece and (b'\\"' in piece or b"\\\\" in piece):
            raise Unusual
        text, page = piece.buffer, Page(piece.buffer, piece.whole + len(PAD))
        self.page = page
        line_ends = np.flatnonzero(page.bytes[: piece.whole] == LINE_END)
        starts = np.concatenate((np.zeros(1, dtype=np.int64), line_ends[:-1] + 1))
        found = self.found = Columns(len(starts), np.ones(len(starts), dtype=np.bool_))
        self.rows, self.at = np.arange(len(starts)), starts.copy()
        first = b"{"
        for key in self.manner.keys:
            self._key(key, self.manner.comma)
            if first and (beginning := np.flatnonzero(self.at == starts)).size:
                self._key(key, first, beginning)
            else:
                first = b""
        # Whoever is not at a closing brace right before the end of the line was not understood.
        behind = line_ends - self.at
        returned = (behind == 2) & (page.bytes[self.at + 1] == RETURN)
        found.done &= (page.bytes[self.at] == CLOSE) & ((behind == 1) | returned)
        found.left = np.flatnonzero(~found.done)
        found.texts_left = [bytes(text[starts[n] : line_ends[n]]) for n in found.left]
        return found

    def _key(self, key: Key, before: bytes, among: At | None = None) -> None:
        """Read a field in the lines that have it next, and go behind its value."""
        length, words = key.after(before)
        at = self.at if among is None else self.at[among]
        hit = self.page.begins_with(at, words)
        whole = among is None and bool(hit.all())
        if not whole and not hit.any():
            return
        rows = self.rows if whole else np.flatnonzero(hit) if among is None else among[hit]
        begins = (at if whole else at[hit]) + length
        if key.name in self.manner.inner and self.kept(key.name):
            ends, fine = self._object_of_lists(key.name, rows, begins)
            self.found.done[rows[~fine]] = False
        elif key.name in self.manner.lists and self.kept(key.name):
            opened = self.page.bytes[begins] == OPEN_LIST
            ends, fine = self._list(key.name, rows, begins + 1, (QUOTE, OPEN))
            self.found.done[rows[~(fine & opened)]] = False
        else:
            ends = self._value(key.name, rows, begins)
        if whole:
            self.at = ends
        else:
            self.at[rows] = ends

    def _value(self, name: str, rows: At, begins: At) -> At:
        kept = self.kept(name)
        ends, hashes = self.page.values(begins, hashed=kept or name == "id")
        if name == "id":
            self.found.hashes = np.zeros(self.found.count, dtype=np.uint64)
            self.found.hashes[rows] = hashes
        if kept:
            codes = self.found.codes.setdefault(name, np.full(self.found.count, -1, dtype=np.int32))
            codes[rows] = self._coded(name, hashes, begins, ends)
        return ends

    def _coded(self, name: str, hashes: Words, begins: At, ends: At) -> Codes:
        text = self.page.text
        return self.coded(name).coded(hashes, lambda n: bytes(text[begins[n] : ends[n]]))

    def _object_of_lists(self, name: str, rows: At, begins: At) -> tuple[At, Flags]:
        """{"person": ["u1", "u2"], …}: where it ends, and where it was of this shape."""
        page, limit = self.page, len(self.page.bytes) - 16
        at = begins + 1
        fine = page.bytes[begins] == OPEN
        waiting = np.flatnonzero(fine & (page.bytes[at] != CLOSE))
        for key in self.manner.inner[name]:
            length, words = key.after(b"")
            hit = page.begins_with(at[waiting], words)
            here = waiting[hit]
            if not len(here):
                continue
            list_at = at[here] + length
            ends, good = self._list(f"{name}.{key.name}", rows[here], list_at, (QUOTE,))
            fine[here[~good]] = False
            more = good & (page.bytes[ends] == COMMA)
            at[here] = np.minimum(np.where(more, ends + len(self.manner.comma), ends), limit)
            going = ~hit
            going[hit] = more
            waiting = waiting[going]
        fine[waiting] = False
        fine &= page.bytes[at] == CLOSE
        return at + 1, fine

    def _list(self, name: str, rows: At, at: At, kinds: tuple[int, ...]) -> tuple[At, Flags]:
        """The elements of a list, of the allowed kinds: where it ends, and where it was one."""
        page, limit = self.page, len(self.page.bytes) - 16
        elements = self.found.lists.setdefault(name, Elements())
        at = np.minimum(at, limit)
        good = np.ones(len(at), dtype=np.bool_)
        waiting = np.flatnonzero(page.bytes[at] != CLOSE_LIST)
        place = 0
        while len(waiting):
            first = page.bytes[at[waiting]]
            allowed = first == kinds[0]
            for kind in kinds[1:]:
                allowed |= first == kind
            good[waiting[~allowed]] = False
            waiting = waiting[allowed]
            begins = at[waiting]
            ends, hashes = page.values(begins, hashed=True)
            elements.lines.append(rows[waiting])
            elements.places.append(np.full(len(waiting), place))
            elements.codes.append(self._coded(name, hashes, begins, ends))
            following = page.bytes[ends]
            more = following == COMMA
            good[waiting[~more & (following != CLOSE_LIST)]] = False
            at[waiting] = np.minimum(np.where(more, ends + len(self.manner.comma), ends), limit)
            waiting = waiting[more]
            place += 1
        return at + 1, good
