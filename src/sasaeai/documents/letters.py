"""封をした声: what residents write on the public pages, sealed for the office, and the file that carries it there.

Sealed with HPKE (RFC 9180: X25519, HKDF-SHA-256, ChaCha20-Poly1305) for the office's own key, whose public half
the published file carries. The machine of the public pages can close a letter but never open one, not even its own.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from sasaeai.documents.refusals import CannotRead

FORMAT: Final = "sasaeai-letters-1"
MOST_BYTES: Final = 20 * 1024 * 1024
_SUITE: Final = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


@dataclass(frozen=True)
class Sealed:
    """One letter as it is carried: nothing of what it says can be seen.

    :param key: told once by whoever wrote it; the same letter sent twice has the same
    """

    key: UUID
    sent_at: datetime
    content: bytes


def new_letter_key() -> bytes:
    """A private key, 32 bytes."""
    return X25519PrivateKey.generate().private_bytes_raw()


def letter_key(private: bytes) -> str:
    """The public key of a private one, in hexadecimal."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()


def number_of(key: UUID) -> str:
    """受付番号: six figures that can be told on the telephone.

    >>> number_of(UUID(int=7))
    '036-362'
    """
    figures = int.from_bytes(hashlib.sha256(key.bytes).digest()[:8]) % 1_000_000
    return f"{figures // 1000:03}-{figures % 1000:03}"


def seal(told: Mapping[str, Any], *, to: str, town_code: str, key: UUID) -> bytes:
    """Close a letter; only the private key of `to` opens it, and only as this letter of this town."""
    public = X25519PublicKey.from_public_bytes(bytes.fromhex(to))
    data = json.dumps(told, ensure_ascii=False).encode()
    return _SUITE.encrypt(data, public, info=_bound(town_code, key))


def opened(content: bytes, *, private: bytes, town_code: str, key: UUID) -> dict[str, Any]:
    """What a letter says.

    :raises CannotRead: if it was sealed for another office or changed on the way
    """
    own = X25519PrivateKey.from_private_bytes(private)
    try:
        told = json.loads(_SUITE.decrypt(content, own, info=_bound(town_code, key)))
    except (InvalidTag, ValueError) as broken:
        raise CannotRead(
            f"受付番号 {number_of(key)} の声は、この事務局の鍵では開けません。"
            "データのフォルダの letters-key を前のものにもどすと開けます。"
        ) from broken
    if not isinstance(told, dict):
        raise CannotRead(f"受付番号 {number_of(key)} の声は、知らない書き方です。")
    return told


def _bound(town_code: str, key: UUID) -> bytes:
    return f"{FORMAT} {town_code} {key}".encode()


def write_letters(letters: Iterable[Sealed], *, town_code: str) -> bytes:
    """The file that carries letters to the office."""
    rows = [
        {
            "key": str(one.key),
            "sent_at": one.sent_at.isoformat(),
            "sealed": base64.b64encode(one.content).decode("ascii"),
        }
        for one in letters
    ]
    return json.dumps({"format": FORMAT, "town": town_code, "letters": rows}, indent=1).encode()


def read_letters(data: bytes, *, town_code: str) -> list[Sealed]:
    """The letters of a file, still closed.

    :raises CannotRead: if it is no such file, or another town's
    """
    try:
        given = json.loads(data)
        whose = str(given["town"])
        good = given["format"] == FORMAT
        found = [_sealed(row) for row in given["letters"]]
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as broken:
        raise CannotRead(_NO_LETTERS) from broken
    if not good:
        raise CannotRead(_NO_LETTERS)
    if whose != town_code:
        raise CannotRead(f"これは別の町（コード {whose}）に届いた声です。取り込んでいません。")
    return found


_NO_LETTERS: Final = (
    "届いた声のファイルとして読めません。"
    "sasaeai portal --letters で書き出したファイルをお選びください。"
)


def _sealed(row: Mapping[str, Any]) -> Sealed:
    sent_at = datetime.fromisoformat(row["sent_at"])
    if sent_at.tzinfo is None:
        raise ValueError("no time zone")
    return Sealed(UUID(row["key"]), sent_at, base64.b64decode(row["sealed"], validate=True))
