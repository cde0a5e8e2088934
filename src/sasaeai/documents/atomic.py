"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a temporary file beside `path`; it takes the name only when everything was written.

    A reader sees the old file or the new one, never half of it: after a power cut, on a full disk,
    or when the writing code raises.

    :raises OSError: when the folder cannot be written or the disk is full; `path` is then untouched
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _take_ordinary_permissions(temporary, like=path)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_whole(path: Path, data: bytes) -> None:
    """Write bytes to a file whole or not at all.

    :raises OSError: when the folder cannot be written or the disk is full; `path` is then untouched
    """
    with whole_file(path) as file:
        file.write(data)


def _take_ordinary_permissions(temporary: Path, *, like: Path) -> None:
    """A temporary file is private; the finished one is as open as the one it replaces, or 0644."""
    mode = like.stat().st_mode & 0o777 if like.exists() else 0o644
    temporary.chmod(mode)
