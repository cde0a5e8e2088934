"""A file between its preview and its confirmation: kept on disk for a day, for the person who handed it in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core import signing

from sasaeai.towns.viewer import Doer

KEPT = timedelta(days=1)
SALT = "sasaeai.handed-in"


class Gone(Exception):
    """The file is no longer there; the words say what to do."""


@dataclass(frozen=True)
class HandedIn:
    """A file as it was handed in; `token` brings it back."""

    token: str
    name: str
    data: bytes


def keep(*, by: Doer, at: datetime, name: str, data: bytes) -> HandedIn:
    """Keep a file until it is confirmed, or a day."""
    folder = _folder()
    _clear(folder, at)
    key = secrets.token_hex(16)
    (folder / key).write_bytes(data)
    token = signing.dumps({"key": key, "name": name, "by": by.doer_key}, salt=SALT)
    return HandedIn(token, name, data)


def take(*, by: Doer, token: str) -> HandedIn:
    """The file again, for the same person.

    :raises Gone: if it was used or cleared, or belongs to somebody else
    """
    try:
        told = signing.loads(token, salt=SALT, max_age=KEPT)
        if told["by"] != by.doer_key:
            raise Gone(WORDS)
        data = (_folder() / told["key"]).read_bytes()
    except (signing.BadSignature, OSError) as lost:
        raise Gone(WORDS) from lost
    return HandedIn(token, told["name"], data)


def drop(token: str) -> None:
    """The file is used."""
    key = signing.loads(token, salt=SALT)["key"]
    (_folder() / key).unlink(missing_ok=True)


WORDS = "確認までに時間がたったため、ファイルが残っていません。もう一度ファイルをお選びください。"


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "handed-in"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _clear(folder: Path, at: datetime) -> None:
    limit = (at - KEPT).timestamp()
    for file in folder.iterdir():
        if file.stat().st_mtime < limit:
            file.unlink(missing_ok=True)
