"""A text cut into stretches, so that a page can underline what decided and frame what may name a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Stretch:
    """A piece of a text: whether it led to the suggestion, and what it may tell of a person (名前, 電話番号)."""

    text: str
    decided: bool = False
    personal: str = ""


def stretches(
    text: str, words: Iterable[str], personal: Sequence[tuple[int, int, str]] = ()
) -> Iterator[Stretch]:
    """The text in its order, cut where something begins or ends.

    >>> [(s.text, s.decided) for s in stretches("バスがない", ["バス"])]
    [('バス', True), ('がない', False)]
    """
    decided = list(_places(text, words))
    cuts = {0, len(text)}
    for start, end in (*decided, *((start, end) for start, end, _ in personal)):
        cuts |= {start, end}
    for start, end in pairwise(sorted(cuts)):
        yield Stretch(
            text[start:end],
            any(first <= start and end <= last for first, last in decided),
            next((kind for first, last, kind in personal if first <= start and end <= last), ""),
        )


def _places(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    for word in words:
        start = text.find(word) if word else -1
        while start >= 0:
            yield start, start + len(word)
            start = text.find(word, start + len(word))
