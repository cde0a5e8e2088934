"""The lexicon: words that tell of a trouble, editable by each town."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from sasaeai.analysis.needs.codes import CODES, PLACE, NeedCode
from sasaeai.analysis.needs.wording import Spellings

IGNORE: Final = "ignore"
GAP: Final = "…"
GAP_CHARACTERS: Final = 12
_STOPS: Final = "。！？!?\n"
_FULL_CHARACTERS: Final = 6
_HINT: Final = 0.25
_MOST_FROM_HINTS: Final = 0.5


class LexiconRefused(ValueError):
    """A lexicon file that cannot be used; says what is wrong in Japanese."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the lexicon. `code` is None for words that only hide shorter ones."""

    text: str
    code: NeedCode | None
    strong: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A word found in a text in one writing, with its place there."""

    word: Word
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All words, ready to be looked for."""

    words: tuple[Word, ...]
    _heads: Mapping[str, tuple[Word, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        heads: dict[str, list[Word]] = {}
        for word in self.words:
            heads.setdefault(word.text.split(GAP)[0][:2], []).append(word)
        object.__setattr__(self, "_heads", {head: tuple(ws) for head, ws in heads.items()})

    def hits(self, text: str) -> list[Hit]:
        """Words in a text (in one writing); those that lie inside a longer one are left out."""
        found = sorted(self._all(text), key=lambda hit: hit.start - hit.end)
        kept: list[Hit] = []
        for hit in found:
            if not any(_inside(hit, longer) for longer in kept):
                kept.append(hit)
        return [hit for hit in kept if hit.word.code is not None]

    def _all(self, text: str) -> Iterator[Hit]:
        heads = self._heads
        for start in range(len(text)):
            for head in (text[start : start + 2], text[start]):
                for word in heads.get(head, ()) if head else ():
                    end = _end_of(word.text, text, start)
                    if end:
                        yield Hit(word, start, end)

    def with_changes(
        self, added: Iterable[Word], removed: Mapping[NeedCode | None, frozenset[str]]
    ) -> Lexicon:
        """This lexicon with a town's own words, and without those it does not want."""
        added = tuple(added)
        own = {(word.code, word.text) for word in added}
        kept = (
            word
            for word in self.words
            if word.text not in removed.get(word.code, ()) and (word.code, word.text) not in own
        )
        return Lexicon((*kept, *added))


def rule_scores(hits: Iterable[Hit]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """A score from 0 to 1 for every code, from the words found.

    One word that says it alone gives 0.6, and more the more characters are matched (6 are full marks); a hint
    gives 0.25, hints together no more than 0.5.
    """
    strong = np.zeros(len(CODES))
    hints = np.zeros(len(CODES))
    for hit in {(hit.word, hit.start): hit for hit in hits}.values():
        if hit.word.code is None:
            continue
        place = PLACE[hit.word.code]
        if hit.word.strong:
            strong[place] += len(hit.word.text.replace(GAP, ""))
        else:
            hints[place] += 1
    said = np.where(
        strong > 0, 0.6 + 0.4 * np.minimum(strong, _FULL_CHARACTERS) / _FULL_CHARACTERS, 0
    )
    helped = np.minimum(hints * _HINT, _MOST_FROM_HINTS)
    return np.where(strong > 0, np.minimum(said + 0.2 * helped, 1), helped)


def words_from_toml(text: str, spellings: Spellings) -> list[Word]:
    """The words of a lexicon file.

    :raises LexiconRefused: for an unknown section, or words that are no text
    """
    sections = tomllib.loads(text)
    found: list[Word] = []
    for name, section in sections.items():
        code = _code(name)
        for key, strong in (("words", True), ("hints", False)):
            found += [Word(plain, code, strong) for plain in listed(section, key, name, spellings)]
    return list(dict.fromkeys(found))


def removed_from_toml(text: str, spellings: Spellings) -> dict[NeedCode | None, frozenset[str]]:
    """The words a town does not want, by code.

    :raises LexiconRefused: for an unknown section, or words that are no text
    """
    return {
        _code(name): frozenset(listed(section, "remove", name, spellings))
        for name, section in tomllib.loads(text).items()
    }


def listed(section: object, key: str, name: str, spellings: Spellings) -> list[str]:
    """The words written under one key, parted by blanks, in one writing."""
    written = section.get(key, "") if isinstance(section, dict) else None
    if isinstance(written, list) and all(isinstance(word, str) for word in written):
        written = " ".join(written)
    if not isinstance(written, str):
        raise LexiconRefused(f"[{name}] の {key} は、言葉を空白で区切った文字で書いてください。")
    return [spellings.plain(word.replace(GAP, "\0")).replace("\0", GAP) for word in written.split()]


def _code(name: str) -> NeedCode | None:
    if name == IGNORE:
        return None
    try:
        return NeedCode(name)
    except ValueError:
        names = "、".join([*CODES, IGNORE])
        raise LexiconRefused(
            f"[{name}] という分類はありません。使えるのは {names} です。"
        ) from None


def _end_of(word: str, text: str, start: int) -> int:
    """Where the word ends if it begins here, else 0."""
    if GAP not in word:
        return start + len(word) if text.startswith(word, start) else 0
    end = start
    for number, part in enumerate(word.split(GAP)):
        if number == 0:
            if not text.startswith(part, start):
                return 0
            end = start + len(part)
            continue
        place = text.find(part, end, end + GAP_CHARACTERS + len(part))
        if place < 0 or any(stop in text[end:place] for stop in _STOPS):
            return 0
        end = place + len(part)
    return end


def _inside(hit: Hit, longer: Hit) -> bool:
    """Whether a hit lies in a longer one that has no gap (a gap leaves what stands in it alone)."""
    if GAP in longer.word.text:
        return False
    within = longer.start <= hit.start and hit.end <= longer.end
    return within and hit.end - hit.start < longer.end - longer.start
