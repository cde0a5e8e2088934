"""An uploaded file kept between looking at it and taking it in: each person's own, for a day."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

KEPT_FOR = timedelta(days=1)


def keep(data: bytes, *, user_id: int, now: datetime) -> str:
    """Keep a file; the answer is the name by which it is found again (its SHA-256)."""
    folder = _folder(user_id)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.stat().st_mtime < (now - KEPT_FOR).timestamp():
            old.unlink(missing_ok=True)
    name = hashlib.sha256(data).hexdigest()
    path = folder / name
    path.write_bytes(data)
    path.chmod(0o600)
    return name


def kept(name: str, *, user_id: int) -> bytes | None:
    """The person's kept file, if it is still there."""
    path = _folder(user_id) / name
    return path.read_bytes() if len(name) == 64 and name.isalnum() and path.is_file() else None


def forget(name: str, *, user_id: int) -> None:
    """The file was taken in."""
    (_folder(user_id) / name).unlink(missing_ok=True)


def _folder(user_id: int) -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / str(user_id)
