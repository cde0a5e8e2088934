"""公開ファイル: the one-way file that carries public records from the office to the portal.

A zip of JSON documents and pictures with a list of their SHA-256 sums (`list.json`), which is signed with Ed25519
(`list.signature`). The public key lies in the file as well; who receives the second file of a town compares it
with the key of the first, so that nobody else can publish in the town's name.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sasaeai.documents.refusals import CannotRead

FORMAT: Final = "sasaeai-published-1"
LIST: Final = "list.json"
SIGNATURE: Final = "list.signature"
MOST_FILES: Final = 20_000
MOST_BYTES: Final = 500 * 1024 * 1024
_NAME = re.compile(r"[a-z][a-z0-9-]*\.json|pictures/[0-9a-f]{64}\.jpg")


@dataclass(frozen=True)
class Published:
    """A published file that is whole and signed.

    :param town: code and name of the town
    :param key: the public key that it was signed with, in hexadecimal
    :param files: content by name, `places.json` or `pictures/….jpg`
    """

    town_code: str
    town_name: str
    made_at: datetime
    key: str
    files: dict[str, bytes]

    def document(self, name: str) -> Any:
        """One JSON document.

        :raises CannotRead: if there is none of this name
        """
        if name not in self.files:
            raise CannotRead(f"公開ファイルに「{name}」がありません。もう一度公開してください。")
        return json.loads(self.files[name])


def new_key() -> bytes:
    """A private key, 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(private: bytes) -> str:
    """The public key of a private one, in hexadecimal."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()


def write_published(
    *, town_code: str, town_name: str, made_at: datetime, files: Mapping[str, bytes], key: bytes
) -> bytes:
    """The file as bytes, signed with the private key."""
    listed = {
        "format": FORMAT,
        "town": {"code": town_code, "name": town_name},
        "made_at": made_at.isoformat(),
        "key": public_key(key),
        "files": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
    }
    head = json.dumps(listed, ensure_ascii=False, indent=1).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(LIST, head)
        file.writestr(SIGNATURE, Ed25519PrivateKey.from_private_bytes(key).sign(head).hex())
        for name in sorted(files):
            file.writestr(name, files[name])
    return packed.getvalue()


def read_published(data: bytes, *, key: str = "") -> Published:
    """What a published file holds, after its signature and every sum were checked.

    :param key: the public key that earlier files of the town were signed with; empty = any
    :raises CannotRead: if it is no such file, was changed on the way, or is signed by somebody else
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return _checked(file, key)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        TypeError,
        EOFError,
        NotImplementedError,
    ) as broken:
        raise CannotRead(
            "公開ファイルとして読めません。途中で切れたか、別のファイルかもしれません。"
            "事務局の sasaeai publish で作り直して、もう一度お試しください。"
        ) from broken


def _checked(file: zipfile.ZipFile, key: str) -> Published:
    infos = file.infolist()
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > MOST_BYTES:
        raise CannotRead("公開ファイルが大きすぎます。事務局に確かめてください。")
    head = file.read(LIST)
    listed = json.loads(head)
    if listed["format"] != FORMAT:
        raise CannotRead(
            f"公開ファイルの形式「{listed['format']}」は読めません。両方のソフトを同じ版にそろえてください。"
        )
    _refuse_other_signer(listed["key"], key)
    _refuse_changed(head, file.read(SIGNATURE).decode("ascii"), listed["key"])
    names = {info.filename for info in infos} - {LIST, SIGNATURE}
    if names != set(listed["files"]) or not all(_NAME.fullmatch(name) for name in names):
        raise CannotRead(_changed("中のファイルが増えたか減っています"))
    files = {name: file.read(name) for name in names}
    for name, content in files.items():
        if hashlib.sha256(content).hexdigest() != listed["files"][name]:
            raise CannotRead(_changed(f"「{name}」の中身が書き換わっています"))
    return Published(
        town_code=str(listed["town"]["code"]),
        town_name=str(listed["town"]["name"]),
        made_at=datetime.fromisoformat(listed["made_at"]),
        key=listed["key"],
        files=files,
    )


def _refuse_other_signer(found: str, known: str) -> None:
    if known and found != known:
        raise CannotRead(
            "公開ファイルの署名が、これまでの町のものと違います。事務局の機械を入れ替えたときは、"
            f"事務局に表示される確認番号（{found[:16]}…）と同じか電話で確かめ、"
            "--trust に続けてその番号を付けてください。"
        )


def _refuse_changed(head: bytes, signature: str, key: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(signature), head
        )
    except InvalidSignature as wrong:
        raise CannotRead(_changed("署名が中身と合いません")) from wrong


def _changed(what: str) -> str:
    return (
        f"公開ファイルが作られたあとに変えられています（{what}）。公開していません。"
        "事務局で作り直したファイルを、そのまま運んでください。"
    )
