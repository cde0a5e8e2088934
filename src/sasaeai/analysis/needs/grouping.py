"""似た声: texts that say the same, nearly the same, or belong to one theme, each group with its reason.

Closeness is a mean of cosines: of the letters two texts share (rare ones weigh more), of their codes' scores,
and, where there is a table, of their word vectors. Groups are stars (Aslam, Pelekhov & Rus 2004): everyone in a
group is close to its centre, so no chain of small steps joins what has nothing in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import add
from typing import Any, Final

import numpy as np
from scipy import sparse

from sasaeai.analysis.needs.classifier import Classifier
from sasaeai.analysis.needs.codes import LABELS, NeedCode
from sasaeai.analysis.needs.lexicon import Hit
from sasaeai.analysis.needs.shipped import shipped_examples, shipped_lessons

# Share of neighbouring letters that two texts have in common (Dice), from which they are nearly the same.
NEARLY: Final = 0.75
THEME: Final = 0.45
# Weights of letters, codes and word vectors.
_WITHOUT_TABLE: Final = (0.7, 0.3)
_WITH_TABLE: Final = (0.3, 0.2, 0.5)
_AT_ONCE: Final = 500
_WORDS_TOLD: Final = 3

Floats = np.ndarray[Any, np.dtype[Any]]
Pairs = list[tuple[int, int, float]]


class Likeness(StrEnum):
    """How alike the texts of a group are."""

    SAME = "same"
    NEAR = "near"
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that belong together.

    :param members: places of the texts, the centre first
    :param closeness: of the member farthest from the centre, 0 to 1
    :param words: what they have in common, as written in the centre
    """

    likeness: Likeness
    code: NeedCode
    members: tuple[int, ...]
    closeness: float
    words: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Why they were put together, for a person to agree or not."""
        if self.likeness is Likeness.SAME:
            return "書き方の違いを除けば同じ文です。"
        if self.likeness is Likeness.NEAR:
            return "言い回しがわずかに違うだけの、ほとんど同じ文です。"
        common = "・".join(f"「{word}」" for word in self.words)
        shared = f"{common}が共通で、" if common else ""
        near = f"言い回しや意味が近い文です（近さ {self.closeness:.2f} 以上）。"
        return f"どれも「{LABELS[self.code]}」の声で、{shared}{near}"


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """Texts made ready to be compared."""

    plain: list[str]
    hits: list[list[Hit]]
    codes: list[NeedCode]
    parts: list[tuple[float, Any]]


def groups_of(texts: Sequence[str], classifier: Classifier) -> list[Group]:
    """Groups of two texts and more: the same, the nearly same, and themes; larger ones first.

    A text stands in at most one group of each likeness. Texts of different codes are not compared.
    """
    if not texts:
        return []
    read = _read(texts, classifier)
    found: list[Group] = []
    for code in dict.fromkeys(read.codes):
        places = [n for n, own in enumerate(read.codes) if own is code and read.plain[n]]
        close = _close_pairs(read, places)
        same = [pair for pair in close if read.plain[pair[0]] == read.plain[pair[1]]]
        near = [pair for pair in close if _nearly(read.plain[pair[0]], read.plain[pair[1]])]
        for likeness, pairs in (
            (Likeness.SAME, same),
            (Likeness.NEAR, near),
            (Likeness.THEME, close),
        ):
            found += [
                Group(likeness, code, members, closeness, _common(texts, read, members, classifier))
                for members, closeness in _stars(pairs, read.plain)
            ]
    order = list(Likeness)
    told = [group for group in found if not _told_already(group, found)]
    return sorted(told, key=lambda g: (order.index(g.likeness), -len(g.members), g.members))


def closeness_of(texts: Sequence[str], classifier: Classifier) -> Floats:
    """How close every text is to every other, 0 to 1: for measuring."""
    every = np.arange(len(texts))
    return _closeness(_read(texts, classifier), every, every)


def _read(texts: Sequence[str], classifier: Classifier) -> _Read:
    plain = [classifier.spellings.plain(text) for text in texts]
    hits = [classifier.lexicon.hits(text) for text in plain]
    codes = [suggestion.labels[0][0] for suggestion in classifier.suggestions(texts)]
    letters = _letters(plain)
    scores = _to_length_1(classifier.raw_scores(texts))
    if classifier.table is None:
        return _Read(plain, hits, codes, list(zip(_WITHOUT_TABLE, (letters, scores), strict=True)))
    usual = classifier.table.of_texts(_examples()).mean(axis=0)
    senses = _to_length_1(classifier.table.of_texts(plain) - usual)
    parts = zip(_WITH_TABLE, (letters, scores, senses), strict=True)
    return _Read(plain, hits, codes, list(parts))


def _letters(plain: Sequence[str]) -> sparse.csr_matrix:
    """Which letters each text holds, rare ones weighing more (seen among these texts and our examples), length 1."""
    known = [*plain, *_examples()]
    seen = Counter(letter for text in known for letter in set(text))
    places = {letter: n for n, letter in enumerate(sorted(seen))}
    weights = np.log(len(known) / np.array([seen[letter] for letter in places])) + 0.01
    held = [sorted(set(text)) for text in plain]
    columns = [places[letter] for letters in held for letter in letters]
    ends = np.cumsum([0, *map(len, held)])
    matrix = sparse.csr_matrix((weights[columns], columns, ends), shape=(len(plain), len(places)))
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.where(length > 0, length, 1)) @ matrix)


def _examples() -> list[str]:
    """Our own sentences in one writing: what is usual in texts about troubles."""
    return shipped_lessons().texts[: len(shipped_examples())]


def _to_length_1(rows: Floats) -> Floats:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(length > 0, length, 1))


def _closeness(read: _Read, some: Any, others: Any) -> Floats:
    found: Floats = np.zeros((len(some), len(others)), dtype=np.float32)
    for weight, rows in read.parts:
        product = rows[some] @ rows[others].T
        found += np.float32(weight) * (product.toarray() if sparse.issparse(product) else product)
    return found


def _close_pairs(read: _Read, places: list[int]) -> Pairs:
    """Pairs close enough to be of one theme, within one code."""
    every = np.array(places, dtype=np.int64)
    pairs: Pairs = []
    for start in range(0, len(every), _AT_ONCE):
        some = every[start : start + _AT_ONCE]
        close = _closeness(read, some, every)
        rows, columns = np.nonzero(close >= THEME)
        later = every[columns] > some[rows]
        pairs += zip(
            some[rows[later]].tolist(),
            every[columns[later]].tolist(),
            np.minimum(close[rows[later], columns[later]], 1).astype(float).round(3).tolist(),
            strict=True,
        )
    return pairs


def _nearly(one: str, other: str) -> bool:
    """Whether two different texts are nearly the same, letter for letter."""
    first, second = Counter(map(add, one, one[1:])), Counter(map(add, other, other[1:]))
    shared, all_of_both = (first & second).total(), first.total() + second.total()
    return one != other and all_of_both > 0 and 2 * shared / all_of_both >= NEARLY


def _stars(pairs: Pairs, plain: Sequence[str]) -> Iterator[tuple[tuple[int, ...], float]]:
    """Groups around centres: whoever has most neighbours left comes first."""
    near: dict[int, dict[int, float]] = {}
    for one, other, closeness in pairs:
        near.setdefault(one, {})[other] = closeness
        near.setdefault(other, {})[one] = closeness
    left = set(near)
    for centre in sorted(near, key=lambda place: (-len(near[place]), plain[place], place)):
        if centre not in left:
            continue
        others = [other for other in near[centre] if other in left]
        if others:
            members = sorted(others, key=lambda other: (-near[centre][other], plain[other], other))
            yield (centre, *members), min(near[centre][other] for other in others)
            left -= {centre, *others}


def _common(
    texts: Sequence[str], read: _Read, members: tuple[int, ...], classifier: Classifier
) -> tuple[str, ...]:
    """Lexicon words that most of a group's texts hold, as the centre writes them."""
    counts = Counter(
        word for place in members for word in {hit.word.text for hit in read.hits[place]}
    )
    wording = classifier.spellings.wording(texts[members[0]])
    told = {
        hit.word.text: wording.as_written(hit.start, hit.end)
        for hit in read.hits[members[0]]
        if 2 * counts[hit.word.text] > len(members)
    }
    best = sorted(told, key=lambda word: (-counts[word], -len(word), word))
    return tuple(dict.fromkeys(told[word] for word in best))[:_WORDS_TOLD]


def _told_already(group: Group, found: list[Group]) -> bool:
    """Whether a closer likeness already tells of exactly these texts."""
    order = list(Likeness)
    members = set(group.members)
    return any(
        order.index(other.likeness) < order.index(group.likeness) and set(other.members) == members
        for other in found
    )
