"""People by age band: reading the heads of statistics, adding bands, adding areas."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

ALL, MALE, FEMALE = "", "m", "f"
_SEXES = (("男性", MALE), ("女性", FEMALE), ("男", MALE), ("女", FEMALE))
_TOTAL_WORDS = re.compile(r"(?:総人口|人口|総数|合計|総計|計)+")
_DECORATION = re.compile(r"\((?:人|歳|)\)|[\s_の/・()]|男女")
_SPAN = re.compile(r"(\d{1,3})歳?[-~―ー–－](\d{1,3})歳?")
_FROM = re.compile(r"(\d{1,3})歳?(?:以上|[-~])")


@dataclass(frozen=True)
class Band:
    """年齢の帯: from–to, both included; to None = and over. (0, None) is everybody."""

    age_from: int = 0
    age_to: int | None = None

    @property
    def label(self) -> str:
        """As it is printed.

        >>> Band(65, 69).label, Band(85).label, Band().label
        ('65〜69歳', '85歳以上', '総数')
        """
        if self.age_to is not None:
            return f"{self.age_from}〜{self.age_to}歳"
        return f"{self.age_from}歳以上" if self.age_from else "総数"

    def within(self, outer: Band) -> bool:
        """Whether the other band covers this one."""
        return outer.age_from <= self.age_from and _top(self) <= _top(outer)


EVERYBODY, AGED_65, AGED_75, AGED_85 = Band(), Band(65), Band(75), Band(85)


@dataclass(frozen=True)
class Figure:
    """One figure of the statistics; `people` None = kept secret there."""

    band: Band
    sex: str
    people: int | None


@dataclass(frozen=True)
class Head:
    """What a column of the statistics holds."""

    band: Band
    sex: str


def head_of(label: str) -> Head | None:
    """What a column head stands for, or None where it is no count of people.

    >>> head_of("85歳以上の女性")
    Head(band=Band(age_from=85, age_to=None), sex='f')
    >>> head_of("0～4歳（男）"), head_of("総人口").band == EVERYBODY, head_of("世帯数")
    (Head(band=Band(age_from=0, age_to=4), sex='m'), True, None)
    """
    text = unicodedata.normalize("NFKC", label).replace("〜", "~").replace("才", "歳")
    text = _DECORATION.sub("", text)
    sex = next((code for word, code in _SEXES if word in text), ALL)
    for word, _ in _SEXES:
        text = text.replace(word, "")
    ages = _TOTAL_WORDS.sub("", text)
    if found := _SPAN.fullmatch(ages):
        return Head(Band(int(found[1]), int(found[2])), sex)
    if found := _FROM.fullmatch(ages):
        return Head(Band(int(found[1])), sex)
    return Head(EVERYBODY, sex) if not ages and (text or sex or "男女" in label) else None


def people_in(figures: Iterable[Figure], band: Band, sex: str = ALL) -> int | None:
    """People of a band, added from finer bands where they tile it exactly; else None.

    Men and women are added where the statistics give no sum; a secret figure makes the sum unknown.
    """
    found = list(figures)
    own = _tiled([f for f in found if f.sex == sex], band)
    if own is not None or sex != ALL:
        return own
    parts = [_tiled([f for f in found if f.sex == one], band) for one in (MALE, FEMALE)]
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == 2 else None


def _tiled(figures: Sequence[Figure], band: Band) -> int | None:
    """Exact tiling from the bottom up: the widest band that still fits, then the next."""
    total, age = 0, band.age_from
    while True:
        fitting = [f for f in figures if f.band.age_from == age and f.band.within(band)]
        best = max(fitting, key=lambda f: _top(f.band), default=None)
        if best is None or best.people is None:
            return None
        total += best.people
        if best.band.age_to == band.age_to:
            return total
        age = _top(best.band) + 1


def _top(band: Band) -> int:
    return 999 if band.age_to is None else band.age_to


@dataclass(frozen=True)
class Denominator:
    """人口: people of the asked bands in an area, always with its date and where it comes from.

    :param on: the date of the figures: the latest not after the day asked for
    :param people: one number per asked band; None where the statistics do not tell it
    :param added_from: name of the level whose areas were added up; empty where the area has its own figures
    :param why: in words, where something is missing
    """

    on: date | None
    source: str
    people: Mapping[Band, int | None]
    households: int | None = None
    added_from: str = ""
    why: str = ""

    @property
    def share_65(self) -> Decimal | None:
        """高齢化率: people of 65 and over per hundred, one decimal, rounded half up."""
        everybody, aged = self.people.get(EVERYBODY), self.people.get(AGED_65)
        if not everybody or aged is None:
            return None
        return (Decimal(aged * 100) / everybody).quantize(Decimal("0.1"), ROUND_HALF_UP)
