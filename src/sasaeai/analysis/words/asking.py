"""Asking: what a person typed, as words that must all be found, each in any of its writings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sasaeai.analysis.words.bigrams import LONGEST_PHRASE
from sasaeai.analysis.words.folding import search_key

MOST_WORDS = 8
MOST_WRITINGS = 24

_WORD = re.compile(r'["“”＂]([^"“”＂]*)["“”＂]|([^\s、。，"“”＂]+)')

Phrases = tuple[tuple[str, ...], ...]


def query_phrases(text: str, synonyms: Iterable[Sequence[str]] = ()) -> Phrases:
    """The words of a query: every word must be found, in any one of its writings (search keys, the typed one first).

    Words are parted by spaces, 「、」 and 「。」; what stands in quotation marks is one word and is not
    reworded. At most `MOST_WORDS` words count and each is cut at `LONGEST_PHRASE` characters (so a very
    long query finds more, never less).

    :param synonyms: groups of words that mean the same, e.g. `[("買い物", "買物")]`
    :return: nothing when the query holds no letter, digit or symbol

    >>> query_phrases("買物支援　ﾀｶﾊｼ", [("買い物", "買物")])
    (('買物支援', '買い物支援'), ('たかはし',))
    >>> query_phrases('"買物"', [("買い物", "買物")])
    (('買物',),)
    """
    groups = _folded(tuple(map(tuple, synonyms)))
    words: dict[tuple[str, ...], None] = {}
    for quoted, plain in _WORD.findall(text):
        key = search_key(quoted or plain)[:LONGEST_PHRASE]
        if key:
            words[(key,) if quoted else _writings(key, groups)] = None
    return tuple(words)[:MOST_WORDS]


def holds(key: str, phrases: Phrases) -> bool:
    """Whether a text with this search key answers the query: the definition every index must meet.

    >>> holds("体操教室", query_phrases("体操"))
    True
    """
    return bool(phrases) and all(any(way in key for way in word) for word in phrases)


def shortest(ways: Sequence[str]) -> list[str]:
    """The writings that suffice: a text that holds a longer one holds the shorter one as well.

    >>> shortest(["見守り", "見守", "見まもり"])
    ['見守', '見まもり']
    """
    return [way for way in ways if not any(other in way and other != way for other in ways)]


@lru_cache(maxsize=64)
def _folded(synonyms: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    """The groups as search keys; a town asks with the same groups every time."""
    keys = (tuple(dict.fromkeys(filter(None, map(search_key, group)))) for group in synonyms)
    return [group for group in keys if len(group) > 1]


def _writings(word: str, groups: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The word, and the word with any part of it written another way."""
    ways = [word]
    for group in groups:
        for way in tuple(ways):
            part = max((p for p in group if p in way), key=len, default="")
            if part:
                ways += [way.replace(part, other)[:LONGEST_PHRASE] for other in group]
        if len(ways) > MOST_WRITINGS:
            break
    return tuple(dict.fromkeys(ways))[:MOST_WRITINGS]
