"""Word vectors without a tokeniser: words of a table are found in a text by longest match.

The table is optional. It is made from public vectors (chiVe, in the package ja_ginza) by `sasaeai needs vectors`;
see docs/methods/needs.md. Words are kept as 64-bit hashes, vectors as 8-bit numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy import sparse

LONGEST_WORD: Final = 8
_BASE: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xFF51AFD7ED558CCD)
_SHIFT: Final = np.uint64(33)
_END: Final = "\n"
_JAPANESE: Final = re.compile("[ぁ-ゖァ-ヺー一-鿿々a-z]+")
_KANJI_OR_KATAKANA: Final = re.compile("[一-鿿々ァ-ヺ]")
_OF_ONE_KANJI: Final = 0.7
_OF_HIRAGANA: Final = 0.3
_SHORTEST_HIRAGANA: Final = 3
_EMPTY_WORDS: Final = frozenset(
    ["ところ", "これは", "それは", "けれど", "しかし", "ください", "ません"]
)

# How verbs and adjectives end in running text, by the last letter of the dictionary form.
_ENDINGS: Final = {
    "く": "かきけこい",
    "ぐ": "がぎげごい",
    "す": "さしせそ",
    "つ": "たちてとっ",
    "ぬ": "なにねのん",
    "ぶ": "ばびべぼん",
    "む": "まみめもん",
    "う": "わいえおっ",
    "る": "らりれろっ",
}

Floats = np.ndarray[Any, np.dtype[np.float64]]
Hashes = np.ndarray[Any, np.dtype[np.uint64]]


@dataclass(frozen=True, slots=True, eq=False)
class VectorTable:
    """Words and their vectors.

    :param source: which vectors these are, to tell whether weights belong to them
    :param hashes: of the words, ascending
    :param rows: row of `vectors` for each word
    :param weights: how much each word counts in a text, 0 for none
    :param vectors: 8-bit numbers; each row times its `scales` has length 1
    """

    source: str
    hashes: Hashes
    rows: np.ndarray[Any, np.dtype[np.uint16]]
    weights: np.ndarray[Any, np.dtype[np.float32]]
    vectors: np.ndarray[Any, np.dtype[np.int8]]
    scales: np.ndarray[Any, np.dtype[np.float32]]

    def of_texts(self, texts: Sequence[str]) -> Floats:
        """One row a text: the mean of its words' vectors, brought to length 1; zeros where no word is known."""
        words, owners = self._words(texts)
        counted = sparse.csr_matrix(
            (self.weights[words] * self.scales[self.rows[words]], (owners, self.rows[words])),
            shape=(len(texts), len(self.vectors)),
        )
        used, columns = np.unique(counted.indices, return_inverse=True)
        small = sparse.csr_matrix(
            (counted.data, columns, counted.indptr), shape=(len(texts), len(used))
        )
        found = np.asarray(small @ self.vectors[used].astype(np.float32), dtype=float)
        length = np.linalg.norm(found, axis=1, keepdims=True)
        return found / np.where(length > 0, length, 1)

    def _words(self, texts: Sequence[str]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Words of every text, longest first from the left, and the texts they belong to."""
        letters = _letters(_END.join(texts) + _END)
        best = np.full(len(letters), -1, dtype=np.int64)
        length = np.ones(len(letters), dtype=np.int64)
        for size, hashes in _hashes(letters):
            places = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
            known = np.flatnonzero(self.hashes[places] == hashes)
            best[known] = places[known]
            length[known] = size
        starts = _walk(length.tolist())
        taken = starts[best[starts] >= 0]
        owners = np.cumsum(letters == ord(_END))[taken]
        counts = self.weights[best[taken]] > 0
        return best[taken][counts], owners[counts]


def table_of(
    words: Mapping[str, int], vectors: np.ndarray[Any, np.dtype[np.float32]], *, source: str
) -> VectorTable:
    """A table from words (in one writing) with their rows, verbs and adjectives also as they are inflected."""
    known = {word: row for word, row in words.items() if _wanted(word)}
    for word, row in list(known.items()):
        for form in _inflected(word):
            known.setdefault(form, row)  # no longer than the word
    hashes = hashes_of(list(known))
    order = np.argsort(hashes)
    length = np.maximum(np.linalg.norm(vectors, axis=1), 1e-9)
    largest = np.maximum(np.abs(vectors).max(axis=1), 1e-9)
    return VectorTable(
        source,
        hashes[order],
        np.array(list(known.values()), dtype=np.uint16)[order],
        np.array([_weight(word) for word in known], dtype=np.float32)[order],
        np.round(vectors / largest[:, None] * 127).astype(np.int8),
        (largest / 127 / length).astype(np.float32),
    )


def _wanted(word: str) -> bool:
    return len(word) <= LONGEST_WORD and bool(_JAPANESE.fullmatch(word))


def _weight(word: str) -> float:
    if _KANJI_OR_KATAKANA.search(word):
        return 1.0 if len(word) > 1 else _OF_ONE_KANJI
    if len(word) < _SHORTEST_HIRAGANA or word in _EMPTY_WORDS:
        return 0.0
    return _OF_HIRAGANA


def _inflected(word: str) -> Iterator[str]:
    """Forms of a verb or adjective as they begin in running text: 歩く → 歩か, 歩き …; 寂しい → 寂し."""
    stem, last = word[:-1], word[-1]
    has_kanji = bool(_KANJI_OR_KATAKANA.search(stem))
    if last in _ENDINGS and stem and (has_kanji or len(word) >= _SHORTEST_HIRAGANA):
        yield from (stem + ending for ending in _ENDINGS[last])
    if last == "る" and (has_kanji or len(stem) >= _SHORTEST_HIRAGANA):
        yield stem
    if last == "い" and has_kanji:
        yield from (stem, stem + "く", stem + "さ", stem + "か")


def _letters(text: str) -> Hashes:
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)


def _hashes(letters: Hashes) -> Iterator[tuple[int, Hashes]]:
    """For each length from 1, the hashes of the words of that length that begin at every place."""
    rolling = np.zeros(len(letters), dtype=np.uint64)
    for size in range(1, LONGEST_WORD + 1):
        count = len(letters) - size + 1
        if count <= 0:
            return
        rolling = rolling[:count] * _BASE + letters[size - 1 :] + np.uint64(1)
        mixed = (rolling ^ (rolling >> _SHIFT)) * _MIX
        yield size, mixed ^ (mixed >> _SHIFT)


def hashes_of(words: Sequence[str]) -> Hashes:
    """The hash of each word (a word longer than `LONGEST_WORD` has none: 0)."""
    found = np.zeros(len(words), dtype=np.uint64)
    for size in range(1, LONGEST_WORD + 1):
        some = [place for place, word in enumerate(words) if len(word) == size]
        if some:
            letters = _letters("".join(words[place] for place in some))
            found[some] = next(hashes for of, hashes in _hashes(letters) if of == size)[::size]
    return found


def _walk(length: list[int]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Places where words begin, each where the one before ends."""
    starts: list[int] = []
    place = 0
    while place < len(length):
        starts.append(place)
        place += length[place]
    return np.array(starts, dtype=np.int64)
