"""FACTS.jsonl: facts from files, one JSON object a line (docs/methods/facts.md)."""

from __future__ import annotations

import itertools
import multiprocessing
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from sasaeai.analysis.figures import (
    Encoded,
    EncodedLists,
    FactRefused,
    Facts,
    facts_from_columns,
)
from sasaeai.analysis.figures.facts.fields import field_named
from sasaeai.documents.facts_codes import Coded, CodedLists, Table, hashes_of
from sasaeai.documents.facts_faults import UNREADABLE, UTF16, UTF16_MARKS, reason_of
from sasaeai.documents.facts_lines import (
    AtLine,
    Otherwise,
    Part,
    Reader,
    boundaries,
)
from sasaeai.documents.refusals import CannotRead

LARGE = 24 << 20  # bytes from which a second process pays
MARK = b"\xef\xbb\xbf"


def read_facts(
    paths: Sequence[Path], *, needed: frozenset[str] | None = None, ids: bool = False
) -> Facts:
    """The facts of one or several files.

    :param needed: the fields to read (`fields_needed`), None for all
    :param ids: keep the ids, for tracing figures back to records
    :raises CannotRead: if a file cannot be opened or a line is not a JSON object
    :raises FactRefused: if a fact cannot be used
    """
    read = [_parts_of(path, needed, ids=ids) for path in paths]
    if not _agree([part for of_path in read for part in of_path]):
        read = [_parts_of(path, needed, ids=ids, by_element=False) for path in paths]
    parts = [part for of_path in read for part in of_path]
    origins = [path.name for path, own in zip(paths, read, strict=True) for _ in own]
    _must_differ(parts, origins)
    try:
        return facts_from_columns(
            sum(part.count for part in parts),
            {name: _encoded(parts, name) for name in _names(part.coded for part in parts)},
            lists={name: _lists(parts, name) for name in _names(part.lists for part in parts)},
            lines=_lines(parts),
        )
    except (CannotRead, FactRefused) as refusal:
        where = paths[0].name if len(paths) == 1 else "、".join(path.name for path in paths)
        raise type(refusal)(f"{where} {refusal}") from None


def _names(mappings: Iterable[Mapping[str, object]]) -> list[str]:
    return list(dict.fromkeys(itertools.chain.from_iterable(mappings)))


def _agree(parts: list[Part]) -> bool:
    """Whether subjects and partners were read one way in all parts (also under other spellings)."""
    whole = {field_named(name) for part in parts for name in part.coded}
    apart = {name.partition(".")[0] for part in parts for name in part.lists}
    return not whole & apart


def _parts_of(
    path: Path, needed: frozenset[str] | None, *, ids: bool, by_element: bool = True
) -> list[Part]:
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            start = file.read(len(MARK))
            if start[:2] in UTF16_MARKS:
                raise CannotRead(f"{path.name}：{UTF16}")
            begin = len(MARK) if start == MARK else 0
            workers = 2 if size > LARGE and (os.cpu_count() or 1) > 1 and _can_fork() else 1
            cuts = boundaries(file, size, workers)
            cuts[0] = begin
    except OSError as error:
        raise CannotRead(
            f"事実「{path}」を開けません（{error.strerror}）。場所と名前を確かめてください。"
        ) from None
    try:
        try:
            return _stretches(path, cuts, Reader(needed, ids, by_element))
        except Otherwise:
            return _stretches(path, cuts, Reader(needed, ids, by_element=False))
    except AtLine as refused:
        raise refused.refusal(path.name) from None


def _can_fork() -> bool:
    return "fork" in multiprocessing.get_all_start_methods()


def _stretches(path: Path, cuts: list[int], reader: Reader) -> list[Part]:
    """The stretches of a file, each but the first in a process of its own.

    :raises AtLine: with the number of the line in the whole file
    """
    fork = multiprocessing.get_context("fork") if len(cuts) > 2 else None
    others = []
    for first, last in itertools.pairwise(cuts[1:]):
        if fork is not None:
            ours, theirs = fork.Pipe(duplex=False)
            process = fork.Process(target=_work, args=(path, first, last, reader, theirs))
            process.start()
            theirs.close()
            others.append((process, ours))
    parts = []
    try:
        parts.append(_read(path, cuts[0], cuts[1], reader))
        for process, ours in others:
            found = ours.recv()
            process.join()
            before = sum(part.seen_lines for part in parts)
            if isinstance(found, AtLine):
                raise AtLine(before + found.line, found.reason)
            if isinstance(found, Otherwise):
                raise found
            found.lines = [numbers + before for numbers in found.lines]
            parts.append(found)
    finally:
        for process, ours in others:
            ours.close()
            if process.is_alive():
                process.terminate()
                process.join()
    return parts


