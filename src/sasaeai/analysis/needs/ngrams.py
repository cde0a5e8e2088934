"""TF-IDF over runs of 1 to 4 characters: what a text looks like, without cutting it into words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy import sparse

LONGEST: Final = 4
_JAPANESE: Final = re.compile("[ぁ-ゖァ-ヺ一-鿿々]")
Floats = np.ndarray[Any, np.dtype[np.float64]]


def ngrams(text: str) -> Iterator[str]:
    """Runs of 1 to 4 characters, beginning and end marked.

    >>> sorted(set(ngrams("雪")))
    ['$', '^', '^雪', '^雪$', '雪', '雪$']
    """
    marked = f"^{text}$"
    for length in range(1, LONGEST + 1):
        for start in range(len(marked) - length + 1):
            yield marked[start : start + length]


@dataclass(frozen=True, slots=True, eq=False)
class Weighing:
    """The runs that count, and how rare each is in the texts learnt from."""

    places: dict[str, int]
    idf: Floats

    @classmethod
    def learnt(cls, texts: Sequence[str], *, at_least: int = 2) -> Weighing:
        """Runs with a Japanese letter that stand in at least so many of the texts."""
        seen = Counter(run for text in texts for run in set(ngrams(text)))
        kept = sorted(run for run, n in seen.items() if n >= at_least and _JAPANESE.search(run))
        counts = np.array([seen[run] for run in kept], dtype=float)
        return cls(
            {run: place for place, run in enumerate(kept)},
            np.log((1 + len(texts)) / (1 + counts)) + 1,
        )

    def rows(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """One row a text: 1 + log of the count, times idf, brought to length 1."""
        indices: list[int] = []
        counts: list[int] = []
        ends = [0]
        find = self.places.get
        for text in texts:
            seen: dict[int, int] = {}
            for run in ngrams(text):
                place = find(run)
                if place is not None:
                    seen[place] = seen.get(place, 0) + 1
            indices += seen
            counts += seen.values()
            ends.append(len(indices))
        weights = (1 + np.log(np.array(counts, dtype=float))) * self.idf[indices]
        matrix = sparse.csr_matrix(
            (weights, np.array(indices, dtype=np.int32), np.array(ends)),
            shape=(len(texts), len(self.idf)),
        )
        length = np.sqrt(matrix.multiply(matrix).sum(axis=1).A1)
        return sparse.diags(1 / np.where(length > 0, length, 1)) @ matrix
