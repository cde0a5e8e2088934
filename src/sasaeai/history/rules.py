"""The hash chain: pure functions over plain values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from sasaeai.documents.paper import japanese_day


def as_plain(value: object) -> Any:
    """A value as JSON can keep it: dates and decimals as text, everything else unknown by `str`."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(k): as_plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_plain(v) for v in value]
    return str(value)


def line_hash(previous_hash: str, content: Mapping[str, object]) -> str:
    """SHA-256 over the previous line's hash and this line's content, keys sorted (64 hex digits)."""
    text = json.dumps(as_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous_hash}\n{text}".encode()).hexdigest()


def differences(
    before: Mapping[str, object], after: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, object]]:
    """Only what changed, as it was and as it is.

    >>> differences({"name": "旧", "fax": ""}, {"name": "新", "fax": ""})
    ({'name': '旧'}, {'name': '新'})
    """
    changed = [key for key in after if before.get(key) != after[key]]
    return {key: before.get(key) for key in changed}, {key: after[key] for key in changed}


def content_of(line: Mapping[str, Any]) -> dict[str, object]:
    """What the hash of a line covers: everything but the hashes themselves. `line`: its columns by name."""
    return {
        "number": line["number"],
        "at": line["at"].astimezone(UTC).isoformat(),
        "by": line["by_key"],
        "by_name": line["by_name"],
        "kind": str(line["kind"]),
        "what": line["what"],
        "about": line["about"],
        "label": line["about_label"],
        "before": line["before"],
        "after": line["after"],
    }


Values = Mapping[str, object]


def folded(lines: Iterable[tuple[Values, Values]]) -> tuple[dict[str, object], dict[str, object]]:
    """Several changes, oldest first, as one: the first known value before, the last value after.

    >>> folded([({"a": 1}, {"a": 2}), ({"a": 2, "b": 5}, {"a": 3, "b": 6})])
    ({'a': 1, 'b': 5}, {'a': 3, 'b': 6})
    """
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for was, now_is in lines:
        for name in {**was, **now_is}:
            before.setdefault(name, was.get(name))
            after[name] = now_is.get(name)
    return before, after


def readable(value: object, choices: Mapping[str, str] | None = None) -> str:
    """A kept value in the words of the screen.

    >>> readable(True), readable(None), readable(["町会", "包括"]), readable("2022-10-03")
    ('はい', '（なし）', '町会、包括', '令和4年10月3日')
    """
    if value is None or value in ("", []):
        return "（なし）"
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if choices and str(value) in choices:
        return choices[str(value)]
    if isinstance(value, Mapping):
        return "、".join(f"{k} {readable(v)}" for k, v in value.items())
    if isinstance(value, list | tuple):
        return "、".join(readable(v) for v in value)
    return _as_date(str(value))


def _as_date(text: str) -> str:
    try:
        return japanese_day(date.fromisoformat(text))
    except ValueError:
        return text


@dataclass(frozen=True)
class Piece:
    """A stretch of a changed text: same | gone | new."""

    kind: str
    text: str


def text_pieces(old: str, new: str) -> list[Piece]:
    """Where two texts differ, by characters (by lines when they are long).

    >>> [(p.kind, p.text) for p in text_pieces("町会に電話", "町会を訪問")]
    [('same', '町会'), ('gone', 'に電話'), ('new', 'を訪問')]
    """
    by_lines = max(len(old), len(new)) > 2000
    a = old.splitlines(keepends=True) if by_lines else list(old)
    b = new.splitlines(keepends=True) if by_lines else list(new)
    pieces: list[Piece] = []
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(a[a0:a1])))
            continue
        pieces += [Piece("gone", "".join(a[a0:a1]))] if a1 > a0 else []
        pieces += [Piece("new", "".join(b[b0:b1]))] if b1 > b0 else []
    return pieces