def _work(path: Path, first: int, last: int, reader: Reader, answer: Connection) -> None:
    try:
        answer.send(_read(path, first, last, reader))
    except (AtLine, Otherwise) as refused:
        answer.send(refused)


def _read(path: Path, first: int, last: int, reader: Reader) -> Part:
    with path.open("rb") as file:
        part = reader.read(file, first, last)
    for coded in (*part.coded.values(), *(lists.elements for lists in part.lists.values())):
        coded.codes = [coded.whole()]
        coded.table = Table()  # not needed any more, and need not travel between processes
    return part


def _encoded(parts: list[Part], name: str) -> Encoded:
    """One field of all parts, with common codes; -1 where it is not written."""
    nothing = Coded()
    every = [part.coded.get(name, nothing) for part in parts]
    lengths = [part.count for part in parts]
    codes, texts = _common(every, lengths)
    return Encoded(codes, _values(parts, texts, lambda code: np.flatnonzero(codes == code)))


def _lists(parts: list[Part], name: str) -> EncodedLists:
    """One field of lists of all parts, with common codes."""
    nothing = CodedLists()
    every = [part.lists.get(name, nothing) for part in parts]
    lengths = [
        np.concatenate(one.lengths) if one.lengths else np.zeros(part.count, dtype=np.int64)
        for part, one in zip(parts, every, strict=True)
    ]
    codes, texts = _common([one.elements for one in every], [int(own.sum()) for own in lengths])
    owned = np.concatenate(lengths)

    def facts(code: int) -> NDArray[np.int64]:
        owners = np.repeat(np.arange(len(owned), dtype=np.int64), owned)
        return np.asarray(owners[codes == code])

    return EncodedLists(owned, codes, _values(parts, texts, facts))


def _common(every: list[Coded], counts: list[int]) -> tuple[NDArray[np.int32], list[bytes]]:
    """The codes of all parts as codes of one list of texts."""
    common: dict[bytes, int] = {}
    codes = []
    for coded, count in zip(every, counts, strict=True):
        table = [*(common.setdefault(text, len(common)) for text in coded.texts), -1]
        own = coded.codes[0] if coded.codes else np.full(count, -1, dtype=np.int32)
        codes.append(np.array(table, dtype=np.int32)[own])
    return np.concatenate(codes) if codes else np.zeros(0, dtype=np.int32), list(common)


FactsOf = Callable[[int], NDArray[np.int64]]


def _values(parts: list[Part], texts: list[bytes], facts: FactsOf) -> list[Any]:
    """The JSON values of some texts: decoded together, or one by one to find a faulty one."""
    try:
        return list(msgspec.json.decode(b"[" + b",".join(texts) + b"]"))
    except UNREADABLE:
        return [_value(parts, n, text, facts) for n, text in enumerate(texts)]


def _value(parts: list[Part], code: int, text: bytes, facts: FactsOf) -> Any:
    try:
        return msgspec.json.decode(text)
    except UNREADABLE as error:
        using = facts(code)
        if not len(using):
            return None  # a piece of a line that turned out not to be read side by side
        line = int(_lines(parts)[using[0]])
        raise CannotRead(f"{line}行目：{reason_of(error)}") from None


def _lines(parts: list[Part]) -> NDArray[np.int64]:
    numbers = [one for part in parts for one in part.lines]
    return np.concatenate(numbers) if numbers else np.array([], dtype=np.int64)


_NO_IDS = (0, *hashes_of([b"null", b'""']).tolist())


def _must_differ(parts: list[Part], origins: list[str]) -> None:
    """Refuse an id that occurs twice: what it counts would count twice."""
    hashes = [one for part in parts for one in part.ids]
    if not hashes:
        return
    every = np.concatenate(hashes)
    written = np.sort(every[~np.isin(every, np.array(_NO_IDS, dtype=np.uint64))])
    if not (written[1:] == written[:-1]).any():
        return
    positions = np.flatnonzero(~np.isin(every, np.array(_NO_IDS, dtype=np.uint64)))
    order = positions[np.argsort(every[positions], kind="stable")]
    same = np.flatnonzero(every[order][1:] == every[order][:-1])
    place = same[order[same + 1].argmin()]
    ends = np.cumsum([sum(map(len, part.ids)) for part in parts])
    earlier, later = (
        f"{origins[int(np.searchsorted(ends, one, side='right'))]} {int(_lines(parts)[one])}行目"
        for one in (order[place], order[place + 1])
    )
    raise FactRefused(
        f"{later}「id」：{earlier}と同じ id です。二重に数えるので、片方を消すか id を変えてください。"
    )
