"""Bigrams: a text as overlapping pairs of characters, the unit of the search index on every database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from operator import add

from sasaeai.analysis.words.folding import search_key

# PostgreSQL keeps positions up to 16,383 and at most 255 a word; a phrase beyond them would be lost.
LONGEST_PIECE = 8_000
MOST_OF_ONE = 250
# A phrase that begins in one piece must still be whole in it or in the next.
LONGEST_PHRASE = 64


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring characters of the text's search key, then its last character alone.

    The lone last character lets a query of one character find the end of a text as well.

    >>> bigrams("体操教室")
    ['体操', '操教', '教室', '室']
    >>> bigrams("雪")
    ['雪']
    """
    return pairs(search_key(text))


def pairs(key: str) -> list[str]:
    """The same of a search key that is made already."""
    return [*map(add, key, key[1:]), key[-1:]] if key else []


def pieces(text: str) -> list[list[str]]:
    """The bigrams of a text, in pieces that a database can index with positions.

    Pieces overlap by `LONGEST_PHRASE` characters, so a phrase up to that length lies whole in one of them. A short
    text, and nearly every text is short, gives one piece; an empty one gives none.
    """
    return [pairs(piece) for piece in _cut(search_key(text))]


def _cut(key: str) -> Iterator[str]:
    while len(key) > MOST_OF_ONE:
        end = _end_of_piece(key)
        if end >= len(key):
            break
        yield key[:end]
        key = key[end - LONGEST_PHRASE :]
    if key:
        yield key


def _end_of_piece(key: str) -> int:
    """How far a piece may go: to the length allowed, or to where one pair becomes too many."""
    neighbours = list(map(add, key[:LONGEST_PIECE], key[1:]))
    too_often = [pair for pair, times in Counter(neighbours).items() if times > MOST_OF_ONE]
    places = (_of_all(neighbours, pair)[MOST_OF_ONE] for pair in too_often)
    return min(places, default=LONGEST_PIECE - 1) + 1


def _of_all(neighbours: list[str], pair: str) -> list[int]:
    return [place for place, one in enumerate(neighbours) if one == pair]
