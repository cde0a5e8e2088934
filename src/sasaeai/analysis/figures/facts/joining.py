"""Several blocks of facts as one: the codes of later blocks are rewritten to the labels of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from sasaeai.analysis.figures.facts.columns import Amounts, Codes, Column
from sasaeai.analysis.figures.facts.table import CLOCK, CYCLES, UNDATED_LAST, Facts


def joined(parts: Sequence[Facts]) -> Facts:
    """The facts of all parts, one part after another. Linear in the facts and in the labels."""
    parts = [part for part in parts if part.size]
    for part in parts:
        part.complete()
    if len(parts) == 1:
        return parts[0]
    sizes = [part.size for part in parts]
    return Facts(
        size=sum(sizes),
        first=_end_to_end([part.first for part in parts], np.int32),
        last=_end_to_end([part.last for part in parts], np.int32),
        columns={name: _column(name, parts) for name in _names(part.columns for part in parts)},
        counts={
            name: _amounts([part.counts.get(name) for part in parts], sizes)
            for name in _names(part.counts for part in parts)
        },
        value=_optional([part.value for part in parts], sizes),
        target=_optional([part.target for part in parts], sizes),
        ended=_ended(parts),
        ids=_ids(parts),
        orders=_orders(parts),
    )


def _names(mappings: Iterable[Mapping[str, object]]) -> list[str]:
    found = dict.fromkeys(chain.from_iterable(mappings))
    return [name for name in found if name not in CLOCK and name not in CYCLES]


def _end_to_end(arrays: Sequence[NDArray], kind: type) -> NDArray:  # type: ignore[type-arg]
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=kind)


def _column(name: str, parts: Sequence[Facts]) -> Column:
    columns = [part.columns.get(name) for part in parts]
    leads = [part.columns.get(_lead(name)) for part in parts]
    code_of: dict[str, int] = {}
    codes = [_recoded(column, code_of) for column in columns]
    if any(lead is not None and lead.several for lead in leads):
        return _with_offsets(parts, leads, codes, tuple(code_of))
    whole = [
        own if own is not None else np.full(part.size, -1, dtype=np.int32)
        for part, own in zip(parts, codes, strict=True)
    ]
    return Column(_end_to_end(whole, np.int32), tuple(code_of))


def _lead(name: str) -> str:
    """The dimension whose elements a column runs along: `partner.type` along `partner`, others along themselves."""
    first, *rest = name.split(".")
    if first in ("partner", "coordinator") and rest:
        return first
    return ".".join(name.split(".")[:2]) if first == "subject" else name


def _recoded(column: Column | None, code_of: dict[str, int]) -> Codes | None:
    if column is None:
        return None
    table = [*(code_of.setdefault(label, len(code_of)) for label in column.labels), -1]
    return np.array(table, dtype=np.int32)[column.codes]


def _with_offsets(
    parts: Sequence[Facts],
    leads: Sequence[Column | None],
    codes: Sequence[Codes | None],
    labels: tuple[str, ...],
) -> Column:
    """A list-valued column, element by element beside its lead; where it says nothing stands -1."""
    lengths: list[NDArray[np.int64]] = []
    kept: list[Codes] = []
    for part, lead, own in zip(parts, leads, codes, strict=True):
        if lead is None:
            lengths.append(np.zeros(part.size, dtype=np.int64))
            continue
        having = lead.codes >= 0
        starts = lead.offsets
        lengths.append(having.astype(np.int64) if starts is None else np.diff(starts))
        if own is None:
            kept.append(np.full(int(lengths[-1].sum()), -1, dtype=np.int32))
        else:
            kept.append(own[having] if starts is None else own)
    offsets = np.zeros(sum(part.size for part in parts) + 1, dtype=np.int64)
    np.cumsum(np.concatenate(lengths), out=offsets[1:])
    return Column(_end_to_end(kept, np.int32), labels, offsets)


def _amounts(given: Sequence[Amounts | None], sizes: Sequence[int]) -> Amounts:
    known = [amounts for amounts in given if amounts is not None]
    digits = max(amounts.digits for amounts in known)
    scaled, present = [], []
    for amounts, size in zip(given, sizes, strict=True):
        if amounts is None:
            scaled.append(np.zeros(size, dtype=np.int64))
            present.append(np.zeros(size, dtype=np.bool_))
        else:
            scaled.append(amounts.scaled * 10 ** (digits - amounts.digits))
            present.append(amounts.present)
    return Amounts(
        known[0].kind, np.concatenate(scaled), np.concatenate(present), digits, known[0].unit
    )


def _optional(given: Sequence[Amounts | None], sizes: Sequence[int]) -> Amounts | None:
    return None if all(amounts is None for amounts in given) else _amounts(given, sizes)


def _ended(parts: Sequence[Facts]) -> NDArray[np.int32] | None:
    if all(part.ended is None for part in parts):
        return None
    never = [np.full(part.size, UNDATED_LAST, dtype=np.int32) for part in parts]
    return np.concatenate(
        [part.ended if part.ended is not None else n for part, n in zip(parts, never, strict=True)]
    )


def _ids(parts: Sequence[Facts]) -> list[str] | None:
    if all(part.ids is None for part in parts):
        return None
    none = ""
    return list(chain.from_iterable(p.ids if p.ids is not None else [none] * p.size for p in parts))


def _orders(parts: Sequence[Facts]) -> Mapping[str, Sequence[str]]:
    orders: dict[str, Sequence[str]] = {}
    for part in parts:
        orders = {**part.orders, **orders}
    return orders
