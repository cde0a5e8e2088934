"""郵便番号 of an address: one is told only where the list leaves no choice.

Source of the shape and its words: 日本郵便「郵便番号データの説明」 (町域 with 丁目 in brackets, 以下に掲載がない場合).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai.analysis.addresses.book import Cities, name_at_head
from sasaeai.analysis.addresses.writing import base_and_chome, folded, numbers_of, without_section

_REST = ("以下に掲載がない場合", "の次に番地がくる場合")
_ALONE = re.compile(r"〒?\s*\d{3}[-ー−‐–—]?\d{4}")
_CHOMES = re.compile(r"(\d+)(?:[〜~-](\d+))?(丁目)?(.*)")


@dataclass(frozen=True)
class PostLine:
    """One 町域 and its number.

    :param number: seven digits
    :param place: as people write it, "" for the rest of the municipality
    :param note: what stood in brackets: a part of the 町域, or what is not of it
    """

    number: str
    prefecture: str
    city: str
    place: str
    note: str = ""


def post_line(number: str, prefecture: str, city: str, written: str) -> PostLine:
    """A line of the list, its 町域 without brackets and without words that are no name.

    >>> post_line("0600042", "北海道", "札幌市中央区", "大通西（１～１９丁目）").place
    '大通西'
    """
    place, _, note = written.partition("（")
    if place.endswith(_REST) or (len(place) > len("一円") and place.endswith("一円")):
        place = ""
    return PostLine(number, prefecture, city, place[:120], note.removesuffix("）"))


def shown(number: str) -> str:
    """`000-0000`; "" where there are no seven digits.

    >>> shown("〒９２０ー０００１"), shown("920-1")
    ('920-0001', '')
    """
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", number))
    return f"{digits[:3]}-{digits[3:]}" if len(digits) == 7 else ""


def alone(text: str) -> str:
    """`000-0000`, if the text is a postcode and nothing else; else "".

    >>> alone("〒９２０ー０００１"), alone("9200001"), alone("みどり町1-23-4567")
    ('920-0001', '920-0001', '')
    """
    return shown(text) if _ALONE.fullmatch(unicodedata.normalize("NFKC", text).strip()) else ""


class Postcodes:
    """A town's list, made for asking by address and by number."""

    def __init__(self, lines: Iterable[PostLine]) -> None:
        self._lines = tuple(lines)
        self._cities = Cities(list(dict.fromkeys((o.prefecture, o.city) for o in self._lines)))
        self._named: dict[str, list[PostLine]] = defaultdict(list)
        for one in self._lines:
            if one.place:
                self._named[base_and_chome(without_section(folded(one.place)))[0]].append(one)

    def places_of(self, number: str) -> list[PostLine]:
        """The 町域 that have the number, written in any way."""
        digits = shown(number).replace("-", "")
        return [one for one in self._lines if one.number == digits]

    def of_address(self, address: str) -> str:
        """`000-0000`, if exactly one number is possible; else ""."""
        found = name_at_head(address, self._cities, self._named)
        if found is None:
            return ""
        city, name, rest = found
        lines = [one for one in self._named[name] if not city or one.city == city]
        lines = _of_chome(lines, rest)
        numbers = {one.number for one in lines}
        return shown(numbers.pop()) if len(numbers) == 1 else ""


def _of_chome(lines: list[PostLine], rest: str) -> list[PostLine]:
    """The lines that name the 丁目 of the address, if any does; else those that name none.

    Where a line names only a part of the 丁目 (１丁目１～５番地), all of these are possible.
    """
    first = next(iter(numbers_of(rest)), "")
    if not first.isdigit():
        return lines
    chome = int(first)
    told = [(one, *_chomes(one)) for one in lines]
    whole = [one for one, chomes, _ in told if chome in chomes]
    partly = [one for one, _, parts in told if chome in parts]
    others = [one for one, chomes, parts in told if not chomes and not parts]
    return [*whole, *partly, *others] if partly else whole or others


def _chomes(line: PostLine) -> tuple[set[int], set[int]]:
    """The 丁目 that a line names as a whole, and those of which it names a part."""
    own = base_and_chome(without_section(folded(line.place)))[1]
    if own is not None:
        return {own}, set()
    whole: set[int] = set()
    partly: set[int] = set()
    counts = False  # in 「１、３～５丁目」 the 1 is one as well
    for part in reversed(re.split("[、,・]", unicodedata.normalize("NFKC", line.note))):
        found = _CHOMES.fullmatch(part.strip())
        counts = found is not None and not found[4] and (found[3] is not None or counts)
        if found and (counts or found[3]):
            named = range(int(found[1]), int(found[2] or found[1]) + 1)
            (whole if counts else partly).update(named)
    return whole, partly
