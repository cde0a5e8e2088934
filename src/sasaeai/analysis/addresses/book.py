"""住所の点の一覧: a typed address → the finest point that the list has for it, with how fine it is.

Method: the folded address (`writing`) loses its prefecture and municipality; the longest name of the list with
which the rest begins is its 町丁目; the numbers behind are looked up as 丁目, 街区 or 地番. Never by likeness: a name
that is not in the list gives no point, and an address of another municipality is never put into this one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sasaeai.analysis.addresses.writing import (
    Written,
    base_and_chome,
    folded,
    numbers_of,
    says_chome,
    says_lot,
    section_starts,
    without_inner_sections,
    without_section,
    written,
)

LONGEST_NAME = 40
# After these a name may end although letters follow.
_ENDS = ("町", "村", "通", "丁目")


class Fineness(StrEnum):
    """How fine a point is."""

    BLOCK = "block"
    TOWN_BLOCK = "town-block"
    CITY = "city"
    NONE = "none"


FINENESS_WORDS: dict[Fineness, str] = {
    Fineness.BLOCK: "番地（街区）までの位置",
    Fineness.TOWN_BLOCK: "町丁目までの位置",
    Fineness.CITY: "市区町村まで（位置なし）",
    Fineness.NONE: "わからない（位置なし）",
}


@dataclass(frozen=True)
class Place:
    """One line of a list: a block or lot (`number`), a 町丁目 or 小字 (`number` empty), in degrees.

    :param base: the folded name without its 丁目; `name`: as people write it
    """

    city: str
    base: str
    chome: int | None
    number: str
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Located:
    """What an address was understood as; no point for a municipality alone."""

    fineness: Fineness
    name: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


NOWHERE = Located(Fineness.NONE)


@dataclass
class _Middle:
    """The middle of points, without keeping them."""

    name: str = ""
    south: float = 0.0
    west: float = 0.0
    count: int = 0

    def add(self, place: Place) -> None:
        self.name = self.name or place.name
        self.south += place.latitude
        self.west += place.longitude
        self.count += 1

    def at(self, fineness: Fineness, name: str = "") -> Located:
        return Located(
            fineness,
            name or self.name,
            round(self.south / self.count, 6),
            round(self.west / self.count, 6),
        )


@dataclass
class _Named:
    """What the list has for one name: itself, its 丁目, its blocks."""

    own: dict[int | None, _Middle] = field(default_factory=lambda: defaultdict(_Middle))
    blocks: dict[tuple[int | None, str], _Middle] = field(
        default_factory=lambda: defaultdict(_Middle)
    )
    inside: dict[int | None, _Middle] = field(default_factory=lambda: defaultdict(_Middle))

    def add(self, place: Place) -> None:
        if place.number:
            self.blocks[place.chome, place.number].add(place)
            self.inside[place.chome].add(place)
        else:
            self.own[place.chome].add(place)

    def chomes(self) -> set[int]:
        return {c for c in (*self.own, *self.inside) if c is not None}

    def middle(self, chome: int | None) -> Located | None:
        """The point of a 丁目, or of the name as a whole."""
        kept = self.own.get(chome) or self.inside.get(chome)
        return kept.at(Fineness.TOWN_BLOCK) if kept else None

    def whole(self, name: str) -> Located:
        """The middle of everything under the name."""
        found = self.middle(None)
        if found is not None:
            return found
        total = _Middle(name)
        for middle in (self.own or self.inside).values():
            total.south += middle.south / middle.count
            total.west += middle.west / middle.count
            total.count += 1
        return total.at(Fineness.TOWN_BLOCK, name)


class Cities:
    """The municipalities of a list, recognised at the head of an address."""

    def __init__(self, cities: Sequence[tuple[str, str]]) -> None:
        """:param cities: (prefecture, municipality) as they are written, the town's own first"""
        self._prefectures = tuple({folded(p) for p, _ in cities if p})
        found: dict[str, str] = {}
        for _, city in cities:
            for alias in (city, city.partition("郡")[2]):
                if len(alias) >= 2:
                    found.setdefault(folded(alias), city)
        self._aliases = sorted(found.items(), key=lambda pair: -len(pair[0]))

    def at_head(self, text: str) -> tuple[str, int]:
        """The municipality a folded address begins with ("" = it says none), and where the rest begins."""
        start = next((len(p) for p in self._prefectures if text.startswith(p)), 0)
        for alias, city in self._aliases:
            if text.startswith(alias, start):
                return city, start + len(alias)
        return "", start


