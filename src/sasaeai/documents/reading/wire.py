"""How the opening process hands cells to its parent: msgpack, so that only data can come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import msgspec

from sasaeai.documents.reading.sheets import CellValue

BATCH: Final = 2_000  # rows a frame
_LENGTH: Final = 8
_DATE, _DATETIME, _TIME, _SPAN = 1, 2, 3, 4

_encoder: Final = msgspec.msgpack.Encoder()


class Request(msgspec.Struct):
    """What to open: names as given by the caller, the bytes follow in the next frame."""

    known: dict[str, list[str]]
    sheet: str | None = None


class Answer(msgspec.Struct):
    """The first frame of an answer; frames of rows follow when `problem` is empty."""

    problem: str = ""
    sheet: str = ""
    merges: list[tuple[int, int, int, int]] = []
    others: list[tuple[str, int, int]] = []
    date1904: bool = False


def frame(payload: object) -> bytes:
    """One length-prefixed message."""
    body = payload if isinstance(payload, bytes) else _encoder.encode(payload)
    return len(body).to_bytes(_LENGTH, "big") + body


def frames(data: bytes) -> Iterator[memoryview]:
    """The messages of a stream; a stream cut off in the middle ends early."""
    view = memoryview(data)
    at = 0
    while at + _LENGTH <= len(view):
        length = int.from_bytes(view[at : at + _LENGTH], "big")
        yield view[at + _LENGTH : at + _LENGTH + length]
        at += _LENGTH + length


def sendable(row: Sequence[CellValue]) -> list[object]:
    """A row with dates and times wrapped, and empty text as nothing."""
    return [
        (None if value == "" else value)
        if isinstance(value, str | float | int | bool | None)
        else _wrapped(value)
        for value in row
    ]


def _wrapped(value: date | datetime | time | timedelta) -> msgspec.msgpack.Ext:
    if isinstance(value, datetime):
        return msgspec.msgpack.Ext(_DATETIME, value.isoformat().encode())
    if isinstance(value, date):
        return msgspec.msgpack.Ext(_DATE, value.isoformat().encode())
    if isinstance(value, time):
        return msgspec.msgpack.Ext(_TIME, value.isoformat().encode())
    return msgspec.msgpack.Ext(_SPAN, repr(value.total_seconds()).encode())


def _unwrapped(code: int, body: memoryview) -> Any:
    text = bytes(body).decode()
    if code == _DATE:
        return date.fromisoformat(text)
    if code == _DATETIME:
        return datetime.fromisoformat(text)
    if code == _TIME:
        return time.fromisoformat(text)
    return timedelta(seconds=float(text))


_rows: Final = msgspec.msgpack.Decoder(list[list[Any]], ext_hook=_unwrapped)


def received_rows(body: memoryview) -> list[list[CellValue]]:
    """The rows of one frame."""
    return _rows.decode(body)
