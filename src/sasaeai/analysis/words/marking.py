"""Marking: where in the text as written the looked-for words stand, whatever the writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sasaeai.analysis.words.asking import Phrases
from sasaeai.analysis.words.folding import search_key

# A letter and the marks that belong to it: half-width ｶﾞ, variation selectors.
_UNIT = re.compile("[\\s\\S][\u3099\u309a\u309b\u309cﾞﾟ\ufe00-\ufe0f\U000e0100-\U000e01ef]*")
_BEFORE_HIT = 20


@dataclass(frozen=True)
class Part:
    """A part of a text: whether it is what was looked for."""

    text: str
    hit: bool


def marked(text: str, phrases: Phrases) -> list[Part]:
    """The text in parts, hits and the rest.

    >>> [(p.text, p.hit) for p in marked("ﾀｶﾊｼさん", (("たかはし",),))]
    [('ﾀｶﾊｼ', True), ('さん', False)]
    """
    parts: list[Part] = []
    end = 0
    for first, last in _spans(text, phrases):
        parts += [Part(text[end:first], hit=False)] if first > end else []
        parts.append(Part(text[first:last], hit=True))
        end = last
    return [*parts, Part(text[end:], hit=False)] if end < len(text) else parts


def excerpt(text: str, phrases: Phrases, *, length: int = 90, apart_from: str = "") -> list[Part]:
    """The line that holds most of the words, shortened around the first of them; nothing if no line does.

    :param length: at most so many characters, marks of omission not counted
    :param apart_from: a line shown already (the title)
    """
    lines = [line.strip() for line in text.splitlines()]
    scored = [(_words_in(line, phrases), -n, line) for n, line in enumerate(lines)]
    best = max((s for s in scored if s[0] and s[2] != apart_from), default=None)
    if best is None:
        return []
    line = best[2]
    first = next(iter(_spans(line, phrases)), (0, 0))[0]
    start = max(0, min(first - _BEFORE_HIT, len(line) - length))
    shown = marked(line[start : start + length], phrases)
    before = [Part("…", hit=False)] if start else []
    return [*before, *shown, *([Part("…", hit=False)] if start + length < len(line) else [])]


def _words_in(line: str, phrases: Phrases) -> int:
    key = search_key(line)
    return sum(any(way in key for way in word) for word in phrases)


def _spans(text: str, phrases: Phrases) -> Iterator[tuple[int, int]]:
    """First and last place of every hit, hits that touch joined to one."""
    key, places = _key_with_places(text)
    hits = sorted(hit for word in phrases for way in word for hit in _all_of(way, key))
    while hits:
        first, last = hits.pop(0)
        while hits and hits[0][0] <= last:
            last = max(last, hits.pop(0)[1])
        yield places[first][0], places[last - 1][1]


def _all_of(way: str, key: str) -> Iterator[tuple[int, int]]:
    place = key.find(way)
    while place >= 0:
        yield place, place + len(way)
        place = key.find(way, place + 1)


def _key_with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text's search key, and for each of its characters where it comes from."""
    key = ""
    places: list[tuple[int, int]] = []
    for unit in _UNIT.finditer(text):
        added = _key_of(unit.group(), after_kana="ぁ" <= key[-1:] <= "ゖ" or key[-1:] == "ー")
        key += added
        places += [unit.span()] * len(added)
    return key, places


@lru_cache(maxsize=20_000)
def _key_of(unit: str, *, after_kana: bool) -> str:
    """The key of one letter; a dash is a long vowel only after kana."""
    return search_key(f"あ{unit}")[1:] if after_kana else search_key(unit)
