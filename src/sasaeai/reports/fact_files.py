"""Blocks of facts as files of the data folder, so that a restart need not read every record again.

A file is only believed if its name carries the present version of its month; the folder `facts` may be deleted at
any time. It holds what the records hold, so it is as private as the database beside it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from django.conf import settings

from sasaeai.analysis.figures.facts import Amounts, Column, Facts
from sasaeai.analysis.figures.quantities import kind_called
from sasaeai.documents.atomic import write_whole

SMALLEST = 500  # facts; fewer are quicker read from the records
SHAPE = 1  # of the files; raise it when `Facts` or the meaning of a fact changes


def kept_block(town_id: int, source: str, month: int, stamp: tuple[object, ...]) -> Facts | None:
    """The block of a month as of its version, if it was written."""
    path = _path(town_id, source, month, stamp)
    try:
        return _facts(msgspec.msgpack.decode(path.read_bytes()))
    except (OSError, msgspec.DecodeError, KeyError, TypeError, ValueError):
        return None


def keep_block(
    town_id: int, source: str, month: int, stamp: tuple[object, ...], facts: Facts
) -> None:
    """Write a block and let go of its older versions; a full disk or a read-only folder is no fault."""
    if facts.size < SMALLEST:
        return
    path = _path(town_id, source, month, stamp)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for older in path.parent.glob(f"{source}-{month}-*"):
            older.unlink(missing_ok=True)
        write_whole(path, msgspec.msgpack.encode(_plain(facts)))
        path.chmod(0o600)
    except OSError:
        path.unlink(missing_ok=True)


def _path(town_id: int, source: str, month: int, stamp: tuple[object, ...]) -> Path:
    version = "-".join(str(part) for part in (SHAPE, *stamp))
    return Path(settings.DATA) / "facts" / str(town_id) / f"{source}-{month}-{version}"


def _plain(facts: Facts) -> dict[str, Any]:
    return {
        "size": facts.size,
        "first": facts.first.tobytes(),
        "last": facts.last.tobytes(),
        "ended": None if facts.ended is None else facts.ended.tobytes(),
        "ids": None if facts.ids is None else list(facts.ids),
        "columns": {
            name: {
                "codes": column.codes.tobytes(),
                "labels": list(column.labels),
                "offsets": None if column.offsets is None else column.offsets.tobytes(),
            }
            for name, column in facts.columns.items()
        },
        "counts": {name: _amounts(amounts) for name, amounts in facts.counts.items()},
        "value": _amounts(facts.value) if facts.value else None,
        "target": _amounts(facts.target) if facts.target else None,
    }


def _amounts(amounts: Amounts) -> dict[str, Any]:
    return {
        "kind": amounts.kind.name,
        "scaled": amounts.scaled.tobytes(),
        "present": amounts.present.tobytes(),
        "digits": amounts.digits,
        "unit": amounts.unit,
    }


def _facts(plain: dict[str, Any]) -> Facts:
    columns = {
        name: Column(
            np.frombuffer(one["codes"], np.int32),
            tuple(one["labels"]),
            None if one["offsets"] is None else np.frombuffer(one["offsets"], np.int64),
        )
        for name, one in plain["columns"].items()
    }
    return Facts(
        size=plain["size"],
        first=np.frombuffer(plain["first"], np.int32),
        last=np.frombuffer(plain["last"], np.int32),
        columns=columns,
        counts={name: _read(one) for name, one in plain["counts"].items()},
        value=_read(plain["value"]) if plain["value"] else None,
        target=_read(plain["target"]) if plain["target"] else None,
        ended=None if plain["ended"] is None else np.frombuffer(plain["ended"], np.int32),
        ids=plain["ids"],
    )


def _read(plain: dict[str, Any]) -> Amounts:
    return Amounts(
        kind_called(plain["kind"]),
        np.frombuffer(plain["scaled"], np.int64),
        np.frombuffer(plain["present"], np.bool_),
        plain["digits"],
        plain["unit"],
    )
