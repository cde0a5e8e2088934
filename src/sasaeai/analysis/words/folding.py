"""Folding: one form for everything that a reader would call the same writing. The record itself stays untouched.

In this order: variation selectors and invisible characters go, NFKC (full and half width, ①, ㈱, ㍻),
capitals to small letters, katakana to hiragana (ヵヶ to か・け, ヰヱ to い・え), every kind of dash to one,
variants of a kanji to one (`variants`). See docs/methods/search.md.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache

from sasaeai.analysis.words.variants import kanji_variants

# Raise it when the rules below change: a search index made by other rules must be made again.
RULES = 1

_KATAKANA = range(0x30A1, 0x30F7)
_TO_HIRAGANA = 0x60
_OTHERS = {"ゕ": "か", "ゖ": "け", "ゐ": "い", "ゑ": "え", "〜": "~"}
_DASHES = "‐‑‒–—―−─━ー﹘⁃˗"
# Unicode turns a voicing mark that stands alone into a space and a mark; typed after か it was meant to make が.
_LONE_MARKS = {0x309B: "\u3099", 0x309C: "\u309a"}
_LONE_MARK = re.compile("[゛゜]")
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_DASH_AFTER_KANA = re.compile("(?<=[ぁ-ゖー])-")
_KEPT = ("L", "N", "M", "S", "Co")


def fold(text: str) -> str:
    """One form for the same writing; spaces and punctuation stay.

    >>> fold("ﾀｶﾊｼ　髙橋 ①")
    'たかはし 高橋 1'
    >>> fold("サ−ビス ２−３")
    'さーびす 2-3'
    """
    if text.isascii():
        return text.lower()
    text = _INVISIBLE.sub("", text)
    if _LONE_MARK.search(text):
        text = text.translate(_LONE_MARKS)
    text = "".join(map(_LETTERS.__getitem__, unicodedata.normalize("NFKC", text)))
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    if "-" in text:
        text = _long_vowels(text)
    return text


def search_key(text: str) -> str:
    """The folded text without spaces, punctuation and control characters: what is cut into bigrams.

    Letters, digits, marks and symbols such as ○ stay, so that 「○○町」 can be found; 「山田 太郎」 equals 「山田太郎」,
    「090-1234」 equals 「0901234」 and a word broken by the end of a line is whole.

    >>> search_key("(株)見守り・支え合い　090-1234")
    '株見守り支え合い0901234'
    """
    key = "".join(map(_KEPT_LETTERS.__getitem__, fold(text)))
    # A mark that followed a space now follows a letter.
    return key if unicodedata.is_normalized("NFKC", key) else unicodedata.normalize("NFKC", key)


@cache
def fingerprint() -> str:
    """What the folding depends on, in 16 hex digits: our rules, the table of variants, Python's Unicode version."""
    parts = (RULES, unicodedata.unidata_version, sorted(kanji_variants().items()))
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _long_vowels(text: str) -> str:
    """A dash after kana is the long vowel, whatever key was pressed; a run of them as well."""
    before = ""
    while before != text:
        before, text = text, _DASH_AFTER_KANA.sub("ー", text)
    return text


class _Letters(dict[str, str]):
    """One letter to its folded form, worked out once (five times as fast as `str.translate`)."""

    def __missing__(self, letter: str) -> str:
        folded = "".join(map(_one_letter, letter.lower()))
        self[letter] = folded
        return folded


def _one_letter(letter: str) -> str:
    if ord(letter) in _KATAKANA or letter in "ヽヾ":
        letter = chr(ord(letter) - _TO_HIRAGANA)
    if letter in _DASHES:
        return "-"
    return _OTHERS.get(letter) or kanji_variants().get(letter, letter)


class _KeptLetters(dict[str, str]):
    """One letter to itself if it belongs to a search key, else to nothing."""

    def __missing__(self, letter: str) -> str:
        ascii_symbol = letter.isascii() and not letter.isalnum()
        kept = unicodedata.category(letter).startswith(_KEPT) and not ascii_symbol
        self[letter] = letter if kept else ""
        return self[letter]


_LETTERS = _Letters()
_KEPT_LETTERS = _KeptLetters()
