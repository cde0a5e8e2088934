"""One writing for texts about troubles, before words are looked for in them.

Coarser than `analysis.words` in one way (ゴミ, ごみ and 買物, 買い物 become one) and finer in another: katakana stays
katakana, or バス would be found in 「話せばすむ」.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sasaeai.analysis.words.variants import kanji_variants

# A letter and the marks that belong to it: half-width ｶﾞ, variation selectors.
_UNIT: Final = re.compile("[\\s\\S][\u3099\u309a\u309b\u309cﾞﾟ\ufe00-\ufe0f\U000e0100-\U000e01ef]*")
_NOTHING: Final = re.compile(
    "[\\s\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+"
)
_DASHES: Final = re.compile("(?<=[ァ-ヺ])[-‐‑–—―−]")
_VARIANTS: Final = str.maketrans(kanji_variants())


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in one writing, and where each of its characters stands in the text as written."""

    written: str
    plain: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def as_written(self, start: int, end: int) -> str:
        """What the writer wrote for a stretch of the plain text."""
        return self.written[self.starts[start] : self.ends[end - 1]]


@dataclass(frozen=True, slots=True)
class Spellings:
    """Writings that count as one. Longer ones go first, each place is rewritten once."""

    pattern: re.Pattern[str]
    one: Mapping[str, str]

    @classmethod
    def of(cls, one: Mapping[str, str]) -> Spellings:
        """From a table of writing → the writing it counts as."""
        longest_first = sorted(one, key=len, reverse=True)
        return cls(re.compile("|".join(map(re.escape, longest_first)) or "(?!)"), dict(one))

    @classmethod
    def from_toml(cls, text: str) -> Spellings:
        """From the text of `spellings.toml`."""
        return cls.of(tomllib.loads(text)["spellings"])

    def plain(self, text: str) -> str:
        """The text in one writing, without blanks.

        >>> Spellings.of({"ゴミ": "ごみ"}).plain("ｺﾞﾐ 出し")
        'ごみ出し'
        """
        return self.wording(text).plain

    def wording(self, text: str) -> Wording:
        """The text in one writing with the places of its characters.

        >>> found = Spellings.of({"ゴミ": "ごみ"}).wording("毎日 ｺﾞﾐ 出し")
        >>> found.as_written(2, 4)
        'ｺﾞﾐ'
        """
        plain, places = folded(text)
        return self._rewritten(text, _DASHES.sub("ー", plain), places)

    def _rewritten(self, written: str, plain: str, places: list[tuple[int, int]]) -> Wording:
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for found in self.pattern.finditer(plain):
            first, last = found.span()
            new = self.one[found.group()]
            parts += [plain[done:first], new]
            starts += [start for start, _ in places[done:first]] + [places[first][0]] * len(new)
            ends += [end for _, end in places[done:first]] + [places[last - 1][1]] * len(new)
            done = last
        parts.append(plain[done:])
        starts += [start for start, _ in places[done:]]
        ends += [end for _, end in places[done:]]
        return Wording(written, "".join(parts), tuple(starts), tuple(ends))


def folded(text: str, *, blanks: str = "") -> tuple[str, list[tuple[int, int]]]:
    """The text letter by letter as it is compared, and where each letter comes from.

    :param blanks: what stands for a blank; ends of lines then stay

    >>> folded("髙橋　ｶﾞ", blanks=" ")
    ('高橋 ガ', [(0, 1), (1, 2), (2, 3), (3, 5)])
    """
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for unit in _UNIT.finditer(text):
        new = _letters_of(unit.group()) or (blanks and _blank(unit.group(), blanks))
        letters.append(new)
        places += [unit.span()] * len(new)
    return "".join(letters), places


def _blank(unit: str, blank: str) -> str:
    """Ends of lines stay, other blanks become one kind, invisible characters go."""
    if unit in "\r\n":
        return "\n"
    return blank if unit.isspace() else ""


@lru_cache(maxsize=20_000)
def _letters_of(unit: str) -> str:
    """One letter as it is compared; nothing for blanks and invisible characters."""
    one = unicodedata.normalize("NFKC", _NOTHING.sub("", unit)).lower()
    return _NOTHING.sub("", one).translate(_VARIANTS)
