"""Invented free text with invented people in it, and where they stand: for measuring the masking.

Half of the surnames are put together from kanji at random, so that no list can know them. Nothing is taken from
`names.toml`. The same seed gives the same texts.
"""

from __future__ import annotations

import random
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sasaeai.analysis.needs.personal.kinds import Personal

_W = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_HONORIFICS = ("さん", "様", "氏", "さま", "さん", "さん")
_WIDE = str.maketrans("0123456789-()", "０１２３４５６７８９−（）")


@dataclass(frozen=True)
class Told:
    """A text and the stretches that name somebody: kind, start, end."""

    text: str
    people: tuple[tuple[str, int, int], ...]


def told_of_people(count: int, *, seed: int) -> Iterator[Told]:
    """So many texts, about a third of them naming nobody."""
    chance = random.Random(seed)  # noqa: S311 — invented texts, no secrets
    for _ in range(count):
        parts = [
            chance.choice([_nobody, _person, _person, _phone, _address])
            for _ in range(chance.randint(1, 3))
        ]
        text, people = "", []
        for part in parts:
            before, kind, words, after = part(chance)
            if kind:
                start = len(text) + len(before)
                people.append((kind, start, start + len(words)))
            text += before + words + after + ("" if after.endswith("。") else "\n")
        yield Told(text, tuple(people))


def _nobody(chance: random.Random) -> tuple[str, str, str, str]:
    return chance.choice(_W["nobody"]), "", "", ""


def _person(chance: random.Random) -> tuple[str, str, str, str]:
    way = chance.random()
    after = chance.choice(_W["after"])
    before = chance.choice(_W["before"])
    surname = chance.choice(_W["surnames"])
    if chance.random() < 0.5:
        surname = chance.choice(_W["first_kanji"]) + chance.choice(_W["second_kanji"])
    honorific = chance.choice(_HONORIFICS)
    if way < 0.4:
        return before, "name", surname, honorific + after
    if way < 0.65:
        blank = chance.choice(["", "　", " "])
        return before, "name", f"{surname}{blank}{chance.choice(_W['given'])}", honorific + after
    if way < 0.75:
        given = chance.choice(["花子", "太郎", "和子", "健一", "美智子"])
        full = f"{chance.choice(_W['surnames'][:9])}{chance.choice(['', '　'])}{given}"
        return before, "name", full, f"（{chance.randint(70, 95)}歳）" + after
    family, given = chance.choice(_W["kana_names"])
    if way < 0.82:
        return (
            before,
            "name",
            given[:2] if chance.random() < 0.5 else given,
            "ちゃん" + after.replace("とは", "と、"),
        )
    name = chance.choice([family, f"{family}　{given}", f"{family}{given}"])
    if chance.random() < 0.6:
        name = _katakana(name)
        name = _half_width(name) if chance.random() < 0.4 else name
    return before, "name", name, honorific + after


def _phone(chance: random.Random) -> tuple[str, str, str, str]:
    digits = "".join(chance.choice("123456789") for _ in range(8))
    first, second, third = digits[:4], digits[4:6], digits[4:]
    ways = (
        f"090-{first}-{third}",
        f"080{digits}",
        f"03-{first}-{third}",
        f"0836-{second}-{first}",
        f"(0836){second}-{first}",
        f"070 {first} {third}",
        f"0120-{digits[:3]}-{digits[3:6]}",
        f"083({digits[:3]}){digits[3:7]}",
    )
    number = chance.choice(ways)
    before, after = chance.choice(_W["phone_sentences"]).split("{}")
    return before, "phone", number.translate(_WIDE) if chance.random() < 0.4 else number, after


def _address(chance: random.Random) -> tuple[str, str, str, str]:
    a, b, c = (chance.randint(1, 30) for _ in range(3))
    in_kanji = [_kanji_number(number) for number in (a, b, c)]
    ways = (
        f"{a}丁目{b}番{c}号",
        f"{a}丁目{b}-{c}",
        f"{a}-{b}-{c}",
        f"{a}番地",
        f"{100 + a}番地の{b}",
        f"{a}番{b}号",
        f"{1000 + a}番地{c}",
        "{}丁目{}番{}号".format(*in_kanji),
    )
    house = chance.choice(ways)
    words = chance.choice(_W["towns"]) + chance.choice(_W["places"]) + house
    if chance.random() < 0.35:
        room = chance.randint(1, 5) * 100 + chance.randint(1, 9)
        words += f"{chance.choice(['', '　'])}{chance.choice(_W['houses'])}{room}号室"
    if chance.random() < 0.3:
        words = words.translate(_WIDE)
    before, after = chance.choice(_W["address_sentences"]).split("{}")
    return before, "address", words, after


def _kanji_number(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if not tens else ("" if tens == 1 else "一二三"[tens - 1]) + "十") + (
        "一二三四五六七八九"[ones - 1] if ones else ""
    )


def _katakana(text: str) -> str:
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)


_HALF = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}


def _half_width(text: str) -> str:
    """Katakana in half width, voicing marks apart."""
    decomposed = unicodedata.normalize("NFD", text).replace("\u3099", "ﾞ").replace("\u309a", "ﾟ")
    return "".join(_HALF.get(letter, letter) for letter in decomposed)


def measured(
    texts: list[Told], find: Callable[[str], Sequence[Personal]]
) -> dict[str, tuple[int, int, int, int]]:
    """For each kind: people named, found, finds, finds that overlap somebody of that kind.

    A person counts as found where the finds of any kind cover at least nine tenths of the stretch.
    """
    counts: dict[str, list[int]] = {}
    for told in texts:
        finds = [(p.kind.value, p.start, p.end) for p in find(told.text)]
        for kind, start, end in told.people:
            row = counts.setdefault(kind, [0, 0, 0, 0])
            row[0] += 1
            covered = sum(max(0, min(end, e) - max(start, s)) for _, s, e in finds)
            row[1] += covered >= 0.9 * (end - start)
        for kind, start, end in finds:
            row = counts.setdefault(kind, [0, 0, 0, 0])
            row[2] += 1
            row[3] += any(s < end and start < e for _, s, e in told.people)
    return {kind: (a, b, c, d) for kind, (a, b, c, d) in counts.items()}
