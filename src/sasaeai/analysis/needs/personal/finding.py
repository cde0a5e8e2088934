"""Everything in a text that may name a person, and the text with it masked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sasaeai.analysis.needs.personal.addresses import addresses_in
from sasaeai.analysis.needs.personal.kinds import PERSONAL_LABELS, Personal, PersonalKind
from sasaeai.analysis.needs.personal.names import names_in
from sasaeai.analysis.needs.personal.numbers import numbers_in
from sasaeai.analysis.needs.wording import folded

# Where two finds overlap, the first of these stays.
_FIRST: Final = (
    PersonalKind.EMAIL,
    PersonalKind.BIRTH_DATE,
    PersonalKind.PHONE,
    PersonalKind.NUMBER,
    PersonalKind.ADDRESS,
    PersonalKind.NAME,
)


def personal_in(text: str) -> list[Personal]:
    """What may name a person, in the order of the text, without overlaps; `text[start:end]` is the stretch.

    >>> told = "髙橋様 ０９０−１２３４−５６７８"
    >>> [(one.kind.value, told[one.start : one.end]) for one in personal_in(told)]
    [('name', '髙橋'), ('phone', '０９０−１２３４−５６７８')]
    """
    plain, places = folded(text, blanks=" ")
    found = [*numbers_in(plain), *addresses_in(plain), *names_in(plain)]
    return [
        Personal(places[one.start][0], places[one.end - 1][1], one.kind) for one in _apart(found)
    ]


def masked(text: str, found: Sequence[Personal]) -> str:
    """The text with each find replaced by its kind: 「［名前］様」.

    >>> masked("髙橋様", personal_in("髙橋様"))
    '［名前］様'
    """
    for one in sorted(found, reverse=True):
        text = f"{text[: one.start]}［{PERSONAL_LABELS[one.kind]}］{text[one.end :]}"
    return text


def _apart(found: Iterable[Personal]) -> list[Personal]:
    """Without overlaps: by kind first, then the longer one."""
    kept: list[Personal] = []
    for one in sorted(set(found), key=lambda p: (_FIRST.index(p.kind), p.start - p.end, p.start)):
        if one.end > one.start and all(
            one.end <= other.start or other.end <= one.start for other in kept
        ):
            kept.append(one)
    return sorted(kept)
