"""Lines of facts read side by side: all lines of a piece advance together, one field after another.

Most files of facts are written by one program: the same fields in the same order, some of them left
out. Such lines need no parser each. Eight bytes of every line are looked at with one numpy call, the
end of a value is found with arithmetic on them, and a value is known by a 64-bit hash of its bytes,
so that each different text is decoded once. What is not written that way (other order, blanks,
escaped quotes, deeper nesting) is noticed, because the next expected byte is not where it should be,
and left to the ordinary reader.

Method: "find a zero byte in a word", e.g. Warren, Hacker's Delight, 2nd ed., 6-1.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Words = NDArray[np.uint64]
At = NDArray[np.int64]
Flags = NDArray[np.bool_]

QUOTE, COMMA, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE, LINE_END, RETURN = b'",[]{}\n\r'
_ONES = np.uint64(0x0101010101010101)
_HIGHS = np.uint64(0x8080808080808080)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT, _SEVEN, _COUNT, _ONE = np.uint64(29), np.uint64(7), np.uint64(56), np.uint64(1)
# Every window of eight bytes behind the text has every byte a scan may wait for.
PAD = b'"]},\n' * 8


class Unusual(Exception):
    """A piece that cannot be read side by side."""


def _repeated(byte: int) -> np.uint64:
    return np.uint64(byte) * _ONES


_STOPS = {
    QUOTE: (_repeated(QUOTE),),
    OPEN_LIST: (_repeated(CLOSE_LIST),),
    OPEN: (_repeated(CLOSE),),
    0: (_repeated(COMMA), _repeated(CLOSE)),  # numbers, true, false, null end before these
}


# What a value is by its first byte: a string, a list, an object, or (0) anything else.
_KIND_OF = np.zeros(256, dtype=np.uint8)
_KIND_OF[[QUOTE, OPEN_LIST, OPEN]] = QUOTE, OPEN_LIST, OPEN


@dataclass
class Piece:
    """Whole lines of a file, read again and again into the same memory: new memory costs more than reading.

    :param size: how many bytes were read
    :param whole: the same with the end of the last line, where it was not written
    """

    buffer: bytearray = field(default_factory=bytearray)
    size: int = 0
    whole: int = 0

    def fill(self, file: BinaryIO, size: int) -> int:
        """Read so many bytes, and on to the end of their last line; how many they were."""
        if len(self.buffer) < size:
            self.buffer = bytearray(size + len(PAD) + 1)
        read = file.readinto(memoryview(self.buffer)[:size])  # type: ignore[attr-defined]
        rest = file.readline() if read and self.buffer[read - 1] != LINE_END else b""
        self.size = read + len(rest)
        behind = rest + (PAD if not read or (rest or b"\n").endswith(b"\n") else b"\n" + PAD)
        self.whole = read + len(behind) - len(PAD)
        if read + len(behind) > len(self.buffer):
            self.buffer = self.buffer[:read] + behind
        else:
            self.buffer[read : read + len(behind)] = behind
        return self.size

    def __bytes__(self) -> bytes:
        return bytes(self.buffer[: self.size])

    def __contains__(self, part: bytes) -> bool:
        return self.buffer.find(part, 0, self.size) >= 0


@dataclass
class Page:
    """A text with PAD behind it, as bytes and as words that begin at every byte.

    :param length: of the text with its PAD
    """

    text: bytes | bytearray
    length: int

    def __post_init__(self) -> None:
        padded, words = self.text, self.length - 8
        self.bytes: Bytes = np.frombuffer(padded, dtype=np.uint8, count=self.length)
        self.words: Words = np.ndarray((words,), dtype="<u8", buffer=padded, strides=(1,))

    def until(self, at: At, stops: tuple[np.uint64, ...], seed: Words | None) -> tuple[At, Words]:
        """Where the first stop byte stands, and a hash of the bytes before it (with a seed)."""
        ends, hashes = np.empty_like(at), np.zeros(len(at), dtype=np.uint64)
        live: At | None = None
        state = seed
        while len(at):
            words = self.words[at]
            kept = _marks(words, stops)
            found = kept != 0
            kept &= ~kept + _ONE  # the lowest mark alone
            kept >>= _SEVEN
            kept -= _ONE  # ones in the bytes below it
            if state is not None:
                words &= kept
                state = state ^ words
                state *= _MIX
                state ^= state >> _SHIFT
            kept &= _ONES
            kept *= _ONES
            kept >>= _COUNT  # how many bytes these are
            at = at + kept.view(np.int64)
            if live is None and found.all():
                return at, hashes if state is None else state
            where = np.flatnonzero(found) if live is None else live[found]
            ends[where] = at[found]
            going = ~found
            if state is not None:
                hashes[where] = state[found]
                state = state[going]
            live = np.flatnonzero(going) if live is None else live[going]
            at = at[going]
        return ends, hashes

    def values(self, at: At, *, hashed: bool) -> tuple[At, Words]:
        """Where the values that begin at some bytes end, and their hashes."""
        kinds = _KIND_OF[self.bytes[at]]
        if not len(at) or (kinds == kinds[0]).all():
            return self._alike(at, int(kinds[0]) if len(at) else 0, hashed=hashed)
        ends, hashes = np.empty_like(at), np.zeros(len(at), dtype=np.uint64)
        for kind in np.unique(kinds).tolist():
            chosen = np.flatnonzero(kinds == kind)
            ends[chosen], hashes[chosen] = self._alike(at[chosen], kind, hashed=hashed)
        return ends, hashes

    def _alike(self, at: At, kind: int, *, hashed: bool) -> tuple[At, Words]:
        closed = int(kind > 0)  # a string or container ends behind its closing byte
        seed = np.full(len(at), (kind + 1) * int(_MIX) % 2**64, np.uint64) if hashed else None
        ends, hashes = self.until(at + closed, _STOPS[kind], seed)
        ends += closed
        return ends, hashes

    def begins_with(self, at: At, literal: tuple[tuple[np.uint64, np.uint64], ...]) -> Flags:
        """Whether a literal (words and masks) stands at some bytes."""
        flags: Flags = np.equal(self.words[at] & literal[0][1], literal[0][0])
        for n, (word, mask) in enumerate(literal[1:], 1):
            if not flags.any():
                break
            flags &= (self.words[np.minimum(at + 8 * n, len(self.words) - 1)] & mask) == word
        return flags


def _marks(words: Words, stops: tuple[np.uint64, ...]) -> Words:
    every = np.zeros(0, dtype=np.uint64)
    for n, stop in enumerate(stops):
        zero = words ^ stop
        marks = zero - _ONES
        np.invert(zero, out=zero)
        marks &= zero
        every = every | marks if n else marks
    every &= _HIGHS
    return every


def literal_words(text: bytes) -> tuple[tuple[np.uint64, np.uint64], ...]:
    """A literal as words with masks, to be compared eight bytes at a time."""
    made = []
    for start in range(0, len(text), 8):
        part = text[start : start + 8]
        mask = (1 << 8 * len(part)) - 1
        made.append((np.uint64(int.from_bytes(part, "little")), np.uint64(mask)))
    return tuple(made)


@dataclass(frozen=True)
class Key:
    """A field in the order it is written: its name, and its key as it is written."""

    name: str
    text: bytes

    def after(self, before: bytes) -> tuple[int, tuple[tuple[np.uint64, np.uint64], ...]]:
        """The key behind a brace or comma: how long both are, and the words to be compared."""
        whole = before + self.text
        return len(whole), literal_words(whole)


@dataclass
class Manner:
    """How a file writes its lines: the fields in their order, and the bytes between them."""

    keys: list[Key]
    comma: bytes
    inner: dict[str, list[Key]] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()


def manner_of(lines: Iterable[bytes], lists_in: frozenset[str], lists: frozenset[str]) -> Manner:
    """Learn the manner from some lines.

    The elements of `lists`, and those of the lists inside of `lists_in`, are coded one by one.

    :raises Unusual: if the first line is not written in one of the two usual manners
    """
    order: list[str] = []
    inner: dict[str, list[str]] = {name: [] for name in lists_in}
    spaced: set[bool] = set()
    for line in lines:
        try:
            fact = json.loads(line)
        except ValueError:
            continue
        if not isinstance(fact, dict) or not fact:
            continue
        spaced.add(line.startswith(b'{"') and b'": ' in line)
        _merge(order, list(fact))
        for name in lists_in:
            if isinstance(fact.get(name), dict):
                _merge(inner[name], list(fact[name]))
    if len(spaced) != 1 or any(not _ordinary(name) for name in order):
        raise Unusual
    colon, comma = (b'": ', b", ") if spaced.pop() else (b'":', b",")
    return Manner(
        [Key(name, b'"' + name.encode() + colon) for name in order],
        comma,
        {
            name: [Key(key, b'"' + key.encode() + colon + b"[") for key in keys if _ordinary(key)]
            for name, keys in inner.items()
        },
        lists,
    )


def _ordinary(name: str) -> bool:
    return not set('"\\') & set(name) and name.isprintable()


def _merge(order: list[str], names: list[str]) -> None:
    """Put new names behind the one they were written after."""
    place = 0
    for name in names:
        if name in order:
            place = order.index(name) + 1
        else:
            order.insert(place, name)
            place += 1
