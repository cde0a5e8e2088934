"""Lines of facts as columns: each field's raw text is given a code, so that equal texts are read once.

A million lines have a few hundred different areas, dates and kinds; decoding each of them once instead
of a million times is what makes a table over a million facts take a second. Lines written in one
manner are read side by side (facts_scan); all others, and every line with a fault, line by line here.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, BinaryIO

import msgspec
import numpy as np
from numpy.typing import NDArray

from sasaeai.analysis.figures import FactRefused
from sasaeai.analysis.figures.facts.fields import field_named
from sasaeai.documents.facts_codes import Coded, CodedLists, hashes_of
from sasaeai.documents.facts_columns import Columns, Scanner
from sasaeai.documents.facts_faults import UNREADABLE, reason_of
from sasaeai.documents.facts_scan import Piece, Unusual, manner_of
from sasaeai.documents.refusals import CannotRead

FIRST_CHUNK = 64 << 10  # the first piece is small: it teaches which fields occur, and the manner
SMALL_CHUNK = 128 << 10  # line by line: what one piece makes stays in the processor's cache
LARGE_CHUNK = 4 << 20  # side by side: enough lines to make each numpy call worth its while
RELEARN = 5  # how often the manner of writing is learnt anew
# Fields whose lists vary too much to code each list as a whole: their elements are coded instead.
SUBJECTS = "subjects"
LISTS = frozenset({"partners"})
_UNKNOWN = re.compile(r"unknown field `(.*?)`")


@dataclass
class Part:
    """What a stretch of a file holds; `lists` by field, or by `subjects.TYPE`."""

    count: int = 0
    coded: dict[str, Coded] = field(default_factory=dict)
    lists: dict[str, CodedLists] = field(default_factory=dict)
    ids: list[NDArray[np.uint64]] = field(default_factory=list)
    lines: list[NDArray[np.int64]] = field(default_factory=list)
    seen_lines: int = 0

    def field_named(self, name: str) -> Coded:
        """A field, not written in all lines before its first."""
        if name not in self.coded:
            self.coded[name] = Coded(codes=[np.full(self.count, -1, dtype=np.int32)])
        return self.coded[name]

    def list_named(self, name: str) -> CodedLists:
        """A field of lists, empty in all lines before its first."""
        if name not in self.lists:
            self.lists[name] = CodedLists()
            self.lists[name].skip(self.count)
        return self.lists[name]

    def counted(self, count: int, numbers: NDArray[np.int64], lines: int) -> None:
        """Close a piece: fields that did not occur in it are not written there."""
        self.lines.append(numbers)
        self.seen_lines += lines
        self.count += count
        for coded in self.coded.values():
            lacking = self.count - sum(map(len, coded.codes))
            coded.codes.append(np.full(lacking, -1, dtype=np.int32))
        for lists in self.lists.values():
            lists.skip(self.count - sum(map(len, lists.lengths)))


class Otherwise(Exception):
    """Subjects or partners have another shape: the file is read again without assuming one."""


Found = dict[str, tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]]


@dataclass
class Reader:
    """Reads one stretch of a file; learns the fields as they turn up.

    `needed` None reads every field. `ids` keeps the ids themselves, not only their hashes.
    `by_element` codes the elements of subjects and partners, not their whole lists.
    """

    needed: frozenset[str] | None
    ids: bool
    by_element: bool = True
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.part = Part()
        self.scanner: Scanner | None = None
        self.learnt = 0
        self._declare()

    def _declare(self) -> None:
        # Only the fields that occur are declared: an undeclared one stops the decoder, is judged
        # once and declared, so that a slip of the pen anywhere in the file is found.
        self.slots = {name: f"f{n}" for n, name in enumerate(self.names)}
        struct = msgspec.defstruct(
            "Line",
            [(slot, msgspec.Raw, msgspec.Raw(b"")) for slot in self.slots.values()],
            rename={slot: name for name, slot in self.slots.items()},
            forbid_unknown_fields=True,
            gc=False,
        )
        self.decoder = msgspec.json.Decoder(struct)

    def wanted(self, name: str) -> bool:
        """Whether a layout looks at a field."""
        return self.needed is None or field_named(name) in self.needed

    def kept(self, name: str) -> bool:
        """Whether the values of a field are to be kept."""
        return self.wanted(name) or (name == "id" and self.ids)

    def read(self, file: BinaryIO, first: int, last: int) -> Part:
        """The lines that begin in the bytes from first to before last.

        :raises AtLine: naming a line that cannot be read
        :raises Otherwise: if subjects or partners have an unusual shape
        """
        for piece in self._pieces(file, first, last):
            if not self._side_by_side(piece):
                self._line_by_line(bytes(piece))
        return self.part

    def _pieces(self, file: BinaryIO, first: int, last: int) -> Iterator[Piece]:
        file.seek(first)
        piece, size = Piece(), FIRST_CHUNK
        while first < last and (read := piece.fill(file, min(size, last - first))):
            first += read
            yield piece
            size = LARGE_CHUNK if self.scanner is not None else SMALL_CHUNK

    def _line_by_line(self, chunk: bytes) -> None:
        part = self.part
        rows = self._decoded(chunk)
        count, lines = len(rows), chunk.count(b"\n") + (not chunk.endswith(b"\n"))
        texts = self._texts(rows)
        for name in filter(self._whole, texts):
            coded = part.field_named(name)
            coded.codes.append(coded.of(texts[name]))
        for name, of in self._elements(np.arange(count), texts).items():
            part.list_named(name).add(count, *of)
        ids = texts.get("id")
        part.ids.append(hashes_of(ids) if ids else np.zeros(count, dtype=np.uint64))
        part.counted(count, _line_numbers(chunk, count, lines, part.seen_lines), lines)
        if not self.learnt:
            self._learn_manner(chunk)

    def _whole(self, name: str) -> bool:
        """Whether each value of a field is coded as a whole."""
        return self.kept(name) and not (self.by_element and name in {SUBJECTS, *LISTS})

    def _texts(self, rows: list[Any]) -> dict[str, list[bytes]]:
        """The raw texts of the fields in some lines; joined and split to copy them in two calls."""
        if not rows:
            return {}
        return {
            name: b"\n".join(map(attrgetter(slot), rows)).split(b"\n")
            for name, slot in self.slots.items()
            if self.wanted(name) or name == "id"
        }

    def _elements(self, lines: NDArray[np.int64], texts: dict[str, list[bytes]]) -> Found:
        """The elements of subjects and partners in some lines."""
        found: Found = {}
        if not self.by_element:
            return found
        for name in LISTS & texts.keys():
            every = _decoded_lists(_LISTS, texts[name], b"null")
            found[name] = self._coded_lists(name, lines, every)
        if SUBJECTS in texts:
            groups = _decoded_lists(_SUBJECTS, texts[SUBJECTS], b"{}")
            for key in dict.fromkeys(key for group in groups for key in group):
                every = [group.get(key) for group in groups]
                found[f"{SUBJECTS}.{key}"] = self._coded_lists(f"{SUBJECTS}.{key}", lines, every)
        return found

    def _coded_lists(
        self, name: str, lines: NDArray[np.int64], every: list[list[msgspec.Raw] | None]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
        lengths = np.array([len(one or ()) for one in every], dtype=np.int64)
        texts = [bytes(raw) for one in every for raw in one or ()]
        starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
        codes = self.part.list_named(name).elements.of(texts)
        return np.repeat(lines, lengths), np.arange(len(texts)) - starts, codes

    def _learn_manner(self, chunk: bytes) -> None:
        self.learnt += 1
        apart = (frozenset({SUBJECTS}), LISTS) if self.by_element else (frozenset(), frozenset())
        try:
            manner = manner_of(itertools.islice(chunk.splitlines(), 400), *apart)
        except Unusual:
            self.scanner = None
            return
        if all(key.name in self.slots for key in manner.keys):
            self.scanner = Scanner(manner, self.kept, self._coded_named)

    def _coded_named(self, name: str) -> Coded:
        if self.by_element and (name in LISTS or name.startswith(f"{SUBJECTS}.")):
            return self.part.list_named(name).elements
        return self.part.field_named(name)

    def _side_by_side(self, piece: Piece) -> bool:
        """Read a piece in the manner learnt; False where it must be read line by line."""
        if self.scanner is None:
            return False
        try:
            found = self.scanner.read(piece)
            if not all(map(bytes.strip, found.texts_left)):
                return False
            rows = self.decoder.decode_lines(b"\n".join(found.texts_left))
        except (Unusual, *UNREADABLE):
            return False
        self._take(found, self._texts(rows))
        if len(found.left) * 3 > found.count and self.learnt < RELEARN:
            self._learn_manner(bytes(piece))
        return True

    def _take(self, found: Columns, texts: dict[str, list[bytes]]) -> None:
        """Add what was read side by side, and the lines left over, to the part."""
        part, left, count = self.part, found.left, found.count
        for name in dict.fromkeys((*found.codes, *filter(self._whole, texts))):
            coded = part.field_named(name)
            codes = found.codes.get(name)
            codes = np.full(count, -1, dtype=np.int32) if codes is None else codes
            codes[left] = coded.of(texts[name]) if name in texts else -1
            coded.codes.append(codes)
        hashes = np.zeros(count, dtype=np.uint64) if found.hashes is None else found.hashes
        hashes[left] = hashes_of(texts["id"]) if "id" in texts else 0
        part.ids.append(hashes)
        others = self._elements(left, texts)
        for name in dict.fromkeys((*found.lists, *others)):
            halves = [of for of in (others.get(name),) if of is not None]
            if name in found.lists:
                halves.append(found.lists[name].of(found.done))
            lines, places, codes = (np.concatenate(arrays) for arrays in zip(*halves, strict=True))
            part.list_named(name).add(count, lines, places, codes)
        numbers = np.arange(part.seen_lines + 1, part.seen_lines + count + 1, dtype=np.int64)
        part.counted(count, numbers, count)

    def _decoded(self, chunk: bytes) -> list[Any]:
        while True:
            try:
                return self.decoder.decode_lines(chunk)
            except UNREADABLE as error:
                found = _UNKNOWN.search(str(error))
                if found is None or not self._learn(found[1]):
                    raise self._refusal(chunk) from None

    def _learn(self, name: str) -> bool:
        """Declare a further field; False where it looks like a slip of the pen."""
        try:
            field_named(name)
        except FactRefused:
            return False
        self.names = (*self.names, name)
        self._declare()
        return True

    def _refusal(self, chunk: bytes) -> Exception:
        """The first line of a chunk that cannot be read, with its reason."""
        for number, line in enumerate(chunk.split(b"\n"), self.part.seen_lines + 1):
            if not line.strip():
                continue
            try:
                self.decoder.decode(line)
            except UNREADABLE as error:
                return AtLine(number, reason_of(error, line), unknown=_UNKNOWN.search(str(error)))
        return AtLine(self.part.seen_lines + 1, "読み取れない行があります。")


class AtLine(Exception):
    """A line of a file that cannot be read."""

    def __init__(self, line: int, reason: str, unknown: re.Match[str] | None = None) -> None:
        super().__init__(line, reason)
        self.line = line
        self.reason = reason
        if unknown is not None:
            try:
                field_named(unknown[1])
            except FactRefused as refusal:
                self.reason = str(refusal)

    def __reduce__(self) -> tuple[type[AtLine], tuple[int, str]]:
        return AtLine, (self.line, self.reason)

    def refusal(self, name: str) -> CannotRead:
        """The refusal with the name of the file."""
        return CannotRead(f"{name} {self.line}行目：{self.reason}")


def boundaries(file: BinaryIO, size: int, parts: int) -> list[int]:
    """Where to cut a file into stretches of whole lines."""
    cuts = [0]
    for n in range(1, parts):
        file.seek(max(size * n // parts, cuts[-1]))
        file.readline()
        cuts.append(min(file.tell(), size))
    return [*cuts, size]


def _line_numbers(chunk: bytes, count: int, lines: int, before: int) -> NDArray[np.int64]:
    if lines == count:
        return np.arange(before + 1, before + count + 1, dtype=np.int64)
    written = [n for n, line in enumerate(chunk.split(b"\n"), before + 1) if line.strip()]
    return np.array(written, dtype=np.int64)


_SUBJECTS: msgspec.json.Decoder[dict[str, list[msgspec.Raw] | None]] = msgspec.json.Decoder(
    dict[str, list[msgspec.Raw] | None]
)
_LISTS: msgspec.json.Decoder[list[msgspec.Raw] | None] = msgspec.json.Decoder(
    list[msgspec.Raw] | None
)


def _decoded_lists(
    decoder: msgspec.json.Decoder[Any], texts: list[bytes], none: bytes
) -> list[Any]:
    try:
        return decoder.decode_lines(b"\n".join(text or none for text in texts))
    except msgspec.ValidationError:
        raise Otherwise from None
