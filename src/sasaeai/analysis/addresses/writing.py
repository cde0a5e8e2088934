"""One form for the same address, however it was written.

Width, old kanji, 漢数字, 丁目・番地・号, every dash, ヶ/ケ/が, ノ/之/の, 大字 and 字, a postcode before it.

The folded text is for comparing only; both the list of points and the typed address go through it, so that a
rule which is too kind does no harm but where two real names of one town differ by nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sasaeai.analysis.words.folding import fold

_KANJI_DIGITS = {k: n for n, k in enumerate("〇一二三四五六七八九")}
_POSTCODE = re.compile(r"^〒?\s*\d{3}-?\d{4}(?!\d)")
_NUMERAL = re.compile(r"([〇一二三四五六七八九十]+)(?=(\d)?)")
# ヶ, ケ, が and ノ, 之, の between the letters of a name are written, read and left out as people please.
_LITTLE = re.compile(r"(?<=[^\d\W])(?:[けが]|[の之])(?=[\u4e00-\u9fff々])")
_OLD_SECTION = re.compile(r"^(?:大字|字)")
_SECTION = re.compile(r"(?<=\D)(?:大字|小字|字)(?=\D)")
_CHOME = re.compile(r"^(.*\D)(\d{1,3})丁目?$")
_NUMBERS = re.compile(
    r"^[-の第]?(\d+)(?:丁目?|番地?|号|地割)?"
    r"|^[-字]?([甲乙丙丁戊己庚辛壬癸いろはにほへとちりa-z]\d+)(?:番地?|号)?"
)
_BETWEEN = re.compile(r"^(?:番地?の?|号|丁目|[-の])+")
MOST_NUMBERS = 4


@dataclass(frozen=True)
class Written:
    """A folded address; a base of it may end at `ends` although letters follow (there stood a space)."""

    text: str
    ends: frozenset[int]


def folded(text: str) -> str:
    """A name or address in the one form.

    >>> folded("星ケ丘四丁目") == folded("星ヶ丘４丁目") == folded("星が丘4丁目")
    True
    >>> folded("沖ノ山"), folded("北三条西十二丁目")
    ('沖山', '北3条西12丁目')
    """
    return written(text).text


def written(text: str) -> Written:
    """The folded address and where its spaces were. A postcode before it goes."""
    parts: list[str] = []
    ends = set()
    for piece in _POSTCODE.sub("", fold(text).strip()).split():
        parts.append(_folded_piece(piece))
        ends.add(sum(map(len, parts)))
    return Written("".join(parts), frozenset(ends))


def _folded_piece(piece: str) -> str:
    return _NUMERAL.sub(_number, _LITTLE.sub("", piece.replace("ゖ", "け")))


def _number(found: re.Match[str]) -> str:
    """A run of kanji numerals as digits; kept apart from digits that follow at once."""
    digits = str(_value(found[1]))
    return f"{digits}-" if found[2] else digits


def _value(kanji: str) -> int:
    if "十" not in kanji:
        return int("".join(str(_KANJI_DIGITS[k]) for k in kanji))
    tens, _, ones = kanji.partition("十")
    high = int("".join(str(_KANJI_DIGITS[k]) for k in tens) or "1")
    low = int("".join(str(_KANJI_DIGITS[k]) for k in ones.replace("十", "")) or "0")
    return high * 10 + low


def without_section(name: str) -> str:
    """A folded name without 大字 or 字 before it.

    >>> without_section("大字中宇部"), without_section("字浜")
    ('中宇部', '浜')
    """
    bare = _OLD_SECTION.sub("", name)
    return bare or name


def without_inner_sections(text: str) -> str:
    """A folded address without 字 between its names.

    >>> without_inner_sections("東須恵字梅田堤下12")
    '東須恵梅田堤下12'
    """
    return _SECTION.sub("", text)


def section_starts(text: str) -> frozenset[int]:
    """Where a 字 was, in the text without them: a name may end there although letters follow.

    >>> section_starts("東須恵字梅田堤下12")
    frozenset({3})
    """
    gone = 0
    starts = set()
    for found in _SECTION.finditer(text):
        starts.add(found.start() - gone)
        gone += found.end() - found.start()
    return frozenset(starts)


def base_and_chome(name: str) -> tuple[str, int | None]:
    """A folded 町丁目 as its name and the number of its 丁目.

    >>> base_and_chome("みどり町3丁目"), base_and_chome("みどり町")
    (('みどり町', 3), ('みどり町', None))
    """
    found = _CHOME.match(name)
    return (found[1], int(found[2])) if found else (name, None)


def says_chome(rest: str) -> bool:
    """Whether what follows a name begins with a 丁目, in so many letters."""
    return bool(re.match(r"^\d+丁目", rest))


def says_lot(rest: str) -> bool:
    """Whether what follows a name begins with a 番 or 番地, so that its number is no 丁目."""
    return bool(re.match(r"^\d+番", rest))


def numbers_of(rest: str) -> list[str]:
    """The numbers of what follows a name: 丁目, 番地, 号 in order, as long as they follow each other.

    >>> numbers_of("3丁目4番5号みどりハイツ201"), numbers_of("甲12の3"), numbers_of("公民館")
    (['3', '4', '5'], ['甲12', '3'], [])
    """
    found: list[str] = []
    while len(found) < MOST_NUMBERS:
        number = _NUMBERS.match(rest)
        if number is None:
            break
        found.append(_plain(number[1] or number[2]))
        rest = rest[number.end() :]
        between = _BETWEEN.match(rest)
        if between is None and not rest[:1].isdigit():
            if number[0].endswith(("丁目", "番", "番地", "号", "丁", "地割")):
                continue
            break
        rest = rest[between.end() :] if between else rest
    return found


def _plain(number: str) -> str:
    """004 is 4."""
    return number.lstrip("0") or "0" if number.isdigit() else number