class Book:
    """A list of points, made for looking up."""

    def __init__(self, cities: Cities, places: Iterable[Place]) -> None:
        self._cities = cities
        self._named: dict[str, dict[str, _Named]] = defaultdict(dict)
        for place in places:
            self._named[place.base].setdefault(place.city, _Named()).add(place)

    def locate(self, text: str) -> Located:
        """The finest point for a typed address."""
        address = written(text)
        city, start = self._cities.at_head(address.text)
        best = Located(Fineness.CITY, city) if city else NOWHERE
        for rest, ends in _ways(address, start):
            found = self._in_names(rest, ends, city)
            if found.fineness == Fineness.BLOCK:
                return found
            if found.fineness == Fineness.TOWN_BLOCK and best.fineness != Fineness.TOWN_BLOCK:
                best = found
        return best

    def _in_names(self, rest: str, ends: frozenset[int], city: str) -> Located:
        for length in range(min(len(rest), LONGEST_NAME), 0, -1):
            towns = self._named.get(rest[:length])
            if towns is None or not _may_end(rest, length, ends):
                continue
            named = towns.get(city) if city else next(iter(towns.values()))
            if named is not None:
                return _inside(named, rest[:length], rest[length:])
        return NOWHERE


def _ways(address: Written, start: int) -> Iterator[tuple[str, frozenset[int]]]:
    """The rest of an address as written, then without 大字 and 字."""
    rest = address.text[start:]
    ends = frozenset(end - start for end in address.ends)
    yield rest, ends
    bare = without_section(rest)
    gone = len(rest) - len(bare)
    if gone:
        yield bare, frozenset(end - gone for end in ends)
    inner = without_inner_sections(bare)
    if inner != bare:
        yield inner, section_starts(bare)


def _may_end(rest: str, length: int, ends: frozenset[int]) -> bool:
    """Whether a name of this length is the whole name: 東 is none in 東山町5."""
    behind = rest[length:]
    if not behind or length in ends or rest[:length].endswith(_ENDS):
        return True
    return bool(numbers_of(behind)) or behind[0] in "-(字" or behind.startswith("大字")


def _inside(named: _Named, base: str, rest: str) -> Located:
    """The finest point under a name: 丁目 and block, block, 丁目, the name."""
    numbers = numbers_of(rest)
    chomes = named.chomes()
    if numbers and numbers[0].isdigit() and int(numbers[0]) in chomes and not says_lot(rest):
        chome = int(numbers[0])
        block = _block(named, chome, numbers[1:])
        if block is not None:
            return block
        lot = None if says_chome(rest) else _block(named, None, numbers)
        return lot or named.middle(chome) or named.whole(_named_as(named, base))
    return _block(named, None, numbers) or named.whole(_named_as(named, base))


def _block(named: _Named, chome: int | None, numbers: Sequence[str]) -> Located | None:
    """A block or lot: with its branch number first (123-4), then without."""
    for number in ("-".join(numbers[:2]), numbers[0]) if numbers else ():
        middle = named.blocks.get((chome, number))
        if middle is not None:
            return middle.at(Fineness.BLOCK)
    return None


def _named_as(named: _Named, base: str) -> str:
    """A name for the whole of several 丁目, as people write it: without the 丁目."""
    first = next((m.name for m in (*named.own.values(), *named.inside.values())), base)
    for end in range(len(first), 0, -1):
        if folded(first[:end]).endswith(base):
            return first[:end]
    return base


def name_at_head(
    address: str, cities: Cities, known: Collection[str]
) -> tuple[str, str, str] | None:
    """The municipality ("" = not said), the longest known name an address begins with, and what follows it."""
    text = written(address)
    city, start = cities.at_head(text.text)
    for rest, ends in _ways(text, start):
        for length in range(min(len(rest), LONGEST_NAME), 0, -1):
            if rest[:length] in known and _may_end(rest, length, ends):
                return city, rest[:length], rest[length:]
    return None


def names_in(address: str, cities: Cities) -> set[str]:
    """Every folded name that the lines for an address can have: for asking a database once."""
    text = written(address)
    start = cities.at_head(text.text)[1]
    return {
        rest[:length]
        for rest, _ in _ways(text, start)
        for length in range(1, min(len(rest), LONGEST_NAME) + 1)
    }


def place_of(
    city: str, town: str, section: str, number: str, latitude: float, longitude: float
) -> Place:
    """One line of a list of points, its name folded.

    >>> place_of("支合市", "大字みどり町三丁目", "", "4", 36.0, 136.0).base
    'みどり町'
    """
    whole = without_section(folded(town)) + without_section(folded(section))
    base, chome = base_and_chome(without_inner_sections(whole))
    number = folded(number)
    name = f"{city}{town}{section}{number}"
    return Place(city, base[:80], chome, number[:20], name[:200], latitude, longitude)
