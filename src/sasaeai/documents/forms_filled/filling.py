"""Filling a form: what it is, is checked first; the filling itself runs in a limited process."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from sasaeai.documents.archives import (
    LOCKED,
    MEGABYTE,
    beginnings,
    check_archive,
    check_file_size,
    check_used_range,
    is_locked_container,
)
from sasaeai.documents.forms_filled.marks import FormValue
from sasaeai.documents.kinds import FileKind, kind_of
from sasaeai.documents.limited import run_limited
from sasaeai.documents.reading import wire
from sasaeai.documents.refusals import CannotRead

# A form is small; a large archive is something else.
_MAX_FORM_BYTES: Final = 40 * MEGABYTE
_CHILD: Final = "sasaeai.documents.forms_filled.child"
_NOT_A_FORM: Final = (
    "様式に使えるのは、Excelブック（.xlsx）かWord文書（.docx）です。"
    "ExcelかWordで開き、その形式で保存しなおして、もう一度お選びください。"
)


class Answer(msgspec.Struct):
    """What the limited process found or made."""

    problem: str = ""
    data: bytes = b""
    names: list[str] = []
    used: list[str] = []
    unmatched: list[str] = []
    warnings: list[str] = []


class Request(msgspec.Struct):
    """A form and the pickled values for it; without values only its placeholders are wanted."""

    kind: str
    form: bytes
    values: bytes | None = None


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A filled form.

    :param used: placeholders that were filled, in order
    :param unmatched: placeholders without a value; they stand in the form as 〔未記入: …〕
    :param warnings: what of the form's look could not be kept
    """

    data: bytes
    used: tuple[str, ...]
    unmatched: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def placeholders(data: bytes) -> list[str]:
    """The names within `{{ … }}` of a form, in order, each once.

    :raises CannotRead: not a form that can be opened
    """
    return _run(Request(_checked_kind(data), data)).names


def fill(data: bytes, values: Mapping[str, FormValue]) -> FilledForm:
    """Fill a town's own xlsx or docx, keeping its look.

    A number alone in an Excel cell becomes a real number; a table expands into rows; a list into
    rows or paragraphs. Nothing in the form is evaluated.

    :param values: by the names used in the form (widths and spaces do not matter)
    :raises CannotRead: not a form that can be opened
    """
    answer = _run(Request(_checked_kind(data), data, pickle.dumps(dict(values))))
    return FilledForm(
        answer.data, tuple(answer.used), tuple(answer.unmatched), tuple(answer.warnings)
    )


def _checked_kind(data: bytes) -> str:
    check_file_size(data)
    if is_locked_container(data[:MEGABYTE]):
        raise CannotRead(LOCKED)
    kind = kind_of(data)
    if kind not in (FileKind.XLSX, FileKind.DOCX):
        raise CannotRead(_NOT_A_FORM)
    size = check_archive(data)
    if size.unpacked > _MAX_FORM_BYTES:
        raise CannotRead(
            f"様式としては大きすぎます（展開して{size.unpacked // MEGABYTE}MB）。"
            "写真や使っていないシートを除いて保存しなおし、もう一度お選びください。"
        )
    _refuse_declarations(data)
    if kind is FileKind.XLSX:
        check_used_range(data)
    return kind.value


def _refuse_declarations(data: bytes) -> None:
    """Office files have no document type declarations; attacks by entities need them."""
    parts = beginnings(data, lambda name: name.lower().endswith((".xml", ".rels")))
    if any(b"<!DOCTYPE" in beginning.upper() for beginning in parts):
        raise CannotRead(_NOT_A_FORM)


def _run(request: Request) -> Answer:
    answered = run_limited(_CHILD, wire.frame(request))
    first = next(wire.frames(answered))
    answer = msgspec.msgpack.decode(first, type=Answer)
    if answer.problem:
        raise CannotRead(answer.problem)
    return answer
