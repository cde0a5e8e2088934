"""Terms without a database: presets, what loading one would change, names by year, readings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

OWNED = ("label", "short_label", "meaning", "shared_code", "order", "parent")


class PresetUnusable(ValueError):
    """A preset file contradicts itself; the words are for whoever wrote it."""


@dataclass(frozen=True)
class PresetTerm:
    """One term of a preset; `parent` is the code of another term of the same preset."""

    code: str
    label: str
    short_label: str = ""
    meaning: str = ""
    shared_code: str = ""
    parent: str = ""
    order: int = 0

    def given(self) -> dict[str, Any]:
        """The fields a preset owns until the town changes them."""
        return {name: getattr(self, name) for name in OWNED}


@dataclass(frozen=True)
class Reading:
    """One line of a crosswalk by codes: a term is read as the target; the first of a term is the main one."""

    scheme: str
    term: str
    target_scheme: str
    target: str
    is_main: bool
    source: str = ""


@dataclass(frozen=True)
class Preset:
    """One scheme as a file."""

    code: str
    name: str
    purpose: str
    source: str
    terms: tuple[PresetTerm, ...]
    readings: tuple[Reading, ...]


def preset_from_toml(code: str, text: str) -> Preset:
    """Read a preset file.

    :raises PresetUnusable: if a code stands twice, or a parent or a read term is unknown
    """
    data = tomllib.loads(text)
    terms = tuple(
        PresetTerm(
            code=line["code"],
            label=line["label"],
            short_label=line.get("short", ""),
            meaning=line.get("meaning", ""),
            shared_code=line.get("shared", ""),
            parent=line.get("parent", ""),
            order=number * 10,
        )
        for number, line in enumerate(data["terms"], start=1)
    )
    readings = tuple(_readings(code, data.get("crosswalks", ())))
    _refuse_contradictions(code, terms, readings)
    return Preset(
        code, data["name"], data.get("purpose", ""), data.get("source", ""), terms, readings
    )


def _readings(code: str, crosswalks: Iterable[Mapping[str, Any]]) -> Iterable[Reading]:
    for walk in crosswalks:
        for term, targets in walk["map"].items():
            for place, target in enumerate(targets):
                yield Reading(code, term, walk["to"], target, place == 0, walk.get("source", ""))


def _refuse_contradictions(
    code: str, terms: Sequence[PresetTerm], readings: Sequence[Reading]
) -> None:
    known = {term.code for term in terms}
    if len(known) < len(terms):
        raise PresetUnusable(f"{code}: コードが重なっています。")
    strangers = {t.parent for t in terms if t.parent} | {r.term for r in readings}
    if missing := strangers - known:
        raise PresetUnusable(f"{code}: 知らないコードがあります（{'、'.join(sorted(missing))}）。")


@dataclass(frozen=True)
class Change:
    """One thing that loading a preset would do: `kind` is added | updated | kept."""

    kind: str
    code: str
    label: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def changes_by(
    preset: Preset, existing: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any] | None]]
) -> list[Change]:
    """What loading would change.

    A field belongs to the preset while it still reads as the preset gave it last time; a field the town
    has changed is the town's and is kept. Terms unknown to the preset are not touched.

    :param existing: per code, the term's present fields and the fields as a preset gave them (None: the
        term is the town's own)
    """
    found = []
    for term in preset.terms:
        given = term.given()
        if term.code not in existing:
            found.append(Change("added", term.code, term.label, {}, given))
            continue
        now, before = existing[term.code]
        if before is None:
            found.append(Change("kept", term.code, str(now["label"]), {}, {}))
            continue
        new = {k: v for k, v in given.items() if now[k] == before.get(k) and now[k] != v}
        old = {k: now[k] for k in new}
        theirs = any(now[k] != before.get(k) for k in given)
        kind = "updated" if new else "kept" if theirs else "same"
        found.append(Change(kind, term.code, str(now["label"]), old, new))
    return found
