"""How a found thing is numbered and who may see it: pure functions, the same for every database.

A row of the index is numbered by day, kind, key and piece, so that the largest numbers are the newest things:
"the newest twenty" is a walk from the end, a period is a range of numbers, and the key is read from the number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

# 17 + 9 + 29 + 8 = 63 bits, what a database keeps in a signed integer.
KIND_BITS, KEY_BITS, PIECE_BITS = 9, 29, 8
KEY_SHIFT = PIECE_BITS
KIND_SHIFT = KEY_SHIFT + KEY_BITS
DAY_SHIFT = KIND_SHIFT + KIND_BITS
KEY_MASK = (1 << KEY_BITS) - 1
MOST_PIECES = 1 << PIECE_BITS

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2258, 1, 1)

# Words of the index that say who may see a row begin with a sign that no search key keeps.
OPEN = "¶open"
PERSONAL = "¶personal"
SEVERAL = "¶several"


class TooLarge(ValueError):
    """A number that the index has no room for."""


class Line(NamedTuple):
    """What a capability gives to the index about one record.

    :param kind: the model's label, `activities.Activity`
    :param text: everything it may be found by, one thing a line
    :param area_id: the area whose people see it; None with `open_to_town` False: only those of the whole town
    :param day: its date; the newest are shown first, None comes last
    :param personal: only for those who may find personal data
    :param more_area_ids: further areas whose people see it
    :param open_to_town: everybody of the town sees it, whatever the area
    """

    town_id: int
    kind: str
    key: int
    text: str
    area_id: int | None
    day: date | None
    personal: bool = False
    more_area_ids: tuple[int, ...] = ()
    open_to_town: bool = False

    @property
    def area_ids(self) -> frozenset[int]:
        """All areas whose people see it."""
        own = () if self.area_id is None else (self.area_id,)
        return frozenset((*self.more_area_ids, *own))


class Kept(NamedTuple):
    """What the index keeps of a record: the columns of `search_entry`, in their order there."""

    town_id: int
    kind_id: int
    key: int
    day: date | None
    sight: str
    folding: str
    text: str


@dataclass(frozen=True)
class Sight:
    """What a viewer may see: `areas` None = the whole town."""

    areas: frozenset[int] | None = None
    personal: bool = True


def row_number(*, day: date | None, kind: int, key: int) -> int:
    """The number of a record's first row in the index; further pieces follow one by one.

    :raises TooLarge: if kind or key do not fit
    """
    if kind >> KIND_BITS or key >> KEY_BITS:
        raise TooLarge(f"検索の索引に入らない番号です：{kind}、{key}。")
    return first_number(day) | kind << KIND_SHIFT | key << KEY_SHIFT


def first_number(day: date | None) -> int:
    """The smallest number a row of the day can have; days out of range count as the nearest within."""
    if day is None:
        return 0
    kept = min(max(day, FIRST_DAY), LAST_DAY)
    return ((kept - FIRST_DAY).days + 1) << DAY_SHIFT


def key_of(number: int) -> int:
    """The record's key, from the number of its row.

    >>> key_of(row_number(day=date(2022, 10, 3), kind=5, key=1234))
    1234
    """
    return number >> KEY_SHIFT & KEY_MASK


def whose(town_id: int, kind: int) -> str:
    """The word that every row of a town and kind carries.

    >>> whose(1, 12)
    '¶town1kind12'
    """
    return f"¶town{town_id}kind{kind}"


def area_word(area_id: int) -> str:
    """The word of rows that people of an area see."""
    return f"¶area{area_id}"


@lru_cache(maxsize=4_096)
def sight_words(areas: frozenset[int], *, open_to_town: bool, personal: bool) -> str:
    """The words that say who may see a row.

    >>> sight_words(frozenset({7, 3}), open_to_town=False, personal=True)
    '¶area3 ¶area7 ¶personal'
    """
    words = [area_word(a) for a in sorted(areas)]
    return " ".join([*words, *[OPEN] * open_to_town, *[PERSONAL] * personal])
