"""Word vectors out of the public package ja_ginza: chiVe (Works Applications, Apache-2.0), nothing else of it.

The layout is that of spaCy's vocabulary: `vectors` (a NumPy array), `key2row` (MessagePack, 64-bit hash of a word →
row) and `strings.json` (all words). The hash is MurmurHash64A with seed 1 (Appleby, public domain).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from sasaeai.documents.refusals import CannotRead

_VECTORS: Final = "vocab/vectors"
_ROWS: Final = "vocab/key2row"
_WORDS: Final = "vocab/strings.json"
_MOST_BYTES: Final = 200 * 1024 * 1024
_SEED: Final = np.uint64(1)
_M: Final = np.uint64(0xC6A4A7935BD1E995)
_R: Final = np.uint64(47)

Hashes = np.ndarray[Any, np.dtype[np.uint64]]


def words_of_wheel(path: Path) -> tuple[dict[str, int], np.ndarray[Any, np.dtype[np.float32]], str]:
    """Words with their rows, the vectors, and the name of the package with its version.

    :raises CannotRead: where the file is not that package
    """
    try:
        with zipfile.ZipFile(path) as wheel:
            vectors = np.load(io.BytesIO(_member(wheel, _VECTORS)), allow_pickle=False)
            rows = msgspec.msgpack.decode(_member(wheel, _ROWS), type=dict[int, int])
            words = msgspec.json.decode(_member(wheel, _WORDS), type=list[str])
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, msgspec.MsgspecError):
        raise CannotRead(
            f"{path.name} から言葉のベクトルを取り出せません。ja_ginza のファイル（.whl）を選んでください。"
        ) from None
    known = {
        word: rows[number]
        for word, number in zip(words, murmur64(words).tolist(), strict=True)
        if number in rows
    }
    return known, vectors.astype(np.float32), "-".join(path.name.split("-")[:2])


def _member(wheel: zipfile.ZipFile, ending: str) -> bytes:
    name = next((name for name in wheel.namelist() if name.endswith(f"/{ending}")), None)
    if name is None or wheel.getinfo(name).file_size > _MOST_BYTES:
        raise KeyError(ending)
    return wheel.read(name)


def murmur64(words: Sequence[str]) -> Hashes:
    """MurmurHash64A of each word in UTF-8, words of one length together."""
    found = np.zeros(len(words), dtype=np.uint64)
    of_length: dict[int, list[int]] = {}
    written = [word.encode() for word in words]
    for place, word in enumerate(written):
        of_length.setdefault(len(word), []).append(place)
    for length, places in of_length.items():
        joined = b"".join(written[place] for place in places)
        found[places] = _of_one_length(
            np.frombuffer(joined, dtype=np.uint8).reshape(len(places), length)
        )
    return found


def _of_one_length(letters: np.ndarray[Any, np.dtype[np.uint8]]) -> Hashes:
    count, length = letters.shape
    with np.errstate(over="ignore"):
        hashed = np.full(count, _SEED ^ (np.uint64(length) * _M), dtype=np.uint64)
        whole = length // 8 * 8
        for start in range(0, whole, 8):
            block = np.ascontiguousarray(letters[:, start : start + 8]).view("<u8")[:, 0] * _M
            hashed = (hashed ^ ((block ^ (block >> _R)) * _M)) * _M
        if length > whole:
            rest = np.zeros(count, dtype=np.uint64)
            for place in range(whole, length):
                rest |= letters[:, place].astype(np.uint64) << np.uint64(8 * (place - whole))
            hashed = (hashed ^ rest) * _M
        hashed = (hashed ^ (hashed >> _R)) * _M
    mixed: Hashes = hashed ^ (hashed >> _R)
    return mixed
