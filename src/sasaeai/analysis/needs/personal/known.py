"""Common surnames, given names and words that are no names (`names.toml`), and what follows from them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from sasaeai.analysis.needs.wording import folded

KANJI: Final = "一-鿿々ヶヵケ"
_NO_BETWEEN: Final = re.compile("(?<=[一-鿿])ノ(?=[一-鿿])")
_LONGEST_GIVEN: Final = 4
_LONGEST_UNKNOWN: Final = 4
_TO_HIRAGANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The words of `names.toml`, folded."""

    surnames: frozenset[str]
    readings: frozenset[str]
    given_readings: frozenset[str]
    given_endings: tuple[str, ...]
    given_one: frozenset[str]
    not_names: frozenset[str]
    not_endings: tuple[str, ...]
    offices: tuple[str, ...]

    def surname_at(self, text: str, start: int) -> str:
        """The longest surname of at least two kanji that begins here, or nothing."""
        for length in (4, 3, 2):
            piece = text[start : start + length]
            if len(piece) == length and piece in self.surnames:
                return piece
        return ""

    def is_given(self, text: str) -> bool:
        """Whether kanji look like a given name: 花子, 健一郎, 実."""
        if len(text) == 1:
            return text in self.given_one
        return len(text) <= _LONGEST_GIVEN and text.endswith(self.given_endings)

    def is_kana_name(self, word: str) -> bool:
        """Whether kana are a surname, a given name or both: さとう, はなこ, サトウハナコ."""
        return hiragana(word) in self.readings | self.given_readings or self.is_full_kana_name(word)

    def is_full_kana_name(self, word: str) -> bool:
        """Whether kana are a surname and a given name: わたなべのぶお."""
        word = hiragana(word)
        return any(
            word[:cut] in self.readings and word[cut:] in self.given_readings
            for cut in range(2, len(word) - 1)
        )

    def is_no_name(self, word: str) -> bool:
        """Whether it is a word for somebody whom it does not name: 民生委員, お隣, 八百屋."""
        bare = word.lstrip("おご御")
        return (
            not bare
            or word in self.not_names
            or bare in self.not_names
            or any(len(other) > 1 and word.endswith(other) for other in self.not_names)
            or word.endswith(self.offices)
        )

    def may_be_in_full(self, word: str) -> bool:
        """Whether kanji may be a surname that no list knows with a given name: 霧島谷美智子."""
        return any(
            self.is_given(word[cut:]) and not self.is_no_name(word)
            for cut in (2, 3)
            if len(word) - cut in (2, 3)
        )

    def may_be_unknown(self, word: str) -> bool:
        """Whether kanji that no list knows may be somebody's name."""
        short = len(word) <= _LONGEST_UNKNOWN
        return short and not word.endswith(self.not_endings) and not self.is_no_name(word)


@cache
def known_names() -> KnownNames:
    """The words of the shipped file."""
    text = files("sasaeai.analysis.needs.personal").joinpath("names.toml").read_text("utf-8")
    written = tomllib.loads(text)
    pairs = [pair.split("=") for pair in written["surnames"]["words"].split()]
    return KnownNames(
        surnames=frozenset(joined(folded(name)[0]) for name, _ in pairs),
        readings=frozenset(reading for _, readings in pairs for reading in readings.split("・")),
        given_readings=frozenset(written["given"]["readings"].split()),
        given_endings=tuple(folded(end)[0] for end in written["given"]["endings"].split()),
        given_one=frozenset(folded(one)[0] for one in written["given"]["one"].split()),
        not_names=frozenset(folded(word)[0] for word in written["not_names"]["words"].split()),
        not_endings=tuple(written["not_names"]["endings"].split()),
        offices=tuple(written["not_names"]["offices"].split()),
    )


def joined(text: str) -> str:
    """ノ between kanji as a kanji, so that 一ノ瀬 is one run."""
    return _NO_BETWEEN.sub("之", text)


def hiragana(text: str) -> str:
    """Katakana as hiragana, letter by letter."""
    return text.translate(_TO_HIRAGANA)
