"""The streets of a town, where an administrator has laid them: `<folder>/<code of the town>.npz`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sasaeai.analysis.access.network import Network
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.walking.kept import read_kept


def network_of(folder: Path, town_code: str) -> Network | None:
    """The walking network of a town; None where there is none, or a file that is no network."""
    file = folder / f"{town_code}.npz"
    try:
        changed = file.stat().st_mtime_ns
    except OSError:
        return None
    return _read(file, changed)


@lru_cache(maxsize=8)
def _read(file: Path, changed: int) -> Network | None:  # noqa: ARG001  (a newer file is read again)
    try:
        return read_kept(file)
    except CannotRead:
        return None
